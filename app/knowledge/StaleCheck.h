// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/VerifiedQuestion.h"
#include "postgres/Connection.h"
#include "postgres/SqlScript.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace parlance {

//! Why \a script is no query that may be kept for others: several statements, or one that does more than read. Empty:
//! it is one.
QString whyNoQuery(const SqlScript& script);

//! Has the server describe and plan verified questions again, one after the other on the shared connection, each in a
//! read-only transaction of its own with two seconds, so that whatever else needs the connection comes between. GUI
//! thread.
class StaleCheck final : public QObject {
    Q_OBJECT
public:
    StaleCheck(Connection* connection, const RunLimits& limits, QObject* parent = nullptr);
    //! Those still waiting from an earlier call are dropped.
    void check(const QList<VerifiedQuestion>& questions);
    void stop();
    //! The policy planQueries; without it statements are described and not planned.
    void setPlans(bool plans) { m_plans = plans; }
    bool isChecking() const { return m_current.has_value(); }

signals:
    //! What the server said; empty \a reason: it plans. Nothing is said of a question whose planning took too long.
    void judged(const QUuid& id, const QString& reason);
    void finished(); //!< all were judged, or the connection is not there

private:
    void next();
    void plan(const SqlScript& script);
    void take(quint64 read, const Result<QList<RowSet>, PostgresError>& result);

    QPointer<Connection> m_connection; //!< may die before this
    RunLimits m_limits;
    QList<VerifiedQuestion> m_waiting; //!< the last one comes first
    std::optional<VerifiedQuestion> m_current;
    bool m_plans = true;
    quint64 m_round = 0;
    quint64 m_read = 0;
};

} // namespace parlance
