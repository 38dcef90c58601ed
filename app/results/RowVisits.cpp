// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/RowVisits.h"

#include <algorithm>

namespace parlance {

RowVisits::RowVisits(qint64 rowCount, const RowOrderPtr& rows, qint64 firstRow)
    : m_rows(rows)
{
    if (!rows) {
        m_first = static_cast<quint32>(std::clamp<qint64>(firstRow, 0, rowCount));
        m_size = static_cast<std::size_t>(rowCount - m_first);
        return;
    }
    m_size = rows->size();
    if (std::is_sorted(rows->cbegin(), rows->cend()))
        return;
    m_byRow.reserve(m_size);
    for (std::size_t position = 0; position < m_size; ++position)
        m_byRow.push_back((static_cast<quint64>((*rows)[position]) << 32) | position);
    std::sort(m_byRow.begin(), m_byRow.end());
}

} // namespace parlance
