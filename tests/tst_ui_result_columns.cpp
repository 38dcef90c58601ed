// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Settings.h"
#include "support/ResultPaneTest.h"
#include "ui/results/DigitGroups.h"
#include "ui/results/FrozenColumns.h"
#include "ui/results/ReferredRow.h"
#include "ui/results/ResultMenus.h"

#include <QClipboard>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QWheelEvent>

Q_DECLARE_METATYPE(parlance::ResultColumn)

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Twelve columns of numbers, wider together than the view.
QList<ResultColumn> wideColumns()
{
    QList<ResultColumn> columns;
    for (int i = 0; i < 12; ++i)
        columns.append(makeColumn(u"column_%1"_s.arg(i), 23, u"integer"_s));
    return columns;
}

QList<QList<TestCell>> wideRows(int count)
{
    QList<QList<TestCell>> rows;
    for (int row = 0; row < count; ++row) {
        QList<TestCell> cells;
        for (int column = 0; column < 12; ++column)
            cells.append(QByteArray::number(row * 1000 + column));
        rows.append(cells);
    }
    return rows;
}

Column column(const QString& name, int number)
{
    Column made;
    made.name = name;
    made.number = number;
    return made;
}

//! orders (order_id, customer_id, line (order, number) → "Order Lines") and whom they refer to.
SchemaCatalog catalog()
{
    Table orders;
    orders.oid = 100;
    orders.schema = u"public"_s;
    orders.name = u"orders"_s;
    orders.columns = {column(u"order_id"_s, 1), column(u"customer"_s, 3), column(u"line_order"_s, 4),
                      column(u"line_number"_s, 5), column(u"total"_s, 6)};
    orders.primaryKey = {u"order_id"_s};
    orders.foreignKeys = {{u"orders_customer_fkey"_s, {u"customer"_s}, u"public"_s, u"customers"_s, {u"code"_s}},
                          {u"orders_line_fkey"_s,
                           {u"line_order"_s, u"line_number"_s},
                           u"Stock"_s,
                           u"Order Lines"_s,
                           {u"order"_s, u"number"_s}}};
    return {u"shop"_s, {{u"public"_s, QString(), {orders}}}};
}

ResultColumn of(const QString& name, quint32 oid, quint32 table, int number)
{
    ResultColumn made = makeColumn(name, oid, QString());
    made.tableOid = table;
    made.tableColumn = number;
    return made;
}

} // namespace

//! Columns that are frozen, hidden and moved; digits grouped for the eye; rows that a cell refers to.
class TestResultColumns : public QObject {
    Q_OBJECT

private slots:
    void frozenColumnsStandStill();
    void aFrozenColumnIsTheTablesColumn();
    void aCellIsNeverHiddenUnderFrozenOnes();
    void frozenOnesGoWithTheirResult();
    void movedAndHiddenColumnsAreCopiedAsTheyStand();
    void digitsAreGrouped_data();
    void digitsAreGrouped();
    void digitsAreGroupedForTheEyeAlone();
    void rowsAreReferredTo_data();
    void rowsAreReferredTo();
    void keysAreNames_data();
    void keysAreNames();
};

void TestResultColumns::frozenColumnsStandStill()
{
    PaneTest test;
    test.fill(wideColumns(), wideRows(300));
    emit test.view()->header()->customContextMenuRequested(test.headerPoint(1));
    QVERIFY(PaneTest::choose("freezeColumns"));
    auto* frozen = test.shown<FrozenColumns>("frozenColumns");
    QVERIFY(frozen != nullptr);
    QCOMPARE(frozen->count(), 2);
    QVERIFY(test.view()->horizontalScrollBar()->maximum() > 0);
    test.view()->horizontalScrollBar()->setValue(test.view()->horizontalScrollBar()->maximum());
    QVERIFY(test.view()->columnViewportPosition(0) < 0);
    QCOMPARE(frozen->columnViewportPosition(0), 0);
    QVERIFY(frozen->isColumnHidden(2));
    test.view()->verticalScrollBar()->setValue(57);
    QCOMPARE(frozen->verticalScrollBar()->value(), 57);
    QCOMPARE(frozen->rowAt(0), test.view()->rowAt(0));
    QWheelEvent wheel(QPointF(20, 20), frozen->viewport()->mapToGlobal(QPointF(20, 20)), QPoint(), QPoint(0, -240),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(frozen->viewport(), &wheel);
    QVERIFY(frozen->verticalScrollBar()->value() > 57);
    QCOMPARE(test.view()->verticalScrollBar()->value(), frozen->verticalScrollBar()->value());
    test.view()->setColumnWidth(0, 130);
    QCOMPARE(frozen->columnWidth(0), 130);
    frozen->setColumnWidth(1, 99);
    QCOMPARE(test.view()->columnWidth(1), 99);
    emit frozen->header()->customContextMenuRequested(QPoint(10, 5));
    QVERIFY(PaneTest::choose("unfreezeColumns"));
    QVERIFY(test.shown("frozenColumns") == nullptr);
}

void TestResultColumns::aFrozenColumnIsTheTablesColumn()
{
    PaneTest test;
    test.fill(wideColumns(), wideRows(30));
    test.view()->freezeUpTo(1);
    auto* frozen = test.shown<FrozenColumns>("frozenColumns");
    QTest::mouseClick(frozen->viewport(), Qt::LeftButton, Qt::NoModifier,
                      frozen->visualRect(test.model()->index(2, 1)).center());
    QCOMPARE(test.view()->currentIndex(), test.model()->index(2, 1));
    QVERIFY(test.view()->hasFocus());
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"2001"_s);
    QTest::mouseClick(frozen->header()->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(10, 5));
    QTRY_COMPARE(test.pane.ordering()->sortKeys(), QList<SortKey>({{0, false}}));
    QTRY_VERIFY(!test.pane.ordering()->isBusy());
    QTest::mouseClick(frozen->header()->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(10, 5));
    QTRY_COMPARE(test.column(0).first(), u"29000"_s);
    QCOMPARE(frozen->model()->index(0, 0).data().toString(), u"29000"_s);
    test.view()->hideColumn(0); // the next one takes its place
    QVERIFY(frozen->isColumnHidden(0));
    QVERIFY(!frozen->isColumnHidden(2));
}

void TestResultColumns::aCellIsNeverHiddenUnderFrozenOnes()
{
    PaneTest test;
    test.fill(wideColumns(), wideRows(30));
    test.view()->freezeUpTo(1);
    const auto* frozen = test.shown<FrozenColumns>("frozenColumns");
    test.view()->setCurrentIndex(test.model()->index(0, 11));
    for (int column = 10; column >= 2; --column) {
        QTest::keyClick(test.view(), Qt::Key_Left);
        QCOMPARE(test.view()->currentIndex().column(), column);
        QVERIFY(test.view()->visualRect(test.view()->currentIndex()).left() >= frozen->coveredWidth());
    }
}

void TestResultColumns::frozenOnesGoWithTheirResult()
{
    PaneTest test;
    test.fill(wideColumns(), wideRows(30));
    test.view()->freezeUpTo(1);
    test.fill(shopColumns(), shopRows());
    QCOMPARE(test.view()->frozenCount(), 0);
    QVERIFY(test.shown("frozenColumns") == nullptr);
    test.view()->freezeUpTo(0);
    QCOMPARE(test.view()->frozenCount(), 1);
}

void TestResultColumns::movedAndHiddenColumnsAreCopiedAsTheyStand()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    // Drag the third header over the first.
    QWidget* header = test.view()->header()->viewport();
    const QPoint from = test.headerPoint(2);
    const QPoint to = test.headerPoint(0) - QPoint(20, 0);
    QTest::mousePress(header, Qt::LeftButton, Qt::NoModifier, from);
    QTest::mouseMove(header, (from + to) / 2);
    QTest::mouseMove(header, to);
    QTest::mouseRelease(header, Qt::LeftButton, Qt::NoModifier, to);
    QCOMPARE(test.view()->shownColumns(), QList<int>({2, 0, 1}));
    QVERIFY(test.pane.ordering()->sortKeys().isEmpty()); // a drag is no click
    test.view()->hideColumn(0);
    test.view()->selectRow(0);
    QTest::keyClick(test.view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"total\tname\n9\tContoso"_s);
}

void TestResultColumns::digitsAreGrouped_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("grouped");
    const auto row = [](const char* name, const char* number, const char* grouped) {
        QTest::newRow(name) << QByteArray(number) << QByteArray(grouped);
    };
    row("three digits", "999", "999");
    row("four digits", "1000", "1,000");
    row("a negative number", "-123456", "-123,456");
    row("digits after the point are not grouped", "1234567.891234", "1,234,567.891234");
    row("a number of any size", "12345678901234567890.5", "12,345,678,901,234,567,890.5");
    row("an exponent", "1e+20", "1e+20");
    row("not a number", "NaN", "NaN");
    row("money in another form", "$1234", "$1234");
    row("nothing", "", "");
}

void TestResultColumns::digitsAreGrouped()
{
    QFETCH(QByteArray, number);
    QTEST(groupedDigits(number), "grouped");
}

void TestResultColumns::digitsAreGroupedForTheEyeAlone()
{
    QTemporaryDir folder;
    Settings settings(folder.path());
    PaneTest test;
    ResultSurroundings surroundings;
    surroundings.settings = &settings;
    test.pane.setSurroundings(surroundings);
    test.fill({makeColumn(u"customer_id"_s, 23, u"integer"_s), makeColumn(u"amount"_s, 1700, u"numeric"_s)},
              {{"1234567", "1234567"}});
    const auto picture = [&test](int column) {
        const QModelIndex index = test.model()->index(0, column);
        test.view()->clearSelection();
        test.view()->setCurrentIndex(QModelIndex());
        return test.view()->viewport()->grab(test.view()->visualRect(index)).toImage();
    };
    test.view()->setColumnWidth(0, 150);
    test.view()->setColumnWidth(1, 150);
    const QImage key = picture(0);
    const QImage amount = picture(1);
    emit test.view()->header()->customContextMenuRequested(test.headerPoint(1));
    QVERIFY(PaneTest::choose("groupDigits"));
    QVERIFY(settings.value(Settings::Key::GroupDigits).toBool());
    QVERIFY(picture(0) == key); // keys are names
    QVERIFY(picture(1) != amount);
    test.clickCell(0, 1);
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"1234567"_s);
    emit test.view()->header()->customContextMenuRequested(test.headerPoint(1));
    QVERIFY(PaneTest::menuAction("groupDigits")->isChecked());
    QVERIFY(PaneTest::choose("groupDigits"));
    QVERIFY(picture(1) == amount);
}

void TestResultColumns::rowsAreReferredTo_data()
{
    QTest::addColumn<QList<ResultColumn>>("columns");
    QTest::addColumn<QList<TestCell>>("cells");
    QTest::addColumn<int>("column");
    QTest::addColumn<QStringList>("expected"); // table, value, SQL of each
    const ResultColumn customer = of(u"whoever"_s, 25, 100, 3);
    const ResultColumn lineOrder = of(u"o"_s, 23, 100, 4);
    const ResultColumn lineNumber = of(u"n"_s, 25, 100, 5);
    QTest::newRow("by the constraint, whatever the column is called here")
        << QList<ResultColumn>{customer} << QList<TestCell>{"C7"} << 0
        << QStringList{u"customers"_s, u"C7"_s, u"SELECT * FROM customers WHERE code = 'C7'"_s};
    QTest::newRow("a quote in the value stays in the value")
        << QList<ResultColumn>{customer} << QList<TestCell>{"O'Hara\\'; DROP TABLE x; --"} << 0
        << QStringList{u"customers"_s, u"O'Hara\\'; DROP TABLE x; --"_s,
                       u"SELECT * FROM customers WHERE code = 'O''Hara\\''; DROP TABLE x; --'"_s};
    QTest::newRow("a key of two columns, from either")
        << QList<ResultColumn>{lineNumber, lineOrder} << QList<TestCell>{"3", "12"} << 0
        << QStringList{u"Stock.Order Lines"_s, u"12, 3"_s,
                       u"SELECT * FROM \"Stock\".\"Order Lines\" WHERE \"order\" = 12 AND number = '3'"_s};
    QTest::newRow("not with half of its key")
        << QList<ResultColumn>{lineOrder} << QList<TestCell>{"12"} << 0 << QStringList();
    QTest::newRow("not from NULL") << QList<ResultColumn>{customer} << QList<TestCell>{std::nullopt} << 0
                                   << QStringList();
    QTest::newRow("not from a column that is computed")
        << QList<ResultColumn>{of(u"customer"_s, 25, 0, 0)} << QList<TestCell>{"C7"} << 0 << QStringList();
    QTest::newRow("not from a column without a key")
        << QList<ResultColumn>{of(u"total"_s, 1700, 100, 6)} << QList<TestCell>{"1"} << 0 << QStringList();
}

void TestResultColumns::rowsAreReferredTo()
{
    QFETCH(QList<ResultColumn>, columns);
    QFETCH(QList<TestCell>, cells);
    QFETCH(int, column);
    QFETCH(QStringList, expected);
    ResultTable table;
    table.setColumns(columns);
    table.append(makeChunk({cells}));
    QStringList found;
    for (const ReferredRow& row : referredRows(catalog(), table, 0, column))
        found << row.table << row.value << row.sql;
    QCOMPARE(found, expected);
}

void TestResultColumns::keysAreNames_data()
{
    QTest::addColumn<ResultColumn>("column");
    QTest::addColumn<bool>("key");
    QTest::newRow("a primary key") << of(u"n"_s, 23, 100, 1) << true;
    QTest::newRow("a foreign key") << of(u"n"_s, 23, 100, 4) << true;
    QTest::newRow("by its name") << of(u"Order_ID"_s, 23, 0, 0) << true;
    QTest::newRow("id") << of(u"id"_s, 23, 0, 0) << true;
    QTest::newRow("an amount") << of(u"total"_s, 23, 100, 6) << false;
    QTest::newRow("a computed amount") << of(u"paid"_s, 23, 0, 0) << false;
}

void TestResultColumns::keysAreNames()
{
    QFETCH(ResultColumn, column);
    QTEST(isKeyColumn(catalog(), column), "key");
}

QTEST_MAIN(TestResultColumns)
#include "tst_ui_result_columns.moc"
