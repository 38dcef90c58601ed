// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

namespace parlance {

//! Waits for a socket to become readable, and can be woken from another thread. The only place that knows how the
//! operating system waits. wake() is safe from any thread, wait() belongs to the worker's.
class SocketWaiter final {
public:
    SocketWaiter();
    ~SocketWaiter();
    Q_DISABLE_COPY_MOVE(SocketWaiter)

    //! Returns when \a socket is readable (or broken), when woken, or after \a milliseconds.
    void wait(qintptr socket, int milliseconds);
    //! Returns when woken, after \a milliseconds, or (true) when the other end of \a socket has gone as far as the
    //! system tells while data waits to be read. Does not care for data.
    bool waitForHangUp(qintptr socket, int milliseconds);
    //! Ends the wait under way, or the next one.
    void wake();

private:
    int m_readEnd = -1;
    int m_writeEnd = -1;
};

} // namespace parlance
