// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultChunks.h"
#include "support/ResultTabsTest.h"
#include "ui/results/ComparisonDialog.h"
#include "ui/results/ComparisonKey.h"
#include "ui/results/ResultOrdering.h"
#include "ui/worksheet/RunController.h"

#include <QClipboard>
#include <QComboBox>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTableView>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QTableView* table()
{
    return visible<QTableView>("comparisonTable");
}

QString text(int row, int column)
{
    return table()->model()->index(row, column).data().toString();
}

QStringList texts(int row)
{
    QStringList cells;
    for (int i = 0; i < table()->model()->columnCount(); ++i)
        cells << text(row, i);
    return cells;
}

QStringList checkedKeys()
{
    const auto* list = visible<QListWidget>("keyColumns");
    QStringList keys;
    for (int i = 0; list != nullptr && i < list->count(); ++i) {
        if (list->item(i)->checkState() == Qt::Checked)
            keys << list->item(i)->text();
    }
    return keys;
}

//! Checks or unchecks a key column with the space bar.
void toggleKey(int row)
{
    auto* list = visible<QListWidget>("keyColumns");
    list->setFocus();
    list->setCurrentRow(row);
    QTest::keyClick(list, Qt::Key_Space);
}

QString whole(const char* name)
{
    return visible<QPlainTextEdit>(name)->toPlainText();
}

} // namespace

//! Two results of a tab are compared, in the real window over a real server.
class TestCompare final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void findsWhatDiffersByThePrimaryKey();
    void findsAKeyWhereTheCatalogKnowsNone();
    void saysThatAKeyIsRepeatedAndTakesAnotherByKeys();
    void withoutAKeyWholeRowsAreCompared();
    void offersOnlyResultsOfTheSameColumns();
    void choosesOtherResultsAndChangesSides();
    void saysWhatIsNotThere();
    void comparesOffTheGuiThreadAndStops();
    void valuesAreExactAndCopied();
    void closesWithItsTab();
    void knowsPrimaryKeys();

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Workplace> m_place;
};

void TestCompare::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
}

void TestCompare::init()
{
    m_place =
        std::make_unique<Workplace>(*m_server, QJsonObject{{u"maximumRows"_s, 400'000}, {u"maximumConnections"_s, 3}});
    m_place->start();
    QVERIFY(Workplace::signIn());
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(editor() != nullptr);
}

void TestCompare::cleanup()
{
    m_place.reset();
}

void TestCompare::findsWhatDiffersByThePrimaryKey()
{
    runThis(u"SELECT total, order_id FROM orders WHERE order_id <= 290"_s);
    QVERIFY(visible("compareButton") == nullptr); // nothing to compare with
    runThis(
        u"SELECT CASE order_id WHEN 100 THEN NULL WHEN 101 THEN 7 ELSE total END AS total, order_id FROM orders WHERE order_id > 2 ORDER BY 2 DESC"_s);
    QVERIFY(chooseForResult("compareResult"));
    QTRY_VERIFY(table() != nullptr && table()->model()->rowCount() == 14);
    QCOMPARE(labelText("comparisonSummary"), u"2 only left · 10 only right · 2 changed · 286 equal"_s);
    QVERIFY(labelText("comparisonNotes").isEmpty());
    QCOMPARE(checkedKeys(), QStringList{u"order_id"_s}); // the catalog's primary key, not the first column
    QVERIFY(visible<QComboBox>("comparedRight")->currentText().startsWith(u"Result · 298 rows · "_s));
    QCOMPARE(texts(0), (QStringList{u"Only left"_s, u"1.50"_s, u"1"_s}));
    QCOMPARE(texts(2), (QStringList{u"Changed"_s, u"150.00 → NULL"_s, u"100"_s}));
    QCOMPARE(texts(3), (QStringList{u"Changed"_s, u"151.50 → 7"_s, u"101"_s}));
    QCOMPARE(texts(4), (QStringList{u"Only right"_s, u"450.00"_s, u"300"_s}));
    auto* kinds = visible<QComboBox>("differencesBox");
    kinds->setFocus();
    QTest::keyClick(kinds, Qt::Key_Down);
    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QTest::keyClick(table(), Qt::Key_Escape);
    QTRY_VERIFY(visible("comparisonDialog") == nullptr);
}

void TestCompare::findsAKeyWhereTheCatalogKnowsNone()
{
    runThis(u"SELECT g % 2 AS a, g AS b, g * 10 AS c FROM generate_series(1, 50) g"_s);
    runThis(u"SELECT g % 2 AS a, g AS b, g * 10 + (g = 7)::int AS c FROM generate_series(1, 50) g"_s);
    click(visible("compareButton"));
    QTRY_COMPARE(labelText("comparisonSummary"), u"0 only left · 0 only right · 1 changed · 49 equal"_s);
    QCOMPARE(checkedKeys(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(texts(0), (QStringList{u"Changed"_s, u"1"_s, u"7"_s, u"70 → 71"_s}));
}

void TestCompare::saysThatAKeyIsRepeatedAndTakesAnotherByKeys()
{
    const QString rows = u"SELECT * FROM (VALUES (1, 'a', 10), (1, 'b', 20), (2, 'c', %1)) v (k, name, n)"_s;
    runThis(rows.arg(30));
    runThis(rows.arg(31));
    QVERIFY(chooseForResult("compareResult"));
    QTRY_COMPARE(labelText("comparisonSummary"), u"0 only left · 0 only right · 1 changed · 2 equal"_s);
    QCOMPARE(checkedKeys(), (QStringList{u"k"_s, u"name"_s}));
    toggleKey(1); // the name
    QTRY_COMPARE(labelText("comparisonSummary"),
                 u"0 only left · 0 only right · 1 changed · 0 equal · 4 not compared"_s);
    QCOMPARE(checkedKeys(), QStringList{u"k"_s}); // nobody takes the person's choice away
    QCOMPARE(labelText("comparisonNotes"),
             u"1 key stands in several rows, so these rows are not compared: choose more key columns."_s);
    QCOMPARE(texts(1), (QStringList{u"Key repeated, left"_s, u"1"_s, u"a"_s, u"10"_s}));
    QCOMPARE(text(4, 0), u"Key repeated, right"_s);
    toggleKey(0);
    toggleKey(2);
    QTRY_COMPARE(labelText("comparisonSummary"), u"1 only left · 1 only right · 0 changed · 2 equal"_s);
}

void TestCompare::withoutAKeyWholeRowsAreCompared()
{
    runThis(u"SELECT 1 AS a, 'x' AS b"_s);
    runThis(u"SELECT 1 AS a, 'y' AS b"_s);
    QVERIFY(chooseForResult("compareResult"));
    QTRY_COMPARE(labelText("comparisonSummary"), u"0 only left · 0 only right · 1 changed · 0 equal"_s);
    toggleKey(0);
    QTRY_COMPARE(labelText("comparisonSummary"), u"1 only left · 1 only right · 0 changed · 0 equal"_s);
    QVERIFY(labelText("comparisonNotes").startsWith(u"Without a key whole rows are compared"_s));
}

void TestCompare::offersOnlyResultsOfTheSameColumns()
{
    runThis(u"SELECT 1 AS a"_s);
    runThis(u"SELECT 1 AS b"_s);
    QVERIFY(!chooseForResult("compareResult"));
    QMenu* menu = openResultMenu();
    QCOMPARE(menu->findChild<QAction*>(u"compareResult"_s)->text(),
             u"Compare… (no other result has the same columns)"_s);
    menu->close();
    QVERIFY(!visible("compareButton")->isEnabled());
    QCOMPARE(visible("compareButton")->toolTip(), u"Nothing to compare with: no other result has the same columns"_s);
    runThis(u"SELECT 2::bigint AS a"_s); // another type
    QVERIFY(!chooseForResult("compareResult"));
    runThis(u"SELECT 3 AS a"_s);
    QVERIFY(chooseForResult("compareResult"));
    QTRY_VERIFY(table() != nullptr);
    QCOMPARE(visible<QComboBox>("comparedLeft")->count(), 2);
}

void TestCompare::choosesOtherResultsAndChangesSides()
{
    for (int i = 1; i <= 3; ++i)
        runThis(u"SELECT g AS a FROM generate_series(%1, 10) g"_s.arg(i));
    QVERIFY(chooseForResult("compareResult")); // from 3 against the one before, from 2
    QTRY_COMPARE(labelText("comparisonSummary"), u"1 only left · 0 only right · 0 changed · 8 equal"_s);
    auto* left = visible<QComboBox>("comparedLeft");
    auto* right = visible<QComboBox>("comparedRight");
    left->setFocus();
    QTest::keyClick(left, Qt::Key_End); // from 1
    QTRY_COMPARE(labelText("comparisonSummary"), u"2 only left · 0 only right · 0 changed · 8 equal"_s);
    const QString one = left->currentText();
    right->setFocus();
    QTest::keyClick(right, Qt::Key_End);
    QTRY_COMPARE(labelText("comparisonSummary"), u"0 only left · 2 only right · 0 changed · 8 equal"_s);
    QCOMPARE(right->currentText(), one);
    QVERIFY(left->currentText() != one);
}

void TestCompare::saysWhatIsNotThere()
{
    for (auto* controller : visible("mainWindow")->findChildren<RunController*>())
        controller->setHoldAtCapSeconds(1);
    runThis(u"SELECT g AS a FROM generate_series(1, 400001) g"_s);
    QTRY_VERIFY(visible("runWithoutCapButton") != nullptr);
    runThis(u"SELECT g AS a FROM generate_series(1, 10) g"_s);
    resultArea()->currentPage()->pane()->ordering()->addTerm({FilterTerm::Kind::Less, 0, u"5"_s});
    QTRY_COMPARE(view()->model()->rowCount(), 4);
    QVERIFY(chooseForResult("compareResult"));
    QTRY_COMPARE_WITH_TIMEOUT(labelText("comparisonSummary"),
                              u"399,990 only left · 0 only right · 0 changed · 10 equal"_s, 30'000);
    QCOMPARE(labelText("comparisonNotes"),
             u"Left holds the first 400,000 rows of more: what seems to be missing there may stand beyond them.\n"
             "The filter of right does not count here: all its 10 rows are compared."_s);
}

void TestCompare::comparesOffTheGuiThreadAndStops()
{
    // Long enough to be stopped: four million keys.
    const QList<ResultColumn> columns{makeColumn(u"a"_s, 25, u"text"_s)};
    ResultTable big;
    big.setColumns(columns);
    for (int chunk = 0; chunk < 40; ++chunk) {
        QList<QList<TestCell>> rows;
        for (int i = 0; i < 50'000; ++i)
            rows.append({QByteArray::number(chunk * 50'000 + i)});
        big.append(makeChunk(rows));
    }
    ComparedResult left;
    left.title = u"big"_s;
    left.table = big;
    ComparisonDialog dialog({left, left}, 0, 1, {0});
    dialog.show();
    QApplication::setActiveWindow(&dialog);
    QCOMPARE(labelText("comparisonSummary"), u"Comparing…"_s); // it did not wait
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(labelText("comparisonSummary"), u"Stopped: nothing was compared."_s);
    QVERIFY(dialog.isVisible());
    QCOMPARE(visible<QPushButton>("stopComparingButton")->text(), u"Compare again"_s);
    click(visible("stopComparingButton"));
    QCOMPARE(visible<QPushButton>("stopComparingButton")->text(), u"Stop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(labelText("comparisonSummary"), u"Nothing differs: 2,000,000 rows equal."_s, 60'000);
    QVERIFY(visible("stopComparingButton") == nullptr);
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

void TestCompare::valuesAreExactAndCopied()
{
    runThis(u"SELECT 1 AS k, 12345678901234567890.123400 AS n, E'two\nlines' AS t"_s);
    runThis(u"SELECT 1 AS k, 12345678901234567890.1234 AS n, ''::text AS t"_s);
    QVERIFY(chooseForResult("compareResult"));
    QTRY_VERIFY(table() != nullptr && table()->model()->rowCount() == 1);
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Home);
    QTest::keyClick(table(), Qt::Key_Right);
    QTest::keyClick(table(), Qt::Key_Right);
    QCOMPARE(whole("leftValue"), u"12345678901234567890.123400"_s);
    QCOMPARE(whole("rightValue"), u"12345678901234567890.1234"_s);
    QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"12345678901234567890.123400 → 12345678901234567890.1234"_s);
    QTest::keyClick(table(), Qt::Key_Right);
    QCOMPARE(whole("leftValue"), u"two\nlines"_s);
    QCOMPARE(whole("rightValue"), QString());
    QCOMPARE(labelText("rightValueLabel"), u"Right"_s); // empty, not NULL
    QVERIFY(table()->currentIndex().data(Qt::AccessibleTextRole).toString().startsWith(u"changed: two lines → "_s));
}

void TestCompare::closesWithItsTab()
{
    const qint64 before = m_place->desktop()->services()->resultMemory->usedBytes();
    runThis(u"SELECT g AS a FROM generate_series(1, 1000) g"_s);
    runThis(u"SELECT g AS a FROM generate_series(2, 1000) g"_s);
    QVERIFY(chooseForResult("compareResult"));
    QTRY_VERIFY(table() != nullptr && table()->model()->rowCount() == 1);
    QApplication::setActiveWindow(visible("mainWindow"));
    QTest::keyClick(editor(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(visible("comparisonDialog") == nullptr);
    QTRY_COMPARE(m_place->desktop()->services()->resultMemory->usedBytes(), before);
}

void TestCompare::knowsPrimaryKeys()
{
    SchemaCatalog catalog;
    Table orders;
    orders.oid = 7;
    orders.primaryKey = QStringList{u"id"_s, u"line"_s};
    for (const auto& [name, number] : {std::pair(u"id"_s, 1), std::pair(u"line"_s, 3)}) {
        Column column;
        column.name = name;
        column.number = number;
        orders.columns << column;
    }
    Table people = orders;
    people.oid = 8;
    people.primaryKey = QStringList{u"id"_s};
    Schema schema;
    schema.tables = {orders, people};
    catalog.schemas = {schema};
    const auto column = [](quint32 table, int number) {
        ResultColumn made = makeColumn(u"c"_s, 23, u"integer"_s);
        made.tableOid = table;
        made.tableColumn = number;
        return made;
    };
    QCOMPARE(primaryKeyColumns({column(7, 3), column(0, 0), column(7, 1)}, catalog), (QList<int>{0, 2}));
    QCOMPARE(primaryKeyColumns({column(7, 3), column(7, 2)}, catalog), QList<int>()); // not all of it
    QCOMPARE(primaryKeyColumns({column(8, 1), column(7, 1), column(7, 3)}, catalog), (QList<int>{0, 1, 2}));
    QCOMPARE(primaryKeyColumns({column(0, 0)}, catalog), QList<int>());
}

QTEST_MAIN(TestCompare)
#include "tst_ui_compare.moc"
