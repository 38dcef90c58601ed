// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace parlance {

//! Writes to schema `parlance` of a team's database: statements of sql/knowledge/ alone, each call in one READ WRITE
//! transaction of the shared connection. GUI thread.
class KnowledgeWriter final : public QObject {
    Q_OBJECT
public:
    //! Nothing: it is committed.
    using Done = std::function<void(const std::optional<PostgresError>& problem)>;

    KnowledgeWriter(Connection* connection, const RunLimits& limits, QObject* parent = nullptr);
    //! \a done is called once, later, on this thread; not when this dies first.
    void write(const QList<OwnStatement>& statements, Done done);

private:
    void take(quint64 write, const Result<QList<RowSet>, PostgresError>& result);

    Connection* m_connection;
    RunLimits m_limits;
    QHash<quint64, Done> m_waiting;
};

} // namespace parlance
