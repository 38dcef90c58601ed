// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ComparisonKey.h"

#include <algorithm>

namespace parlance {

namespace {

//! The result's columns that hold the table's primary key; empty: not all of it is there.
QList<int> keyOf(const Table& table, const QList<ResultColumn>& columns)
{
    QList<int> key;
    for (const QString& name : table.primaryKey) {
        const auto described = std::find_if(table.columns.cbegin(), table.columns.cend(),
                                            [&name](const Column& column) { return column.name == name; });
        if (described == table.columns.cend())
            return {};
        const auto held =
            std::find_if(columns.cbegin(), columns.cend(), [&table, &described](const ResultColumn& column) {
                return column.tableOid == table.oid && column.tableColumn == described->number;
            });
        if (held == columns.cend())
            return {};
        key.append(static_cast<int>(held - columns.cbegin()));
    }
    return key;
}

} // namespace

QList<int> primaryKeyColumns(const QList<ResultColumn>& columns, const SchemaCatalog& catalog)
{
    QList<int> key;
    for (const Schema& schema : catalog.schemas) {
        for (const Table& table : schema.tables) {
            const auto reads = [&table](const ResultColumn& column) { return column.tableOid == table.oid; };
            if (std::any_of(columns.cbegin(), columns.cend(), reads))
                key += keyOf(table, columns);
        }
    }
    std::sort(key.begin(), key.end());
    key.erase(std::unique(key.begin(), key.end()), key.end());
    return key;
}

} // namespace parlance
