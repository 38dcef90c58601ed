// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportThread.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QMutex>
#include <QWaitCondition>

#ifndef Q_OS_WIN
#include <csignal>
#endif

namespace parlance {

namespace {

//! How many run. Never destroyed: a thread may look at it while the program ends.
struct Census {
    QMutex mutex;
    QWaitCondition changed;
    int running = 0;
};

Census& census()
{
    static auto* const only = new Census;
    return *only;
}

void waitForAll()
{
    Census& threads = census();
    const QDeadlineTimer deadline(2000);
    const QMutexLocker lock(&threads.mutex);
    while (threads.running > 0 && threads.changed.wait(&threads.mutex, deadline)) {
    }
}

} // namespace

void ExportThread::startWith(QObject* worker)
{
    static const bool registered = [] {
        qAddPostRoutine(waitForAll);
        return true;
    }();
    Q_UNUSED(registered)
    auto* thread = new ExportThread(worker);
    worker->moveToThread(thread);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    {
        const QMutexLocker lock(&census().mutex);
        ++census().running;
    }
    thread->start(QThread::LowPriority);
}

void ExportThread::run()
{
#ifndef Q_OS_WIN
    // A pipe whose reader went is a failure of the write, not the program's death.
    sigset_t pipes;
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
#endif
    exec();
    delete m_worker;
    Census& threads = census();
    const QMutexLocker lock(&threads.mutex);
    --threads.running;
    threads.changed.wakeAll();
}

} // namespace parlance
