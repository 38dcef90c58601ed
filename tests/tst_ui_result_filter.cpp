// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultPaneTest.h"
#include "ui/results/FilterBox.h"
#include "ui/results/SelectionTotals.h"

#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

//! Filtering and finding in a result, by keys and mouse.
class TestResultFilterInView : public QObject {
    Q_OBJECT

private slots:
    void theBoxFiltersAsIsTyped();
    void aSecondKeyCancelsTheFirst();
    void conditionsAreMadeInTheColumnsMenu_data();
    void conditionsAreMadeInTheColumnsMenu();
    void aConditionThatCannotBeReadSaysSo();
    void theCellsMenuKeepsItsValue();
    void rowsThatArriveAreFilteredToo();
    void aFilteredResultIsSortedAndCopiedAsShown();
    void findGoesOnAndWraps();
    void findSaysWhenThereIsNone();
    void findLooksWhereItIsShown();
};

void TestResultFilterInView::theBoxFiltersAsIsTyped()
{
    PaneTest test;
    FilterBox box;
    box.setOrdering(test.pane.ordering());
    QSignalSpy leaves(&box, &FilterBox::leaveRequested);
    test.fill(shopColumns(), shopRows());
    auto* edit = box.findChild<QLineEdit*>(u"rowFilter"_s);
    QTest::keyClicks(edit, u"CONTOSO"_s);
    QTRY_COMPARE(test.column(0), QStringList({u"1"_s, u"5"_s}));
    QCOMPARE(test.pane.ordering()->countText(), u"2 of 5 rows"_s);
    QCOMPARE(box.findChild<QLabel*>(u"rowsState"_s)->toolTip().isEmpty(), false);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(leaves.size(), 1);
    QTest::keyClick(edit, Qt::Key_Escape); // empties first
    QTRY_COMPARE(test.model()->rowCount(), 5);
    QVERIFY(test.pane.ordering()->countText().isEmpty());
    QCOMPARE(leaves.size(), 1);
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(leaves.size(), 2);
}

void TestResultFilterInView::aSecondKeyCancelsTheFirst()
{
    PaneTest test;
    test.fill(shopColumns(), manyRows(200'000));
    QSignalSpy changed(test.model(), &ResultModel::rowsChanged);
    for (const char* text : {"n", "na", "name 1", "name 19", "name 1999"})
        test.pane.ordering()->setQuickText(QString::fromLatin1(text));
    QTRY_COMPARE_WITH_TIMEOUT(test.model()->shownCount(), 111, 30'000);
    QCOMPARE(changed.size(), 1);
}

void TestResultFilterInView::conditionsAreMadeInTheColumnsMenu_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("chip");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("a number equals whatever its digits")
        << 2 << u"equals"_s << u"10.00"_s << u"total = “10.00”"_s << QStringList{u"2"_s, u"5"_s};
    QTest::newRow("a number is less") << 2 << u"is less than"_s << u"10"_s << u"total < “10”"_s
                                      << QStringList{u"1"_s, u"3"_s};
    QTest::newRow("a text contains") << 1 << u"contains"_s << u"cont"_s << u"name contains “cont”"_s
                                     << QStringList{u"1"_s, u"5"_s};
    QTest::newRow("a value is NULL") << 1 << u"is NULL"_s << QString() << u"name is NULL"_s << QStringList{u"4"_s};
    QTest::newRow("a value is not NULL") << 1 << u"is not NULL"_s << QString() << u"name is not NULL"_s
                                         << QStringList{u"1"_s, u"2"_s, u"3"_s, u"5"_s};
}

void TestResultFilterInView::conditionsAreMadeInTheColumnsMenu()
{
    QFETCH(int, column);
    QFETCH(QString, kind);
    QFETCH(QString, typed);
    QFETCH(QString, chip);
    QFETCH(QStringList, ids);
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    emit test.view()->header()->customContextMenuRequested(test.headerPoint(column));
    QVERIFY(PaneTest::choose("filterColumn"));
    auto* kinds = test.shown<QComboBox>("conditionKind");
    QVERIFY(kinds != nullptr);
    QVERIFY(test.shown("conditionText")->hasFocus());
    kinds->setCurrentIndex(kinds->findText(kind));
    if (typed.isEmpty()) {
        QTest::mouseClick(test.shown("addConditionButton"), Qt::LeftButton);
    } else {
        PaneTest::type(typed);
        PaneTest::key(Qt::Key_Return);
    }
    QTRY_COMPARE(test.column(0), ids);
    QVERIFY(test.shown("conditionEditor") == nullptr);
    QVERIFY(test.view()->hasFocus());
    QVERIFY(test.shown("conditionChip") != nullptr);
    QCOMPARE(test.shown<QToolButton>("removeConditionButton")->accessibleName(),
             u"Remove the condition %1"_s.arg(chip));
    QTest::mouseClick(test.shown("removeConditionButton"), Qt::LeftButton);
    QTRY_COMPARE(test.model()->rowCount(), 5);
    QVERIFY(test.shown("filterBar") == nullptr);
}

void TestResultFilterInView::aConditionThatCannotBeReadSaysSo()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.pane.ordering()->addTerm({FilterTerm::Kind::Greater, 2, u"much"_s});
    QTRY_VERIFY(test.pane.ordering()->hasFailed());
    QVERIFY(test.pane.ordering()->stateText().contains(u"much"_s));
    QVERIFY(test.pane.ordering()->countText().isEmpty()); // all rows stand there, and nothing says otherwise
    QCOMPARE(test.model()->rowCount(), 5);
    QTest::mouseClick(test.shown("showAllRowsButton"), Qt::LeftButton);
    QVERIFY(!test.pane.ordering()->hasFailed());
}

void TestResultFilterInView::theCellsMenuKeepsItsValue()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    const auto open = [&test](int row, int column) {
        test.clickCell(row, column);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
        QApplication::sendEvent(test.view(), &event);
    };
    open(1, 2);
    QVERIFY(PaneTest::choose("onlyThisValue"));
    QTRY_COMPARE(test.column(0), QStringList({u"2"_s, u"5"_s}));
    test.pane.ordering()->showAllRows();
    open(3, 1); // a NULL
    QVERIFY(PaneTest::choose("withoutThisValue"));
    QTRY_COMPARE(test.column(0), QStringList({u"1"_s, u"2"_s, u"3"_s, u"5"_s}));
}

void TestResultFilterInView::rowsThatArriveAreFilteredToo()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows(), false);
    test.pane.ordering()->setQuickText(u"contoso"_s);
    QTRY_COMPARE(test.model()->rowCount(), 2);
    test.clickCell(1, 1);
    QSignalSpy changed(test.model(), &ResultModel::rowsChanged);
    test.model()->append(makeChunk({{"6", "CONTOSO", "1"}, {"7", "other", "1"}}));
    test.model()->finish();
    QTRY_COMPARE(test.column(0), QStringList({u"1"_s, u"5"_s, u"6"_s}));
    QCOMPARE(changed.size(), 0); // who is reading stays where they are
    QCOMPARE(test.view()->currentIndex(), test.model()->index(1, 1));
    QCOMPARE(test.pane.ordering()->countText(), u"3 of 7 rows"_s);
}

void TestResultFilterInView::aFilteredResultIsSortedAndCopiedAsShown()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.pane.ordering()->setQuickText(u"contoso"_s);
    QTRY_COMPARE(test.model()->rowCount(), 2);
    test.clickHeader(2);
    test.clickHeader(2);
    QTRY_COMPARE(test.column(0), QStringList({u"5"_s, u"1"_s}));
    test.view()->setFocus();
    PaneTest::key(Qt::Key_A, Qt::ControlModifier);
    PaneTest::key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"5\tcontoso\t10\n1\tContoso\t9"_s);
    QCOMPARE(test.pane.totals()->text(), u"Copied 6 cells, of 2 filtered rows"_s);
}

void TestResultFilterInView::findGoesOnAndWraps()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    test.clickCell(0, 0);
    PaneTest::key(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(test.shown("findEdit")->hasFocus());
    PaneTest::type(u"contoso"_s);
    QTRY_COMPARE(test.view()->currentIndex(), test.model()->index(0, 1));
    QTRY_COMPARE(test.label("findState"), u"in 2 rows"_s);
    PaneTest::key(Qt::Key_Return);
    QTRY_COMPARE(test.view()->currentIndex(), test.model()->index(4, 1));
    PaneTest::key(Qt::Key_F3);
    QTRY_COMPARE(test.view()->currentIndex(), test.model()->index(0, 1));
    QTRY_COMPARE(test.label("findState"), u"Went on from the first row · in 2 rows"_s);
    PaneTest::key(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(test.view()->currentIndex(), test.model()->index(4, 1));
    QTRY_VERIFY(test.label("findState").startsWith(u"Went on from the last row"_s));
    PaneTest::key(Qt::Key_Escape);
    QVERIFY(test.shown("findBar") == nullptr);
    QVERIFY(test.view()->hasFocus());
    PaneTest::key(Qt::Key_F3, Qt::ShiftModifier); // goes on without the bar
    QTRY_COMPARE(test.view()->currentIndex(), test.model()->index(0, 1));
}

void TestResultFilterInView::findSaysWhenThereIsNone()
{
    PaneTest test;
    test.fill(shopColumns(), shopRows());
    PaneTest::key(Qt::Key_F, Qt::ControlModifier);
    PaneTest::type(u"nowhere"_s);
    QTRY_COMPARE(test.label("findState"), u"No cell holds it."_s);
}

void TestResultFilterInView::findLooksWhereItIsShown()
{
    PaneTest test;
    test.model()->setWindowRows(100);
    test.fill(shopColumns(), manyRows(350));
    test.clickHeader(0);
    test.clickHeader(0);
    QTRY_COMPARE(test.column(0).first(), u"350"_s);
    test.view()->hideColumn(0);
    test.clickCell(0, 1);
    PaneTest::key(Qt::Key_F, Qt::ControlModifier);
    PaneTest::type(u"name 7"_s); // name 79 stands first in this order, and beyond the window
    QTRY_COMPARE(test.view()->currentPosition(), 350 - 79);
    QCOMPARE(test.view()->currentIndex().column(), 1);
    QCOMPARE(test.view()->currentIndex().data().toString(), u"name 79"_s);
}

QTEST_MAIN(TestResultFilterInView)
#include "tst_ui_result_filter.moc"
