// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/SchemaCatalog.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace parlance {

namespace {

//! Writes the document with its keys in the contract's order (QJsonObject would sort them).
class CatalogWriter final {
public:
    QByteArray write(const SchemaCatalog& catalog)
    {
        m_writer.StartObject();
        member("database", catalog.database);
        array("schemas", catalog.schemas, [this](const Schema& schema) { write(schema); });
        m_writer.EndObject();
        return QByteArray(m_buffer.GetString(), qsizetype(m_buffer.GetSize()));
    }

private:
    void write(const Schema& schema)
    {
        m_writer.StartObject();
        member("name", schema.name);
        memberOrNull("comment", schema.comment);
        array("tables", schema.tables, [this](const Table& table) { write(table); });
        m_writer.EndObject();
    }

    void write(const Table& table)
    {
        m_writer.StartObject();
        member("name", table.name);
        member("kind", kindName(table.kind));
        memberOrNull("comment", table.comment);
        m_writer.Key("estimatedRows");
        if (table.estimatedRows < 0)
            m_writer.Null();
        else
            m_writer.Int64(table.estimatedRows);
        m_writer.Key("readable");
        m_writer.Bool(table.readable);
        m_writer.Key("partitions");
        m_writer.Int(table.partitions);
        memberOrNull("definition", table.definition);
        array("columns", table.columns, [this](const Column& column) { write(column); });
        texts("primaryKey", table.primaryKey);
        array("uniqueKeys", table.uniqueKeys, [this](const QStringList& key) { write(key); });
        texts("checks", table.checks);
        array("foreignKeys", table.foreignKeys, [this](const ForeignKey& key) { write(key); });
        array("indexes", table.indexes, [this](const Index& index) { write(index); });
        m_writer.EndObject();
    }

    void write(const Column& column)
    {
        m_writer.StartObject();
        member("name", column.name);
        member("type", column.type);
        m_writer.Key("nullable");
        m_writer.Bool(column.nullable);
        memberOrNull("default", column.defaultExpression);
        memberOrNull("identity", column.identity);
        memberOrNull("generated", column.generated);
        memberOrNull("comment", column.comment);
        texts("enumLabels", column.enumLabels);
        m_writer.EndObject();
    }

    void write(const ForeignKey& key)
    {
        m_writer.StartObject();
        member("name", key.name);
        texts("columns", key.columns);
        member("toSchema", key.toSchema);
        member("toTable", key.toTable);
        texts("toColumns", key.toColumns);
        m_writer.EndObject();
    }

    void write(const Index& index)
    {
        m_writer.StartObject();
        member("name", index.name);
        member("definition", index.definition);
        m_writer.Key("unique");
        m_writer.Bool(index.unique);
        m_writer.EndObject();
    }

    void write(const QStringList& list)
    {
        m_writer.StartArray();
        for (const QString& item : list)
            text(item);
        m_writer.EndArray();
    }

    void text(const QString& value)
    {
        const QByteArray utf8 = value.toUtf8();
        m_writer.String(utf8.constData(), rapidjson::SizeType(utf8.size()));
    }

    void member(const char* key, const QString& value)
    {
        m_writer.Key(key);
        text(value);
    }

    void memberOrNull(const char* key, const QString& value)
    {
        m_writer.Key(key);
        if (value.isEmpty())
            m_writer.Null();
        else
            text(value);
    }

    void texts(const char* key, const QStringList& list)
    {
        m_writer.Key(key);
        write(list);
    }

    template <typename List, typename WriteItem>
    void array(const char* key, const List& list, WriteItem writeItem)
    {
        m_writer.Key(key);
        m_writer.StartArray();
        for (const auto& item : list)
            writeItem(item);
        m_writer.EndArray();
    }

    rapidjson::StringBuffer m_buffer;
    rapidjson::Writer<rapidjson::StringBuffer> m_writer{m_buffer};
};

} // namespace

qsizetype SchemaCatalog::tableCount() const
{
    qsizetype count = 0;
    for (const Schema& schema : schemas)
        count += schema.tables.size();
    return count;
}

const Table* SchemaCatalog::find(const QString& schema, const QString& table) const
{
    for (const Schema& candidate : schemas) {
        if (candidate.name != schema)
            continue;
        for (const Table& entry : candidate.tables) {
            if (entry.name == table)
                return &entry;
        }
    }
    return nullptr;
}

QList<const Table*> SchemaCatalog::referencing(const QString& schema, const QString& table) const
{
    QList<const Table*> found;
    for (const Schema& candidate : schemas) {
        for (const Table& entry : candidate.tables) {
            const auto pointsHere = [&](const ForeignKey& key) {
                return key.toTable == table && key.toSchema == schema;
            };
            if (std::any_of(entry.foreignKeys.cbegin(), entry.foreignKeys.cend(), pointsHere))
                found.append(&entry);
        }
    }
    return found;
}

QString kindName(Table::Kind kind)
{
    switch (kind) {
    case Table::Kind::Table:
        return QStringLiteral("table");
    case Table::Kind::PartitionedTable:
        return QStringLiteral("partitioned table");
    case Table::Kind::View:
        return QStringLiteral("view");
    case Table::Kind::MaterializedView:
        return QStringLiteral("materialized view");
    case Table::Kind::ForeignTable:
        return QStringLiteral("foreign table");
    }
    Q_UNREACHABLE();
}

QByteArray catalogToJson(const SchemaCatalog& catalog)
{
    return CatalogWriter().write(catalog);
}

} // namespace parlance
