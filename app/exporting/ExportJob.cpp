// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportJob.h"

#include "exporting/ExportWorker.h"

namespace parlance {

namespace {

constexpr int tickMilliseconds = 100;
constexpr qint64 guessAfter = 1000; // a time left from less than a second of work says nothing

} // namespace

ExportJob::ExportJob(const ExportTask& task, QObject* parent)
    : QObject(parent)
    , m_task(task)
    , m_shared(std::make_shared<ExportShared>())
{
    connect(&m_tick, &QTimer::timeout, this, [this] { emit progressed(progress()); });
}

ExportJob::~ExportJob()
{
    if (m_running)
        stopWorker();
}

void ExportJob::start()
{
    if (m_running)
        return;
    m_running = true;
    m_clock.start();
    m_tick.start(tickMilliseconds);
    ExportWorker::start(m_task, m_shared, this);
}

//! False when the worker had the last word already.
bool ExportJob::stopWorker()
{
    if (!m_shared->take(ExportShared::Verdict::Stopped))
        return false;
    m_shared->stopped = true;
    const QMutexLocker lock(&m_shared->mutex);
    if (m_shared->worker != nullptr)
        QMetaObject::invokeMethod(m_shared->worker, &ExportWorker::stop, Qt::QueuedConnection);
    return true;
}

void ExportJob::stop()
{
    if (!m_running || !stopWorker())
        return; // its answer is on its way
    const auto answer = [this] {
        end(unexpected(ExportError{ExportError::Kind::Stopped, tr("Stopped. No file was written."), PostgresError()}));
    };
    QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
}

void ExportJob::end(const Result<ExportSummary, ExportError>& result)
{
    if (!m_running)
        return;
    m_tick.stop();
    m_running = false;
    emit progressed(progress());
    emit finished(result);
}

ExportProgress ExportJob::progress() const
{
    ExportProgress now;
    now.rows = m_shared->rows;
    now.bytes = m_shared->bytes;
    now.finishing = m_shared->finishing;
    now.milliseconds = m_clock.isValid() ? m_clock.elapsed() : 0;
    if (m_task.run)
        now.totalRows = m_task.expectedRows;
    else
        now.totalRows = m_task.order ? static_cast<qint64>(m_task.order->size()) : m_task.table.rowCount();
    if (now.rows > 0 && now.totalRows >= now.rows && now.milliseconds >= guessAfter)
        now.secondsLeft = static_cast<int>(
            double(now.milliseconds) / 1000.0 * double(now.totalRows - now.rows) / double(now.rows) + 0.5);
    return now;
}

} // namespace parlance
