// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionLink.h"

#include <libpq-fe.h>

#include <chrono>
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
    const std::lock_guard lock(m_mutex);
    m_changed.notify_all();
    m_waiter.wake();
}

void ConnectionLink::setCancelHandle(pg_cancel* handle)
{
    const std::lock_guard lock(m_mutex);
    m_cancel = handle ? std::shared_ptr<pg_cancel>(handle, [](pg_cancel* old) { PQfreeCancel(old); }) : nullptr;
}

void ConnectionLink::beginStatement(quint64 request)
{
    const std::lock_guard lock(m_mutex);
    m_statement = request;
}

void ConnectionLink::endStatement()
{
    const std::lock_guard lock(m_mutex);
    m_statement = 0;
}

void ConnectionLink::requestStop(quint64 request)
{
    const std::lock_guard lock(m_mutex);
    m_stopped = request;
    if (m_statement == request)
        startCancel();
    m_changed.notify_all();
    m_waiter.wake();
}

bool ConnectionLink::isStopRequested(quint64 request) const
{
    const std::lock_guard lock(m_mutex);
    return request != 0 && m_stopped == request;
}

void ConnectionLink::beginHold(quint64 request)
{
    const std::lock_guard lock(m_mutex);
    m_held = request;
    m_decision = HeldDecision();
}

void ConnectionLink::endHold()
{
    const std::lock_guard lock(m_mutex);
    m_held = 0;
}

void ConnectionLink::decideHeld(quint64 request, const HeldDecision& decision)
{
    const std::lock_guard lock(m_mutex);
    if (m_held != request || request == 0 || m_decision.what != HeldDecision::What::None)
        return;
    m_decision = decision;
    m_waiter.wake();
}

HeldDecision ConnectionLink::heldDecision() const
{
    const std::lock_guard lock(m_mutex);
    return m_decision;
}

void ConnectionLink::cancel()
{
    const std::lock_guard lock(m_mutex);
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
        const std::lock_guard lock(self->m_mutex);
        --self->m_cancelsOnTheirWay;
        self->m_changed.notify_all();
    }).detach();
}

bool ConnectionLink::waitForCancel(int milliseconds)
{
    std::unique_lock lock(m_mutex);
    const auto isDone = [this] { return m_cancelsOnTheirWay == 0; };
    m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return isDone() || isCut(); });
    return isDone();
}

void ConnectionLink::chunkSent()
{
    const std::lock_guard lock(m_mutex);
    ++m_chunks;
}

void ConnectionLink::chunkTaken()
{
    const std::lock_guard lock(m_mutex);
    --m_chunks;
    m_changed.notify_all();
}

bool ConnectionLink::waitForRoom(int milliseconds)
{
    std::unique_lock lock(m_mutex);
    const auto isThere = [this] { return m_chunks < maximumChunksOnTheirWay; };
    m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds), [&] { return isThere() || isCut(); });
    return isThere();
}

} // namespace parlance
