// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/KnowledgeContent.h"
#include "postgres/Connection.h"

#include <QObject>

namespace parlance {

//! Reads schema `parlance` of a team's database: what the role may do there, then what it may read, two round trips.
//! Neither a missing schema nor missing rights are errors. GUI thread.
class KnowledgeReader final : public QObject {
    Q_OBJECT
public:
    //! \a connection is the session's shared one.
    KnowledgeReader(Connection* connection, const RunLimits& limits, QObject* parent = nullptr);
    //! Answered by readFinished; a second call while one is under way joins it.
    void read();

signals:
    //! An error says that the database could not be asked (lost, stopped, too slow): nothing is known.
    void readFinished(const parlance::Result<parlance::KnowledgeContent, parlance::PostgresError>& result);

private:
    void take(quint64 read, const Result<QList<RowSet>, PostgresError>& result);
    void takeAccess(const QList<RowSet>& sets);
    void finish(const Result<KnowledgeContent, PostgresError>& result);

    Connection* m_connection;
    RunLimits m_limits;
    KnowledgeAccess m_access;
    quint64 m_read = 0; //!< 0: none under way
    bool m_accessKnown = false;
    bool m_assembling = false;
};

} // namespace parlance
