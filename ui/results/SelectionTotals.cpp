// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/SelectionTotals.h"

#include "base/WhenFinished.h"
#include "ui/results/ResultView.h"
#include "ui/worksheet/Words.h"

#include <QLocale>
#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int restMilliseconds = 40;
constexpr int slowMilliseconds = 200;
constexpr int copiedMilliseconds = 4000;
constexpr int longestExtreme = 60; // characters of a least or greatest text

QString counted(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

} // namespace

QString totalsText(const ResultSummary& summary)
{
    QStringList parts;
    parts << (summary.cells == 1 ? SelectionTotals::tr("1 cell")
                                 : SelectionTotals::tr("%1 cells").arg(counted(summary.cells)));
    if (summary.sum)
        parts << SelectionTotals::tr("sum %1").arg(QString::fromUtf8(*summary.sum));
    if (summary.average)
        parts << SelectionTotals::tr("average %1%2")
                     .arg(summary.averageRounded ? QStringLiteral("≈ ") : QString(),
                          QString::fromUtf8(*summary.average));
    if (summary.minimum)
        parts << SelectionTotals::tr("min %1").arg(
            shortened(QString::fromUtf8(*summary.minimum).simplified(), longestExtreme));
    if (summary.maximum)
        parts << SelectionTotals::tr("max %1").arg(
            shortened(QString::fromUtf8(*summary.maximum).simplified(), longestExtreme));
    if (summary.nulls > 0)
        parts << SelectionTotals::tr("%1 NULL").arg(counted(summary.nulls));
    if (summary.distinct)
        parts << SelectionTotals::tr("%1 distinct").arg(counted(*summary.distinct));
    return parts.join(QStringLiteral(" · "));
}

SelectionTotals::SelectionTotals(ResultView* view, QObject* parent)
    : QObject(parent)
    , m_view(view)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &SelectionTotals::start);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_totals = tr("Adding up…");
        emit textChanged();
    });
    m_copiedSince.setSingleShot(true);
    m_copiedSince.setInterval(copiedMilliseconds);
    connect(&m_copiedSince, &QTimer::timeout, this, [this] {
        m_copied.clear();
        emit textChanged();
    });
    connect(view, &ResultView::selectedCellsChanged, this, &SelectionTotals::onSelection);
    // After what the moving itself changed was heard of.
    connect(view, &ResultView::selectionLeft, this, &SelectionTotals::saySelectionLeft, Qt::QueuedConnection);
    connect(view->resultModel(), &ResultModel::began, this, &SelectionTotals::onSelection);
    connect(view->resultModel(), &ResultModel::rowsChanged, this, &SelectionTotals::onSelection);
}

SelectionTotals::~SelectionTotals()
{
    cancel();
}

void SelectionTotals::cancel()
{
    if (m_cancelled)
        *m_cancelled = true;
    m_cancelled.reset();
    ++m_serial;
    m_slow.stop();
}

void SelectionTotals::setPartial(bool partial)
{
    if (m_partial == partial)
        return;
    m_partial = partial;
    emit textChanged();
}

void SelectionTotals::showCopied(qsizetype cells)
{
    const ResultModel* model = m_view->resultModel();
    m_copied = cells == 1 ? tr("Copied 1 cell") : tr("Copied %1 cells").arg(counted(cells));
    const QItemSelection selection = m_view->selectionModel()->selection();
    const bool whole = std::any_of(selection.cbegin(), selection.cend(), [model](const QItemSelectionRange& range) {
        return range.top() == 0 && range.bottom() == model->rowCount() - 1;
    });
    const bool cut = whole && model->rowCount() < model->shownCount();
    if (cut) // all rows were meant, and the clipboard holds those of the window
        m_copied = tr("Copied rows %1 to %2 only, of %3: export the result to have them all")
                       .arg(counted(model->windowStart() + 1), counted(model->windowStart() + model->rowCount()),
                            counted(model->shownCount()));
    m_copiedSince.start();
    emit textChanged();
}

void SelectionTotals::saySelectionLeft()
{
    m_copied = tr("Part of the selection was left behind: %1 rows are at hand at once")
                   .arg(counted(m_view->resultModel()->windowRows()));
    m_copiedSince.start();
    emit textChanged();
}

void SelectionTotals::onSelection()
{
    cancel();
    m_rest.start();
    if (m_totals.isEmpty() && m_copied.isEmpty())
        return;
    m_totals.clear(); // never the totals of other cells
    m_copied.clear();
    emit textChanged();
}

QList<CellRange> SelectionTotals::selectedRanges() const
{
    const ResultModel* model = m_view->resultModel();
    QList<CellRange> ranges;
    for (const QItemSelectionRange& range : m_view->selectionModel()->selection()) {
        // All rows of the window are all rows there are: a whole column, Ctrl+A.
        const bool whole = range.top() == 0 && range.bottom() == model->rowCount() - 1;
        const qint64 first = whole ? 0 : model->windowStart() + range.top();
        const qint64 last = whole ? model->shownCount() - 1 : model->windowStart() + range.bottom();
        for (int column = range.left(); column <= range.right(); ++column) {
            if (m_view->isColumnHidden(column))
                continue;
            const bool goesOn = !ranges.isEmpty() && ranges.last().lastColumn == column - 1 &&
                                ranges.last().firstRow == first && ranges.last().lastRow == last;
            if (goesOn)
                ranges.last().lastColumn = column;
            else
                ranges.append({first, last, column, column});
        }
    }
    return ranges;
}

void SelectionTotals::start()
{
    const QList<CellRange> ranges = selectedRanges();
    const bool single = ranges.size() == 1 && ranges.first().firstRow == ranges.first().lastRow &&
                        ranges.first().firstColumn == ranges.first().lastColumn;
    if (ranges.isEmpty() || single)
        return;
    cancel();
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    m_slow.start();
    const ResultModel* model = m_view->resultModel();
    const auto work = [table = model->table(), rows = model->shownRows(), ranges, cancelled = m_cancelled] {
        return summarize(table, ranges, rows.order(table.rowCount()), *cancelled);
    };
    whenFinished(QtConcurrent::run(work), this,
                 [this, serial = m_serial](const Result<ResultSummary, RowsError>& summary) {
                     if (serial != m_serial)
                         return;
                     m_slow.stop();
                     m_totals = summary ? totalsText(*summary) : summary.error().message;
                     emit textChanged();
                 });
}

QString SelectionTotals::scopeText() const
{
    const ResultModel* model = m_view->resultModel();
    const qint64 fetched = model->table().rowCount();
    if (model->shownRows().filtered)
        return m_partial
                 ? tr("of %1 filtered rows of the %2 fetched").arg(counted(model->shownCount()), counted(fetched))
                 : tr("of %1 filtered rows").arg(counted(model->shownCount()));
    if (!model->isComplete())
        return tr("of the %1 rows so far").arg(counted(fetched));
    return m_partial ? tr("of the %1 rows fetched").arg(counted(fetched)) : QString();
}

QString SelectionTotals::text() const
{
    if (m_totals.isEmpty() && m_copied.isEmpty())
        return {};
    const QString& text = m_copied.isEmpty() ? m_totals : m_copied;
    // What has no room is cut at the end: that the numbers are not of all rows never is.
    const QString scope = scopeText();
    if (scope.isEmpty())
        return text;
    return m_copied.isEmpty() ? QString(scope % QStringLiteral(": ") % text)
                              : QString(text % QStringLiteral(", ") % scope);
}

} // namespace parlance
