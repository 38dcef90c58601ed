// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/theme/InlineBar.h"

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Where the focus is when the button that held it goes, and which way Tab leads.
class TestFocus : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void anAnswerToClarifyLeadsToRun_data();
    void anAnswerToClarifyLeadsToRun();
    void whatComesAfterAClarifyKeepsTheFocusAtTheQuestion_data();
    void whatComesAfterAClarifyKeepsTheFocusAtTheQuestion();
    void tryAgainLeadsToRun();
    void anOfferedAnswerLeadsToRun();
    void reconnectLeadsToRun();
    void runAgainLeadsToTheRows();
    void aFailedCheckKeepsTheFocusFromRun();
    void aSmallWindowKeepsWhatTheChecksFound();
    void aSmallWindowWithoutACardKeepsWhatIsSent();
    void tabGoesTheWayInSight_data();
    void tabGoesTheWayInSight();
    void tabGoesThroughWhatClaudeAsks_data() { tabGoesTheWayInSight_data(); }
    void tabGoesThroughWhatClaudeAsks();
    void tabGoesThroughTheBarOfAFailure();

private:
    void start();
    void ask(const QString& question);
    static QString focused()
    {
        const QWidget* focus = QApplication::focusWidget();
        return focus == nullptr ? u"nothing"_s : focus->objectName().isEmpty() ? u"?"_s : focus->objectName();
    }
    static QWidget* focus() { return QApplication::focusWidget(); }
    static SqlEditor* editor() { return visible<SqlEditor>("sqlEditor"); }
    static QJsonObject sql(const QString& text) { return {{u"sql"_s, text}, {u"explanation"_s, u"It counts."_s}}; }
    static LoopbackMessages::Response clarify(const QStringList& options)
    {
        return LoopbackMessages::answer({{u"kind"_s, u"clarify"_s},
                                         {u"question"_s, u"Paid or ordered?"_s},
                                         {u"options"_s, QJsonArray::fromStringList(options)}});
    }
    //! The names on the way of Tab from what holds the focus to \a last, both included.
    static QStringList way(const QString& last)
    {
        QStringList names{focused()};
        while (names.constLast() != last && names.size() < 40) {
            QTest::keyClick(focus(), Qt::Key_Tab);
            names.append(focused());
        }
        return names;
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestFocus::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestFocus::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
}

void TestFocus::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestFocus::start()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables"_s));
}

void TestFocus::ask(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    if (QTest::qWaitFor([] { return visible("consentSheet") != nullptr; }, 300)) {
        click(visible("consentAgreeButton"));
        QTRY_VERIFY(visible("mainWindow")->isActiveWindow());
    }
}

void TestFocus::anAnswerToClarifyLeadsToRun_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("an option by Enter") << u"enter"_s;
    QTest::newRow("an option by mouse") << u"mouse"_s;
    QTest::newRow("an answer of one's own") << u"words"_s;
}

void TestFocus::anAnswerToClarifyLeadsToRun()
{
    QFETCH(QString, how);
    start();
    m_claude->enqueue(clarify({u"Paid"_s, u"Ordered"_s}));
    auto slow = LoopbackMessages::answer(sql(u"SELECT count(*) FROM orders"_s));
    slow.pieceMilliseconds = 10;
    m_claude->enqueue(slow);
    ask(u"how many orders?"_s);
    QTRY_COMPARE(focused(), u"clarifyOption1"_s);
    if (how == u"enter") {
        QTest::keyClick(focus(), Qt::Key_Return);
    } else if (how == u"mouse") {
        click(visible("clarifyOption2"));
    } else {
        auto* edit = visible<QLineEdit>("clarifyEdit");
        edit->setFocus();
        typeText(edit, u"those paid"_s);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    QTRY_VERIFY(editor() != nullptr && editor()->isWriting());
    QCOMPARE(focused(), u"questionEdit"_s);
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QCOMPARE(focused(), u"runButton"_s);
    QTest::keyClick(focus(), Qt::Key_Return);
    QTRY_COMPARE(labelText("originLabel"), u"SQL by Claude · it has run"_s);
    QVERIFY(visible("teamBox") == nullptr); // no second sign-in
}

void TestFocus::whatComesAfterAClarifyKeepsTheFocusAtTheQuestion_data()
{
    QTest::addColumn<int>("clarifications");
    QTest::addColumn<QString>("fixture");
    QTest::newRow("a third question back") << 3 << QString();
    QTest::newRow("the key is refused") << 1 << u"error_401.json"_s;
    QTest::newRow("Claude cannot answer") << 1 << u"cannot"_s;
}

void TestFocus::whatComesAfterAClarifyKeepsTheFocusAtTheQuestion()
{
    QFETCH(int, clarifications);
    QFETCH(QString, fixture);
    start();
    for (int i = 0; i < clarifications; ++i)
        m_claude->enqueue(clarify({u"Paid"_s, u"Ordered"_s}));
    if (fixture == u"cannot")
        m_claude->enqueue(LoopbackMessages::answer({{u"kind"_s, u"cannot"_s}, {u"reason"_s, u"No salaries."_s}}));
    else if (!fixture.isEmpty())
        m_claude->enqueueFixture(fixture);
    ask(u"how many orders?"_s);
    for (int i = 0; i < qMin(clarifications, 2); ++i) {
        QTRY_COMPARE(m_claude->requests().size(), i + 1);
        QTRY_COMPARE(focused(), u"clarifyOption1"_s);
        QTest::keyClick(focus(), Qt::Key_Return);
    }
    QTRY_VERIFY(visible("askBar") != nullptr || visible("answerCard") != nullptr);
    QCOMPARE(focused(), u"questionEdit"_s);
}

void TestFocus::tryAgainLeadsToRun()
{
    start();
    m_claude->enqueueFixture(u"error_402.json"_s);
    m_claude->enqueue(LoopbackMessages::answer(sql(u"SELECT 3"_s)));
    ask(u"how many orders?"_s);
    QTRY_VERIFY(visible("askStepButton") != nullptr);
    typeText(visible("questionEdit"), u" and more"_s); // before the press, not meanwhile
    click(visible("askStepButton"));
    QTRY_VERIFY(visible("answerCard") != nullptr);
    QCOMPARE(focused(), u"runButton"_s);
}

void TestFocus::anOfferedAnswerLeadsToRun()
{
    start();
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(editor(), u"SELECT 1"_s);
    auto slow = LoopbackMessages::answer(sql(u"SELECT 2"_s));
    slow.delayMilliseconds = 3000;
    m_claude->enqueue(slow);
    ask(u"how many orders?"_s);
    QTRY_COMPARE(m_claude->requests().size(), 1);
    editor()->setFocus();
    typeText(editor(), u"0"_s);
    QTRY_VERIFY(visible("useAnswerButton") != nullptr);
    QCOMPARE(focus(), editor());
    click(visible("useAnswerButton"));
    QCOMPARE(editor()->sql(), u"SELECT 2"_s);
    QCOMPARE(focused(), u"runButton"_s);
}

void TestFocus::reconnectLeadsToRun()
{
    start();
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(editor(), u"SELECT 1"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_COMPARE(labelText("originLabel"), u"SQL by you"_s);
    QTRY_VERIFY(visible("resultView") != nullptr);
    m_server->killHard();
    QTRY_VERIFY(visible("windowReconnectButton") != nullptr);
    m_server->start();
    visible("windowReconnectButton")->setFocus();
    QTest::keyClick(focus(), Qt::Key_Return);
    QTRY_VERIFY(visible("connectionBar") == nullptr);
    QVERIFY2(focused() == u"questionEdit"_s || focused() == u"runButton"_s, qPrintable(focused()));

    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(labelText("runProgress").isEmpty() && visible("resultView") != nullptr);
    m_server->killHard();
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(visible("reconnectButton") != nullptr);
    m_server->start();
    click(visible("reconnectButton"));
    QTRY_VERIFY(visible("runBar") == nullptr);
    QCOMPARE(focused(), u"runButton"_s);
}

void TestFocus::runAgainLeadsToTheRows()
{
    start();
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(editor(), u"SELECT order_id FROM orders"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(visible("resultView") != nullptr);
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(visible("runAgainButton") != nullptr);
    click(visible("runAgainButton"));
    QTRY_VERIFY(visible("resultView") != nullptr);
    QVERIFY2(focused() == u"runButton"_s || focused() == u"resultView"_s, qPrintable(focused()));
}

void TestFocus::aFailedCheckKeepsTheFocusFromRun()
{
    start();
    for (int i = 0; i < 2; ++i) // it is asked for again, once
        m_claude->enqueue(LoopbackMessages::answer(sql(u"DELETE FROM orders"_s)));
    ask(u"empty the orders"_s);
    QTRY_VERIFY(visible("answerCard") != nullptr || visible("askBar") != nullptr);
    QVERIFY2(visible("answerCard") != nullptr, "an answer whose check failed is shown with what was found");
    QVERIFY2(labelText("checksLabel").contains(u"DELETE"_s), qPrintable(labelText("checksLabel")));
    QCOMPARE(focused(), u"questionEdit"_s);
    QCOMPARE(visible("runButton")->property("role").toString(), u"secondary"_s);
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_A, Qt::ControlModifier);
    typeText(editor(), u"SELECT 1"_s);
    QCOMPARE(visible("runButton")->property("role").toString(), u"primary"_s);
}

void TestFocus::aSmallWindowKeepsWhatTheChecksFound()
{
    start();
    visible("mainWindow")->resize(960, 560);
    for (int i = 0; i < 2; ++i) // it is asked for again, once
        m_claude->enqueue(LoopbackMessages::answer(sql(u"DELETE FROM orders"_s)));
    ask(u"empty the orders"_s);
    QTRY_VERIFY(visible("answerCard") != nullptr);
    const QString found = labelText("checksLabel");
    QVERIFY(!found.isEmpty());
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible("runBar") != nullptr); // refused: nothing ran, the card stays open
    QTest::keyClick(editor(), Qt::Key_A, Qt::ControlModifier);
    typeText(editor(), u"SELECT 1"_s);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible("unfoldButton") != nullptr);
    // What has run was checked anew.
    QTRY_VERIFY2(labelText("checksLabel").endsWith(u"checks passed"_s), qPrintable(labelText("checksLabel")));
    QVERIFY(visible("checksLabel")->width() > 60);
    QVERIFY(labelText("sendsLabel").isEmpty()); // a card is folded
    click(visible("unfoldButton"));
    QTRY_VERIFY(visible("unfoldButton") == nullptr);
    QTRY_VERIFY2(labelText("checksLabel").endsWith(u"checks passed"_s), qPrintable(labelText("checksLabel")));
    QVERIFY(!labelText("sendsLabel").isEmpty());
}

void TestFocus::aSmallWindowWithoutACardKeepsWhatIsSent()
{
    start();
    visible("mainWindow")->resize(960, 560);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(editor(), u"SELECT 1"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(visible("resultView") != nullptr);
    QVERIFY(labelText("sendsLabel").startsWith(u"Sends 2 tables"_s));
}

void TestFocus::tabGoesTheWayInSight_data()
{
    QTest::addColumn<int>("tabs");
    QTest::newRow("in the first tab") << 0;
    QTest::newRow("in a tab opened later") << 1;
}

void TestFocus::tabGoesTheWayInSight()
{
    QFETCH(int, tabs);
    start();
    for (int i = 0; i < tabs; ++i)
        click(visible("newTabButton"));
    m_claude->enqueue(LoopbackMessages::answer(sql(u"SELECT count(*) FROM orders"_s)));
    ask(u"how many orders?"_s);
    QTRY_VERIFY(editor() != nullptr && visible("askStepButton") == nullptr);
    QTRY_VERIFY(visible("answerCard") != nullptr && visible("readingText") != nullptr);
    visible("newTabButton")->setFocus();
    QCOMPARE(way(u"sqlEditor"_s).mid(1).join(u' '),
             u"questionEdit askButton sentTablesButton "
             u"previewButton readingText checksButton inWordsButton inWordsSendsButton notMeantButton "
             "cardSentButton runButton sqlEditor"_s);
}

void TestFocus::tabGoesThroughWhatClaudeAsks()
{
    QFETCH(int, tabs);
    start();
    for (int i = 0; i < tabs; ++i)
        click(visible("newTabButton"));
    m_claude->enqueue(clarify({u"Paid"_s, u"Ordered"_s, u"Shipped"_s, u"All"_s}));
    ask(u"how many orders?"_s);
    QTRY_COMPARE(focused(), u"clarifyOption1"_s);
    QCOMPARE(way(u"clarifyButton"_s).join(u' '),
             u"clarifyOption1 clarifyOption2 clarifyOption3 clarifyOption4 clarifyEdit clarifyButton"_s);
    visible("questionEdit")->setFocus();
    QCOMPARE(way(u"clarifyOption1"_s).join(u' '), u"questionEdit askButton previewButton clarifyOption1"_s);
}

void TestFocus::tabGoesThroughTheBarOfAFailure()
{
    start();
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    typeText(editor(), u"SELECT 1"_s);
    m_claude->enqueueFixture(u"error_402.json"_s);
    ask(u"how many orders?"_s);
    QTRY_VERIFY(visible("askStepButton") != nullptr);
    visible("questionEdit")->setFocus();
    const QStringList names = way(u"sqlEditor"_s);
    QVERIFY2(names.contains(u"askStepButton"_s), qPrintable(names.join(u' ')));
    QVERIFY2(names.indexOf(u"previewButton"_s) < names.indexOf(u"askStepButton"_s), qPrintable(names.join(u' ')));
    QVERIFY2(names.indexOf(u"askStepButton"_s) < names.indexOf(u"runButton"_s), qPrintable(names.join(u' ')));
    QCOMPARE(names.constLast(), u"sqlEditor"_s);
}

QTEST_MAIN(TestFocus)
#include "tst_ui_focus.moc"
