// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultComparison.h"

#include "results/ResultScan.h"
#include "results/TypedKey.h"
#include "results/ValueDictionary.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace parlance {

namespace {

constexpr qint64 mostKeyBytes = qint64(2) << 30;

QString sentence(const char* text)
{
    return QCoreApplication::translate("ResultComparison", text);
}

std::optional<RowsError> unfit(const ResultTable& left, const ResultTable& right, const QList<int>& keyColumns)
{
    const bool same = haveSameColumns(left.columns(), right.columns());
    const bool keysExist = std::all_of(keyColumns.cbegin(), keyColumns.cend(),
                                       [&left](int column) { return column >= 0 && column < left.columnCount(); });
    if (same && keysExist)
        return std::nullopt;
    return RowsError{RowsError::Kind::Operand,
                     sentence(QT_TRANSLATE_NOOP("ResultComparison", "The two results have different columns. Compare "
                                                                    "results whose columns have the same names and "
                                                                    "types in the same order."))};
}

//! The rows of a result grouped by the number of their key.
struct Grouped {
    std::vector<quint32> keyOfRow;
    std::vector<quint32> starts; //!< of each key in rows; one more at the end
    RowOrder rows;
    std::size_t count(quint32 key) const { return starts[key + 1] - starts[key]; }
    quint32 first(quint32 key) const { return rows[starts[key]]; }
    RowOrder of(quint32 key) const { return RowOrder(rows.cbegin() + starts[key], rows.cbegin() + starts[key + 1]); }
    //! Counting sort: rows of a key stay in their order.
    void group(std::size_t keys)
    {
        starts.assign(keys + 1, 0);
        for (const quint32 key : keyOfRow)
            ++starts[key + 1];
        std::partial_sum(starts.begin(), starts.end(), starts.begin());
        std::vector<quint32> next(starts.cbegin(), starts.cend() - 1);
        rows.resize(keyOfRow.size());
        for (quint32 row = 0; row < keyOfRow.size(); ++row)
            rows[next[keyOfRow[row]]++] = row;
    }
};

class Comparer final {
public:
    Comparer(const ResultTable& left, const ResultTable& right, const QList<int>& keyColumns,
             const std::atomic_bool& cancelled)
        : m_left(left)
        , m_right(right)
        , m_keyColumns(keyColumns)
        , m_cancelled(cancelled)
        , m_keys(mostKeyBytes)
    {
        if (m_keyColumns.isEmpty()) {
            m_keyColumns.resize(left.columnCount());
            std::iota(m_keyColumns.begin(), m_keyColumns.end(), 0);
            m_wholeRows = true;
        }
        for (const ResultColumn& column : left.columns())
            m_kinds.push_back(valueKind(column));
    }

    Result<ResultComparison, RowsError> run()
    {
        for (const auto& [table, grouped] : {std::pair(&m_left, &m_leftRows), std::pair(&m_right, &m_rightRows)}) {
            if (const auto error = readKeys(*table, *grouped))
                return unexpected(*error);
        }
        m_leftRows.group(m_keys.size());
        m_rightRows.group(m_keys.size());
        const auto error = m_wholeRows ? pairRows() : compareRows();
        if (error)
            return unexpected(*error);
        return std::move(m_result);
    }

private:
    std::optional<RowsError> readKeys(const ResultTable& table, Grouped& grouped)
    {
        ResultScan scan(table);
        grouped.keyOfRow.resize(static_cast<std::size_t>(table.rowCount()));
        QByteArray key;
        for (qint64 row = 0; row < table.rowCount(); ++row) {
            if ((row & 0x3ff) == 0 && m_cancelled)
                return RowsError::cancelled();
            if (!scan.moveTo(row))
                return RowsError::unreadable();
            makeKey(scan, key);
            const auto number = m_keys.intern(key);
            if (!number)
                return RowsError{RowsError::Kind::TooLarge,
                                 sentence(QT_TRANSLATE_NOOP("ResultComparison",
                                                            "Comparing these results would need too much memory. "
                                                            "Choose a shorter key, or compare in a query."))};
            grouped.keyOfRow[static_cast<std::size_t>(row)] = *number;
        }
        return std::nullopt;
    }

    //! The key's values behind one another, each with its length: (a, bc) is not (ab, c), and NULL not the empty text.
    void makeKey(const ResultScan& scan, QByteArray& key)
    {
        key.clear();
        for (const int column : std::as_const(m_keyColumns)) {
            qint32 size = -1;
            QByteArrayView value;
            if (!scan.isNull(column)) {
                value = canonicalValue(kind(column), scan.cell(column), m_buffer);
                size = static_cast<qint32>(value.size());
            }
            char length[sizeof(size)];
            std::memcpy(length, &size, sizeof(size));
            key.append(length, sizeof(size)).append(value);
        }
    }

    //! Equal whole rows are paired as often as both results have them.
    std::optional<RowsError> pairRows()
    {
        const auto surplus = [this](const Grouped& mine, const Grouped& theirs, RowOrder& only) {
            std::vector<quint32> seen(m_keys.size(), 0);
            for (quint32 row = 0; row < mine.keyOfRow.size(); ++row) {
                const quint32 key = mine.keyOfRow[row];
                if (++seen[key] > theirs.count(key))
                    only.push_back(row);
            }
        };
        surplus(m_leftRows, m_rightRows, m_result.onlyLeft);
        surplus(m_rightRows, m_leftRows, m_result.onlyRight);
        m_result.same = m_left.rowCount() - static_cast<qint64>(m_result.onlyLeft.size());
        return m_cancelled ? std::optional(RowsError::cancelled()) : std::nullopt;
    }

    std::optional<RowsError> compareRows()
    {
        ResultScan left(m_left);
        ResultScan right(m_right);
        std::vector<char> done(m_keys.size(), 0);
        for (quint32 row = 0; row < m_leftRows.keyOfRow.size(); ++row) {
            if ((row & 0x3ff) == 0 && m_cancelled)
                return RowsError::cancelled();
            const quint32 key = m_leftRows.keyOfRow[row];
            if (std::exchange(done[key], 1))
                continue;
            if (m_leftRows.count(key) > 1 || m_rightRows.count(key) > 1)
                m_result.repeated.push_back({m_leftRows.of(key), m_rightRows.of(key)});
            else if (m_rightRows.count(key) == 0)
                m_result.onlyLeft.push_back(row);
            else if (!left.moveTo(row) || !right.moveTo(m_rightRows.first(key)))
                return RowsError::unreadable();
            else
                compareCells(left, right, row, m_rightRows.first(key));
        }
        for (quint32 row = 0; row < m_rightRows.keyOfRow.size(); ++row) {
            const quint32 key = m_rightRows.keyOfRow[row];
            if (std::exchange(done[key], 1))
                continue;
            if (m_rightRows.count(key) > 1)
                m_result.repeated.push_back({{}, m_rightRows.of(key)});
            else
                m_result.onlyRight.push_back(row);
        }
        return std::nullopt;
    }

    void compareCells(const ResultScan& left, const ResultScan& right, quint32 leftRow, quint32 rightRow)
    {
        ChangedRow changed{leftRow, rightRow, {}};
        for (int column = 0; column < m_left.columnCount(); ++column) {
            if (!isSame(left, right, column))
                changed.columns << column;
        }
        if (changed.columns.isEmpty())
            ++m_result.same;
        else
            m_result.changed.push_back(std::move(changed));
    }

    bool isSame(const ResultScan& left, const ResultScan& right, int column) const
    {
        if (left.isNull(column) || right.isNull(column))
            return left.isNull(column) == right.isNull(column);
        const QByteArrayView a = left.cell(column);
        const QByteArrayView b = right.cell(column);
        return a == b || (kind(column) == ValueKind::TimestampTz && compareValues(kind(column), a, b) == 0);
    }

    ValueKind kind(int column) const { return m_kinds[static_cast<std::size_t>(column)]; }

    const ResultTable& m_left;
    const ResultTable& m_right;
    QList<int> m_keyColumns;
    bool m_wholeRows = false;
    const std::atomic_bool& m_cancelled;
    std::vector<ValueKind> m_kinds;
    ValueDictionary m_keys;
    QByteArray m_buffer;
    Grouped m_leftRows;
    Grouped m_rightRows;
    ResultComparison m_result;
};

} // namespace

bool haveSameColumns(const QList<ResultColumn>& left, const QList<ResultColumn>& right)
{
    return std::equal(
        left.cbegin(), left.cend(), right.cbegin(), right.cend(),
        [](const ResultColumn& a, const ResultColumn& b) { return a.name == b.name && a.typeOid == b.typeOid; });
}

Result<ResultComparison, RowsError> compareResults(const ResultTable& left, const ResultTable& right,
                                                   const QList<int>& keyColumns, const std::atomic_bool& cancelled)
{
    if (const auto error = unfit(left, right, keyColumns))
        return unexpected(*error);
    return Comparer(left, right, keyColumns, cancelled).run();
}

} // namespace parlance
