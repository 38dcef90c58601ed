// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"

#include <QObject>

#include <chrono>
#include <map>
#include <memory>

namespace parlance {

//! The connections of one session: one shared by catalog and checks, one for each tab that runs, together at most
//! maximumConnections. A tab's connection opens at its first run and closes after ten idle minutes. GUI thread.
class ConnectionPool final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds usualIdleTime = std::chrono::minutes(10);

    ConnectionPool(const ConnectionParameters& parameters, int maximumConnections, QObject* parent = nullptr);
    ~ConnectionPool() override;

    //! The connection of catalog and checks; made at once, opened by its first request.
    Connection* shared() const;
    //! The tab's connection, or nullptr when none is free: every other one is running. An idle tab's connection is
    //! closed to make room. \a tab is any stable id of the caller's.
    Connection* acquire(quint64 tab);
    //! The tab whose run must end first when acquire() gave nothing: the one that runs longest; 0 if none.
    quint64 busyTab() const;
    //! The tab was closed: its connection goes.
    void release(quint64 tab);
    void closeAll();
    //! A place for a connection of the caller's own (an export's, on its thread), made with parameters(), for as long
    //! as the pointer lives; nullptr when every other one is running. An idle tab's connection is closed to make room.
    std::shared_ptr<void> reserve();
    const ConnectionParameters& parameters() const { return m_parameters; }
    //! How long a tab's connection is idle before it is closed; for those that fall idle from now on.
    void setIdleTime(std::chrono::milliseconds time) { m_idleTime = time; }
    std::chrono::milliseconds idleTime() const { return m_idleTime; }

signals:
    //! A connection became free: a waiting run may try acquire() again.
    void connectionFreed();

private:
    struct Entry;
    Entry* makeEntry(quint64 tab);
    void stateChanged(Entry* entry);
    bool makeRoom();

    ConnectionParameters m_parameters;
    int m_maximum = 4;
    std::chrono::milliseconds m_idleTime = usualIdleTime;
    int m_reserved = 0;
    Connection* m_shared = nullptr;
    std::map<quint64, std::unique_ptr<Entry>> m_tabs;
};

} // namespace parlance
