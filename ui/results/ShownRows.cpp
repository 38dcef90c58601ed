// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ShownRows.h"

#include <algorithm>

namespace parlance {

qint64 ShownRows::positionOf(qint64 tableRow) const
{
    if (!rows)
        return tableRow;
    const auto found = std::find(rows->cbegin(), rows->cend(), static_cast<quint32>(tableRow));
    if (found != rows->cend())
        return found - rows->cbegin();
    return filtered || tableRow < ofRows ? -1 : static_cast<qint64>(rows->size()) + tableRow - ofRows;
}

RowOrderPtr ShownRows::order(qint64 tableRows) const
{
    if (!rows || filtered || tableRows <= ofRows)
        return rows;
    auto all = std::make_shared<RowOrder>(*rows);
    all->reserve(rows->size() + static_cast<std::size_t>(tableRows - ofRows));
    for (qint64 row = ofRows; row < tableRows; ++row)
        all->push_back(static_cast<quint32>(row));
    return all;
}

} // namespace parlance
