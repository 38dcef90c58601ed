// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ReferredRow.h"

#include "postgres/PostgresType.h"
#include "postgres/SqlScript.h"

#include <algorithm>

namespace parlance {

namespace {

const Table* tableOf(const SchemaCatalog& catalog, quint32 oid)
{
    if (oid == 0)
        return nullptr;
    for (const Schema& schema : catalog.schemas) {
        for (const Table& table : schema.tables) {
            if (table.oid == oid)
                return &table;
        }
    }
    return nullptr;
}

QString columnName(const Table& table, int number)
{
    const auto found = std::find_if(table.columns.cbegin(), table.columns.cend(),
                                    [number](const Column& column) { return column.number == number; });
    return number > 0 && found != table.columns.cend() ? found->name : QString();
}

//! The result's column that holds this column of the table; -1: it is not there.
int resultColumn(const QList<ResultColumn>& columns, const Table& table, const QString& name)
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns.at(i).tableOid == table.oid && columnName(table, columns.at(i).tableColumn) == name)
            return static_cast<int>(i);
    }
    return -1;
}

// A text literal takes the type of what it is compared with, whatever that is.
QString literal(const ResultColumn& column, const QString& value)
{
    if (typeFamily(column.typeOid) == TypeFamily::Integer)
        return value;
    QString quoted = value;
    return QString(u'\'' % quoted.replace(u'\'', QStringLiteral("''")) % u'\'');
}

} // namespace

QList<ReferredRow> referredRows(const SchemaCatalog& catalog, const ResultTable& table, qint64 row, int column)
{
    QList<ReferredRow> found;
    const QList<ResultColumn>& columns = table.columns();
    const Table* source = tableOf(catalog, columns.at(column).tableOid);
    if (source == nullptr || table.isNull(row, column))
        return found;
    const QString name = columnName(*source, columns.at(column).tableColumn);
    for (const ForeignKey& key : source->foreignKeys) {
        if (name.isEmpty() || !key.columns.contains(name) || key.columns.size() != key.toColumns.size())
            continue;
        QStringList conditions;
        QStringList values;
        for (qsizetype i = 0; i < key.columns.size(); ++i) {
            // Of a table that stands in the result twice, the cell's own column counts.
            const int at = key.columns.at(i) == name ? column : resultColumn(columns, *source, key.columns.at(i));
            if (at < 0 || table.isNull(row, at))
                break;
            const QString value = QString::fromUtf8(table.cell(row, at));
            values.append(value);
            conditions.append(QStringLiteral("%1 = ").arg(quotedIdentifier(key.toColumns.at(i))) +
                              literal(columns.at(at), value));
        }
        if (conditions.size() != key.columns.size())
            continue;
        ReferredRow referred;
        referred.table =
            key.toSchema == QLatin1String("public") ? key.toTable : QString(key.toSchema % u'.' % key.toTable);
        referred.value = values.join(QStringLiteral(", "));
        referred.sql = QStringLiteral("SELECT * FROM ") + qualifiedName(key.toSchema, key.toTable) +
                       QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
        found.append(referred);
    }
    return found;
}

bool isKeyColumn(const SchemaCatalog& catalog, const ResultColumn& column)
{
    const QString lower = column.name.toLower();
    if (lower == QLatin1String("id") || lower.endsWith(QLatin1String("_id")))
        return true;
    const Table* source = tableOf(catalog, column.tableOid);
    if (source == nullptr)
        return false;
    const QString name = columnName(*source, column.tableColumn);
    if (name.isEmpty())
        return false;
    const auto holds = [&name](const QStringList& key) { return key.contains(name); };
    return source->primaryKey.contains(name) ||
           std::any_of(source->uniqueKeys.cbegin(), source->uniqueKeys.cend(), holds) ||
           std::any_of(source->foreignKeys.cbegin(), source->foreignKeys.cend(),
                       [&holds](const ForeignKey& key) { return holds(key.columns); });
}

} // namespace parlance
