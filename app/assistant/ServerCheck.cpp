// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ServerCheck.h"

#include "assistant/checks/ServerFindings.h"
#include "base/WhenFinished.h"

#include <QtConcurrent>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr int serverMilliseconds = 2000;            // for each of its two steps
constexpr int clientSeconds = 5;                    // a network that hangs
constexpr std::chrono::milliseconds patience(6000); // with the connection that may have to open first

RunLimits checkLimits(RunLimits limits)
{
    limits.statementTimeoutSeconds = clientSeconds;
    limits.lockTimeoutSeconds = 1;
    limits.serverTimeoutMilliseconds = serverMilliseconds;
    limits.holdAtCapSeconds = 0;
    limits.toFile = false;
    return limits;
}

} // namespace

ServerCheck::ServerCheck(Connection* connection, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(checkLimits(limits))
{
    connect(connection, &Connection::readFinished, this, &ServerCheck::take);
}

quint64 ServerCheck::check(const SqlScript& script, qsizetype statement, const SchemaCatalog& catalog)
{
    const quint64 check = ++m_last;
    Pending& pending = m_pending.insert(check, {script, statement, catalog, 0}).value();
    const SqlStatement& about = script.statements.at(statement);
    if (!m_allowed || about.refusal()) {
        const QString why = m_allowed ? tr("A statement that may not run is not planned.")
                                      : tr("Your administrator has switched off asking the server before a run.");
        QMetaObject::invokeMethod(
            this, [this, check, why] { finishUnchecked(check, why); }, Qt::QueuedConnection);
        return check;
    }
    // SHOW and EXPLAIN are described alone: they have no plan of their own.
    const bool planned = !about.isParsed() || about.kind == "SELECT"_L1;
    pending.read = m_connection->describe(script.statementText(statement), planned, m_limits);
    QTimer::singleShot(patience, this, [this, check] {
        const quint64 read = m_pending.value(check).read;
        finishUnchecked(check, tr("The server did not answer within %1 s.").arg(patience.count() / 1000));
        if (read != 0)
            m_connection->stopOnly(read);
    });
    return check;
}

void ServerCheck::stop(quint64 check)
{
    const quint64 read = m_pending.value(check).read;
    finishUnchecked(check, tr("Stopped."));
    if (read != 0)
        m_connection->stopOnly(read);
}

void ServerCheck::stopAll()
{
    for (const quint64 check : m_pending.keys())
        stop(check);
}

void ServerCheck::take(quint64 read, const Result<QList<RowSet>, PostgresError>& result)
{
    for (auto at = m_pending.begin(); at != m_pending.end(); ++at) {
        if (at->read != read)
            continue;
        at->read = 0;
        if (result)
            return readPlanOf(at.key(), *result);
        return refuse(at.key(), result.error());
    }
}

void ServerCheck::refuse(quint64 check, const PostgresError& error)
{
    if (error.sqlState == "57014"_L1)
        return finishUnchecked(check, tr("The server did not plan it within %1 s.").arg(serverMilliseconds / 1000));
    if (!isAboutStatement(error))
        return finishUnchecked(check, error.message);
    const Pending pending = m_pending.value(check);
    PlanOutcome outcome;
    outcome.state = PlanOutcome::State::Refused;
    outcome.error = error;
    outcome.nearest = nearestRealName(error, pending.script.statementText(pending.statement), pending.catalog);
    outcome.findings = {serverFinding(error, outcome.nearest, pending.script, pending.statement)};
    finish(check, outcome);
}

void ServerCheck::readPlanOf(quint64 check, const QList<RowSet>& sets)
{
    PlanOutcome outcome;
    outcome.state = PlanOutcome::State::Planned;
    outcome.columns = sets.first().columns;
    if (sets.size() < 2 || sets.at(1).rows.isEmpty())
        return finish(check, outcome);
    const QByteArray json = sets.at(1).rows.first().value(0).value_or(QByteArray());
    const Pending pending = m_pending.value(check);
    // Many partitions make a plan of megabytes.
    const auto read = [json, pending, outcome]() mutable {
        const PlanReading plan = readPlan(json, pending.catalog);
        outcome.estimatedRows = plan.rows;
        outcome.cost = plan.cost;
        outcome.findings = planFindings(plan, pending.script, pending.statement);
        return outcome;
    };
    whenFinished(QtConcurrent::run(read), this, [this, check](const PlanOutcome& ready) { finish(check, ready); });
}

void ServerCheck::finish(quint64 check, const PlanOutcome& outcome)
{
    if (m_pending.remove(check) > 0)
        emit checked(check, outcome);
}

void ServerCheck::finishUnchecked(quint64 check, const QString& why)
{
    PlanOutcome outcome;
    outcome.whyNot = why;
    finish(check, outcome);
}

} // namespace parlance
