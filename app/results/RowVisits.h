// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/RowOrder.h"

#include <QtGlobal>

namespace parlance {

//! The rows of an order, visited from the front of the table to its back: so chunks are read once each, whatever the
//! order. A visit knows the row and the position it has in the order.
class RowVisits final {
public:
    //! \a rows null: the rows from \a firstRow to \a rowCount.
    RowVisits(qint64 rowCount, const RowOrderPtr& rows, qint64 firstRow = 0);

    std::size_t size() const { return m_size; }
    quint32 row(std::size_t visit) const
    {
        return !m_byRow.empty() ? static_cast<quint32>(m_byRow[visit] >> 32)
             : m_rows           ? (*m_rows)[visit]
                                : static_cast<quint32>(visit) + m_first;
    }
    std::size_t position(std::size_t visit) const
    {
        return m_byRow.empty() ? visit : static_cast<std::size_t>(m_byRow[visit] & 0xffffffffu);
    }
    //! The row at a position of the order.
    quint32 rowAt(std::size_t position) const
    {
        return m_rows ? (*m_rows)[position] : static_cast<quint32>(position) + m_first;
    }

private:
    RowOrderPtr m_rows;
    quint32 m_first = 0;
    std::size_t m_size = 0;
    std::vector<quint64> m_byRow; //!< row and position; empty when positions go up with the rows
};

} // namespace parlance
