// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/WorksheetTest.h"
#include "ui/results/MessagePane.h"

#include <QPlainTextEdit>
#include <QTabBar>

#include <csignal>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Running in the real window against a real server: what is shown when a run ends well, fails, waits, is stopped.
class TestRun : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void rowsOfTheStatementUnderTheCursorAppear();
    void severalStatementsGetAResultEachAndStopAtTheFirstError();
    void aRefusedStatementSaysWhyAndIsNotSent_data();
    void aRefusedStatementSaysWhyAndIsNotSent();
    void severalStatementsAreRefusedTogetherAndSayWhich();
    void anErrorIsShownWithItsPlaceAndUnderlined();
    void thePlaceOfAnErrorGoesWithTheTextItWasIn();
    void stopEndsARunAndTheTabRunsAgain();
    void aServerThatDoesNotStopCanBeDropped();
    void anEditedResultSaysSo();
    void twoTabsRunAtOnceAndAThirdWaitsForOne();
    void aKilledServerIsSaidAtOnceAndReconnectsWithOneClick();
    void aConnectionLostWhileIdleIsSaidAtOnceAndReconnectsWithOneClick();
    void aFailedReconnectSaysWhyAndTriesAgain();
    void doubleClickOnATableShowsItsRows();
    void tabKeysDoWhatTheySay();
    void aMegabyteOfSqlIsNoCrash();

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;
};

void TestRun::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestRun::init()
{
    m_place =
        std::make_unique<Workplace>(*m_server, QJsonObject{{u"maximumRows"_s, 5000}, {u"maximumConnections"_s, 3}});
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
}

void TestRun::cleanup()
{
    m_place.reset();
}

void TestRun::rowsOfTheStatementUnderTheCursorAppear()
{
    type(u"SELECT 1 AS first; SELECT customer_id, name FROM customers ORDER BY 1;"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 3);
    QVERIFY(ends());
    QCOMPARE(view()->model()->headerData(1, Qt::Horizontal).toString().section(u' ', 0, 0), u"name"_s);
    QCOMPARE(cell(0, 1), u"Contoso Ltd"_s);
    QCOMPARE(cell(1, 1), u"Fabrikam, Inc."_s);
    QVERIFY(labelText("statusText").startsWith(u"3 rows"_s));
    QCOMPARE(visible<QTabBar>("resultTabs")->tabText(0), u"Result · 3 rows"_s);
}

void TestRun::severalStatementsGetAResultEachAndStopAtTheFirstError()
{
    type(u"SELECT 1 AS a; SELECT 2 AS b, 3 AS c; SELECT nothing; SELECT 4;"_s);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(ends());
    auto* tabs = visible<QTabBar>("resultTabs");
    QCOMPARE(tabs->count(), 5);
    QCOMPARE(tabs->tabText(0), u"Result 1 · 1 row"_s);
    QCOMPARE(tabs->tabText(1), u"Result 2 · 1 row"_s);
    QCOMPARE(tabs->tabText(3), u"Result 4"_s); // never ran
    QVERIFY(
        visible<MessagePane>("messagePane")->toPlainText().contains(u"Statement 4. Not run: statement 3 failed."_s));
    tabs->setCurrentIndex(3);
    QCOMPARE(labelText("resultPlaceholder"), u"Not run: statement 3 failed."_s);
    tabs->setCurrentIndex(1);
    QTRY_VERIFY(view() != nullptr);
    QCOMPARE(view()->model()->columnCount(), 2);
    QVERIFY(bar()->title().contains(u"nothing"_s));
}

void TestRun::aRefusedStatementSaysWhyAndIsNotSent_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("title");
    const QString alone = u"This was not run."_s;
    QTest::newRow("a DELETE") << u"DELETE FROM orders"_s << alone;
    QTest::newRow("a transaction that would leave the read-only one")
        << u"SELECT 1; COMMIT; SELECT 2"_s << u"Statement 2 of 3 was refused, so none of the 3 was run."_s;
    QTest::newRow("a CTE that writes") << u"WITH x AS (DELETE FROM orders RETURNING 1) SELECT * FROM x"_s << alone;
    QTest::newRow("a function that kills a colleague's session") << u"SELECT pg_terminate_backend(1)"_s << alone;
}

void TestRun::aRefusedStatementSaysWhyAndIsNotSent()
{
    QFETCH(QString, sql);
    QFETCH(QString, title);
    type(sql);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(ends());
    QCOMPARE(bar()->title(), title);
    QVERIFY(bar()->text().size() > 20);
    QVERIFY(view() == nullptr);
    QCOMPARE(labelText("statusText"), u"Not run"_s);
    QCOMPARE(m_server->exec(u"SELECT count(*) FROM orders"_s, u"shop_db"_s).trimmed(), u"300"_s);
}

void TestRun::severalStatementsAreRefusedTogetherAndSayWhich()
{
    type(u"SELECT 1; SELECT 2; DELETE FROM orders; SELECT 4"_s);
    editor()->setCursorPosition(0, 0);
    QTest::keyClick(editor(), Qt::Key_F5);
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(ends());
    QCOMPARE(bar()->title(), u"Statement 3 of 4 was refused, so none of the 4 was run."_s);
    QVERIFY(view() == nullptr);
    click(visible("showPlaceButton"));
    QCOMPARE(editor()->cursorOffset(), editor()->sql().indexOf(u"DELETE"_s));
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
}

void TestRun::thePlaceOfAnErrorGoesWithTheTextItWasIn()
{
    type(u"SELECT nothing"_s);
    runKey();
    QTRY_VERIFY(visible("showPlaceButton") != nullptr);
    QVERIFY(ends());
    typeText(editor(), u"x"_s);
    QTRY_VERIFY(visible("showPlaceButton") == nullptr);
    QVERIFY(bar() != nullptr); // what the server said stays
    QCOMPARE(visible("runButton")->property("role").toString(), u"primary"_s);
}

void TestRun::anErrorIsShownWithItsPlaceAndUnderlined()
{
    type(u"SELECT 'äöü€' AS k, nam FROM customers"_s);
    runKey();
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(ends());
    QVERIFY(bar()->title().contains(u"nam"_s));
    QString shown;
    for (const QLabel* label : bar()->findChildren<QLabel*>())
        shown += label->text() + u'\n';
    QVERIFY2(shown.contains(u"42703"_s) && shown.contains(u"line 1, column 21"_s), qPrintable(shown));
    // Scintilla counts bytes: the underline stands under nam, not five bytes before it.
    const qsizetype at = editor()->utf8().indexOf("nam ");
    const auto marked = [this](qsizetype position) {
        return editor()->SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, 8UL, static_cast<long>(position)) != 0;
    };
    QVERIFY(marked(at) && marked(at + 2));
    QVERIFY(!marked(at - 1) && !marked(at + 3));
    auto* messages = visible<MessagePane>("messagePane");
    QVERIFY(messages != nullptr);
    QVERIFY(messages->toPlainText().contains(u"42703"_s));
}

void TestRun::stopEndsARunAndTheTabRunsAgain()
{
    type(u"SELECT pg_sleep(60)"_s);
    runKey();
    auto* button = visible<QPushButton>("runButton");
    QTRY_COMPARE(button->text(), u"Stop"_s);
    QTRY_VERIFY(
        !m_server->exec(u"SELECT pid FROM pg_stat_activity WHERE usename = 'shop' AND query LIKE '%pg_sleep(60)%'"_s)
             .trimmed()
             .isEmpty());
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(ends());
    QVERIFY(labelText("statusText").startsWith(u"Stopped after"_s));
    QTRY_VERIFY(
        m_server
            ->exec(
                u"SELECT pid FROM pg_stat_activity WHERE usename = 'shop' AND state = 'active' AND query LIKE '%pg_sleep(60)%'"_s)
            .trimmed()
            .isEmpty());
    QVERIFY(bar() == nullptr); // stopping is no error
    type(u"SELECT 7 AS seven"_s);
    click(button);
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QCOMPARE(cell(0, 0), u"7"_s);
}

void TestRun::aServerThatDoesNotStopCanBeDropped()
{
    type(u"SELECT pg_sleep(62)"_s);
    runKey();
    const auto backend = [this] {
        return m_server
            ->exec(
                u"SELECT pid FROM pg_stat_activity WHERE usename = 'shop' AND state = 'active' AND query LIKE '%pg_sleep(62)%'"_s)
            .trimmed();
    };
    QTRY_VERIFY(!backend().isEmpty());
    const auto pid = static_cast<pid_t>(backend().toLongLong());
    QCOMPARE(::kill(pid, SIGSTOP), 0); // a backend that hears no cancel
    QTest::keyClick(editor(), Qt::Key_Escape);
    QTest::keyClick(editor(), Qt::Key_Escape); // and again does no harm
    QTRY_VERIFY_WITH_TIMEOUT(visible("dropButton") != nullptr, 8000);
    QCOMPARE(visible<QPushButton>("runButton")->text(), u"Stop"_s);
    click(visible("dropButton"));
    QVERIFY(ends());
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QCOMPARE(editor()->sql(), u"SELECT pg_sleep(62)"_s);
    type(u"SELECT 8 AS eight"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QCOMPARE(cell(0, 0), u"8"_s);
}

void TestRun::anEditedResultSaysSo()
{
    type(u"SELECT 1 AS a"_s);
    runKey();
    QVERIFY(QTest::qWaitFor([this] { return view() != nullptr && view()->model()->rowCount() == 1; }));
    QVERIFY(ends());
    QVERIFY(labelText("resultNote").isEmpty());
    typeText(editor(), u"2"_s);
    QTRY_COMPARE(labelText("staleNote"), u"Of the SQL before your edits"_s);
    QVERIFY(labelText("resultNote").isEmpty());
    click(visible("showRunSqlButton"));
    QTRY_VERIFY(visible<QPlainTextEdit>("runSqlText") != nullptr);
    QCOMPARE(visible<QPlainTextEdit>("runSqlText")->toPlainText(), u"SELECT 1 AS a"_s);
    QTest::keyClick(visible("runSqlText"), Qt::Key_Escape);
    QTRY_VERIFY(visible("runSqlText") == nullptr);
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Backspace);
    QTRY_VERIFY(labelText("staleNote").isEmpty());
}

void TestRun::twoTabsRunAtOnceAndAThirdWaitsForOne()
{
    QWidget* window = visible("mainWindow");
    type(u"SELECT pg_sleep(60)"_s);
    runKey();
    QTRY_COMPARE(visible<QPushButton>("runButton")->text(), u"Stop"_s);
    QTest::keyClick(window, Qt::Key_T, Qt::ControlModifier);
    type(u"SELECT 'second' AS tab"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QCOMPARE(cell(0, 0), u"second"_s);
    QVERIFY(ends());
    type(u"SELECT pg_sleep(61)"_s);
    runKey();
    QTRY_COMPARE(visible<QPushButton>("runButton")->text(), u"Stop"_s);
    // Both on the server: until then the second tab's connection is idle, and would be closed for the third.
    QTRY_COMPARE_WITH_TIMEOUT(
        m_server
            ->exec(
                u"SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop' AND state = 'active' AND query LIKE '%pg_sleep(6_)%'"_s)
            .trimmed(),
        u"2"_s, 30'000);
    QTest::keyClick(window, Qt::Key_T, Qt::ControlModifier);
    type(u"SELECT 'third' AS tab"_s);
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(labelText("runProgress").contains(u"SELECT pg_sleep(60)"_s),
                             30'000); // the one that runs longest
    QTest::keyClick(window, Qt::Key_2, Qt::AltModifier);
    QTRY_COMPARE(editor()->sql(), u"SELECT pg_sleep(60)"_s);
    click(visible<QPushButton>("runButton"));
    QVERIFY(ends());
    QTest::keyClick(window, Qt::Key_4, Qt::AltModifier);
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QCOMPARE(cell(0, 0), u"third"_s);
}

void TestRun::aKilledServerIsSaidAtOnceAndReconnectsWithOneClick()
{
    type(u"SELECT pg_sleep(60)"_s);
    runKey();
    QTRY_VERIFY(
        !m_server->exec(u"SELECT pid FROM pg_stat_activity WHERE usename = 'shop' AND query LIKE '%pg_sleep(60)%'"_s)
             .trimmed()
             .isEmpty());
    m_server->killHard();
    QTRY_VERIFY(bar() != nullptr);
    QVERIFY(ends());
    QCOMPARE(bar()->title(), u"The connection to shop_db was lost."_s);
    QCOMPARE(visible<QPushButton>("connectionPill")->text(), u"Connection lost"_s);
    QVERIFY(visible("connectionBar") == nullptr); // said once, where it broke
    QCOMPARE(editor()->sql(), u"SELECT pg_sleep(60)"_s);
    m_server->start();
    type(u"SELECT 9 AS nine"_s);
    click(visible<QPushButton>("reconnectButton"));
    QTRY_VERIFY(bar() == nullptr);
    QTRY_COMPARE(visible<QPushButton>("connectionPill")->text(), u"Connected"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
    QCOMPARE(cell(0, 0), u"9"_s);
}

void TestRun::aConnectionLostWhileIdleIsSaidAtOnceAndReconnectsWithOneClick()
{
    type(u"SELECT 10 AS ten"_s);
    QVERIFY(visible("connectionBar") == nullptr);
    m_server->killHard();
    QTRY_VERIFY(visible("connectionBar") != nullptr);
    QCOMPARE(visible<InlineBar>("connectionBar")->title(), u"The connection to shop_db was lost."_s);
    QCOMPARE(visible("windowReconnectButton")->property("role").toString(), u"primary"_s);
    QCOMPARE(visible("runButton")->property("role").toString(), u"secondary"_s);
    m_server->start();
    click(visible("windowReconnectButton"));
    QTRY_VERIFY(visible("connectionBar") == nullptr);
    QTRY_COMPARE(visible<QPushButton>("connectionPill")->text(), u"Connected"_s);
    QCOMPARE(editor()->sql(), u"SELECT 10 AS ten"_s);
    QCOMPARE(visible("runButton")->property("role").toString(), u"primary"_s);
    runKey();
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 1);
}

void TestRun::aFailedReconnectSaysWhyAndTriesAgain()
{
    m_server->killHard();
    QTRY_VERIFY(visible("windowReconnectButton") != nullptr);
    click(visible("windowReconnectButton"));
    QTRY_VERIFY(visible<InlineBar>("connectionBar") != nullptr &&
                visible<InlineBar>("connectionBar")->title().startsWith(u"Nothing answers as PostgreSQL"_s));
    QCOMPARE(visible<QPushButton>("windowReconnectButton")->text(), u"Try again"_s);
    m_server->start();
    click(visible("windowReconnectButton"));
    QTRY_VERIFY(visible("connectionBar") == nullptr);
    QTRY_COMPARE(visible<QPushButton>("connectionPill")->text(), u"Connected"_s);
}

void TestRun::doubleClickOnATableShowsItsRows()
{
    QTRY_VERIFY(visible<QAbstractItemView>("schemaTree") != nullptr);
    auto* tree = visible<QAbstractItemView>("schemaTree");
    QTRY_VERIFY(tree->model()->rowCount() > 0);
    QModelIndex table;
    const auto find = [&](const QModelIndex& parent) {
        for (int row = 0; row < tree->model()->rowCount(parent); ++row) {
            const QModelIndex index = tree->model()->index(row, 0, parent);
            if (index.data().toString().startsWith(u"orders"_s))
                table = index;
        }
    };
    find({});
    if (!table.isValid())
        find(tree->model()->index(0, 0));
    QVERIFY(table.isValid());
    const QPoint place = tree->visualRect(table).center();
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, Qt::NoModifier, place);
    QTest::mouseDClick(tree->viewport(), Qt::LeftButton, Qt::NoModifier, place);
    QTRY_VERIFY(editor() != nullptr && editor()->sql() == u"SELECT * FROM orders LIMIT 100"_s);
    QTRY_VERIFY(view() != nullptr && view()->model()->rowCount() == 100);
    auto* tabs = visible<QTabBar>("tabBar");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), u"orders"_s);
    QVERIFY(ends());
    QCOMPARE(labelText("originLabel"), u"First 100 rows of orders · it has run"_s);
    typeText(editor(), u" "_s);
    QTRY_COMPARE(labelText("originLabel"), u"SQL edited by you"_s);
}

void TestRun::tabKeysDoWhatTheySay()
{
    QWidget* window = visible("mainWindow");
    auto* tabs = visible<QTabBar>("tabBar");
    QCOMPARE(tabs->count(), 2);
    type(u"SELECT 'kept'"_s);
    QTest::keyClick(editor(), Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(tabs->count(), 1);
    QTest::keyClick(window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(tabs->count(), 2);
    QCOMPARE(editor()->sql(), u"SELECT 'kept'"_s);
    QTest::keyClick(editor(), Qt::Key_Tab, Qt::ControlModifier);
    QTRY_COMPARE(tabs->currentIndex(), 0);
    QTest::keyClick(window, Qt::Key_2, Qt::AltModifier);
    QTRY_COMPARE(tabs->currentIndex(), 1);
    QTest::keyClick(editor(), Qt::Key_L, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget(), visible("questionEdit"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
    QTest::mouseClick(tabs, Qt::MiddleButton, Qt::NoModifier, tabs->tabRect(1).center());
    QTRY_COMPARE(tabs->count(), 1);
}

void TestRun::aMegabyteOfSqlIsNoCrash()
{
    QByteArray sql("SELECT 1");
    while (sql.size() < 1024 * 1024)
        sql += "+1";
    editor()->applySql(QString::fromLatin1(sql));
    runKey();
    QTRY_VERIFY_WITH_TIMEOUT(bar() != nullptr, 20'000); // PostgreSQL: stack depth limit exceeded
    QVERIFY(ends());
    QVERIFY2(bar()->title().contains(u"stack depth"_s), qPrintable(bar()->title()));
}

QTEST_MAIN(TestRun)
#include "tst_ui_run.moc"
