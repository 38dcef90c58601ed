// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportWorker.h"

#include "exporting/ExportThread.h"

#include <QFileInfo>

namespace parlance {

ExportWorker::ExportWorker(const ExportTask& task, std::shared_ptr<ExportShared> shared)
    : m_task(task)
    , m_shared(std::move(shared))
{}

ExportWorker::~ExportWorker() = default;

void ExportWorker::start(const ExportTask& task, std::shared_ptr<ExportShared> shared, ExportJob* job)
{
    auto* worker = new ExportWorker(task, shared);
    shared->worker = worker;
    connect(worker, &ExportWorker::done, job, &ExportJob::end);
    ExportThread::startWith(worker);
    QMetaObject::invokeMethod(worker, &ExportWorker::run, Qt::QueuedConnection);
}

void ExportWorker::run()
{
    m_clock.start();
    const QFileInfo before(m_task.path);
    m_existed = before.isFile();
    Result<std::unique_ptr<ExportTarget>, QString> target = ExportTarget::open(m_task.path, &m_shared->stopped);
    if (isStopped())
        return close();
    if (!target)
        return fail(ExportError::Kind::File, target.error());
    m_target = std::move(*target);
    m_task.settings.temporaryFolder = m_target->temporaryFolder();
    m_writer = ResultWriter::create(m_task.format, m_target->device(), m_task.settings);
    if (m_task.run)
        startRun();
    else
        writeTable();
}

void ExportWorker::stop()
{
    if (m_connection)
        m_connection->stop();
    else
        close();
}

void ExportWorker::writeTable()
{
    RowGatherer rows(m_task.table, m_task.order, m_task.columns);
    if (!begin(rows.columns()))
        return;
    for (;;) {
        const Result<ResultChunkPtr, RowsError> chunk = rows.next();
        if (!chunk)
            return fail(ExportError::Kind::File, chunk.error().message);
        if (*chunk == nullptr)
            return endFile();
        if (!write(**chunk))
            return;
    }
}

void ExportWorker::startRun()
{
    m_connection = std::make_unique<Connection>(m_task.run->parameters);
    connect(m_connection.get(), &Connection::runColumns, this, [this](quint64, const QList<ResultColumn>& columns) {
        if (m_task.settings.origin.timeZone.isEmpty())
            m_task.settings.origin.timeZone = m_connection->serverInfo().timeZone;
        m_writer = ResultWriter::create(m_task.format, m_target->device(), m_task.settings);
        begin(columns);
    });
    connect(m_connection.get(), &Connection::runChunk, this,
            [this](quint64, const ResultChunkPtr& chunk) { write(*chunk); });
    connect(m_connection.get(), &Connection::runFinished, this,
            [this](quint64, const Result<RunSummary, PostgresError>& result) { finishRun(result); });
    RunLimits limits = m_task.run->limits;
    limits.toFile = true;
    limits.maximumRows = 0;
    m_connection->run(m_task.run->sql, limits);
}

void ExportWorker::finishRun(const Result<RunSummary, PostgresError>& result)
{
    if (m_ended || isStopped())
        return close();
    if (!result)
        return fail(ExportError::Kind::Database, result.error().message, result.error());
    if (m_begun || begin({})) // a statement without columns
        endFile();
}

bool ExportWorker::begin(const QList<ResultColumn>& columns)
{
    if (m_ended || isStopped())
        return false;
    m_begun = true;
    const QString problem = m_writer->begin(columns);
    if (!problem.isEmpty())
        fail(ExportError::Kind::File, problem);
    return problem.isEmpty();
}

bool ExportWorker::write(const ResultChunk& chunk)
{
    if (m_ended)
        return false;
    if (isStopped()) {
        stop();
        return false;
    }
    if (const QString problem = m_writer->write(chunk); !problem.isEmpty()) {
        fail(ExportError::Kind::File, problem);
        return false;
    }
    m_shared->rows += chunk.rowCount;
    m_shared->bytes = m_target->bytesWritten();
    return true;
}

void ExportWorker::endFile()
{
    m_shared->finishing = true;
    QString problem = m_writer->end();
    m_writer.reset();
    if (!problem.isEmpty())
        return fail(ExportError::Kind::File, problem);
    m_shared->bytes = m_target->bytesWritten();
    if (!m_shared->take(ExportShared::Verdict::Committing))
        return close(); // stopped: the old file stays
    problem = m_target->commit();
    if (!problem.isEmpty())
        return sayFailed(ExportError::Kind::File, problem, {});
    emit done(ExportSummary{m_task.path, m_shared->rows, m_shared->bytes, m_clock.elapsed()});
    close();
}

void ExportWorker::fail(ExportError::Kind kind, const QString& message, const PostgresError& error)
{
    if (m_ended || !m_shared->take(ExportShared::Verdict::Committing))
        return close(); // stopped: that was answered
    sayFailed(kind, message, error);
}

void ExportWorker::sayFailed(ExportError::Kind kind, const QString& message, const PostgresError& error)
{
    QString words = message;
    if (m_existed)
        words += u' ' + ExportJob::tr("The file that was there is as it was.");
    close();
    emit done(unexpected(ExportError{kind, words, error}));
}

//! What was not committed is gone with its target.
void ExportWorker::close()
{
    if (std::exchange(m_ended, true))
        return;
    {
        const QMutexLocker lock(&m_shared->mutex);
        m_shared->worker = nullptr;
    }
    m_writer.reset();
    m_target.reset();
    if (m_connection)
        m_connection.release()->deleteLater(); // one of its signals may be what led here
    thread()->quit();
}

} // namespace parlance
