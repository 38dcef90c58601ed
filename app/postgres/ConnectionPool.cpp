// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionPool.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <algorithm>

namespace parlance {

//! One tab's connection, when its run began and when it falls idle for too long.
struct ConnectionPool::Entry {
    quint64 tab = 0;
    std::unique_ptr<Connection> connection;
    QTimer idle;
    QElapsedTimer running;

    bool isBusy() const
    {
        return connection->state() == Connection::State::Running || connection->state() == Connection::State::Opening;
    }
    //! Busy, or about to be: a run that was asked for starts with the next turn of the event loop.
    bool isTaken() const { return isBusy() || connection->hasRequests(); }
    bool isOpen() const { return connection->state() == Connection::State::Idle || isTaken(); }
};

ConnectionPool::ConnectionPool(const ConnectionParameters& parameters, int maximumConnections, QObject* parent)
    : QObject(parent)
    , m_parameters(parameters)
    , m_maximum(std::max(2, maximumConnections)) // one shared, and one tab that can run
    , m_shared(new Connection(parameters, this))
{}

ConnectionPool::~ConnectionPool() = default;

Connection* ConnectionPool::shared() const
{
    return m_shared;
}

Connection* ConnectionPool::acquire(quint64 tab)
{
    const auto found = m_tabs.find(tab);
    Entry* entry = found == m_tabs.end() ? nullptr : found->second.get();
    if ((!entry || !entry->isOpen()) && !makeRoom())
        return nullptr;
    if (!entry)
        entry = makeEntry(tab);
    return entry->connection.get();
}

//! True when one more connection may open: an idle one is closed for it if need be, the longest idle first.
bool ConnectionPool::makeRoom()
{
    int open = 1 + m_reserved; // the shared one's place is always kept
    Entry* longestIdle = nullptr;
    for (const auto& [tab, entry] : m_tabs) {
        if (!entry->isOpen())
            continue;
        ++open;
        if (!entry->isTaken() && (!longestIdle || entry->idle.remainingTime() < longestIdle->idle.remainingTime()))
            longestIdle = entry.get();
    }
    if (open < m_maximum)
        return true;
    if (!longestIdle)
        return false;
    longestIdle->connection->close();
    return true;
}

ConnectionPool::Entry* ConnectionPool::makeEntry(quint64 tab)
{
    auto made = std::make_unique<Entry>();
    Entry* entry = made.get();
    entry->tab = tab;
    entry->connection = std::make_unique<Connection>(m_parameters);
    entry->idle.setSingleShot(true);
    connect(&entry->idle, &QTimer::timeout, this, [entry] { entry->connection->close(); });
    connect(entry->connection.get(), &Connection::stateChanged, this, [this, entry] { stateChanged(entry); });
    m_tabs.insert_or_assign(tab, std::move(made));
    return entry;
}

void ConnectionPool::stateChanged(Entry* entry)
{
    if (entry->isBusy()) {
        entry->idle.stop();
        if (!entry->running.isValid())
            entry->running.start();
        return;
    }
    entry->running.invalidate();
    if (entry->isOpen())
        entry->idle.start(m_idleTime);
    else
        entry->idle.stop();
    // After the run's own final signal, which follows this one.
    QMetaObject::invokeMethod(this, &ConnectionPool::connectionFreed, Qt::QueuedConnection);
}

std::shared_ptr<void> ConnectionPool::reserve()
{
    if (!makeRoom())
        return nullptr;
    ++m_reserved;
    return {this, [pool = QPointer<ConnectionPool>(this)](void*) {
                if (!pool)
                    return;
                --pool->m_reserved;
                emit pool->connectionFreed();
            }};
}

quint64 ConnectionPool::busyTab() const
{
    const Entry* longest = nullptr;
    for (const auto& [tab, entry] : m_tabs) {
        if (entry->isBusy() && (!longest || entry->running.elapsed() > longest->running.elapsed()))
            longest = entry.get();
    }
    return longest ? longest->tab : 0;
}

void ConnectionPool::release(quint64 tab)
{
    const auto found = m_tabs.find(tab);
    if (found == m_tabs.end())
        return;
    // Its last signals may be what led here, so it goes when they are done.
    std::unique_ptr<Entry> entry = std::move(found->second);
    m_tabs.erase(found);
    entry->connection->disconnect(this);
    entry->idle.stop();
    entry->connection->close();
    entry->connection.release()->deleteLater();
    QMetaObject::invokeMethod(this, &ConnectionPool::connectionFreed, Qt::QueuedConnection);
}

void ConnectionPool::closeAll()
{
    m_shared->close();
    std::vector<quint64> tabs;
    for (const auto& [tab, entry] : m_tabs)
        tabs.push_back(tab);
    for (const quint64 tab : tabs)
        release(tab);
}

} // namespace parlance
