// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultFind.h"

#include "results/ResultScan.h"
#include "results/TextSearch.h"

#include <algorithm>
#include <numeric>

namespace parlance {

namespace {

//! The columns in the direction of the search, and where in them it begins.
struct Lane {
    QList<int> columns;
    qsizetype first = 0; //!< the first to look at in the row of the start
};

Lane laneOf(const ResultTable& table, const FindStart& start)
{
    Lane lane{start.columns, 0};
    if (lane.columns.isEmpty()) {
        lane.columns.resize(table.columnCount());
        std::iota(lane.columns.begin(), lane.columns.end(), 0);
    }
    if (!start.forward)
        std::reverse(lane.columns.begin(), lane.columns.end());
    const qsizetype at = lane.columns.indexOf(start.column);
    lane.first = at < 0 ? 0 : at + (start.withStart ? 0 : 1);
    return lane;
}

} // namespace

Result<std::optional<FoundCell>, RowsError> findInResult(const ResultTable& table, const RowOrderPtr& rows,
                                                         const QString& text, const FindStart& start,
                                                         const std::atomic_bool& cancelled)
{
    const TextSearch search(text);
    const qint64 count = rows ? static_cast<qint64>(rows->size()) : table.rowCount();
    const Lane lane = laneOf(table, start);
    if (search.isEmpty() || count == 0 || lane.columns.isEmpty())
        return std::nullopt;
    const qint64 origin = std::clamp<qint64>(start.viewRow, 0, count - 1);
    ResultScan scan(table);
    // The row of the start comes twice: its cells behind the start first, the others last.
    for (qint64 step = 0; step <= count; ++step) {
        if ((step & 0x3f) == 0 && cancelled)
            return unexpected(RowsError::cancelled());
        const qint64 place = start.forward ? origin + step : origin - step;
        const bool wrapped = place < 0 || place >= count;
        const qint64 viewRow = wrapped ? (start.forward ? place - count : place + count) : place;
        const qint64 row = rows ? static_cast<qint64>((*rows)[static_cast<std::size_t>(viewRow)]) : viewRow;
        if (!scan.moveTo(row))
            return unexpected(RowsError::unreadable());
        const qsizetype from = step == 0 ? lane.first : 0;
        const qsizetype to = step == count ? lane.first : lane.columns.size();
        for (qsizetype i = from; i < to; ++i) {
            const int column = lane.columns.at(i);
            if (!scan.isNull(column) && search.isIn(scan.cell(column)))
                return FoundCell{viewRow, column, wrapped};
        }
    }
    return std::nullopt;
}

} // namespace parlance
