// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/CatalogRead.h"

#include <QElapsedTimer>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

PostgresError problem(Kind kind, const QString& message)
{
    PostgresError error;
    error.kind = kind;
    error.message = message;
    return error;
}

//! In front of a statement. Nothing in it can become an option: the list is closed.
constexpr QByteArrayView explain("EXPLAIN (VERBOSE, FORMAT JSON) ");

//! What the server answers to what was sent.
Result<RowSet, PostgresError> takeAnswer(Conversation& conversation)
{
    std::optional<PostgresError> error;
    RowSet rows;
    while (const PostgresResultPtr result = conversation.next()) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            rows = rowSetOfResult(result.get());
        } else if (isError(result.get())) {
            error = errorOfResult(result.get(), conversation.isLost() ? Kind::ConnectionLost : Kind::Server);
        } else if (status == PGRES_COPY_OUT || status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) {
            return unexpected(problem(Kind::Protocol, Connection::tr("COPY cannot be read as rows.")));
        }
    }
    if (conversation.gaveUp())
        return unexpected(
            problem(Kind::ConnectionLost, Connection::tr("The server does not answer. The connection was dropped.")));
    if (error)
        return unexpected(*error);
    return rows;
}

bool send(PGconn* connection, const OwnStatement& statement)
{
    std::vector<const char*> values; // of QByteArrays, which end in a null
    for (const std::optional<QByteArray>& parameter : statement.parameters)
        values.push_back(parameter ? parameter->constData() : nullptr);
    return PQsendQueryParams(connection, statement.sql.constData(), static_cast<int>(values.size()), nullptr,
                             values.data(), nullptr, nullptr, 0) != 0;
}

//! One statement's rows.
Result<RowSet, PostgresError> readOne(Conversation& conversation, const OwnStatement& statement)
{
    PGconn* connection = conversation.connection();
    if (!send(connection, statement))
        return unexpected(lostError(connection));
    return takeAnswer(conversation);
}

//! The columns that \a sql would give. The statement has no name: the next one takes its place, and a pooler in
//! between has nothing to remember.
Result<RowSet, PostgresError> describeOne(Conversation& conversation, const QByteArray& sql)
{
    PGconn* connection = conversation.connection();
    if (PQsendPrepare(connection, "", sql.constData(), 0, nullptr) == 0)
        return unexpected(lostError(connection));
    if (const Result<RowSet, PostgresError> prepared = takeAnswer(conversation); !prepared)
        return prepared;
    if (PQsendDescribePrepared(connection, "") == 0)
        return unexpected(lostError(connection));
    return takeAnswer(conversation);
}

Result<RowSet, PostgresError> planOne(Conversation& conversation, const QByteArray& sql)
{
    Result<RowSet, PostgresError> plan = readOne(conversation, {explain.toByteArray() + sql, {}});
    if (!plan)
        plan.error().position = std::max<int>(0, plan.error().position - int(explain.size()));
    return plan;
}

Result<QList<RowSet>, PostgresError> readAll(Conversation& conversation, const ReadRequest& request)
{
    QList<RowSet> sets;
    if (!request.described.isEmpty()) {
        const Result<RowSet, PostgresError> described = describeOne(conversation, request.described);
        if (!described)
            return unexpected(described.error());
        sets << *described;
        if (request.planned && !conversation.isStopped()) {
            const Result<RowSet, PostgresError> plan = planOne(conversation, request.described);
            if (!plan)
                return unexpected(plan.error());
            sets << *plan;
        }
    }
    for (const OwnStatement& statement : request.statements) {
        if (conversation.isStopped())
            return unexpected(problem(Kind::Cancelled, Connection::tr("Stopped.")));
        Result<RowSet, PostgresError> rows = readOne(conversation, statement);
        if (!rows)
            return unexpected(rows.error());
        sets << *rows;
    }
    return sets;
}

//! One transaction with all of it; sets \a usable to whether the connection may go on.
Result<QList<RowSet>, PostgresError> attempt(Conversation& conversation, const ReadRequest& request, bool& usable)
{
    const TransactionMode mode = request.writes ? TransactionMode::ReadWrite : TransactionMode::RepeatableReadReadOnly;
    Transaction transaction(conversation, mode, request.limits, request.applicationName);
    if (const std::optional<PostgresError> error = transaction.begin())
        return unexpected(*error);
    conversation.link().beginStatement(request.id);
    Result<QList<RowSet>, PostgresError> sets = readAll(conversation, request);
    conversation.link().endStatement();
    if (sets && request.writes) {
        const std::optional<PostgresError> problem = transaction.commit();
        usable = PQtransactionStatus(conversation.connection()) == PQTRANS_IDLE;
        if (problem)
            return unexpected(*problem);
        return sets;
    }
    const Transaction::End end = transaction.end();
    usable = end == Transaction::End::RolledBack;
    if (sets && end == Transaction::End::Left)
        return unexpected(problem(Kind::Protocol, Connection::tr("A statement ended the transaction it ran in.")));
    return sets;
}

} // namespace

Outcome<QList<RowSet>> readCatalog(Conversation& conversation, const ReadRequest& request)
{
    bool usable = true;
    QElapsedTimer sinceStart;
    sinceStart.start();
    conversation.setClock(request.limits.statementTimeoutSeconds);
    Result<QList<RowSet>, PostgresError> sets = attempt(conversation, request, usable);
    const int serverTimeout = request.limits.serverTimeoutMilliseconds;
    const bool itsOwn = serverTimeout > 0 && sinceStart.elapsed() >= serverTimeout; // the limit that was asked for
    const bool late = !sets && sets.error().sqlState == "57014"_L1 && usable && !conversation.isStopped() &&
                      !conversation.timedOut() && !itsOwn;
    if (late) // a cancel that meant an earlier statement
        sets = attempt(conversation, request, usable);
    usable = usable && !conversation.isLost() && !conversation.gaveUp();
    if (!sets) {
        PostgresError& error = sets.error();
        if (conversation.isStopped()) {
            error.kind = Kind::Cancelled;
        } else if (conversation.timedOut()) {
            error.kind = Kind::TimedOut;
            error.message =
                Connection::tr("The server did not answer within %1 s.").arg(request.limits.statementTimeoutSeconds);
        } else if (error.kind == Kind::Server && conversation.isLost()) {
            error.kind = Kind::ConnectionLost;
        }
    }
    return {std::move(sets), usable, false};
}

} // namespace parlance
