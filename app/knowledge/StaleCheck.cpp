// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/StaleCheck.h"

#include "base/WhenFinished.h"

#include <algorithm>

namespace parlance {

namespace {

constexpr int secondsToPlan = 2; // planning can run IMMUTABLE functions

//! Errors of the statement; not those of a server that is short of something or ends.
bool isOfTheStatement(const PostgresError& error)
{
    static const QStringList others{QStringLiteral("08"), QStringLiteral("25"), QStringLiteral("40"),
                                    QStringLiteral("53"), QStringLiteral("55"), QStringLiteral("57"),
                                    QStringLiteral("58"), QStringLiteral("XX")};
    return error.kind == PostgresError::Kind::Server && !others.contains(error.sqlState.left(2));
}

} // namespace

QString whyNoQuery(const SqlScript& script)
{
    if (script.statements.size() != 1)
        return StaleCheck::tr("It is not one statement.");
    const std::optional<Finding> refusal = script.statements.constFirst().refusal();
    return refusal ? refusal->message : QString();
}

StaleCheck::StaleCheck(Connection* connection, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
{
    m_limits.statementTimeoutSeconds = secondsToPlan;
    connect(m_connection, &Connection::readFinished, this, &StaleCheck::take);
}

void StaleCheck::check(const QList<VerifiedQuestion>& questions)
{
    stop();
    m_waiting = questions;
    std::reverse(m_waiting.begin(), m_waiting.end());
    next();
}

void StaleCheck::stop()
{
    ++m_round;
    m_waiting.clear();
    m_current.reset();
    if (m_read != 0 && m_connection)
        m_connection->stopOnly(std::exchange(m_read, 0));
}

void StaleCheck::next()
{
    m_read = 0;
    m_current.reset();
    if (m_waiting.isEmpty())
        return emit finished();
    m_current = m_waiting.takeLast();
    whenFinished(SqlScript::parseLater(m_current->sql.toUtf8()), this,
                 [this, round = m_round](const SqlScript& script) {
                     if (round == m_round)
                         plan(script);
                 });
}

void StaleCheck::plan(const SqlScript& script)
{
    if (const QString reason = whyNoQuery(script); !reason.isEmpty()) {
        emit judged(m_current->id, reason);
        return next();
    }
    const SqlStatement& statement = script.statements.constFirst();
    const bool hasPlan = !statement.isParsed() || statement.kind == QLatin1String("SELECT"); // SHOW has none
    m_read = m_connection->describe(script.statementText(0), m_plans && hasPlan, m_limits);
}

void StaleCheck::take(quint64 read, const Result<QList<RowSet>, PostgresError>& result)
{
    if (m_read == 0 || read != m_read)
        return;
    if (result) {
        emit judged(m_current->id, QString());
    } else if (isOfTheStatement(result.error())) {
        emit judged(m_current->id, result.error().message);
    } else if (result.error().kind != PostgresError::Kind::TimedOut &&
               result.error().kind != PostgresError::Kind::Server) {
        m_waiting.clear(); // the connection went: another day
    }
    next();
}

} // namespace parlance
