// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/StatementRunner.h"

#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/Interrupts.h"

#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

//! A failure to open the connection, which the sign-in has its own status for.
bool isSignInKind(PostgresError::Kind kind)
{
    return kind >= PostgresError::Kind::WrongPassword;
}

} // namespace

StatementRunner::StatementRunner(TeamSession* session, const QString& format, const QString& path, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_format(format)
    , m_path(path)
{
    m_connection = session->pool()->acquire(1);
    if (m_connection == nullptr) // the policy allows one connection only
        m_connection = session->pool()->shared();
    connect(m_connection, &Connection::runColumns, this, &StatementRunner::takeColumns);
    connect(m_connection, &Connection::runChunk, this, &StatementRunner::takeChunk);
    connect(m_connection, &Connection::runFinished, this, &StatementRunner::takeEnd);
    connect(m_connection, &Connection::runNotice, this,
            [](quint64, const PostgresNotice& notice) { console::sayError(notice, {}); });
}

bool StatementRunner::openTarget()
{
    if (m_target)
        return true;
    Result<std::unique_ptr<ExportTarget>, QString> target = ExportTarget::open(m_path, &Interrupts::flag());
    if (!target) {
        console::say(target.error());
        return false;
    }
    m_target = std::move(*target);
    return true;
}

void StatementRunner::run(const QList<QByteArray>& statements)
{
    m_statements = statements;
    // Before the statement runs: a minute of the server's work must not end at a file that cannot be written.
    if (!openTarget())
        return finish(statusRefused);
    runNext();
}

void StatementRunner::stop()
{
    if (m_run == 0)
        return finish(statusCancelled);
    m_connection->stop();
}

RunLimits StatementRunner::limits() const
{
    RunLimits limits = m_session->runLimits();
    limits.toFile = !isTable() || m_target->isFile();
    if (!isTable())
        limits.maximumRows = 0;
    return limits;
}

std::unique_ptr<ResultWriter> StatementRunner::makeWriter() const
{
    const ServerInfo& server = m_connection->serverInfo();
    ExportSettings settings;
    settings.locale = QLocale::system();
    settings.temporaryFolder = m_target->temporaryFolder();
    settings.origin.question = m_question;
    settings.origin.sql = QString::fromUtf8(m_statements.at(m_index));
    settings.origin.team = m_session->team().name;
    settings.origin.database = server.database;
    settings.origin.role = server.user;
    settings.origin.ranAt = m_ranAt;
    settings.origin.timeZone = limits().timeZone.isEmpty() ? server.timeZone : limits().timeZone;
    settings.origin.sample = m_session->isSample();
    return ResultWriter::create(m_format, m_target->device(), settings);
}

void StatementRunner::runNext()
{
    ++m_index;
    if (m_index == m_statements.size()) {
        const QString problem = m_target->commit();
        if (!problem.isEmpty())
            console::say(problem);
        return finish(problem.isEmpty() ? statusDone : statusRefused);
    }
    m_writer.reset();
    m_ranAt = QDateTime::currentDateTime();
    m_run = m_connection->run(m_statements.at(m_index), limits());
}

void StatementRunner::takeColumns(quint64 run, const QList<ResultColumn>& columns)
{
    if (run != m_run || m_ended)
        return;
    if (m_index > 0 && m_target->device()->write("\n") != 1 && !written(m_target->device()->errorString()))
        return;
    m_writer = makeWriter();
    written(m_writer->begin(columns));
}

void StatementRunner::takeChunk(quint64 run, const ResultChunkPtr& chunk)
{
    if (run != m_run || m_ended || !m_writer)
        return;
    written(m_writer->write(*chunk));
}

void StatementRunner::takeEnd(quint64 run, const Result<RunSummary, PostgresError>& result)
{
    if (run != m_run || m_ended)
        return;
    m_run = 0;
    if (result)
        statementDone(*result);
    else
        statementFailed(result.error());
}

void StatementRunner::statementDone(const RunSummary& summary)
{
    if (!m_writer) { // no columns at all
        m_writer = makeWriter();
        if (!written(m_writer->begin({})))
            return;
    }
    if (!written(m_writer->end()))
        return;
    const QString rows = QLocale::c().toString(summary.rows);
    const QString seconds = QLocale::c().toString(double(summary.totalMicroseconds) / 1e6, 'f', 3);
    if (summary.capped)
        console::say(
            tr("Only the first %1 rows are shown: the team's policy caps a table there. There are more; --format "
               "csv or json takes them all.")
                .arg(rows));
    else if (isTable() || m_target->isFile())
        console::say(tr("(%1, %2 s)").arg(console::counted(summary.rows, tr("%1 row"), tr("%1 rows")), seconds));
    runNext();
}

void StatementRunner::statementFailed(const PostgresError& error)
{
    if (error.kind == PostgresError::Kind::TimedOut && limits().toFile) {
        console::say(tr("The statement was stopped: no row came within %1, the team's limit.")
                         .arg(console::counted(m_session->runLimits().statementTimeoutSeconds, tr("%1 second"),
                                               tr("%1 seconds"))));
        return finish(statusRefused);
    }
    if (error.kind == PostgresError::Kind::Cancelled)
        return finish(statusCancelled);
    if (m_writer && isTable()) // what came before the error, held back by the table
        written(m_writer->end());
    if (m_ended)
        return;
    console::sayError(error, m_statements.at(m_index));
    const int exportTimeout = limits().exportTimeoutSeconds;
    if (limits().toFile && exportTimeout > 0 && error.sqlState == u"57014")
        console::say(tr("The team's policy gives a run to a file %1 on the server.")
                         .arg(console::counted(exportTimeout, tr("%1 second"), tr("%1 seconds"))));
    finish(isSignInKind(error.kind) ? statusSignIn : statusRefused);
}

//! False when the output failed; the run is then over.
bool StatementRunner::written(const QString& problem)
{
    if (problem.isEmpty())
        return true;
    const bool quiet = m_target->isReaderGone() || Interrupts::flag();
    if (!quiet)
        console::say(problem);
    m_connection->stop();
    finish(m_target->isReaderGone() ? statusDone : Interrupts::flag() ? statusCancelled : statusRefused);
    return false;
}

void StatementRunner::finish(int status)
{
    if (m_ended)
        return;
    m_ended = true;
    m_writer.reset();
    m_target.reset(); // a file that was not committed stays as it was
    emit finished(status);
}

} // namespace parlance
