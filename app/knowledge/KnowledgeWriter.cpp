// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeWriter.h"

namespace parlance {

namespace {

constexpr int patienceSeconds = 20;

} // namespace

KnowledgeWriter::KnowledgeWriter(Connection* connection, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
{
    m_limits.statementTimeoutSeconds = patienceSeconds;
    connect(m_connection, &Connection::readFinished, this, &KnowledgeWriter::take);
}

void KnowledgeWriter::write(const QList<OwnStatement>& statements, Done done)
{
    m_waiting.insert(m_connection->write(statements, m_limits), std::move(done));
}

void KnowledgeWriter::take(quint64 write, const Result<QList<RowSet>, PostgresError>& result)
{
    const auto found = m_waiting.find(write);
    if (found == m_waiting.end())
        return;
    const Done done = *found;
    m_waiting.erase(found);
    done(result ? std::nullopt : std::optional(result.error()));
}

} // namespace parlance
