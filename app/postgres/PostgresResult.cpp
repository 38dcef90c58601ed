// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/PostgresResult.h"

#include "postgres/PostgresType.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QVariant>

#include <cstring>

namespace parlance {

namespace {

QString field(const PGresult* result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result, code));
}

} // namespace

PGconn* handleOf(const QSqlDatabase& database)
{
    // The type's name is "pg_conn*", whatever Qt's examples compare with.
    const QVariant handle = database.driver()->handle();
    if (std::strcmp(handle.typeName(), "pg_conn*") != 0 && std::strcmp(handle.typeName(), "PGconn*") != 0)
        return nullptr;
    return *static_cast<PGconn* const*>(handle.constData());
}

PostgresError errorOfResult(const PGresult* result, PostgresError::Kind kind)
{
    PostgresError error;
    error.kind = kind;
    error.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (error.severity.isEmpty())
        error.severity = field(result, PG_DIAG_SEVERITY);
    error.sqlState = field(result, PG_DIAG_SQLSTATE);
    error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (error.message.isEmpty()) // libpq's own errors have no fields
        error.message = QString::fromUtf8(PQresultErrorMessage(result)).trimmed();
    error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    error.hint = field(result, PG_DIAG_MESSAGE_HINT);
    error.context = field(result, PG_DIAG_CONTEXT);
    error.position = field(result, PG_DIAG_STATEMENT_POSITION).toInt();
    error.schemaName = field(result, PG_DIAG_SCHEMA_NAME);
    error.tableName = field(result, PG_DIAG_TABLE_NAME);
    error.columnName = field(result, PG_DIAG_COLUMN_NAME);
    error.constraintName = field(result, PG_DIAG_CONSTRAINT_NAME);
    return error;
}

PostgresError errorOfConnection(const PGconn* connection, PostgresError::Kind kind)
{
    PostgresError error;
    error.kind = kind;
    error.message = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
    return error;
}

QList<ResultColumn> columnsOfResult(const PGresult* result)
{
    QList<ResultColumn> columns;
    const int count = PQnfields(result);
    columns.reserve(count);
    for (int index = 0; index < count; ++index) {
        ResultColumn column;
        column.name = QString::fromUtf8(PQfname(result, index));
        column.typeOid = PQftype(result, index);
        column.typeModifier = PQfmod(result, index);
        column.typeName = builtinTypeName(column.typeOid, column.typeModifier);
        column.tableOid = PQftable(result, index);
        column.tableColumn = PQftablecol(result, index);
        columns << column;
    }
    return columns;
}

RowSet rowSetOfResult(const PGresult* result)
{
    RowSet set;
    set.columns = columnsOfResult(result);
    const int rows = PQntuples(result);
    const int columns = PQnfields(result);
    set.rows.reserve(rows);
    for (int row = 0; row < rows; ++row) {
        QList<std::optional<QByteArray>> cells;
        cells.reserve(columns);
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result, row, column) != 0)
                cells << std::nullopt;
            else
                cells << QByteArray(PQgetvalue(result, row, column), PQgetlength(result, row, column));
        }
        set.rows << cells;
    }
    return set;
}

} // namespace parlance
