// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "team/RequestLogExport.h"
#include "ui/MainWindow.h"

#include <QAction>
#include <QFileDialog>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTableView>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;

namespace {

void askInWindow(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    QVERIFY(edit != nullptr);
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
}

LoopbackMessages::Response answer()
{
    return LoopbackMessages::answer({{QStringLiteral("sql"), QStringLiteral("select count(*) from orders")}});
}

} // namespace

//! "What was sent…", the budget in the window, and the pre-warm.
class TestUiRequestLog final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { makeShop(m_server); }
    void cleanup()
    {
        m_place.reset();
        Workplace::forgetClaude();
    }
    void showsExportsAndClearsWhatWasSent();
    void aBudgetWarnsThenStops();
    void consentIsAskedAgainForSampleValues();
    void prewarmsOnceAfterConsent();
    void exportsAreExact();

private:
    void begin(const QJsonObject& policy = {})
    {
        m_place = std::make_unique<Workplace>(m_server, policy);
        Workplace::useClaude(*m_claude);
        signIn();
    }
    void signIn()
    {
        m_place->start();
        QVERIFY(Workplace::signIn(QStringLiteral("Shop"), QStringLiteral("shop-pass"), 60'000));
        QTRY_VERIFY_WITH_TIMEOUT(window()->session()->isCatalogRead(), 60'000);
    }
    void consent()
    {
        QTRY_VERIFY_WITH_TIMEOUT(visible("consentAgreeButton") != nullptr, 60'000);
        click(visible("consentAgreeButton"));
    }
    MainWindow* window() const { return m_place->desktop()->windows().value(0); }
    void openLog()
    {
        auto* action = window()->findChild<QAction*>(QStringLiteral("requestLogAction"));
        QVERIFY(action != nullptr);
        action->trigger();
        QTRY_VERIFY(visible("requestView") != nullptr);
    }

    PostgresServer m_server;
    std::unique_ptr<LoopbackMessages> m_claude = std::make_unique<LoopbackMessages>();
    std::unique_ptr<Workplace> m_place;
};

void TestUiRequestLog::showsExportsAndClearsWhatWasSent()
{
    m_claude = std::make_unique<LoopbackMessages>();
    begin();
    m_claude->enqueue(answer());
    askInWindow(QStringLiteral("How many orders?"));
    consent();
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 60'000);
    openLog();
    auto* view = visible<QTableView>("requestView");
    // The question, and the list of models that the first one of a run asks for.
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 2, 60'000);
    const auto purpose = [view](int row) { return view->model()->index(row, 1).data().toString(); };
    const int asked = purpose(0) == QStringLiteral("Question") ? 0 : 1;
    QCOMPARE(purpose(asked), QStringLiteral("Question"));
    QCOMPARE(purpose(1 - asked), QStringLiteral("List of models"));
    QCOMPARE(view->model()->index(asked, 7).data().toString(), QStringLiteral("Answered"));
    view->selectRow(asked);
    QTRY_VERIFY2(labelText("spentLabel").contains(QStringLiteral("today")), qPrintable(labelText("spentLabel")));
    click(visible("showRequestButton"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("sentText") != nullptr, 60'000);
    QCOMPARE(visible<QPlainTextEdit>("sentText")->toPlainText().toUtf8(), m_claude->requests().first().body);
    visible("sentPreview")->close();
    // Written to a file.
    QTemporaryDir folder;
    click(visible("exportRequestsButton"));
    QTRY_VERIFY(window()->findChild<QFileDialog*>() != nullptr);
    const QString file = folder.filePath(QStringLiteral("log.csv"));
    emit window()->findChild<QFileDialog*>()->fileSelected(file);
    window()->findChild<QFileDialog*>()->close();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 60'000);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().count('\n'), 3);
    // Cleared only after a question.
    click(visible("clearRequestsButton"));
    QTRY_VERIFY(visible<QMessageBox>("clearRequestsBox") != nullptr);
    QTest::keyClick(visible("clearRequestsBox"), Qt::Key_Escape);
    QCOMPARE(view->model()->rowCount(), 2);
    click(visible("clearRequestsButton"));
    QTRY_VERIFY(visible<QMessageBox>("clearRequestsBox") != nullptr);
    for (QAbstractButton* button : visible<QMessageBox>("clearRequestsBox")->buttons()) {
        if (button->text() == QStringLiteral("Clear"))
            click(button);
    }
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 0, 60'000);
    QVERIFY(!visible("showRequestButton")->isEnabled());
}

void TestUiRequestLog::aBudgetWarnsThenStops()
{
    m_claude = std::make_unique<LoopbackMessages>();
    begin({{QStringLiteral("budget"), QJsonObject{{QStringLiteral("tokensPerDay"), 1}}}});
    m_claude->enqueue(answer());
    askInWindow(QStringLiteral("How many orders?"));
    consent();
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 60'000);
    askInWindow(QStringLiteral("And how many customers?"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("askBar") != nullptr, 60'000);
    bool said = false;
    for (const QLabel* label : visible("askBar")->findChildren<QLabel*>())
        said = said || label->text().contains(QStringLiteral("budget of 1 tokens a day is used up"));
    QVERIFY(said);
    QCOMPARE(m_claude->requests().size(), 1);
    QCOMPARE(visible<QLineEdit>("questionEdit")->text(), QStringLiteral("And how many customers?"));
}

void TestUiRequestLog::consentIsAskedAgainForSampleValues()
{
    m_claude = std::make_unique<LoopbackMessages>();
    begin();
    m_claude->enqueue(answer());
    askInWindow(QStringLiteral("How many orders?"));
    consent();
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 60'000);
    m_place->quit();
    // The same person and database, but now values may go along.
    QFile file(m_place->paths().userConfigFolder + QStringLiteral("/teams.json"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray teams = file.readAll();
    teams.replace("\"policy\": {", "\"policy\": {\"shareSampleValues\": true");
    file.resize(0);
    file.seek(0);
    file.write(teams);
    file.close();
    signIn();
    m_claude->enqueue(answer());
    askInWindow(QStringLiteral("How many orders today?"));
    consent();
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 60'000);
    // Another address is another consent.
    m_place->quit();
    LoopbackMessages other;
    Workplace::useClaude(other);
    signIn();
    other.enqueue(answer());
    askInWindow(QStringLiteral("How many orders yesterday?"));
    QTRY_VERIFY_WITH_TIMEOUT(visible("consentAgreeButton") != nullptr, 60'000);
    QVERIFY(other.requests().isEmpty());
    click(visible("consentCancelButton"));
    QVERIFY(other.requests().isEmpty());
}

void TestUiRequestLog::prewarmsOnceAfterConsent()
{
    m_claude = std::make_unique<LoopbackMessages>();
    begin({{QStringLiteral("prewarm"), true}});
    m_claude->enqueue(answer());
    askInWindow(QStringLiteral("How many orders?"));
    consent();
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 60'000);
    QCOMPARE(m_claude->requests().size(), 1); // not before consent
    m_place->quit();
    LoopbackMessages::Response cut = LoopbackMessages::fixture(QStringLiteral("max_tokens_json_output.sse"));
    m_claude->enqueue(cut);
    signIn();
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 60'000);
    const QByteArray question = m_claude->requests().at(0).body;
    const QByteArray warm = m_claude->requests().at(1).body;
    QVERIFY2(warm.contains("\"max_tokens\":1,"), warm.left(200).constData());
    // The same beginning, byte for byte, up to the end of what is cached.
    const auto cached = [](const QByteArray& body) {
        const qsizetype from = body.indexOf("\"system\"");
        return body.mid(from, body.indexOf("\"messages\"") - from);
    };
    QCOMPARE(cached(warm), cached(question));
    QVERIFY(cached(warm).contains("cache_control"));
    openLog();
    auto* view = visible<QTableView>("requestView");
    QTRY_COMPARE_WITH_TIMEOUT(view->model()->rowCount(), 3, 60'000);
    QCOMPARE(view->model()->index(0, 1).data().toString(), QStringLiteral("Pre-warm"));
}

void TestUiRequestLog::exportsAreExact()
{
    JournalRequest request;
    request.sentAt = QDateTime(QDate(2026, 11, 23), QTime(8, 30), Qt::UTC);
    request.team = QStringLiteral("a \"b\", c");
    request.model = QStringLiteral("m");
    request.outcome = QStringLiteral("answered");
    request.inputTokens = 12;
    request.cost = 4'194'000'000;
    request.currency = QStringLiteral("USD");
    QCOMPARE(requestsToCsv({request}).split('\n').at(1),
             "2026-11-23T08:30:00Z,\"a \"\"b\"\", c\",,,m,,0,0,12,0,0,0,0.004194,USD,answered,,0");
    const QJsonObject object = QJsonDocument::fromJson(requestsToJson({request})).array().first().toObject();
    QCOMPARE(object.value(QStringLiteral("team")).toString(), request.team);
    QCOMPARE(object.value(QStringLiteral("cost")).toDouble(), 0.004194);
    request.cost.reset();
    QVERIFY(requestsToJson({request}).contains("\"cost\":null"));
}

QTEST_MAIN(TestUiRequestLog)
#include "tst_ui_request_log.moc"
