// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What every file that speaks libpq needs: owners of its structs, and their contents as our values.
#include "postgres/Connection.h"

#include <libpq-fe.h>

class QSqlDatabase;

namespace parlance {

struct PostgresResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResultPtr = std::unique_ptr<PGresult, PostgresResultDeleter>;

//! The PGconn of an open QPSQL connection, which keeps owning it; nullptr when the driver does not give it.
PGconn* handleOf(const QSqlDatabase& database);
//! The fields of an error or notice of the server.
PostgresError errorOfResult(const PGresult* result, PostgresError::Kind kind = PostgresError::Kind::Server);
//! libpq's own text on the connection (no SQLSTATE).
PostgresError errorOfConnection(const PGconn* connection, PostgresError::Kind kind);
//! The columns; names of types that are not built in stay empty.
QList<ResultColumn> columnsOfResult(const PGresult* result);
//! Every row of a whole result.
RowSet rowSetOfResult(const PGresult* result);

} // namespace parlance
