// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPlainTextEdit>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Nothing goes to Claude unseen: whatever asks, its bytes can be read first, and they are the ones that are sent.
class TestSends : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void whatAButtonSendsIsShownFirst_data();
    void whatAButtonSendsIsShownFirst();
    void theEditorsMenuShowsItToo();
    void whatACorrectionSendsIsShownFirst();
    void theLineSaysWhatTheButtonInFocusSends();
    void theLineSaysWhenValuesGoAlong();
    void theSameWordsAreAskedAnew();
    void otherWordsContinue();

private:
    void start(const QJsonObject& policy = {});
    void ask(const QString& question, bool consent = true);
    void answer(const QString& sql) { m_claude->enqueue(LoopbackMessages::answer({{u"sql"_s, sql}})); }
    static QByteArray preview()
    {
        auto* text = visible<QPlainTextEdit>("sentText");
        const QByteArray bytes = text == nullptr ? QByteArray() : text->toPlainText().toUtf8();
        if (auto* dialog = visible("sentPreview"))
            dialog->close();
        return bytes;
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestSends::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
    m_server->exec(u"CREATE TABLE states (state text); INSERT INTO states SELECT (ARRAY['open','paid'])[1 + i % 2] "
                   "FROM generate_series(1, 200) i; GRANT SELECT ON states TO shop; ANALYZE"_s,
                   u"shop_db"_s);
}

void TestSends::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
}

void TestSends::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestSends::start(const QJsonObject& policy)
{
    m_place = std::make_unique<Workplace>(*m_server, policy);
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 3 tables"_s));
}

void TestSends::ask(const QString& question, bool consent)
{
    const auto before = m_claude->requests().size();
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    if (consent) {
        QTRY_VERIFY(visible("consentSheet") != nullptr);
        click(visible("consentAgreeButton"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), before + 1, 15'000);
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 15'000);
}

void TestSends::whatAButtonSendsIsShownFirst_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("eye");
    QTest::addColumn<QString>("held");
    QTest::addColumn<bool>("byKey");
    for (const bool key : {false, true}) {
        const char* how = key ? "key" : "mouse";
        QTest::addRow("what In words sends, by %s", how)
            << u"SELECT count(*) FROM orders"_s << u"inWordsButton"_s << u"inWordsSendsButton"_s
            << u"Say in the explanation"_s << key;
        QTest::addRow("what Fix this error sends, by %s", how)
            << u"SELECT name::int FROM customers"_s << u"fixErrorButton"_s << u"fixSendsButton"_s << u"22P02"_s << key;
        QTest::addRow("what Why is this zero? sends, by %s", how)
            << u"SELECT count(*) FROM orders WHERE total < 0"_s << u"whyEmptyButton"_s << u"whyEmptySendsButton"_s
            << u"total < 0"_s << key;
    }
}

void TestSends::whatAButtonSendsIsShownFirst()
{
    QFETCH(QString, sql);
    QFETCH(QString, action);
    QFETCH(QString, eye);
    QFETCH(QString, held);
    QFETCH(bool, byKey);
    start();
    answer(sql);
    answer(u"SELECT 2"_s);
    ask(u"what now?"_s);
    const QByteArray button = action.toLatin1();
    if (action != u"inWordsButton"_s)
        runKey();
    QTRY_VERIFY_WITH_TIMEOUT(visible<QPushButton>(button.constData()) != nullptr, 15'000);
    const QByteArray eyeName = eye.toLatin1();
    QTRY_VERIFY(visible(eyeName.constData()) != nullptr && visible(eyeName.constData())->x() > 0);
    QWidget* look = visible(eyeName.constData());
    QVERIFY(look->accessibleName().endsWith(u": see what is sent"_s));
    if (byKey) {
        visible(button.constData())->setFocus(Qt::TabFocusReason);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); // the eye is the next stop
        QTRY_COMPARE(QApplication::focusWidget(), look);
        QTest::keyClick(look, Qt::Key_Space);
    } else {
        click(look);
    }
    QTRY_VERIFY(visible("sentPreview") != nullptr);
    const QByteArray shown = preview();
    QTRY_VERIFY(visible("sentPreview") == nullptr);
    QVERIFY2(shown.contains(held.toUtf8()), shown.constData());
    QVERIFY(!shown.contains("Contoso"));
    QCOMPARE(m_claude->requests().size(), 1); // looking sends nothing
    click(visible(button.constData()));
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 15'000);
    QCOMPARE(m_claude->requests().constLast().body, shown);
}

void TestSends::theEditorsMenuShowsItToo()
{
    start();
    answer(u"SELECT 0"_s);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
    type(u"SELECT count(*) FROM customers"_s);
    QTRY_VERIFY(editor()->script().has_value());
    const auto choose = [](const QString& name) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(40, 10),
                                editor()->viewport()->mapToGlobal(QPoint(40, 10)));
        QApplication::sendEvent(editor()->viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        auto* action = menu == nullptr ? nullptr : menu->findChild<QAction*>(name);
        if (action == nullptr)
            return false;
        action->trigger();
        menu->close();
        return true;
    };
    QVERIFY(choose(u"inWordsSendsAction"_s));
    QTRY_VERIFY(visible("sentPreview") != nullptr);
    const QByteArray shown = preview();
    QVERIFY(m_claude->requests().isEmpty());
    QVERIFY(choose(u"inWordsAction"_s));
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 1, 15'000);
    QCOMPARE(m_claude->requests().constFirst().body, shown);
}

void TestSends::whatACorrectionSendsIsShownFirst()
{
    start();
    answer(u"SELECT count(*) FROM orders"_s);
    answer(u"SELECT count(*) FROM customers"_s);
    ask(u"how many?"_s);
    click(visible("notMeantButton"));
    QTRY_VERIFY(visible("notMeantSheet") != nullptr);
    QTest::keyClick(visible("notMeantTable"), Qt::Key_Space);
    typeText(visible("notMeantWords"), u"customers"_s);
    click(visible("notMeantPreviewButton"));
    QTRY_VERIFY(visible("sentPreview") != nullptr);
    const QByteArray shown = preview();
    QTRY_VERIFY(visible("sentPreview") == nullptr && visible("notMeantSheet") != nullptr);
    QCOMPARE(m_claude->requests().size(), 1);
    click(visible("notMeantAskButton"));
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 15'000);
    QCOMPARE(m_claude->requests().constLast().body, shown);
}

void TestSends::theLineSaysWhatTheButtonInFocusSends()
{
    start();
    answer(u"SELECT count(*) FROM orders"_s);
    ask(u"how many?"_s);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 3 tables, no rows, to "_s));
    visible("inWordsButton")->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY2(labelText("sendsLabel").startsWith(u"“In words” sends this SQL and 3 tables, no rows, to 127.0.0.1"_s),
                 qPrintable(labelText("sendsLabel")));
    visible("questionEdit")->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 3 tables, no rows, to "_s));
    // Where the mouse stands from the test before is not known: a move to where it is would be none.
    QTest::mouseMove(visible("questionEdit"), QPoint(30, 10));
    QTest::mouseMove(visible("inWordsSendsButton"), QPoint(5, 5));
    QTest::mouseMove(visible("inWordsSendsButton"), QPoint(8, 8));
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"“In words” sends"_s));
    QTest::mouseMove(visible("questionEdit"));
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 3 tables"_s));
}

void TestSends::theLineSaysWhenValuesGoAlong()
{
    start({{u"shareSampleValues"_s, true}});
    QTRY_VERIFY2(
        labelText("sendsLabel").startsWith(u"Sends 3 tables with frequent values of their columns, to 127.0.0.1"_s),
        qPrintable(labelText("sendsLabel")));
    answer(u"SELECT count(*) FROM orders"_s);
    ask(u"how many?"_s);
    QVERIFY(m_claude->requests().constFirst().body.contains("paid"));
}

void TestSends::theSameWordsAreAskedAnew()
{
    start();
    for (int i = 0; i < 3; ++i)
        answer(u"SELECT count(*) FROM orders"_s);
    ask(u"how many orders?"_s);
    const QByteArray first = m_claude->requests().constFirst().body;
    QVERIFY(visible("followUpChip") == nullptr); // it would continue nothing
    ask(u"How many  orders?"_s, false);
    const QByteArray second = m_claude->requests().constLast().body;
    QVERIFY2(!second.contains("which may continue"), second.constData());
    QVERIFY(!second.contains("SELECT count"));
    ask(u"how many orders?"_s, false);
    QCOMPARE(m_claude->requests().constLast().body, first);
}

void TestSends::otherWordsContinue()
{
    start();
    answer(u"SELECT count(*) FROM orders"_s);
    answer(u"SELECT 2"_s);
    ask(u"how many orders?"_s);
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, u"and customers?"_s);
    QTRY_VERIFY(visible("followUpChip") != nullptr);
    ask(u"and customers?"_s, false);
    QVERIFY(m_claude->requests().constLast().body.contains("which may continue"));
}

QTEST_MAIN(TestSends)
#include "tst_ui_sends.moc"
