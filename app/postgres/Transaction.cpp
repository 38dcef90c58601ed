// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/Transaction.h"

#include <QUuid>

namespace parlance {

bool isError(const PGresult* result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

PostgresError lostError(const PGconn* connection)
{
    PostgresError error = errorOfConnection(connection, PostgresError::Kind::ConnectionLost);
    if (error.message.isEmpty())
        error.message = Connection::tr("The connection to the server was lost.");
    return error;
}

Transaction::Transaction(Conversation& conversation, TransactionMode mode, const RunLimits& limits,
                         const QString& applicationName)
    : m_conversation(conversation)
    , m_mode(mode)
    , m_limits(limits)
    , m_applicationName(applicationName)
    , m_marker(QUuid::createUuid().toByteArray(QUuid::Id128))
{}

std::optional<PostgresError> Transaction::begin()
{
    PGconn* connection = m_conversation.connection();
    const auto results = m_conversation.simple(beginText(connection, m_mode, m_limits, m_applicationName, m_marker));
    for (const PostgresResultPtr& result : results) {
        if (!isError(result.get()))
            continue;
        PostgresError error = errorOfResult(result.get());
        error.position = 0; // it counts in our own text
        if (PQtransactionStatus(connection) == PQTRANS_INERROR || PQtransactionStatus(connection) == PQTRANS_INTRANS)
            m_conversation.simple("ROLLBACK");
        return error;
    }
    if (PQtransactionStatus(connection) != PQTRANS_INTRANS)
        return lostError(connection);
    return std::nullopt;
}

Transaction::End Transaction::end()
{
    // A cancel on its way must not hit the ROLLBACK. PQcancel returns when the server has passed it on.
    m_conversation.link().waitForCancel(1000);
    if (m_conversation.gaveUp() || m_conversation.isLost())
        return End::Broken;
    switch (PQtransactionStatus(m_conversation.connection())) {
    case PQTRANS_INTRANS:
        return endOwn();
    case PQTRANS_INERROR: // COMMIT AND CHAIN cannot follow an error within one statement: this one is still ours
        m_conversation.simple("ROLLBACK");
        return PQtransactionStatus(m_conversation.connection()) == PQTRANS_IDLE ? End::RolledBack : End::Broken;
    case PQTRANS_IDLE:
        return End::Left;
    default:
        return End::Broken;
    }
}

std::optional<PostgresError> Transaction::commit()
{
    m_conversation.link().waitForCancel(1000);
    const auto results = m_conversation.simple("COMMIT");
    for (const PostgresResultPtr& result : results) {
        if (isError(result.get())) // a deferred constraint, say: it was rolled back
            return errorOfResult(result.get(), m_conversation.isLost() ? PostgresError::Kind::ConnectionLost
                                                                       : PostgresError::Kind::Server);
    }
    if (results.size() != 1 || qstrcmp(PQcmdStatus(results.front().get()), "COMMIT") != 0)
        return lostError(m_conversation.connection());
    return std::nullopt;
}

Transaction::End Transaction::endOwn()
{
    const auto results = m_conversation.simple(endText());
    const bool answered = results.size() == 2 && PQresultStatus(results.front().get()) == PGRES_TUPLES_OK;
    if (!answered || PQtransactionStatus(m_conversation.connection()) != PQTRANS_IDLE)
        return End::Broken;
    return m_marker == PQgetvalue(results.front().get(), 0, 0) ? End::RolledBack : End::Left;
}

} // namespace parlance
