// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultOrder.h"

#include "results/KeyColumn.h"
#include "results/Sorting.h"

#include <bit>
#include <numeric>

namespace parlance {

namespace {

//! A key column as it sorts: from 0 upwards, NULL above all, in as few bits as it needs.
class SortedColumn final {
public:
    SortedColumn(KeyColumn keys, bool descending)
        : m_keys(std::move(keys))
        , m_descending(descending)
    {
        const quint64 range = m_keys.largest() - m_keys.smallest();
        m_null = range + 1; // never 0: keys stop below KeyColumn::null
        m_bits = static_cast<int>(std::bit_width(m_keys.hasNull() ? m_null : range));
    }
    int bits() const { return m_bits; }
    quint64 number(std::size_t position) const
    {
        const quint64 key = m_keys.key(position);
        if (key == KeyColumn::null)
            return m_null;
        return m_descending ? m_keys.largest() - key : key - m_keys.smallest();
    }

private:
    KeyColumn m_keys;
    bool m_descending;
    quint64 m_null = 0;
    int m_bits = 0;
};

//! Sorts positions by columns, the last ones first: each pass is stable, so that the first column decides in the end.
class OrderBuilder final {
public:
    OrderBuilder(std::size_t count, const std::atomic_bool& cancelled)
        : m_count(count)
        , m_positionBits(std::max(1, static_cast<int>(std::bit_width(count > 0 ? count - 1 : 0))))
        , m_cancelled(cancelled)
    {}

    //! As many of the last columns as fit into 64 bits beside the position go into one pass.
    void sort(std::vector<SortedColumn> columns)
    {
        while (!columns.empty() && !m_cancelled) {
            int bits = m_positionBits;
            std::size_t first = columns.size();
            while (first > 0 && bits + columns[first - 1].bits() <= 64)
                bits += columns[--first].bits();
            if (first == columns.size())
                sortWide(columns[--first]);
            else
                sortPacked(columns, first);
            columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(first), columns.end());
        }
    }
    //! Positions in order; empty when nothing was sorted.
    std::vector<quint32> takePositions() { return std::move(m_positions); }

private:
    std::size_t positionAt(std::size_t place) const { return m_positions.empty() ? place : m_positions[place]; }

    void sortPacked(const std::vector<SortedColumn>& columns, std::size_t first)
    {
        std::vector<quint64> packed(m_count);
        inParts(m_count, partCount(m_count), [&](std::size_t, std::size_t begin, std::size_t end) {
            for (std::size_t place = begin; place < end; ++place) {
                if ((place & 0xffff) == 0 && m_cancelled)
                    return;
                quint64 number = 0;
                for (std::size_t i = first; i < columns.size(); ++i)
                    number = (number << columns[i].bits()) | columns[i].number(positionAt(place));
                packed[place] = (number << m_positionBits) | place;
            }
        });
        sortNumbers(packed, m_cancelled);
        const quint64 mask = (quint64(1) << m_positionBits) - 1;
        rearrange([&](std::size_t place) { return packed[place] & mask; });
    }

    void sortWide(const SortedColumn& column)
    {
        std::vector<KeyedPosition> elements;
        elements.reserve(m_count);
        for (std::size_t place = 0; place < m_count; ++place)
            elements.emplace_back(column.number(positionAt(place)), static_cast<quint32>(place));
        sortNumbers(elements, m_cancelled);
        rearrange([&](std::size_t place) { return elements[place].position; });
    }

    template <typename From>
    void rearrange(const From& from)
    {
        if (m_cancelled)
            return;
        std::vector<quint32> positions(m_count);
        for (std::size_t place = 0; place < m_count; ++place)
            positions[place] = static_cast<quint32>(positionAt(from(place)));
        m_positions = std::move(positions);
    }

    std::size_t m_count;
    int m_positionBits;
    const std::atomic_bool& m_cancelled;
    std::vector<quint32> m_positions;
};

} // namespace

Result<RowOrderPtr, RowsError> sortRows(const ResultTable& table, const QList<SortKey>& keys, const RowOrderPtr& rows,
                                        const std::atomic_bool& cancelled, const QLocale& collation)
{
    if (keys.isEmpty())
        return rows;
    const RowVisits visits(table.rowCount(), rows);
    std::vector<SortedColumn> columns;
    for (const SortKey& key : keys) {
        auto read = KeyColumn::read(table, key.column, visits, collation, cancelled);
        if (!read)
            return unexpected(read.error());
        columns.emplace_back(std::move(*read), key.descending);
    }
    OrderBuilder builder(visits.size(), cancelled);
    builder.sort(std::move(columns));
    if (cancelled)
        return unexpected(RowsError::cancelled());
    RowOrder order = builder.takePositions();
    if (rows) {
        for (quint32& position : order)
            position = (*rows)[position];
    }
    return std::make_shared<const RowOrder>(std::move(order));
}

} // namespace parlance
