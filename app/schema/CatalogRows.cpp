// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/CatalogRows.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
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
    Database,
    RowSecurityActive
};
}
namespace columns {
enum { TableOid, Number, Name, Type, TypeOid, Nullable, Expression, Identity, Generated, Comment };
}
namespace labels {
enum { TypeOid, Label };
}
namespace constraints {
enum { TableOid, Name, Type, Definition, Columns, TargetOid, ToSchema, ToTable, ToColumns, ToColumnNames };
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
    table.rowSecurityActive = flag(row, tables::RowSecurityActive);
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
            column.number = row.at(columns::Number).value_or(QByteArray()).toInt();
            m_columnNames.insert({table->oid, column.number}, column.name);
            table->columns.append(column);
        }
    }

    void addConstraints(const RowSet& rows)
    {
        for (const Row& row : rows.rows) {
            if (Table* table = m_tables.value(oid(row, constraints::TableOid)))
                addConstraint(*table, row);
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

    void addConstraint(Table& table, const Row& row) const
    {
        switch (letter(row, constraints::Type)) {
        case 'p':
            table.primaryKey = names(table.oid, row, constraints::Columns);
            break;
        case 'u':
            table.uniqueKeys.append(names(table.oid, row, constraints::Columns));
            break;
        case 'f':
            table.foreignKeys.append(foreignKey(table, row));
            break;
        case 'c':
            table.checks.append(text(row, constraints::Definition));
            break;
        default:
            break;
        }
    }

    ForeignKey foreignKey(const Table& table, const Row& row) const
    {
        ForeignKey key;
        key.name = text(row, constraints::Name);
        key.columns = names(table.oid, row, constraints::Columns);
        key.toSchema = text(row, constraints::ToSchema);
        key.toTable = text(row, constraints::ToTable);
        if (row.at(constraints::ToColumnNames)) {
            for (const QJsonValue& name : array(row, constraints::ToColumnNames))
                key.toColumns.append(name.toString());
        } else {
            key.toColumns = names(oid(row, constraints::TargetOid), row, constraints::ToColumns);
        }
        return key;
    }

    static QJsonArray array(const Row& row, int column)
    {
        return QJsonDocument::fromJson(row.at(column).value_or(QByteArray())).array();
    }

    QStringList names(quint32 table, const Row& row, int column) const
    {
        QStringList list;
        for (const QJsonValue& number : array(row, column))
            list.append(m_columnNames.value({table, number.toInt()}));
        return list;
    }

    SchemaCatalog m_catalog;
    QHash<quint32, Table*> m_tables;
    QHash<quint32, QStringList> m_labels;
    QSet<QString> m_typeNames;
    QHash<QPair<quint32, int>, QString> m_columnNames; //!< by table and attnum
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
