// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"
#include "schema/SchemaCatalog.h"

#include <QObject>

namespace parlance {

//! Reads a SchemaCatalog over a Connection: at most 6 set-based queries (sql/catalog/) in one REPEATABLE READ READ ONLY
//! transaction. Rows are turned into values on a pool thread. Lives on the connection's thread.
class SchemaReader final : public QObject {
    Q_OBJECT
public:
    explicit SchemaReader(Connection* connection, const RunLimits& limits, QObject* parent = nullptr);
    //! Answered once by readFinished; a second call while one is under way joins it.
    void read();

signals:
    void readFinished(const parlance::Result<parlance::SchemaCatalog, parlance::PostgresError>& result);

private:
    Connection* m_connection = nullptr;
    RunLimits m_limits;
    quint64 m_read = 0;
};

} // namespace parlance
