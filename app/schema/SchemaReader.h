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
    //! Answered once by readFinished; a second call while one is under way joins it. Waits while the connection is
    //! busy.
    void read();

signals:
    void readFinished(const parlance::Result<parlance::SchemaCatalog, parlance::PostgresError>& result);

private:
    enum class Stage { Idle, Waiting, Reading, Assembling };
    void begin();
    void take(quint64 read, const Result<QList<RowSet>, PostgresError>& result);
    void finish(const Result<SchemaCatalog, PostgresError>& result);

    Connection* m_connection = nullptr;
    RunLimits m_limits;
    Stage m_stage = Stage::Idle;
    quint64 m_read = 0;
    int m_turnsLost = 0; //!< to others on the same connection, while this read waited
};

} // namespace parlance
