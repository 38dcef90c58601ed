// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ConnectionWorker.h"

#include <QThread>

namespace parlance {

//! A worker's thread. Nobody ever joins it: it deletes its worker and itself when the worker closes. Threads whose
//! worker hangs in the network are abandoned and counted; a program ends without them.
class ConnectionThread final : public QThread {
public:
    static constexpr int maximumAbandoned = 3;

    //! Starts a thread for \a worker and hands it over.
    static ConnectionThread* startWith(ConnectionWorker* worker);
    //! The worker was told to close and will do so at once: the program waits a moment for it at its end.
    void retire();
    //! The worker hangs: it closes when it comes back.
    void abandon();
    //! Threads that were abandoned and still hang.
    static int abandonedCount();

protected:
    void run() override;

private:
    explicit ConnectionThread(ConnectionWorker* worker);
    ~ConnectionThread() override = default;

    ConnectionWorker* m_worker = nullptr;
    bool m_retired = false;   //!< guarded by the census
    bool m_abandoned = false; //!< likewise
};

} // namespace parlance
