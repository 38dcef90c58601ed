// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultSummary.h"

#include "results/ColumnExtremes.h"
#include "results/ExactSum.h"
#include "results/MoneyFormat.h"
#include "results/Parts.h"
#include "results/ResultScan.h"
#include "results/SummaryCells.h"
#include "results/ValueDictionary.h"

#include <algorithm>

namespace parlance {

namespace {

constexpr qint64 mostDistinctBytes = qint64(512) << 20;

//! Values that are compared with one another: the three kinds of numbers are one.
ValueKind comparableKind(ValueKind kind)
{
    return kind == ValueKind::Integer || kind == ValueKind::Float ? ValueKind::Decimal : kind;
}

//! One pass over the cells each for what is summed and for what is told apart: they share the two or more cores.
class Summarizer final {
public:
    Summarizer(const ResultTable& table, const SummaryCells& cells, const std::atomic_bool& cancelled,
               const QLocale& collation)
        : m_table(table)
        , m_cells(cells)
        , m_cancelled(cancelled)
        , m_collation(collation)
    {
        for (const ResultColumn& column : table.columns())
            m_kinds.push_back(valueKind(column));
        QList<int> columns = cells.columns();
        for (const int column : std::as_const(columns)) {
            if (kind(columns.front()) != kind(column))
                m_mixed = true;
        }
    }

    Result<ResultSummary, RowsError> run()
    {
        m_summary.cells = m_cells.cellCount();
        const std::size_t threads = std::min<std::size_t>(2, partCount(static_cast<std::size_t>(m_summary.cells)));
        inParts(2, threads, [this](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t task = first; task < end; ++task)
                task == 0 ? sum() : countDistinct();
        });
        if (m_cancelled)
            return unexpected(RowsError::cancelled());
        if (m_unreadable)
            return unexpected(RowsError::unreadable());
        return m_summary;
    }

private:
    ValueKind kind(int column) const { return comparableKind(m_kinds[static_cast<std::size_t>(column)]); }

    //! Calls \a visit(scan, column, position) for each cell; stops where it returns false.
    template <typename Visit>
    void eachCell(const Visit& visit)
    {
        ResultScan scan(m_table);
        for (const SummaryCells::Group& group : m_cells.groups()) {
            for (std::size_t i = 0; i < group.visits.size(); ++i) {
                if ((i & 0xff) == 0 && m_cancelled)
                    return;
                if (!scan.moveTo(group.visits.row(i))) {
                    m_unreadable = true;
                    return;
                }
                for (const int column : group.columns) {
                    if (!visit(scan, column, group.visits.position(i)))
                        return;
                }
            }
        }
    }

    void sum()
    {
        const QList<int> columns = m_cells.columns();
        std::vector<MoneyFormat> formats(m_kinds.size());
        for (const int column : columns) {
            if (kind(column) == ValueKind::Money)
                formats[static_cast<std::size_t>(column)] = MoneyFormat::ofColumn(m_table, column);
        }
        const bool withExtremes = !m_mixed && !columns.isEmpty() && hasExtremes(kind(columns.front()));
        ColumnExtremes extremes(columns.isEmpty() ? ResultColumn() : m_table.columns().at(columns.front()),
                                columns.isEmpty() ? ValueKind::Bytes : kind(columns.front()), m_collation);
        ExactSum total;
        eachCell([&](const ResultScan& scan, int column, std::size_t position) {
            if (scan.isNull(column)) {
                ++m_summary.nulls;
                return true;
            }
            const QByteArrayView text = scan.cell(column);
            if (kind(column) == ValueKind::Money)
                total.add(formats[static_cast<std::size_t>(column)].plain(text));
            else if (isNumeric(kind(column)))
                total.add(text);
            if (withExtremes)
                extremes.add(text, position);
            return true;
        });
        m_summary.numbers = total.count();
        if (total.count() > 0) {
            m_summary.sum = total.sum();
            const ExactSum::Average average = total.average();
            m_summary.average = average.text;
            m_summary.averageRounded = average.rounded;
        }
        if (!extremes.isEmpty()) {
            m_summary.minimum = extremes.least();
            m_summary.maximum = extremes.greatest();
        }
    }

    void countDistinct()
    {
        ValueDictionary values(mostDistinctBytes);
        QByteArray buffer;
        QByteArray marked;
        bool tooMany = false;
        eachCell([&](const ResultScan& scan, int column, std::size_t) {
            if (scan.isNull(column))
                return true;
            QByteArrayView value = canonicalValue(m_kinds[static_cast<std::size_t>(column)], scan.cell(column), buffer);
            if (m_mixed) { // the text 1 is not the number 1
                marked.clear();
                marked.append(static_cast<char>('A' + static_cast<int>(kind(column)))).append(value);
                value = marked;
            }
            tooMany = !values.intern(value);
            return !tooMany;
        });
        if (!tooMany)
            m_summary.distinct = static_cast<qint64>(values.size());
    }

    const ResultTable& m_table;
    const SummaryCells& m_cells;
    const std::atomic_bool& m_cancelled;
    QLocale m_collation;
    std::vector<ValueKind> m_kinds;
    bool m_mixed = false;
    std::atomic_bool m_unreadable = false;
    ResultSummary m_summary; //!< each of the two passes writes members of its own
};

} // namespace

Result<ResultSummary, RowsError> summarize(const ResultTable& table, const QList<CellRange>& ranges,
                                           const RowOrderPtr& rows, const std::atomic_bool& cancelled,
                                           const QLocale& collation)
{
    const SummaryCells cells(table, ranges, rows);
    return Summarizer(table, cells, cancelled, collation).run();
}

} // namespace parlance
