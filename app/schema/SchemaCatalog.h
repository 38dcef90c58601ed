// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace parlance {

struct Column {
    QString name;
    int number = 0; //!< pg_attribute.attnum, as a result names its columns; 0: unknown
    QString type;   //!< format_type
    bool nullable = true;
    QString defaultExpression; //!< empty: none
    QString identity;          //!< "", "always", "by default"
    QString generated;         //!< the expression of a generated column, else empty
    QString comment;
    QStringList enumLabels;        //!< of an enum type (a domain over one too), in order
    QStringList sampleValues = {}; //!< frequent ones that may be sent to Claude; empty unless a policy allows it
    bool operator==(const Column&) const = default;
};

struct ForeignKey {
    QString name;
    QStringList columns; //!< in key order, pairwise with toColumns
    QString toSchema;
    QString toTable;
    QStringList toColumns;
    bool operator==(const ForeignKey&) const = default;
};

struct Index {
    QString name;
    QString definition; //!< pg_get_indexdef
    bool unique = false;
    bool operator==(const Index&) const = default;
};

struct Table {
    enum class Kind { Table, PartitionedTable, View, MaterializedView, ForeignTable };
    quint32 oid = 0;
    QString schema;
    QString name;
    Kind kind = Kind::Table;
    QString comment;
    qint64 estimatedRows = -1; //!< pg_class.reltuples, partitions summed; -1: never analysed
    bool readable = true;      //!< the role may SELECT from it (whole table or at least one column)
    int partitions = 0;
    QString definition; //!< of a view
    bool rowSecurity = false;
    bool rowSecurityActive = false; //!< and it may hide rows from this role
    QList<Column> columns;
    QStringList primaryKey;
    QList<QStringList> uniqueKeys;
    QStringList checks; //!< pg_get_constraintdef of each CHECK
    QList<ForeignKey> foreignKeys;
    QList<Index> indexes;
    bool operator==(const Table&) const = default;
};

struct Schema {
    QString name;
    QString comment;
    QList<Table> tables; //!< by name
    bool operator==(const Schema&) const = default;
};

//! Everything the program knows of a database's tables, as plain values. System schemas and our own schema `parlance`
//! are left out; partitions are counted under their parent.
struct SchemaCatalog {
    QString database;
    QList<Schema> schemas; //!< by name; schemas without tables are left out
    bool operator==(const SchemaCatalog&) const = default;

    qsizetype tableCount() const;
    const Table* find(const QString& schema, const QString& table) const;
    //! Tables with a foreign key to this one.
    QList<const Table*> referencing(const QString& schema, const QString& table) const;
};

//! PostgreSQL's words: table, partitioned table, view, materialized view, foreign table.
QString kindName(Table::Kind kind);
//! The document of `schema --format json` (the contract in the design), keys in the contract's order.
QByteArray catalogToJson(const SchemaCatalog& catalog);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::SchemaCatalog)
