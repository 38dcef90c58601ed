// SPDX-License-Identifier: GPL-3.0-or-later
// Scrolls a result of 1,000,000 rows × 40 mixed columns, 1280×800 pixels, and prints what a frame takes in which every
// visible cell is painted: page by page and three rows at a time, in the server's order and in another one, with
// columns frozen and digits grouped. The processor time of the painting thread stands beside it: on a busy machine that
// is what the program itself takes.
#include "support/ResultChunks.h"
#include "ui/results/ResultView.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>
#include <QTextStream>

#include <algorithm>
#include <ctime>
#include <numeric>

using namespace parlance;
using namespace parlance::test;

namespace {

constexpr int columnCount = 40;
constexpr int chunkRows = 10'000;
constexpr int rowCount = 1'000'000;

QList<ResultColumn> columns()
{
    const std::pair<quint32, const char*> types[] = {
        {23, "integer"}, {1700, "numeric"},         {25, "text"},   {1184, "timestamp with time zone"},
        {16, "boolean"}, {701, "double precision"}, {1082, "date"}, {2950, "uuid"}};
    QList<ResultColumn> made;
    for (int i = 0; i < columnCount; ++i) {
        const auto& [oid, name] = types[static_cast<std::size_t>(i) % std::size(types)];
        made.append(makeColumn(QStringLiteral("column_%1").arg(i), oid, QString::fromLatin1(name)));
    }
    return made;
}

ResultChunkPtr chunk()
{
    QList<QList<TestCell>> rows;
    for (int row = 0; row < chunkRows; ++row) {
        const QByteArray number = QByteArray::number(row * 7919 % 100'000);
        const QList<TestCell> kinds{number,
                                    QByteArray(number + "123.45"),
                                    QByteArray(QByteArray(row % 3 == 0 ? "Zürich, Straße " : "customer ") + number),
                                    "2026-03-01 12:34:56.789012+00",
                                    row % 2 == 0 ? QByteArray("t") : QByteArray("f"),
                                    row % 5 == 0 ? TestCell() : TestCell(QByteArray(number + ".125")),
                                    "2026-03-01",
                                    "3f2504e0-4f89-41d3-9a0c-0305e82c3301"};
        QList<TestCell> cells;
        for (int column = 0; column < columnCount; ++column)
            cells.append(kinds.at(column % kinds.size()));
        rows.append(cells);
    }
    return makeChunk(rows);
}

double threadMilliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void print(QTextStream& out, const char* what, std::vector<double> frames)
{
    std::sort(frames.begin(), frames.end());
    const double mean = std::accumulate(frames.begin(), frames.end(), 0.0) / static_cast<double>(frames.size());
    out << what << "mean " << mean << " ms a frame, median " << frames[frames.size() / 2] << ", 99 of 100 within "
        << frames[frames.size() * 99 / 100] << ", longest " << frames.back() << Qt::endl;
}

void measure(QTextStream& out, ResultView& view, const char* what, int rowsAStep)
{
    QScrollBar* bar = view.verticalScrollBar();
    bar->setValue(0);
    std::vector<double> frames;
    std::vector<double> processor;
    QElapsedTimer timer;
    for (int frame = 0; frame < 600; ++frame) {
        const double before = threadMilliseconds();
        timer.start();
        bar->setValue((frame * rowsAStep + frame * 131) % bar->maximum()); // never rows that were just painted
        view.viewport()->repaint();
        frames.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        processor.push_back(threadMilliseconds() - before);
    }
    out << what << Qt::endl;
    print(out, "  by the clock:      ", frames);
    print(out, "  of the processor:  ", processor);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QTextStream out(stdout);
    ResultModel model;
    ResultView view;
    view.setTheme(makeTheme(QColor(0x0f, 0x76, 0x6e), false));
    view.setResultModel(&model);
    view.resize(1280, 800);
    view.show();
    if (!QTest::qWaitForWindowExposed(&view))
        qFatal("the window is not in sight: nothing would be painted");
    model.begin(columns());
    const ResultChunkPtr shared = chunk(); // the same rows again and again: memory is not what is measured
    for (int i = 0; i < rowCount / chunkRows; ++i)
        model.append(shared);
    model.finish();
    const int page = view.viewport()->height() / view.rowHeight(0);
    out << model.rowCount() << " rows, " << model.columnCount() << " columns, " << page << " rows a page" << Qt::endl;
    measure(out, view, "page by page", page);
    measure(out, view, "three rows at a time", 3);
    auto order = std::make_shared<RowOrder>(static_cast<std::size_t>(rowCount));
    std::iota(order->rbegin(), order->rend(), 0u);
    QElapsedTimer timer;
    timer.start();
    model.setRows({order, rowCount, false});
    view.viewport()->repaint();
    out << "another order on the screen after " << static_cast<double>(timer.nsecsElapsed()) / 1e6 << " ms" << Qt::endl;
    measure(out, view, "page by page in another order", page);
    QList<bool> grouped(columnCount, true);
    view.setGroupedColumns(grouped);
    measure(out, view, "with digits grouped", page);
    view.freezeUpTo(1);
    view.horizontalScrollBar()->setValue(600);
    measure(out, view, "with two columns frozen", page);
    return 0;
}
