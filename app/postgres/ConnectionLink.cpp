// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionLink.h"

#include <libpq-fe.h>

#include <QDeadlineTimer>

#include <thread>

namespace parlance {

namespace {

//! A cancel that hangs this long (milliseconds) does not keep the next from being tried.
constexpr qint64 patience = 3000;
constexpr int maximumCancels = 3;

} // namespace

void ConnectionLink::cut()
{
    m_cut.store(true, std::memory_order_release);
    const QMutexLocker lock(&m_mutex);
    m_changed.wakeAll();
    m_waiter.wake();
}

void ConnectionLink::setCancelHandle(pg_cancel* handle)
{
    const QMutexLocker lock(&m_mutex);
    m_cancel = handle ? std::shared_ptr<pg_cancel>(handle, [](pg_cancel* old) { PQfreeCancel(old); }) : nullptr;
}

void ConnectionLink::beginStatement(quint64 request)
{
    const QMutexLocker lock(&m_mutex);
    m_statement = request;
}

void ConnectionLink::endStatement()
{
    const QMutexLocker lock(&m_mutex);
    m_statement = 0;
}

void ConnectionLink::requestStop(quint64 request)
{
    const QMutexLocker lock(&m_mutex);
    m_stopped = request;
    if (m_statement == request)
        startCancel();
    m_changed.wakeAll();
    m_waiter.wake();
}

bool ConnectionLink::isStopRequested(quint64 request) const
{
    const QMutexLocker lock(&m_mutex);
    return request != 0 && m_stopped == request;
}

void ConnectionLink::cancel()
{
    const QMutexLocker lock(&m_mutex);
    startCancel();
}

void ConnectionLink::startCancel()
{
    const bool mayTry =
        m_cancelsOnTheirWay == 0 || (m_cancelsOnTheirWay < maximumCancels && m_sinceCancel.elapsed() > patience);
    if (!m_cancel || !mayTry)
        return;
    ++m_cancelsOnTheirWay;
    m_sinceCancel.start();
    // PQcancel opens a connection of its own and may hang as long as the network does: nobody waits for this thread.
    std::thread([self = shared_from_this(), handle = m_cancel] {
        char error[256];
        PQcancel(handle.get(), error, static_cast<int>(sizeof error));
        const QMutexLocker lock(&self->m_mutex);
        --self->m_cancelsOnTheirWay;
        self->m_changed.wakeAll();
    }).detach();
}

bool ConnectionLink::waitForCancel(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    const QMutexLocker lock(&m_mutex);
    while (m_cancelsOnTheirWay > 0) {
        if (isCut() || !m_changed.wait(&m_mutex, deadline))
            return false;
    }
    return true;
}

void ConnectionLink::chunkSent()
{
    const QMutexLocker lock(&m_mutex);
    ++m_chunks;
}

void ConnectionLink::chunkTaken()
{
    const QMutexLocker lock(&m_mutex);
    --m_chunks;
    m_changed.wakeAll();
}

bool ConnectionLink::waitForRoom(int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    const QMutexLocker lock(&m_mutex);
    while (m_chunks >= maximumChunksOnTheirWay) {
        if (isCut() || !m_changed.wait(&m_mutex, deadline))
            return false;
    }
    return true;
}

} // namespace parlance
