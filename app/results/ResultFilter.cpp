// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultFilter.h"

#include "results/CellTest.h"
#include "results/Parts.h"
#include "results/RowVisits.h"
#include "results/TextSearch.h"

#include <algorithm>

namespace parlance {

namespace {

//! Goes through the rows and marks those for which all terms hold.
class RowFilter final {
public:
    RowFilter(const ResultTable& table, const QList<FilterTerm>& terms, const FilterOptions& options,
              const RowVisits& visits, bool allRows, const std::atomic_bool& cancelled)
        : m_table(table)
        , m_terms(terms)
        , m_options(options)
        , m_visits(visits)
        , m_cancelled(cancelled)
        , m_marks(visits.size(), 0)
    {
        // One text in any column of all rows: looked for in whole chunks at once.
        if (allRows && terms.size() == 1 && terms.front().kind == FilterTerm::Kind::Contains &&
            terms.front().column < 0)
            m_inChunks = TextSearch(terms.front().text).isAscii() && table.columnCount() > 0;
    }

    //! False: rows could not be read, or it was cancelled.
    bool run()
    {
        inParts(m_visits.size(), partCount(m_visits.size()), [this](std::size_t, std::size_t begin, std::size_t end) {
            if (m_inChunks)
                searchChunks(begin, end);
            else
                testRows(begin, end);
        });
        return !m_unreadable && !m_cancelled;
    }
    RowOrder markedRows() const
    {
        RowOrder rows;
        rows.reserve(static_cast<std::size_t>(std::count(m_marks.cbegin(), m_marks.cend(), 1)));
        for (std::size_t position = 0; position < m_marks.size(); ++position) {
            if (m_marks[position])
                rows.push_back(m_visits.rowAt(position));
        }
        return rows;
    }

private:
    void testRows(std::size_t begin, std::size_t end)
    {
        ResultScan scan(m_table);
        std::vector<CellTest> tests; // of this thread
        for (const FilterTerm& term : m_terms)
            tests.push_back(*CellTest::of(term, m_table, m_options));
        for (std::size_t i = begin; i < end; ++i) {
            if ((i & 0xff) == 0 && m_cancelled)
                return;
            if (!scan.moveTo(m_visits.row(i))) {
                m_unreadable = true;
                return;
            }
            m_marks[m_visits.position(i)] =
                std::all_of(tests.cbegin(), tests.cend(), [&scan](const CellTest& test) { return test.holds(scan); });
        }
    }

    void searchChunks(std::size_t begin, std::size_t end)
    {
        const TextSearch search(m_terms.front().text);
        ResultScan scan(m_table);
        for (std::size_t i = begin; i < end && !m_cancelled;) {
            const qint64 row = m_visits.row(i);
            if (!scan.moveTo(row)) {
                m_unreadable = true;
                return;
            }
            const qint64 last = std::min<qint64>(scan.chunkEnd(), row + static_cast<qint64>(end - i));
            searchChunk(search, scan.chunk(), row - scan.chunkFirst(), last - scan.chunkFirst(), &m_marks[i]);
            i += static_cast<std::size_t>(last - row);
        }
    }

    //! Looks through the values of the rows [first, end) of a chunk, which stand one behind the other.
    void searchChunk(const TextSearch& search, const ResultChunk& chunk, qint64 first, qint64 end, char* marks) const
    {
        const int lastColumn = chunk.columnCount - 1;
        const char* const bytes = chunk.cell(first, 0).data();
        const QByteArrayView all(bytes, chunk.cell(end - 1, lastColumn).end());
        qint64 row = first;
        for (qsizetype at = search.indexIn(all); at >= 0 && !m_cancelled; at = search.indexIn(all, at)) {
            row = rowOf(chunk, row, end, bytes + at);
            if (isInOneCell(chunk, row, bytes + at, search.size())) {
                marks[row - first] = 1;
                at = chunk.cell(row, lastColumn).end() - bytes;
            } else {
                ++at;
            }
        }
    }

    //! The row from \a row on whose values hold the place.
    static qint64 rowOf(const ResultChunk& chunk, qint64 row, qint64 end, const char* place)
    {
        while (end - row > 1) {
            const qint64 middle = row + (end - row) / 2;
            if (chunk.cell(middle, 0).data() <= place)
                row = middle;
            else
                end = middle;
        }
        return row;
    }

    static bool isInOneCell(const ResultChunk& chunk, qint64 row, const char* place, qsizetype size)
    {
        for (int column = 0; column < chunk.columnCount; ++column) {
            const QByteArrayView cell = chunk.cell(row, column);
            if (place < cell.end())
                return place + size <= cell.end();
        }
        return false;
    }

    ResultTable m_table;
    QList<FilterTerm> m_terms;
    const FilterOptions& m_options;
    const RowVisits& m_visits;
    const std::atomic_bool& m_cancelled;
    std::vector<char> m_marks; //!< at the positions of the visits
    bool m_inChunks = false;
    std::atomic_bool m_unreadable = false;
};

} // namespace

Result<RowOrderPtr, RowsError> filterRows(const ResultTable& table, const QList<FilterTerm>& terms,
                                          const RowOrderPtr& rows, const std::atomic_bool& cancelled,
                                          const FilterOptions& options)
{
    QList<FilterTerm> needed;
    for (int i = 0; i < terms.size(); ++i) {
        if (const auto test = CellTest::of(terms.at(i), table, options); !test)
            return unexpected(RowsError{RowsError::Kind::Operand, test.error(), i});
        const bool everywhere = terms.at(i).kind == FilterTerm::Kind::Contains && terms.at(i).text.isEmpty();
        if (!everywhere)
            needed << terms.at(i);
    }
    if (needed.isEmpty() && (rows || options.firstRow == 0))
        return rows;
    const RowVisits visits(table.rowCount(), rows, options.firstRow);
    RowFilter filter(table, needed, options, visits, !rows, cancelled);
    if (!filter.run())
        return unexpected(cancelled ? RowsError::cancelled() : RowsError::unreadable());
    return std::make_shared<const RowOrder>(filter.markedRows());
}

} // namespace parlance
