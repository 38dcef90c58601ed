// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/StatementRun.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

constexpr int flushMilliseconds = 20;
constexpr std::size_t wornBytes = 16 * 1024 * 1024;
constexpr qsizetype firstChunkRows = 200;

PostgresError problem(Kind kind, const QString& message)
{
    PostgresError error;
    error.kind = kind;
    error.message = message;
    return error;
}

} // namespace

StatementRun::StatementRun(Conversation& conversation, const RunRequest& request, RunReceiver receiver,
                           TypeNames& names)
    : m_conversation(conversation)
    , m_request(request)
    , m_receiver(std::move(receiver))
    , m_names(names)
{}

Outcome<RunSummary> StatementRun::execute()
{
    // libpq takes a C string: what follows a NUL would be left out without a word.
    if (m_request.sql.contains('\0'))
        return {
            unexpected(problem(Kind::Refused, Connection::tr("The statement holds a NUL character, which PostgreSQL "
                                                             "cannot read. Remove it and run again."))),
            true, false};
    m_clock.start();
    m_sinceFlush.start();
    m_cap = m_request.limits.maximumRows;
    m_conversation.setClock(m_request.limits.statementTimeoutSeconds);
    std::optional<PostgresError> error = attempt();
    if (error && mayRepeat(*error)) {
        m_error.reset();
        error = attempt();
    }
    m_summary.totalMicroseconds = (m_clock.nsecsElapsed() - m_heldNanoseconds) / 1000;
    m_usable = m_usable && !m_conversation.gaveUp() && !m_conversation.isLost();
    if (error)
        return {unexpected(judged(*error)), m_usable, m_worn};
    return {m_summary, m_usable, m_worn};
}

bool StatementRun::mayRepeat(const PostgresError& error) const
{
    // A cancel that arrived late meant an earlier statement. The server's own time-out has the same SQLSTATE.
    const int limit = serverTimeoutSeconds(m_request.limits);
    const bool serverTimeout = limit > 0 && m_clock.elapsed() >= qint64(limit) * 1000;
    return error.sqlState == "57014"_L1 && m_usable && !m_described && !serverTimeout && !m_conversation.isStopped() &&
           !m_conversation.timedOut() && !m_conversation.isLost();
}

PostgresError StatementRun::judged(PostgresError error) const
{
    if (m_conversation.isStopped()) {
        error.kind = Kind::Cancelled;
    } else if (m_conversation.timedOut()) {
        error.kind = Kind::TimedOut;
        error.message = Connection::tr("The statement was ended after %1 s, the limit set for this team.")
                            .arg(m_request.limits.statementTimeoutSeconds);
    } else if (error.kind == Kind::Server && (m_conversation.isLost() || m_conversation.gaveUp())) {
        error.kind = Kind::ConnectionLost;
    }
    return error;
}

std::optional<PostgresError> StatementRun::attempt()
{
    if (m_conversation.isStopped())
        return problem(Kind::Cancelled, Connection::tr("Stopped before it was sent."));
    Transaction transaction(m_conversation, TransactionMode::ReadOnly, m_request.limits, m_request.applicationName);
    if (std::optional<PostgresError> error = transaction.begin())
        return error;
    m_conversation.link().beginStatement(m_request.id);
    m_error =
        m_conversation.isStopped() ? problem(Kind::Cancelled, Connection::tr("Stopped before it was sent.")) : send();
    if (!m_error)
        stream();
    m_conversation.link().endStatement();
    m_conversation.setOnQuiet(nullptr);
    if (m_error && m_conversation.isLost())
        return m_error;
    switch (transaction.end()) {
    case Transaction::End::RolledBack:
        nameColumns();
        break;
    case Transaction::End::Left:
        m_usable = false;
        return problem(Kind::Protocol,
                       Connection::tr("The statement ended the read-only transaction it ran in. Parlance closed "
                                      "the connection. Run only queries: leave out COMMIT, ROLLBACK and the like."));
    case Transaction::End::Broken:
        m_usable = false;
        if (!m_error && m_conversation.isLost())
            return lostError(m_conversation.connection());
        break;
    }
    return m_error;
}

std::optional<PostgresError> StatementRun::send()
{
    PGconn* connection = m_conversation.connection();
    m_conversation.setOnQuiet([this] { return flushWhenDue(); });
    m_clock.restart();
    if (PQsendQueryParams(connection, m_request.sql.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
        return m_conversation.isLost() ? lostError(connection) : errorOfConnection(connection, Kind::Protocol);
    PQsetSingleRowMode(connection);
    return std::nullopt;
}

void StatementRun::stream()
{
    while (PostgresResultPtr result = m_conversation.next()) {
        if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE)
            takeRow(result.get());
        else
            takeResult(result.get());
        if (m_conversation.gaveUp() || !m_usable)
            break;
    }
    if (m_builder && !m_builder->isEmpty() && !m_conversation.gaveUp())
        flush();
    if (m_summary.capped && m_error && m_error->sqlState == "57014"_L1)
        m_error.reset(); // our own cancel
    if (!m_error && m_conversation.gaveUp() && !m_summary.capped)
        m_error =
            problem(Kind::ConnectionLost, Connection::tr("The server does not answer. The connection was dropped."));
}

void StatementRun::takeResult(const PGresult* result)
{
    switch (PQresultStatus(result)) {
    case PGRES_TUPLES_OK:
        describe(result);
        m_summary.commandTag = QString::fromUtf8(PQcmdStatus(const_cast<PGresult*>(result)));
        break;
    case PGRES_COMMAND_OK:
        m_summary.commandTag = QString::fromUtf8(PQcmdStatus(const_cast<PGresult*>(result)));
        break;
    case PGRES_EMPTY_QUERY:
        refuse(Connection::tr("There is no statement to run."));
        break;
    case PGRES_COPY_OUT:
        refuse(Connection::tr(
            "COPY … TO STDOUT does not fill the result table. Run its query by itself and export the result."));
        m_conversation.cancel();
        m_conversation.drainCopy();
        break;
    case PGRES_COPY_IN:
        refuse(Connection::tr("COPY … FROM STDIN writes, and Parlance only reads."));
        PQputCopyEnd(m_conversation.connection(), "Parlance only reads");
        break;
    case PGRES_COPY_BOTH:
        refuse(Connection::tr("The server began a replication stream, which is no query."));
        m_usable = false;
        break;
    default:
        if (!m_error)
            m_error = errorOfResult(result, m_conversation.isLost() ? Kind::ConnectionLost : Kind::Server);
        break;
    }
}

void StatementRun::refuse(const QString& why)
{
    if (!m_error)
        m_error = problem(Kind::Refused, why);
}

void StatementRun::describe(const PGresult* result)
{
    if (m_described)
        return;
    m_described = true;
    m_columns = columnsOfResult(result);
    m_namesMissing = !m_names.complete(m_columns);
    m_builder.emplace(static_cast<int>(m_columns.size()));
    m_receiver.columns(m_columns);
}

void StatementRun::takeRow(const PGresult* result)
{
    if (!m_described) {
        m_summary.firstRowMicroseconds = m_clock.nsecsElapsed() / 1000;
        if (m_request.limits.toFile)
            m_conversation.endClock();
        describe(result);
    }
    m_full = m_full || isTooLarge(result) || (m_cap > 0 && m_taken >= m_cap && !goBeyondCap());
    if (m_full)
        return;
    if (!m_builder->append(result)) {
        flush();
        if (m_full || !m_builder->append(result))
            return;
    }
    ++m_taken;
    m_worn = m_worn || m_builder->lastRowBytes() > wornBytes;
    if (m_builder->isFull() || (!m_flushed && m_taken >= firstChunkRows))
        flush();
}

//! A row that does not fit; what came before it is delivered.
bool StatementRun::isTooLarge(const PGresult* result)
{
    constexpr double megabyte = 1e6;
    const auto size = static_cast<qint64>(PQresultMemorySize(result));
    const qint64 most = qMin<qint64>(m_request.limits.maximumRowBytes, 2'000'000'000);
    if (size <= most)
        return false;
    m_worn = true;
    flush();
    endEarly(problem(Kind::NoRoom,
                     Connection::tr("Row %1 has %2 MB. Parlance keeps rows of up to %3 MB: select a part of its "
                                    "largest value, for example with left() or substring().")
                         .arg(m_taken + 1)
                         .arg(std::ceil(double(size) / megabyte), 0, 'f', 0)
                         .arg(std::floor(double(most) / megabyte), 0, 'f', 0)));
    return true;
}

//! The statement ends because of us; rows that still come are dropped.
void StatementRun::endEarly(const PostgresError& error)
{
    m_full = true;
    if (!m_error)
        m_error = error;
    if (PQtransactionStatus(m_conversation.connection()) == PQTRANS_ACTIVE)
        m_conversation.cancel();
}

//! There is a row more than the cap allows. True when it and others are wanted all the same.
bool StatementRun::goBeyondCap()
{
    flush();
    if (m_full)
        return false;
    const std::optional<HeldDecision> decision = hold();
    if (!decision) {
        m_usable = false;
        m_error = problem(Kind::ConnectionLost, Connection::tr("The connection to the server was lost."));
        return false;
    }
    if (decision->what == HeldDecision::What::FetchRest && (decision->upTo == 0 || decision->upTo > m_taken)) {
        m_cap = decision->upTo;
        return true;
    }
    if (m_conversation.isStopped())
        return false; // its own cancel is on the way
    m_summary.capped = true;
    m_conversation.cancel();
    return false;
}

//! Keeps the run open at its cap, as long as it may be. Nothing: the server has gone.
std::optional<HeldDecision> StatementRun::hold()
{
    const qint64 most = qint64(m_request.limits.holdAtCapSeconds) * 1000;
    const qint64 rest = most - m_heldNanoseconds / 1'000'000;
    if (rest <= 0 || m_conversation.isStopped() || !m_conversation.goOn())
        return HeldDecision{HeldDecision::What::Finish, 0};
    QElapsedTimer clock;
    clock.start();
    m_conversation.stopClock();
    m_conversation.link().beginHold(m_request.id);
    m_receiver.held(m_taken, static_cast<int>((rest + 999) / 1000));
    const std::optional<HeldDecision> decision = m_conversation.hold(static_cast<int>(rest));
    m_conversation.resumeClock();
    m_heldNanoseconds += clock.nsecsElapsed();
    return decision;
}

void StatementRun::flush()
{
    if (m_builder->isEmpty())
        return;
    while (!m_conversation.link().waitForRoom(100)) {
        if (!m_conversation.goOn())
            return;
    }
    ResultChunkPtr chunk = m_builder->take();
    if (m_request.keeper) {
        Result<ResultChunkPtr, QString> kept = m_request.keeper->keep(chunk);
        if (!kept)
            return endEarly(problem(Kind::NoRoom, kept.error()));
        chunk = *kept;
    }
    m_summary.rows += chunk->rowCount;
    m_flushed = true;
    m_sinceFlush.restart();
    m_conversation.link().chunkSent();
    m_receiver.chunk(chunk);
    m_conversation.goOn();
}

int StatementRun::flushWhenDue()
{
    if (!m_builder || m_builder->isEmpty())
        return -1;
    const qint64 since = m_sinceFlush.elapsed();
    if (m_flushed && since < flushMilliseconds)
        return static_cast<int>(flushMilliseconds - since);
    flush();
    return -1;
}

void StatementRun::nameColumns()
{
    if (!m_namesMissing || m_error)
        return;
    m_names.lookUp(m_conversation, m_columns, m_request.limits, m_request.applicationName);
    m_names.complete(m_columns);
    m_receiver.namedColumns(m_columns);
}

} // namespace parlance
