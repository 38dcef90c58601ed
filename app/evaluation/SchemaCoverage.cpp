// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/SchemaCoverage.h"

#include <algorithm>

namespace parlance {

namespace {

bool holdsColumn(const Table* table, const QString& column)
{
    return table != nullptr && std::any_of(table->columns.begin(), table->columns.end(),
                                           [&](const Column& one) { return one.name == column; });
}

void addMissing(const ColumnOrigin& origin, const SchemaSlice& slice, QStringList& missing)
{
    if (origin.isKnown() && !holdsColumn(slice.catalog.find(origin.schema, origin.table), origin.column))
        missing += origin.schema + u'.' + origin.table + u'.' + origin.column;
}

void sortOnce(QStringList& names)
{
    names.sort();
    names.removeDuplicates();
}

} // namespace

SchemaCoverage schemaCoverage(const SqlReading& gold, const SchemaSlice& slice)
{
    SchemaCoverage coverage;
    for (const ReadQuery& query : gold.queries) {
        for (const ReadRelation& relation : query.relations) {
            if (relation.isTable() && slice.catalog.find(relation.tableSchema, relation.tableName) == nullptr)
                coverage.tablesMissing += relation.tableSchema + u'.' + relation.tableName;
        }
        for (const ReadOutput& output : query.outputs) // the columns of a * too
            addMissing(output.origin, slice, coverage.columnsMissing);
    }
    for (const ReadColumn& column : gold.columns)
        addMissing(column.origin, slice, coverage.columnsMissing);
    sortOnce(coverage.tablesMissing);
    sortOnce(coverage.columnsMissing);
    return coverage;
}

} // namespace parlance
