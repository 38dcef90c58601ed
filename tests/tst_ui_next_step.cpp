// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/theme/InlineBar.h"

#include <csignal>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Exactly one button of the window is filled, whatever it shows: the next step of a bar, else Ask, Run or Stop.
class TestNextStep : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void fromTheQuestionToTheRows();
    void failuresOfClaude_data();
    void failuresOfClaude();
    void claudeAsksBack();
    void aPartIsUsed();
    void aRunThatFails();
    void theNewerBarLeads();
    void aRunThatDoesNotStop();
    void withoutAKey();
    void withoutClaude();

private:
    static QStringList filled()
    {
        QStringList names;
        for (const QPushButton* button : visible("mainWindow")->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->property("role").toString() == u"primary"_s)
                names.append(button->objectName());
        }
        return names;
    }
    static SqlEditor* editor() { return visible<SqlEditor>("sqlEditor"); }
    static QJsonObject sql(const QString& text) { return {{u"sql"_s, text}, {u"explanation"_s, u"It counts."_s}}; }
    static LoopbackMessages::Response slow(const QString& text)
    {
        auto response = LoopbackMessages::answer(sql(text));
        response.pieceMilliseconds = 20;
        return response;
    }
    void start(bool withClaude = true);
    static void ask(const QString& question);
    static void newSqlTab(const QString& text);

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestNextStep::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestNextStep::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
}

void TestNextStep::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestNextStep::start(bool withClaude)
{
    m_place = std::make_unique<Workplace>(*m_server);
    if (withClaude)
        Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    if (withClaude)
        QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables"_s));
}

void TestNextStep::ask(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    if (QTest::qWaitFor([] { return visible("consentSheet") != nullptr; }, 300))
        click(visible("consentAgreeButton"));
}

void TestNextStep::newSqlTab(const QString& text)
{
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().isEmpty());
    typeText(editor(), text);
}

void TestNextStep::fromTheQuestionToTheRows()
{
    start();
    QCOMPARE(filled(), QStringList{u"askButton"_s});
    m_claude->enqueue(slow(u"SELECT count(*), pg_sleep(1) FROM orders"_s));
    ask(u"how many orders?"_s);
    QTRY_COMPARE(filled(), QStringList{u"stopButton"_s});
    QTRY_VERIFY(editor() != nullptr && editor()->isWriting());
    QCOMPARE(filled(), QStringList{u"stopButton"_s});
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
    QTest::keyClick(visible("runButton"), Qt::Key_Return);
    QTRY_COMPARE(visible<QPushButton>("runButton")->text(), u"Stop"_s);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
    QTRY_VERIFY(visible("resultView") != nullptr && visible<QPushButton>("runButton")->text() == u"Run"_s);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
    typeText(visible("questionEdit"), u" and more"_s);
    QCOMPARE(filled(), QStringList{u"askButton"_s});
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(filled(), QStringList{u"askButton"_s}); // an empty editor
    typeText(editor(), u"SELECT 1"_s);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
}

void TestNextStep::failuresOfClaude_data()
{
    QTest::addColumn<QString>("fixture");
    QTest::newRow("the key is refused") << u"error_401.json"_s;
    QTest::newRow("no credit") << u"error_402.json"_s;
    QTest::newRow("too large") << u"error_413.json"_s;
}

void TestNextStep::failuresOfClaude()
{
    QFETCH(QString, fixture);
    start();
    newSqlTab(u"SELECT 1"_s);
    for (int i = 0; i < 3; ++i)
        m_claude->enqueueFixture(fixture);
    ask(u"anything"_s);
    QTRY_VERIFY(visible("askBar") != nullptr);
    QCOMPARE(filled(), QStringList{u"askStepButton"_s});
}

void TestNextStep::claudeAsksBack()
{
    start();
    m_claude->enqueue(LoopbackMessages::answer({{u"kind"_s, u"clarify"_s},
                                                {u"question"_s, u"ordered or paid?"_s},
                                                {u"options"_s, QJsonArray{u"Ordered"_s, u"Paid"_s}}}));
    ask(u"who bought most?"_s);
    QTRY_VERIFY(visible("clarifyPanel") != nullptr);
    QCOMPARE(filled(), QStringList{u"clarifyButton"_s});
    m_claude->enqueue(LoopbackMessages::answer({{u"kind"_s, u"cannot"_s}, {u"reason"_s, u"No table says so."_s}}));
    click(visible("clarifyOption1"));
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QCOMPARE(filled(), QStringList{u"askButton"_s});
}

void TestNextStep::aPartIsUsed()
{
    start();
    m_claude->enqueue(slow(u"SELECT order_id, customer_id, total FROM orders ORDER BY total DESC LIMIT 10"_s));
    ask(u"anything"_s);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().size() > 12);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTRY_COMPARE(filled(), QStringList{u"usePartButton"_s});
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_COMPARE(filled(), QStringList{u"barUsePartButton"_s});
    click(visible("barUsePartButton"));
    QTRY_COMPARE(filled(), QStringList{u"runButton"_s});
}

void TestNextStep::aRunThatFails()
{
    start();
    newSqlTab(u"SELECT nothing; DELETE FROM orders"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(visible("runBar") != nullptr);
    QTRY_COMPARE(filled(), QStringList{u"showPlaceButton"_s}); // of the refusal
    editor()->selectAll();
    typeText(editor(), u"SELECT nothing"_s);
    QTRY_COMPARE(filled(), QStringList{u"runButton"_s});
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_COMPARE(filled(), QStringList{u"showPlaceButton"_s}); // of the server's error
    editor()->selectAll();
    typeText(editor(), u"DELETE FROM orders"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(visible<InlineBar>("runBar") != nullptr &&
                visible<InlineBar>("runBar")->title() == u"This was not run."_s);
    QTRY_COMPARE(filled(), QStringList{u"runButton"_s}); // a bar without a step
    // Claude's next answer takes the words about the old text away.
    m_claude->enqueue(LoopbackMessages::answer(sql(u"SELECT 1"_s)));
    ask(u"something better"_s);
    QTRY_COMPARE(editor()->sql(), u"SELECT 1"_s);
    QTRY_VERIFY(visible("runBar") == nullptr);
    QTRY_COMPARE(filled(), QStringList{u"runButton"_s});
}

void TestNextStep::theNewerBarLeads()
{
    start();
    newSqlTab(u"SELECT nothing"_s);
    m_claude->enqueueFixture(u"error_401.json"_s);
    ask(u"anything"_s);
    QTRY_COMPARE(filled(), QStringList{u"askStepButton"_s});
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(visible("showPlaceButton") != nullptr && visible("askStepButton") != nullptr);
    QTRY_COMPARE(filled(), QStringList{u"showPlaceButton"_s});
    m_server->killHard();
    QTRY_COMPARE(filled(), QStringList{u"windowReconnectButton"_s});
    m_server->start();
    click(visible("windowReconnectButton"));
    QTRY_COMPARE(filled(), QStringList{u"showPlaceButton"_s});
}

void TestNextStep::aRunThatDoesNotStop()
{
    start();
    newSqlTab(u"SELECT pg_sleep(63)"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    const auto backend = [this] {
        return m_server
            ->exec(u"SELECT pid FROM pg_stat_activity WHERE usename = 'shop' AND state = 'active' AND "
                   "query LIKE '%pg_sleep(63)%'"_s)
            .trimmed();
    };
    QTRY_VERIFY(!backend().isEmpty());
    const auto pid = static_cast<pid_t>(backend().toLongLong());
    QCOMPARE(::kill(pid, SIGSTOP), 0);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
    QTRY_VERIFY_WITH_TIMEOUT(visible("dropButton") != nullptr, 10'000);
    QCOMPARE(filled(), QStringList{u"dropButton"_s});
    click(visible("dropButton"));
    QTRY_COMPARE(visible<QPushButton>("runButton")->text(), u"Run"_s);
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QCOMPARE(filled().size(), 1);
}

void TestNextStep::withoutAKey()
{
    start(false);
    QCOMPARE(filled(), QStringList{u"askButton"_s});
    ask(u"anything"_s);
    QTRY_VERIFY(visible("enterKeyButton") != nullptr);
    QCOMPARE(filled(), QStringList{u"enterKeyButton"_s});
    newSqlTab(u"SELECT 1"_s);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
}

void TestNextStep::withoutClaude()
{
    m_place = std::make_unique<Workplace>(*m_server, QJsonObject{{u"allowAssistant"_s, false}});
    m_place->start();
    Workplace::signIn(); // there is no question box to wait for
    QTRY_VERIFY(visible("mainWindow") != nullptr);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
    typeText(editor(), u"SELECT 1"_s);
    QCOMPARE(filled(), QStringList{u"runButton"_s});
}

QTEST_MAIN(TestNextStep)
#include "tst_ui_next_step.moc"
