// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SocketWaiter.h"

#include <QElapsedTimer>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

struct pg_cancel;

namespace parlance {

//! What shall become of a run that is held at its cap.
struct HeldDecision {
    enum class What { None, FetchRest, Finish };
    What what = What::None;
    qint64 upTo = 0; //!< rows in all; 0: no cap
};

//! What a Connection and its worker share besides queued calls: stopping, giving up, and the chunks on their way.
//! Every member may be called from any thread; none waits for the network.
class ConnectionLink final : public std::enable_shared_from_this<ConnectionLink> {
public:
    static constexpr int maximumChunksOnTheirWay = 8;

    //! Nobody listens to the worker any more: it ends what it does and closes.
    void cut();
    bool isCut() const { return m_cut.load(std::memory_order_acquire); }

    //! The connection's means to cancel; taken over. None: closed.
    void setCancelHandle(pg_cancel* handle);
    //! Between these the statement of \a request is on the server, and a stop reaches it at once.
    void beginStatement(quint64 request);
    void endStatement();
    //! Ends \a request if the worker is at it or comes to it; cancels on a thread of its own. Repeatable.
    void requestStop(quint64 request);
    bool isStopRequested(quint64 request) const;
    //! Between these \a request stands at its cap; a decision about any other, or at another time, is dropped.
    void beginHold(quint64 request);
    void endHold();
    void decideHeld(quint64 request, const HeldDecision& decision);
    HeldDecision heldDecision() const;
    //! Asks the server to cancel what it does, unless such a request is on its way.
    void cancel();
    //! Waits until no cancel is on its way, so that it does not hit the next statement. False after \a milliseconds.
    bool waitForCancel(int milliseconds);

    void chunkSent();
    void chunkTaken();
    //! False when the receiver is still behind after \a milliseconds.
    bool waitForRoom(int milliseconds);

    SocketWaiter& waiter() { return m_waiter; }

private:
    void startCancel();

    SocketWaiter m_waiter;
    std::atomic<bool> m_cut = false;
    mutable std::mutex m_mutex; // std's, not Qt's: the thread sanitizer sees them (tests/tst_threads.cpp)
    std::condition_variable m_changed;
    std::shared_ptr<pg_cancel> m_cancel;
    int m_cancelsOnTheirWay = 0;
    QElapsedTimer m_sinceCancel;
    quint64 m_statement = 0;
    quint64 m_stopped = 0;
    quint64 m_held = 0;
    HeldDecision m_decision;
    int m_chunks = 0;
};

} // namespace parlance
