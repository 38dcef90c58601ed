// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/SummaryCells.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace parlance {

namespace {

using Interval = std::pair<qint64, qint64>; // first row, row after the last
using Intervals = std::vector<Interval>;

//! Sorted, those that touch or overlap made one.
Intervals merged(Intervals intervals)
{
    std::sort(intervals.begin(), intervals.end());
    Intervals result;
    for (const Interval& interval : intervals) {
        if (!result.empty() && interval.first <= result.back().second)
            result.back().second = std::max(result.back().second, interval.second);
        else
            result.push_back(interval);
    }
    return result;
}

RowVisits visitsOf(const Intervals& intervals, const RowOrderPtr& rows)
{
    if (intervals.size() == 1) {
        const auto [first, end] = intervals.front();
        if (!rows)
            return RowVisits(end, nullptr, first);
        if (first == 0 && end == static_cast<qint64>(rows->size()))
            return RowVisits(end, rows);
    }
    auto chosen = std::make_shared<RowOrder>();
    for (const auto& [first, end] : intervals) {
        for (qint64 row = first; row < end; ++row)
            chosen->push_back(rows ? (*rows)[static_cast<std::size_t>(row)] : static_cast<quint32>(row));
    }
    return RowVisits(0, chosen);
}

} // namespace

SummaryCells::SummaryCells(const ResultTable& table, const QList<CellRange>& ranges, const RowOrderPtr& rows)
{
    const qint64 count = rows ? static_cast<qint64>(rows->size()) : table.rowCount();
    std::map<int, Intervals> byColumn;
    for (const CellRange& range : ranges) {
        const qint64 first = std::max<qint64>(range.firstRow, 0);
        const qint64 end = std::min(range.lastRow + 1, count);
        for (int column = std::max(range.firstColumn, 0);
             column <= std::min(range.lastColumn, table.columnCount() - 1) && first < end; ++column)
            byColumn[column].emplace_back(first, end);
    }
    std::map<Intervals, QList<int>> byIntervals;
    for (const auto& [column, intervals] : byColumn)
        byIntervals[merged(intervals)] << column;
    for (const auto& [intervals, columns] : byIntervals)
        m_groups.push_back({visitsOf(intervals, rows), columns});
}

qint64 SummaryCells::cellCount() const
{
    return std::accumulate(m_groups.cbegin(), m_groups.cend(), qint64(0), [](qint64 cells, const Group& group) {
        return cells + static_cast<qint64>(group.visits.size()) * group.columns.size();
    });
}

QList<int> SummaryCells::columns() const
{
    QList<int> columns;
    for (const Group& group : m_groups)
        columns << group.columns;
    return columns;
}

} // namespace parlance
