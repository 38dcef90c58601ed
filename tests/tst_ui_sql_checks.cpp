// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"

#include <QCheckBox>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! What is said of SQL before and after it runs, in a real window over a real server.
class TestSqlChecks final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void marksWhatIsWrong();
    void marksAgainAfterAnEdit();
    void neverBlocksARun();
    void checksOnlyWhatIsInSight();
    void silencesAKindOfMark();
    void marksNothingWhenSwitchedOff();
    void claudeWritesAgain();
    void runAnyway();
    void whatMayNotRunHasNoAnyway();
    void remarksOnTheResult_data();
    void remarksOnTheResult();

private:
    static SqlEditor* editor() { return visible<SqlEditor>("sqlEditor"); }
    //! The text that is underlined as a finding.
    static QStringList marked();
    static QPoint placeOf(const QString& word);
    static void ask(const QString& question);
    static QPushButton* run() { return visible<QPushButton>("runButton"); }
    void start(const QJsonObject& policy = {});
    static void type(const QString& sql);

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestSqlChecks::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
    m_server->exec(u"CREATE TABLE states (state text, note text); INSERT INTO states SELECT (ARRAY['open','paid'])[1 + "
                   "i % 2], NULL FROM generate_series(1, 200) i;"
                   "CREATE TABLE hidden (id int); INSERT INTO hidden VALUES (1); ALTER TABLE hidden ENABLE ROW LEVEL "
                   "SECURITY; GRANT SELECT ON states, hidden TO shop; ANALYZE"_s,
                   u"shop_db"_s);
}

void TestSqlChecks::init()
{
    m_claude = std::make_unique<LoopbackMessages>();
    Workplace::useClaude(*m_claude);
}

void TestSqlChecks::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

void TestSqlChecks::start(const QJsonObject& policy)
{
    m_place = std::make_unique<Workplace>(*m_server, policy);
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTRY_VERIFY(labelText("sendsLabel").startsWith(u"Sends 4 tables"_s));
}

QStringList TestSqlChecks::marked()
{
    return markedBy(9, editor()); // a warning's
}

QPoint TestSqlChecks::placeOf(const QString& word)
{
    const long at = editor()->utf8().indexOf(word.toUtf8()) + 1;
    return {int(editor()->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, at)),
            int(editor()->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, at)) + 4};
}

void TestSqlChecks::type(const QString& sql)
{
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().isEmpty());
    typeText(editor(), sql);
}

void TestSqlChecks::ask(const QString& question)
{
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_VERIFY(visible("consentSheet") != nullptr);
    click(visible("consentAgreeButton"));
    QTRY_VERIFY(visible("mainWindow")->isActiveWindow());
}

void TestSqlChecks::marksWhatIsWrong()
{
    start();
    type(u"SELECT 'ü', o.totl FROM orders o WHERE total + order_id > now()"_s);
    QTRY_COMPARE(marked().value(0), u"o"_s); // the server points at what stands before the dot
    type(u"SELECT note FROM states WHERE state = 'payd'"_s);
    QTRY_COMPARE(marked(), QStringList{u"'payd'"_s}); // known from the statistics
    const QPoint place = placeOf(u"'payd'"_s);
    QHelpEvent help(QEvent::ToolTip, place, editor()->viewport()->mapToGlobal(place));
    QApplication::sendEvent(editor()->viewport(), &help);
    QTRY_VERIFY2(QToolTip::text().contains(u"The nearest is 'paid'."_s), qPrintable(QToolTip::text()));
    QToolTip::hideText();
    type(u"SELECT state FROM states"_s);
    QTest::qWait(1500); // time enough for a mark that must not come
    QVERIFY(marked().isEmpty());
}

void TestSqlChecks::marksAgainAfterAnEdit()
{
    start();
    type(u"SELECT totl FROM orders"_s);
    QTRY_COMPARE(marked(), QStringList{u"totl"_s});
    QTest::keyClick(editor(), Qt::Key_End);
    typeText(editor(), u"; SELECT nam FROM customers"_s);
    QCOMPARE(marked(), QStringList{u"totl"_s}); // the mark stays with its text
    QTRY_COMPARE(marked(), (QStringList{u"totl"_s, u"nam"_s}));
}

void TestSqlChecks::neverBlocksARun()
{
    start();
    type(u"SELECT note FROM states WHERE state <> 'payd'"_s);
    QTRY_COMPARE(marked(), QStringList{u"'payd'"_s});
    QCOMPARE(run()->text(), u"Run"_s);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible("resultView") != nullptr);
    QTRY_VERIFY(labelText("statusBar").isEmpty() || visible("resultView") != nullptr);
    QVERIFY(!marked().isEmpty()); // still true of this text
    type(u"SELECT totl FROM orders"_s);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier); // before any check had time
    QTRY_VERIFY(visible("runBar") != nullptr);
}

void TestSqlChecks::checksOnlyWhatIsInSight()
{
    start();
    QString script;
    for (int i = 0; i < 3000; ++i)
        script += u"SELECT totl%1 FROM orders;\n"_s.arg(i);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr && editor()->sql().isEmpty());
    editor()->insertSql(script);
    QTRY_VERIFY_WITH_TIMEOUT(!marked().isEmpty(), 20'000);
    QTest::qWait(1500);
    QVERIFY2(marked().size() <= 21, qPrintable(QString::number(marked().size())));
}

void TestSqlChecks::silencesAKindOfMark()
{
    start();
    type(u"SELECT note FROM states WHERE state = 'payd'"_s);
    QTRY_COMPARE(marked().size(), 1);
    const QPoint place = placeOf(marked().first());
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, editor()->viewport()->mapToGlobal(place));
    QApplication::sendEvent(editor()->viewport(), &event);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    auto* silence = menu->findChild<QAction*>(u"silenceAction"_s);
    QVERIFY(silence != nullptr);
    QCOMPARE(silence->text(), u"Do not show this mark again"_s);
    silence->trigger();
    menu->close();
    QVERIFY(marked().isEmpty());
    QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
    typeText(editor(), u" AND true"_s);
    QTest::qWait(1500);
    QVERIFY(marked().isEmpty()); // not after an edit either
}

void TestSqlChecks::marksNothingWhenSwitchedOff()
{
    start();
    type(u"SELECT totl FROM orders"_s);
    QTRY_COMPARE(marked(), QStringList{u"totl"_s});
    for (QAction* action : visible("mainWindow")->findChildren<QAction*>())
        if (action->text() == u"Settings…"_s)
            action->trigger();
    QTRY_VERIFY(visible<QCheckBox>("editorChecksBox") != nullptr);
    auto* box = visible<QCheckBox>("editorChecksBox");
    QVERIFY(box->isChecked());
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    QTRY_VERIFY(marked().isEmpty());
    QTest::keyClick(box, Qt::Key_Space);
    QTRY_COMPARE(marked(), QStringList{u"totl"_s});
}

void TestSqlChecks::claudeWritesAgain()
{
    start();
    m_claude->enqueue(LoopbackMessages::answer({{u"sql"_s, u"SELECT sum(totl) AS total FROM orders"_s}}));
    auto second = LoopbackMessages::answer({{u"sql"_s, u"SELECT sum(total) AS total FROM orders"_s}});
    second.delayMilliseconds = 1500;
    m_claude->enqueue(second);
    ask(u"what did we sell?"_s);
    QTRY_COMPARE(labelText("askProgressLabel"),
                 u"The server does not know the column totl. Claude writes it again (1 of 2)."_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 20'000);
    QCOMPARE(editor()->sql(), u"SELECT sum(total) AS total FROM orders"_s);
    QCOMPARE(run()->text(), u"Run"_s);
    QVERIFY(run()->hasFocus());
    QCOMPARE(m_claude->requests().size(), 2);
}

void TestSqlChecks::runAnyway()
{
    start();
    for (const QString& column : {u"a"_s, u"b"_s, u"c"_s})
        m_claude->enqueue(LoopbackMessages::answer({{u"sql"_s, u"SELECT %1 FROM orders"_s.arg(column)}}));
    ask(u"what did we sell?"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 20'000);
    QCOMPARE(m_claude->requests().size(), 3);
    QCOMPARE(run()->text(), u"Run anyway"_s);
    QVERIFY(!run()->hasFocus());
    QVERIFY(run()->isEnabled());
    click(run());
    QTRY_VERIFY(visible("runBar") != nullptr); // the server says no
    QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
    typeText(editor(), u" "_s);
    QTRY_COMPARE(run()->text(), u"Run"_s); // it is the person's SQL now
}

void TestSqlChecks::whatMayNotRunHasNoAnyway()
{
    start();
    for (const QString& sql : {u"DELETE FROM orders"_s, u"DROP TABLE orders"_s, u"UPDATE orders SET total = 0"_s})
        m_claude->enqueue(LoopbackMessages::answer({{u"sql"_s, sql}}));
    ask(u"empty the orders"_s);
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr, 20'000);
    QCOMPARE(run()->text(), u"Run"_s);
    click(run());
    QTRY_VERIFY(visible("runBar") != nullptr);
    QCOMPARE(m_server->exec(u"SELECT count(*) FROM orders"_s, u"shop_db"_s).trimmed(), u"300"_s);
}

void TestSqlChecks::remarksOnTheResult_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("remark");
    QTest::newRow("no rows under row-level security")
        << u"SELECT id FROM hidden"_s << u"0 rows. Row-level security on hidden may hide rows from this role."_s;
    QTest::newRow("a count of zero under row-level security")
        << u"SELECT count(*) FROM hidden"_s << u"Row-level security on hidden may hide rows from this role."_s;
    QTest::newRow("a column without values")
        << u"SELECT state, note FROM states"_s << u"No value in note: NULL in all 200 rows."_s;
    QTest::newRow("rights decide what is shown")
        << u"SELECT table_name FROM information_schema.tables WHERE table_name = 'x'"_s
        << u"0 rows. information_schema.tables shows only what this role has rights to."_s;
    QTest::newRow("no rows for another reason") << u"SELECT total FROM orders WHERE total < 0"_s << QString();
    QTest::newRow("rows with values") << u"SELECT total FROM orders"_s << QString();
}

void TestSqlChecks::remarksOnTheResult()
{
    QFETCH(QString, sql);
    QFETCH(QString, remark);
    start();
    type(sql);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(visible("resultView") != nullptr);
    if (remark.isEmpty())
        QTest::qWait(1000);
    const auto shown = [] {
        const auto* note = visible<QWidget>("resultNote");
        return note == nullptr ? QString() : note->accessibleName();
    };
    QTRY_COMPARE(shown(), remark);
}

QTEST_MAIN(TestSqlChecks)
#include "tst_ui_sql_checks.moc"
