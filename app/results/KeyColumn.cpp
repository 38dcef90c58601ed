// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/KeyColumn.h"

#include "results/KeyColumnReader.h"

namespace parlance {

Result<KeyColumn, RowsError> KeyColumn::read(const ResultTable& table, int column, const RowVisits& visits,
                                             const QLocale& collation, const std::atomic_bool& cancelled)
{
    return KeyColumnReader(table, column, visits, cancelled).read(collation);
}

} // namespace parlance
