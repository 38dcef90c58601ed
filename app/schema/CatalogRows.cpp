// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/CatalogRows.h"

#include <QFile>
#include <QHash>
#include <QSet>

namespace parlance {

namespace {

using Row = QList<std::optional<QByteArray>>;

// Places of the columns in each query's SELECT list.
namespace tables {
enum {
    Oid,
    Schema,
    SchemaComment,
    Name,
    Kind,
    Comment,
    EstimatedRows,
    Readable,
    Partitions,
    Definition,
    RowSecurity,
    Database
};
}
namespace columns {
enum { TableOid, Name, Type, TypeOid, Nullable, Expression, Identity, Generated, Comment };
}
namespace labels {
enum { TypeOid, Label };
}
namespace constraints {
enum { TableOid, Name, Type, Definition, ColumnName, ToSchema, ToTable, ToColumn };
}
namespace indexes {
enum { TableOid, Name, Definition, Unique };
}

QString text(const Row& row, int column)
{
    return QString::fromUtf8(row.at(column).value_or(QByteArray()));
}

quint32 oid(const Row& row, int column)
{
    return row.at(column).value_or(QByteArray()).toUInt();
}

bool flag(const Row& row, int column)
{
    return row.at(column) == QByteArray("t");
}

char letter(const Row& row, int column)
{
    const QByteArray value = row.at(column).value_or(QByteArray());
    return value.isEmpty() ? '\0' : value.front();
}

Table::Kind kindOf(char relkind)
{
    switch (relkind) {
    case 'p':
        return Table::Kind::PartitionedTable;
    case 'v':
        return Table::Kind::View;
    case 'm':
        return Table::Kind::MaterializedView;
    case 'f':
        return Table::Kind::ForeignTable;
    default:
        return Table::Kind::Table;
    }
}

Table tableFromRow(const Row& row)
{
    Table table;
    table.oid = oid(row, tables::Oid);
    table.schema = text(row, tables::Schema);
    table.name = text(row, tables::Name);
    table.kind = kindOf(letter(row, tables::Kind));
    table.comment = text(row, tables::Comment);
    table.estimatedRows = row.at(tables::EstimatedRows) ? row.at(tables::EstimatedRows)->toLongLong() : -1;
    table.readable = flag(row, tables::Readable);
    table.partitions = row.at(tables::Partitions).value_or(QByteArray()).toInt();
    table.definition = text(row, tables::Definition).trimmed();
    table.rowSecurity = flag(row, tables::RowSecurity);
    return table;
}

//! Builds the catalog query by query; the tables are found by their oid.
class Assembler final {
public:
    void addTables(const RowSet& rows)
    {
        for (const Row& row : rows.rows) {
            const QString schema = text(row, tables::Schema);
            if (m_catalog.schemas.isEmpty() || m_catalog.schemas.last().name != schema)
                m_catalog.schemas.append({schema, text(row, tables::SchemaComment), {}});
            m_catalog.database = text(row, tables::Database);
            m_catalog.schemas.last().tables.append(tableFromRow(row));
        }
        // Only now: the lists do not move any more.
        for (Schema& schema : m_catalog.schemas) {
            for (Table& table : schema.tables)
                m_tables.insert(table.oid, &table);
        }
    }

    void addLabels(const RowSet& rows)
    {
        for (const Row& row : rows.rows)
            m_labels[oid(row, labels::TypeOid)].append(text(row, labels::Label));
    }

    void addColumns(const RowSet& rows)
    {
        for (const Row& row : rows.rows) {
            Table* table = m_tables.value(oid(row, columns::TableOid));
            if (!table)
                continue;
            Column column;
            column.name = text(row, columns::Name);
            column.type = typeName(row);
            column.nullable = flag(row, columns::Nullable);
            (letter(row, columns::Generated) ? column.generated : column.defaultExpression) =
                text(row, columns::Expression);
            const char identity = letter(row, columns::Identity);
            if (identity)
                column.identity = identity == 'a' ? QStringLiteral("always") : QStringLiteral("by default");
            column.comment = text(row, columns::Comment);
            column.enumLabels = m_labels.value(oid(row, columns::TypeOid));
            table->columns.append(column);
        }
    }

    void addConstraints(const RowSet& rows)
    {
        // The pairs of one constraint stand next to each other, in key order.
        const Row* previous = nullptr;
        for (const Row& row : rows.rows) {
            Table* table = m_tables.value(oid(row, constraints::TableOid));
            const bool first = !previous || previous->at(constraints::TableOid) != row.at(constraints::TableOid) ||
                               previous->at(constraints::Name) != row.at(constraints::Name);
            previous = &row;
            if (table)
                addConstraint(*table, row, first);
        }
    }

    void addIndexes(const RowSet& rows)
    {
        for (const Row& row : rows.rows) {
            if (Table* table = m_tables.value(oid(row, indexes::TableOid)))
                table->indexes.append(
                    {text(row, indexes::Name), text(row, indexes::Definition), flag(row, indexes::Unique)});
        }
    }

    SchemaCatalog take() { return std::move(m_catalog); }

private:
    // A few dozen types serve thousands of columns: each is kept once.
    QString typeName(const Row& row)
    {
        const QString name = text(row, columns::Type);
        return *m_typeNames.insert(name);
    }

    static void addConstraint(Table& table, const Row& row, bool first)
    {
        const QString column = text(row, constraints::ColumnName);
        switch (letter(row, constraints::Type)) {
        case 'p':
            table.primaryKey.append(column);
            break;
        case 'u':
            if (first)
                table.uniqueKeys.append(QStringList());
            table.uniqueKeys.last().append(column);
            break;
        case 'f':
            if (first)
                table.foreignKeys.append({text(row, constraints::Name),
                                          {},
                                          text(row, constraints::ToSchema),
                                          text(row, constraints::ToTable),
                                          {}});
            table.foreignKeys.last().columns.append(column);
            table.foreignKeys.last().toColumns.append(text(row, constraints::ToColumn));
            break;
        case 'c':
            table.checks.append(text(row, constraints::Definition));
            break;
        default:
            break;
        }
    }

    SchemaCatalog m_catalog;
    QHash<quint32, Table*> m_tables;
    QHash<quint32, QStringList> m_labels;
    QSet<QString> m_typeNames;
};

} // namespace

QList<QByteArray> catalogQueries()
{
    QList<QByteArray> queries;
    for (const char* name : {"tables", "columns", "enum_labels", "constraints", "indexes"}) {
        QFile file(QStringLiteral(":/sql/catalog/%1.sql").arg(QString::fromLatin1(name)));
        const bool open = file.open(QIODevice::ReadOnly);
        Q_ASSERT(open);
        Q_UNUSED(open);
        queries.append(file.readAll());
    }
    return queries;
}

SchemaCatalog catalogFromRows(const QList<RowSet>& results)
{
    Assembler assembler;
    assembler.addTables(results.at(0));
    assembler.addLabels(results.at(2));
    assembler.addColumns(results.at(1));
    assembler.addConstraints(results.at(3));
    assembler.addIndexes(results.at(4));
    return assembler.take();
}

} // namespace parlance
