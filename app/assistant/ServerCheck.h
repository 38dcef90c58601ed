// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/PlanOutcome.h"
#include "postgres/Connection.h"
#include "schema/SchemaCatalog.h"

#include <QHash>
#include <QObject>

namespace parlance {

//! Check 2: the server prepares, describes and plans a statement, and runs nothing of it, in a read-only transaction of
//! its own with two seconds for each step. One for a session, over its shared connection; nothing waits for it. GUI
//! thread.
class ServerCheck final : public QObject {
    Q_OBJECT
public:
    //! \a limits: time zone and search path of the session's runs; the time-outs are the check's own.
    ServerCheck(Connection* connection, const RunLimits& limits, QObject* parent = nullptr);

    //! The policy planQueries; not allowed, every check ends as NotChecked.
    void setAllowed(bool allowed) { m_allowed = allowed; }
    bool isAllowed() const { return m_allowed; }
    //! Asks about \a statement of \a script: one that may run, else it ends as NotChecked. Answered by checked() with
    //! this number, once, and never from within this call.
    quint64 check(const SqlScript& script, qsizetype statement, const SchemaCatalog& catalog);
    //! Ends this check as NotChecked; does nothing when it is over.
    void stop(quint64 check);
    //! Ends all: whoever needs the shared connection for a run does not queue behind them.
    void stopAll();

signals:
    void checked(quint64 check, const parlance::PlanOutcome& outcome);

private:
    struct Pending {
        SqlScript script;
        qsizetype statement = 0;
        SchemaCatalog catalog;
        quint64 read = 0; //!< 0: the plan is being read
    };
    void take(quint64 read, const Result<QList<RowSet>, PostgresError>& result);
    void readPlanOf(quint64 check, const QList<RowSet>& sets);
    void refuse(quint64 check, const PostgresError& error);
    void finish(quint64 check, const PlanOutcome& outcome);
    void finishUnchecked(quint64 check, const QString& why);

    Connection* m_connection = nullptr;
    RunLimits m_limits;
    bool m_allowed = true;
    quint64 m_last = 0;
    QHash<quint64, Pending> m_pending; //!< by the check's number
};

} // namespace parlance
