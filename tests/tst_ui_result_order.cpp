// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultPaneTest.h"
#include "ui/results/SelectionTotals.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Sorting, the window over many rows and going to a row, by keys and mouse.
class TestResultOrderInView : public QObject {
    Q_OBJECT

private slots:
    void clicksOnAHeaderSort_data();
    void clicksOnAHeaderSort();
    void aClickWithControlSelectsTheColumn();
    void keysSelectTheColumnAndTheRow();
    void theColumnsMenuSortsHidesAndFits();
    void theCellsMenuOpensByKey();
    void whatIsCopiedStandsInTheOrderShown();
    void rowsThatComeLaterAreSortedAtTheEnd();
    void anotherResultForgetsTheOrder();
    void aNewClickCancelsTheSortUnderWay();
    void theModelKeepsTheRulesInAnyOrder();
    void scrollingPastTheEndMovesTheWindow();
    void keysReachTheLastRowOfAll();
    void goToRow_data();
    void goToRow();
    void aCopyOfTheWindowAloneSaysSo();
    void theSelectionMovesWithTheWindow();
    void rowNumbersSayBothOrders();
    void twoQuickClicksAreTwo();
};

void TestResultOrderInView::clicksOnAHeaderSort_data()
{
    QTest::addColumn<QList<int>>("clicks"); // columns; negative: with Shift (column -1 is 1 …)
    QTest::addColumn<QStringList>("ids");
    const QStringList server{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s};
    QTest::newRow("no click: the server's order") << QList<int>() << server;
    QTest::newRow("numbers sort as numbers, NULL last")
        << QList<int>{2} << QStringList{u"3"_s, u"1"_s, u"2"_s, u"5"_s, u"4"_s};
    QTest::newRow("again reverses, NULL stays last")
        << QList<int>{2, 2} << QStringList{u"2"_s, u"5"_s, u"1"_s, u"3"_s, u"4"_s};
    QTest::newRow("a third time restores") << QList<int>{2, 2, 2} << server;
    QTest::newRow("Shift adds a column") << QList<int>{2, 2, -1} << QStringList{u"5"_s, u"2"_s, u"1"_s, u"3"_s, u"4"_s};
    QTest::newRow("Shift reverses the added column alone")
        << QList<int>{2, 2, -1, -1} << QStringList{u"2"_s, u"5"_s, u"1"_s, u"3"_s, u"4"_s};
    QTest::newRow("Shift takes it away again")
        << QList<int>{2, 2, -1, -1, -1} << QStringList{u"2"_s, u"5"_s, u"1"_s, u"3"_s, u"4"_s};
    QTest::newRow("a click without Shift leaves one column") << QList<int>{2, -1, 0} << server;
}

void TestResultOrderInView::clicksOnAHeaderSort()
{
    QFETCH(QList<int>, clicks);
    QFETCH(QStringList, ids);
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    for (const int click : clicks) {
        test.clickHeader(std::abs(click), click < 0 ? Qt::ShiftModifier : Qt::NoModifier);
        QTRY_VERIFY(!test.pane.ordering()->isBusy());
    }
    QTRY_COMPARE(test.column(0), ids);
}

void TestResultOrderInView::twoQuickClicksAreTwo()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickHeader(2);
    QTest::mouseDClick(test.view()->header()->viewport(), Qt::LeftButton, {}, test.headerPoint(2));
    const QStringList descending{u"2"_s, u"5"_s, u"1"_s, u"3"_s, u"4"_s};
    QTRY_COMPARE(test.column(0), descending);
}

void TestResultOrderInView::aClickWithControlSelectsTheColumn()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickHeader(1, Qt::ControlModifier);
    QVERIFY(test.view()->selectionModel()->isColumnSelected(1));
    QVERIFY(test.pane.ordering()->sortKeys().isEmpty());
}

void TestResultOrderInView::keysSelectTheColumnAndTheRow()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickCell(1, 1);
    PaneTest::key(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(test.view()->selectionModel()->isColumnSelected(1));
    QVERIFY(!test.view()->selectionModel()->isColumnSelected(0));
    PaneTest::key(Qt::Key_Space, Qt::ShiftModifier);
    QVERIFY(test.view()->selectionModel()->isRowSelected(1));
    QVERIFY(!test.view()->selectionModel()->isColumnSelected(1));
}

void TestResultOrderInView::theColumnsMenuSortsHidesAndFits()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    const auto open = [&test](int column) {
        emit test.view()->header()->customContextMenuRequested(test.headerPoint(column));
    };
    open(2);
    QVERIFY(PaneTest::choose("sortDescending"));
    QTRY_COMPARE(test.column(0), QStringList({u"2"_s, u"5"_s, u"1"_s, u"3"_s, u"4"_s}));
    open(2);
    QVERIFY(PaneTest::menuAction("sortDescending")->isChecked());
    QVERIFY(PaneTest::choose("sortNone"));
    QTRY_COMPARE(test.column(0).first(), u"1"_s);
    open(1);
    QVERIFY(PaneTest::choose("hideColumn"));
    QCOMPARE(test.view()->shownColumns(), QList<int>({0, 2}));
    open(2);
    QVERIFY(PaneTest::choose("showAllColumns"));
    QCOMPARE(test.view()->shownColumns(), QList<int>({0, 1, 2}));
    test.view()->setColumnWidth(0, 400);
    open(0);
    QVERIFY(PaneTest::choose("fitColumn"));
    QVERIFY(test.view()->columnWidth(0) < 200);
}

void TestResultOrderInView::theCellsMenuOpensByKey()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickCell(0, 1);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QApplication::sendEvent(test.view(), &event);
    QTRY_VERIFY(PaneTest::menuAction("copyCells") != nullptr);
    QAction* column = PaneTest::menuAction("columnSubmenu");
    QVERIFY(column != nullptr);
    QCOMPARE(column->text(), u"Column name"_s);
    QVERIFY(PaneTest::choose("copyWithHeaders"));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"name\nContoso"_s);
}

void TestResultOrderInView::whatIsCopiedStandsInTheOrderShown()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickHeader(2);
    QTRY_COMPARE(test.column(0).first(), u"3"_s);
    test.clickCell(0, 0);
    QTest::mouseClick(test.view()->viewport(), Qt::LeftButton, Qt::ShiftModifier, test.cellPoint(1, 1));
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"3\tAdatum\n1\tContoso"_s);
}

void TestResultOrderInView::rowsThatComeLaterAreSortedAtTheEnd()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows(), false);
    test.clickHeader(0);
    test.clickHeader(0);
    QTRY_COMPARE(test.column(0), QStringList({u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s}));
    QVERIFY(test.pane.ordering()->stateText().contains(u"again"_s));
    test.model()->append(makeChunk({{"6", "later", "1"}}));
    QTRY_COMPARE(test.model()->rowCount(), 6);
    QCOMPARE(test.column(0).last(), u"6"_s);
    test.model()->finish();
    QTRY_COMPARE(test.column(0).first(), u"6"_s);
    QVERIFY(test.pane.ordering()->stateText().isEmpty());
}

void TestResultOrderInView::anotherResultForgetsTheOrder()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickHeader(2);
    QTRY_COMPARE(test.column(0).first(), u"3"_s);
    test.clickHeader(2); // still being sorted when the next result begins
    test.fill(shopColumns(), shopRows());
    QVERIFY(!test.pane.ordering()->isBusy());
    QVERIFY(test.pane.ordering()->sortKeys().isEmpty());
    QCOMPARE(test.column(0).first(), u"1"_s);
}

void TestResultOrderInView::aNewClickCancelsTheSortUnderWay()
{
    PaneTest test;
    QList<QList<TestCell>> rows = manyRows(200'000);
    test.fill(shopColumns(), rows);
    QSignalSpy changed(test.model(), &ResultModel::rowsChanged);
    test.clickHeader(1);
    test.clickHeader(1);
    test.clickHeader(2);
    QTRY_VERIFY_WITH_TIMEOUT(!test.pane.ordering()->isBusy(), 30'000);
    QCOMPARE(changed.size(), 1); // of three sorts one reached the view
    QCOMPARE(test.pane.ordering()->sortKeys(), QList<SortKey>({{2, false}}));
    QCOMPARE(test.model()->index(0, 2).data().toString(), u"0"_s);
}

void TestResultOrderInView::theModelKeepsTheRulesInAnyOrder()
{
    ResultModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setWindowRows(100);
    model.begin(shopColumns());
    model.append(makeChunk(manyRows(350)));
    model.finish();
    QCOMPARE(model.rowCount(), 100);
    model.setWindowStart(50);
    QCOMPARE(model.tableRow(0), 50);
    model.setWindowStart(1000); // the last one there is
    QCOMPARE(model.windowStart(), 250);
    auto some = std::make_shared<RowOrder>(RowOrder{7, 3, 349});
    model.setRows({some, 350, true});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.windowStart(), 0);
    QCOMPARE(model.index(2, 0).data().toString(), u"350"_s);
    QCOMPARE(model.shownRows().positionOf(3), 1);
    QCOMPARE(model.shownRows().positionOf(4), -1);
    model.append(makeChunk(manyRows(10, 351)));
    model.finish();
    QCOMPARE(model.rowCount(), 3); // a choice does not grow by itself
    model.setRows({some, 350, false});
    QCOMPARE(model.rowCount(), 13);
    QCOMPARE(*model.shownRows().order(360), RowOrder({7, 3, 349, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359}));
}

void TestResultOrderInView::scrollingPastTheEndMovesTheWindow()
{
    PaneTest test;
    test.model()->setWindowRows(100);
    test.fill(shopColumns(), manyRows(350));
    test.clickCell(0, 0);
    QSet<QString> seen;
    const auto numbersInSight = [&test, &seen] {
        for (int row = test.view()->rowAt(0); row >= 0 && row < test.model()->rowCount(); ++row) {
            if (test.view()->rowViewportPosition(row) >= test.view()->viewport()->height())
                break;
            seen.insert(test.model()->headerData(row, Qt::Vertical).toString());
        }
    };
    numbersInSight();
    for (int page = 0; page < 200 && seen.size() < 350; ++page) {
        QTest::keyClick(test.view(), Qt::Key_PageDown);
        numbersInSight();
        QCoreApplication::sendPostedEvents(); // the window moves after the scrolling
        numbersInSight();
    }
    QCOMPARE(seen.size(), 350);
    QCOMPARE(test.model()->windowStart(), 250);
    for (int page = 0; page < 200 && test.view()->currentPosition() > 0; ++page) {
        QTest::keyClick(test.view(), Qt::Key_PageUp);
        QCoreApplication::sendPostedEvents();
    }
    QCOMPARE(test.model()->windowStart(), 0);
    QCOMPARE(test.view()->currentPosition(), 0);
}

void TestResultOrderInView::keysReachTheLastRowOfAll()
{
    PaneTest test;
    test.model()->setWindowRows(100);
    test.fill(shopColumns(), manyRows(350));
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(test.view()->currentPosition(), 349);
    QCOMPARE(test.view()->currentIndex().column(), 2);
    QCOMPARE(test.view()->selectionModel()->selectedIndexes(), QModelIndexList{test.view()->currentIndex()});
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"50"_s);
    PaneTest::key(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(test.view()->currentPosition(), 0);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(test.model()->windowStart(), 0);
}

void TestResultOrderInView::goToRow_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("position"); // -1: stays, and says why
    QTest::newRow("a row of the window") << u"20"_s << 19;
    QTest::newRow("a row beyond the window") << u"300"_s << 299;
    QTest::newRow("the last row") << u"1,350"_s << 1349;
    QTest::newRow("a row that is not there") << u"1351"_s << -1;
    QTest::newRow("row zero") << u"0"_s << -1;
    QTest::newRow("no number") << u"x"_s << -1;
}

void TestResultOrderInView::goToRow()
{
    QFETCH(QString, typed);
    QFETCH(int, position);
    PaneTest test;
    test.model()->setWindowRows(100);
    test.fill(shopColumns(), manyRows(1350));
    test.clickCell(2, 1);
    PaneTest::key(Qt::Key_G, Qt::ControlModifier);
    QVERIFY(test.shown("goToBar") != nullptr);
    PaneTest::type(typed);
    PaneTest::key(Qt::Key_Return);
    if (position >= 0) {
        QVERIFY(test.shown("goToBar") == nullptr);
        QCOMPARE(test.view()->currentPosition(), position);
        QCOMPARE(test.view()->currentIndex().column(), 1);
        QVERIFY(test.view()->viewport()->rect().intersects(test.view()->visualRect(test.view()->currentIndex())));
        QVERIFY(test.view()->hasFocus());
    } else {
        QCOMPARE(test.label("goToState"), u"Type a number from 1 to 1,350."_s);
        PaneTest::key(Qt::Key_Escape);
        QVERIFY(test.shown("goToBar") == nullptr);
        QCOMPARE(test.view()->currentPosition(), 2);
    }
}

void TestResultOrderInView::aCopyOfTheWindowAloneSaysSo()
{
    PaneTest test;
    test.model()->setWindowRows(100);
    test.fill(shopColumns(), manyRows(350));
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_Space, Qt::ControlModifier);
    QTRY_VERIFY(test.pane.totals()->text().startsWith(u"350 cells · sum 61425 "_s)); // a whole column is all of it
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 99);
    QVERIFY(test.pane.totals()->text().startsWith(u"Copied rows 1 to 100 only, of 350"_s));
}

void TestResultOrderInView::theSelectionMovesWithTheWindow()
{
    PaneTest test;
    test.model()->setWindowRows(100);
    test.fill(shopColumns(), manyRows(350));
    const auto scrollToEnd = [&test] {
        test.view()->verticalScrollBar()->setValue(test.view()->verticalScrollBar()->maximum());
        QCoreApplication::sendPostedEvents();
    };
    test.view()->selectionModel()->select({test.model()->index(80, 0), test.model()->index(90, 1)},
                                          QItemSelectionModel::ClearAndSelect);
    scrollToEnd();
    QCOMPARE(test.model()->windowStart(), 50);
    const QItemSelection moved = test.view()->selectionModel()->selection();
    QCOMPARE(moved.size(), 1);
    QCOMPARE(moved.first().top(), 30);
    QCOMPARE(moved.first().bottom(), 40);
    QCOMPARE(moved.first().right(), 1);
    scrollToEnd();
    QCOMPARE(test.model()->windowStart(), 100);
    QVERIFY(!test.view()->selectionModel()->hasSelection());
    QTRY_VERIFY(
        test.pane.totals()->text().startsWith(u"Part of the selection was left behind: 100 rows are at hand"_s));
    test.clickCell(95, 0);
    PaneTest::key(Qt::Key_Space, Qt::ControlModifier);
    scrollToEnd();
    QCOMPARE(test.model()->windowStart(), 150);
    QTRY_VERIFY(test.pane.totals()->text().startsWith(u"350 cells · sum 61425 "_s)); // all of it, as before
}

void TestResultOrderInView::rowNumbersSayBothOrders()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    QCOMPARE(test.model()->headerData(2, Qt::Vertical, Qt::ToolTipRole).toString(), u"Row 3"_s);
    test.clickHeader(2);
    QTRY_COMPARE(test.column(0).first(), u"3"_s);
    QCOMPARE(test.model()->headerData(0, Qt::Vertical).toString(), u"1"_s);
    QCOMPARE(test.model()->headerData(0, Qt::Vertical, Qt::ToolTipRole).toString(),
             u"Row 1 as shown, row 3 as the server sent them"_s);
}

QTEST_MAIN(TestResultOrderInView)
#include "tst_ui_result_order.moc"
