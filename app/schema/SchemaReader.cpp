// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/SchemaReader.h"

#include "base/WhenFinished.h"
#include "schema/CatalogRows.h"

#include <QtConcurrent>

namespace parlance {

namespace {

constexpr int mostTurnsLost = 10;
constexpr int patienceSeconds = 60; // a short limit for people's queries must not cost them their schema

bool isBusy(Connection::State state)
{
    return state == Connection::State::Running || state == Connection::State::Opening;
}

} // namespace

SchemaReader::SchemaReader(Connection* connection, const RunLimits& limits, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_limits(limits)
{
    if (m_limits.statementTimeoutSeconds > 0)
        m_limits.statementTimeoutSeconds = std::max(m_limits.statementTimeoutSeconds, patienceSeconds);
    m_limits.maximumRows = 0;
    connect(m_connection, &Connection::readFinished, this, &SchemaReader::take);
    connect(
        m_connection, &Connection::stateChanged, this,
        [this](Connection::State state) {
            if (m_stage == Stage::Waiting && !isBusy(state))
                begin();
        },
        Qt::QueuedConnection);
}

void SchemaReader::read()
{
    if (m_stage != Stage::Idle)
        return;
    m_stage = Stage::Waiting;
    m_turnsLost = 0;
    begin();
}

void SchemaReader::begin()
{
    if (isBusy(m_connection->state()))
        return;
    m_stage = Stage::Reading;
    m_read = m_connection->read(catalogQueries(), m_limits);
}

void SchemaReader::take(quint64 read, const Result<QList<RowSet>, PostgresError>& result)
{
    if (m_stage != Stage::Reading || read != m_read)
        return;
    if (!result) {
        // Somebody else was faster on the shared connection: ours comes after.
        if (result.error().kind == PostgresError::Kind::Protocol && m_turnsLost++ < mostTurnsLost) {
            m_stage = Stage::Waiting;
            begin();
        } else {
            finish(unexpected(result.error()));
        }
        return;
    }
    m_stage = Stage::Assembling;
    const QString database = m_connection->serverInfo().database;
    const auto assemble = [rows = *result] { return catalogFromRows(rows); };
    whenFinished(QtConcurrent::run(assemble), this, [this, database](SchemaCatalog catalog) {
        if (catalog.database.isEmpty())
            catalog.database = database; // a database without tables
        finish(catalog);
    });
}

void SchemaReader::finish(const Result<SchemaCatalog, PostgresError>& result)
{
    m_stage = Stage::Idle;
    emit readFinished(result);
}

} // namespace parlance
