// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeReader.h"

#include "base/WhenFinished.h"
#include "knowledge/KnowledgeRows.h"

#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int patienceSeconds = 20;

} // namespace

KnowledgeReader::KnowledgeReader(Connection* connection, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
{
    m_limits.statementTimeoutSeconds = patienceSeconds;
    connect(m_connection, &Connection::readFinished, this, &KnowledgeReader::take);
}

void KnowledgeReader::read()
{
    if (m_read != 0 || m_assembling)
        return;
    m_accessKnown = false;
    m_read = m_connection->read({knowledgeSql(QStringLiteral("access"))}, m_limits);
}

void KnowledgeReader::take(quint64 read, const Result<QList<RowSet>, PostgresError>& result)
{
    if (m_read == 0 || read != m_read)
        return;
    m_read = 0;
    if (!result) {
        // The server answered, and not what this program knows: as good as none.
        if (result.error().kind == PostgresError::Kind::Server && result.error().sqlState.startsWith(u"42"))
            return finish(KnowledgeContent());
        return finish(unexpected(result.error()));
    }
    if (!m_accessKnown)
        return takeAccess(*result);
    m_assembling = true;
    const auto assemble = [access = m_access, sets = *result] { return contentFromRows(access, sets); };
    whenFinished(QtConcurrent::run(assemble), this, [this](const KnowledgeContent& content) {
        m_assembling = false;
        finish(content);
    });
}

void KnowledgeReader::takeAccess(const QList<RowSet>& sets)
{
    m_access = sets.isEmpty() ? KnowledgeAccess() : accessFromRows(sets.constFirst());
    m_accessKnown = true;
    QList<QByteArray> queries;
    for (const QString& name : contentQueries(m_access))
        queries += knowledgeSql(name);
    if (queries.isEmpty()) {
        KnowledgeContent content;
        content.access = m_access;
        return finish(content);
    }
    m_read = m_connection->read(queries, m_limits);
}

void KnowledgeReader::finish(const Result<KnowledgeContent, PostgresError>& result)
{
    emit readFinished(result);
}

} // namespace parlance
