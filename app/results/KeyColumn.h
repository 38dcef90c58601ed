// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowVisits.h"

#include <QLocale>

#include <atomic>
#include <limits>

namespace parlance {

//! A column's values as numbers in their typed order: a smaller value has a smaller key, equal values the same.
class KeyColumn final {
public:
    static constexpr quint64 null = std::numeric_limits<quint64>::max();
    //! What the copies of a text column's different values may take while they are ranked.
    static constexpr qint64 mostTextBytes = qint64(1) << 30;

    //! Reads the values of \a column in the rows of \a visits, in several threads. Keys stand at the positions of the
    //! visits. Texts are in the order of \a collation.
    static Result<KeyColumn, RowsError> read(const ResultTable& table, int column, const RowVisits& visits,
                                             const QLocale& collation, const std::atomic_bool& cancelled);

    std::size_t size() const { return m_keys.size(); }
    //! null for NULL.
    quint64 key(std::size_t position) const { return m_keys[position]; }
    bool hasNull() const { return m_hasNull; }
    quint64 smallest() const { return m_smallest; } //!< 0 when all are NULL
    quint64 largest() const { return m_largest; }

private:
    friend class KeyColumnReader;
    std::vector<quint64> m_keys;
    bool m_hasNull = false;
    quint64 m_smallest = 0;
    quint64 m_largest = 0;
};

} // namespace parlance
