// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionThread.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QMutex>
#include <QWaitCondition>

namespace parlance {

namespace {

//! How many threads are on their way out. Never destroyed: abandoned threads may look at it while the program ends.
struct Census {
    QMutex mutex;
    QWaitCondition changed;
    int retired = 0;
    int abandoned = 0;
};

Census& census()
{
    static auto* const only = new Census;
    return *only;
}

//! Closing takes milliseconds; ending the program in the middle of it would pull Qt away under the worker.
void waitForRetired()
{
    Census& threads = census();
    const QDeadlineTimer deadline(1000);
    const QMutexLocker lock(&threads.mutex);
    while (threads.retired > 0 && threads.changed.wait(&threads.mutex, deadline)) {
    }
}

} // namespace

ConnectionThread::ConnectionThread(ConnectionWorker* worker)
    : m_worker(worker)
{
    setObjectName(QStringLiteral("connection"));
}

ConnectionThread* ConnectionThread::startWith(ConnectionWorker* worker)
{
    static const bool registered = [] {
        qAddPostRoutine(waitForRetired);
        return true;
    }();
    Q_UNUSED(registered)
    auto* thread = new ConnectionThread(worker);
    worker->moveToThread(thread);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
    return thread;
}

void ConnectionThread::run()
{
    exec();
    delete m_worker;
    Census& threads = census();
    const QMutexLocker lock(&threads.mutex);
    threads.retired -= m_retired ? 1 : 0;
    threads.abandoned -= m_abandoned ? 1 : 0;
    threads.changed.wakeAll();
}

void ConnectionThread::retire()
{
    Census& threads = census();
    const QMutexLocker lock(&threads.mutex);
    m_retired = true;
    ++threads.retired;
}

void ConnectionThread::abandon()
{
    Census& threads = census();
    const QMutexLocker lock(&threads.mutex);
    m_abandoned = true;
    ++threads.abandoned;
}

int ConnectionThread::abandonedCount()
{
    Census& threads = census();
    const QMutexLocker lock(&threads.mutex);
    return threads.abandoned;
}

} // namespace parlance
