// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ResultChunks.h"
#include "ui/results/MessagePane.h"
#include "ui/results/ResultCopy.h"
#include "ui/results/ResultView.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace parlance;
using namespace parlance::test;

namespace {

const QList<ResultColumn> twoColumns = {makeColumn(QStringLiteral("name"), 25, QStringLiteral("text")),
                                        makeColumn(QStringLiteral("bought"), 1700, QStringLiteral("numeric"))};

} // namespace

class TestResultView : public QObject {
    Q_OBJECT

private slots:
    void theModelKeepsTheRulesWhileRowsArrive();
    void aCellIsTheServersText();
    void typesAreNamedOnceTheyAreKnown();
    void anInterruptedStreamShowsWhatArrived();
    void rowsBelowTheRowsInSightPaintNothing();
    void copy_data();
    void copy();
    void keysCopyTheSelection();
    void anErrorIsLaidOutAsPsqlDoes();
    void noticesAreCounted();
};

void TestResultView::theModelKeepsTheRulesWhileRowsArrive()
{
    ResultModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.begin(twoColumns);
    QCOMPARE(model.rowCount(), 0);
    model.append(makeChunk({{"a", "1"}}));
    QCOMPARE(model.rowCount(), 1); // the first row shows at once
    for (int i = 0; i < 50; ++i)
        model.append(makeChunk({{"b", "2"}, {std::nullopt, "3"}}));
    QTRY_COMPARE(model.rowCount(), 101); // by the timer
    model.append(makeChunk({{"z", "9"}}));
    model.finish();
    QCOMPARE(model.rowCount(), 102);
    model.begin({twoColumns.first()});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 1);
}

void TestResultView::aCellIsTheServersText()
{
    ResultModel model;
    model.begin(twoColumns);
    model.append(
        makeChunk({{"", "12345678901234567890.1234567890"}, {std::nullopt, std::nullopt}, {"Zürich €", "1e400"}}));
    model.finish();
    QCOMPARE(model.index(0, 0).data().toString(), QString());
    QCOMPARE(model.index(0, 0).data(ResultModel::isNullRole).toBool(), false);
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("12345678901234567890.1234567890"));
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("NULL"));
    QCOMPARE(model.index(1, 0).data(ResultModel::isNullRole).toBool(), true);
    QCOMPARE(model.index(2, 0).data().toString(), QStringLiteral("Zürich €"));
    QVERIFY(model.index(0, 1).data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight);
    QVERIFY(model.index(0, 0).data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignLeft);
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("bought"));
    QCOMPARE(model.headerData(1, Qt::Horizontal, ResultModel::typeNameRole).toString(), QStringLiteral("numeric"));
}

void TestResultView::typesAreNamedOnceTheyAreKnown()
{
    ResultModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ResultColumn column = makeColumn(QStringLiteral("segment"), 99999, QString());
    model.begin({column});
    model.append(makeChunk({{"small"}}));
    column.typeName = QStringLiteral("customer_segment");
    QSignalSpy changed(&model, &QAbstractItemModel::headerDataChanged);
    model.nameColumns({column});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.headerData(0, Qt::Horizontal, ResultModel::typeNameRole).toString(),
             QStringLiteral("customer_segment"));
    QCOMPARE(model.rowCount(), 1);
}

void TestResultView::anInterruptedStreamShowsWhatArrived()
{
    ResultModel model;
    model.begin(twoColumns);
    model.append(makeChunk({{"a", "1"}}));
    model.append(makeChunk({{"b", "2"}}));
    model.finish();
    model.finish();
    QCOMPARE(model.rowCount(), 2);
}

//! How often a widget was painted.
class PaintCount final : public QObject {
public:
    explicit PaintCount(QWidget* widget) { widget->installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        count += event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }
};

void TestResultView::rowsBelowTheRowsInSightPaintNothing()
{
    ResultModel model;
    ResultView view;
    view.setTheme(makeTheme(QColor(0x0f, 0x76, 0x6e), false));
    view.setResultModel(&model);
    view.resize(400, 200);
    view.show();
    PaintCount paints(view.viewport());
    model.begin(twoColumns);
    model.append(makeChunk({{"a", "1"}}));
    model.finish();
    QTRY_VERIFY(paints.count > 0);
    paints.count = 0;
    model.append(makeChunk({{"b", "2"}})); // in sight
    model.finish();
    QTRY_VERIFY(paints.count > 0);
    QList<QList<std::optional<QByteArray>>> rows;
    for (int i = 0; i < 100; ++i)
        rows.append({QByteArray("c"), QByteArray::number(i)});
    model.append(makeChunk(rows));
    model.finish();
    QTRY_VERIFY(view.verticalScrollBar()->maximum() > 0);
    const int before = view.verticalScrollBar()->maximum();
    QTRY_VERIFY(paints.count > 0);
    QCoreApplication::sendPostedEvents();
    paints.count = 0;
    model.append(makeChunk(rows));
    model.finish();
    QTRY_VERIFY(view.verticalScrollBar()->maximum() > before);
    QCOMPARE(paints.count, 0);
    view.scrollToBottom();
    QTRY_VERIFY(paints.count > 0);
}

void TestResultView::copy_data()
{
    QTest::addColumn<QRect>("cells"); // columns and rows
    QTest::addColumn<QList<int>>("order");
    QTest::addColumn<bool>("headers");
    QTest::addColumn<QString>("expected");
    const QList<int> shown = {0, 1};
    QTest::newRow("a single cell is bare") << QRect(0, 1, 1, 1) << shown << false << QStringLiteral("two\nlines");
    QTest::newRow("NULL is empty") << QRect(0, 2, 2, 1) << shown << false << QStringLiteral("\t3");
    QTest::newRow("a value with a line break is quoted")
        << QRect(0, 0, 2, 2) << shown << false << QStringLiteral("a\t1\n\"two\nlines\"\t2");
    QTest::newRow("headers when asked for") << QRect(1, 0, 1, 1) << shown << true << QStringLiteral("bought\n1");
    QTest::newRow("columns as they stand, not as they came")
        << QRect(0, 0, 2, 1) << QList<int>{1, 0} << false << QStringLiteral("1\ta");
    QTest::newRow("a leading quote is quoted") << QRect(0, 3, 2, 1) << shown << false << QStringLiteral("\"\"\"q\"\t4");
}

void TestResultView::copy()
{
    QFETCH(QRect, cells);
    QFETCH(QList<int>, order);
    QFETCH(bool, headers);
    QFETCH(QString, expected);
    ResultModel model;
    model.begin(twoColumns);
    model.append(makeChunk({{"a", "1"}, {"two\nlines", "2"}, {std::nullopt, "3"}, {"\"q", "4"}}));
    model.finish();
    const QItemSelection selection(model.index(cells.top(), cells.left()), model.index(cells.bottom(), cells.right()));
    QCOMPARE(tabSeparated(model.table(), {selection, order, headers}), expected);
}

void TestResultView::keysCopyTheSelection()
{
    ResultModel model;
    ResultView view;
    view.setTheme(ThemeManager().theme(QColor(0x0f, 0x76, 0x6e)));
    view.setResultModel(&model);
    model.begin(twoColumns);
    QList<QList<TestCell>> rows;
    for (int i = 0; i < 30'000; ++i)
        rows.append({QByteArray::number(i), "1"});
    model.append(makeChunk(rows));
    model.finish();
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.setCurrentIndex(model.index(1, 0));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("1"));
    QSignalSpy copied(&view, &ResultView::copied);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(copied.size(), 1); // large: put together on another thread
    QCOMPARE(copied.first().first().toLongLong(), 60'000);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(QStringLiteral("name\tbought\n0\t1\n1\t1\n")));
    QVERIFY(text.endsWith(QStringLiteral("\n29999\t1")));
    QCOMPARE(text.count(u'\n'), 30'000);
}

void TestResultView::anErrorIsLaidOutAsPsqlDoes()
{
    MessagePane pane;
    pane.setTheme(ThemeManager().theme(QColor(0x0f, 0x76, 0x6e)));
    PostgresError error;
    error.severity = QStringLiteral("ERROR");
    error.sqlState = QStringLiteral("42703");
    error.message = QStringLiteral("column s.carier does not exist");
    error.hint = QStringLiteral("Perhaps you meant to reference the column \"s.carrier\".");
    error.position = 15; // a character of the statement, not a byte: "ü" and "𝄞" count as one each
    pane.addError(error, QStringLiteral("SELECT 'ü𝄞',\n s.carier FROM shipments s"));
    QCOMPARE(pane.toPlainText(), QStringLiteral("ERROR 42703: column s.carier does not exist\n"
                                                "LINE 2:  s.carier FROM shipments s\n"
                                                "         ^\n"
                                                "HINT: Perhaps you meant to reference the column \"s.carrier\"."));
    QCOMPARE(pane.count(), 1);
}

void TestResultView::noticesAreCounted()
{
    MessagePane pane;
    QSignalSpy counted(&pane, &MessagePane::countChanged);
    PostgresNotice notice;
    notice.severity = QStringLiteral("NOTICE");
    notice.message = QStringLiteral("<b>not markup</b>");
    pane.addNotice(notice);
    QCOMPARE(counted.last().first().toInt(), 1);
    QCOMPARE(pane.toPlainText(), QStringLiteral("NOTICE: <b>not markup</b>"));
    pane.startRun();
    QCOMPARE(pane.count(), 0);
    QVERIFY(pane.toPlainText().isEmpty());
}

QTEST_MAIN(TestResultView)
#include "tst_ui_result_view.moc"
