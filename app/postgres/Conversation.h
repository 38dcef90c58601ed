// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ConnectionLink.h"
#include "postgres/PostgresResult.h"

#include <QDeadlineTimer>

#include <functional>
#include <optional>

namespace parlance {

//! One request's exchange with the server: sends, waits and takes results without ever being deaf to a stop, the clock
//! or a connection nobody wants any more. Worker's thread.
class Conversation final {
public:
    Conversation(PGconn* connection, ConnectionLink& link, quint64 request);

    PGconn* connection() const { return m_connection; }
    ConnectionLink& link() { return m_link; }

    //! The client's clock: when it ends, the statement is cancelled and timedOut() becomes true.
    void setClock(int seconds);
    //! The clock stands still until it is set going again, and the statement's time with it.
    void stopClock();
    void resumeClock();
    //! The statement may take as long as it likes from here on.
    void endClock() { m_clock = QDeadlineTimer(QDeadlineTimer::Forever); }
    //! What shall become of the statement, which stands at its cap (ConnectionLink::beginHold was called): reads
    //! nothing and waits at most \a milliseconds for a decision. Finish also when the time is over or a stop came;
    //! nothing when the server has gone.
    std::optional<HeldDecision> hold(int milliseconds);
    //! Called whenever nothing more is buffered; returns the milliseconds after which to be called again, -1: no need.
    void setOnQuiet(std::function<int()> onQuiet) { m_onQuiet = std::move(onQuiet); }

    //! The next result of what was sent; nothing at its end, or when the conversation was given up.
    PostgresResultPtr next();
    //! Sends \a sql (several statements of ours) by the simple protocol and takes every result up to the end.
    std::vector<PostgresResultPtr> simple(const QByteArray& sql);
    //! Reads and throws away what COPY … TO STDOUT sends.
    void drainCopy();
    //! False when there is no sense in going on; looks at stop, clock and cut. Call now and then while rows rush in.
    bool goOn();
    //! Asks the server to end the statement because of us, not of the user.
    void cancel();

    bool isStopped() const { return m_link.isStopRequested(m_request); }
    bool timedOut() const { return m_timedOut; }
    //! The server does not answer or nobody listens: the connection is of no use any more.
    bool gaveUp() const { return m_gaveUp; }
    bool isLost() const { return PQstatus(m_connection) == CONNECTION_BAD; }

private:
    void cancelAgainWhenDue();
    int untilNext(int quiet) const;
    void waitForServer();

    PGconn* m_connection = nullptr;
    ConnectionLink& m_link;
    quint64 m_request = 0;
    std::function<int()> m_onQuiet;
    QDeadlineTimer m_clock{QDeadlineTimer::Forever};
    qint64 m_clockRest = -1; //!< milliseconds left when it was stopped
    QDeadlineTimer m_nextCancel{QDeadlineTimer::Forever};
    QDeadlineTimer m_patience{QDeadlineTimer::Forever};
    int m_cancelPause = 250;
    bool m_cancelling = false;
    bool m_timedOut = false;
    bool m_gaveUp = false;
};

} // namespace parlance
