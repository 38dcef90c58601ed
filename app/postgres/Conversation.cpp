// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/Conversation.h"

#include <limits>

namespace parlance {

namespace {

//! How long a server may ignore a cancel of ours (time-out, row cap) before its connection is dropped. A stop of the
//! user's waits for ever: dropping is then offered, not done.
constexpr int patienceMilliseconds = 10'000;

int remaining(const QDeadlineTimer& timer)
{
    return timer.isForever() ? std::numeric_limits<int>::max()
                             : static_cast<int>(qMin<qint64>(timer.remainingTime(), 3'600'000));
}

} // namespace

Conversation::Conversation(PGconn* connection, ConnectionLink& link, quint64 request)
    : m_connection(connection)
    , m_link(link)
    , m_request(request)
{}

void Conversation::setClock(int seconds)
{
    m_clock = seconds > 0 ? QDeadlineTimer(qint64(seconds) * 1000) : QDeadlineTimer(QDeadlineTimer::Forever);
}

void Conversation::stopClock()
{
    m_clockRest = m_clock.isForever() ? -1 : m_clock.remainingTime();
    m_clock = QDeadlineTimer(QDeadlineTimer::Forever);
}

void Conversation::resumeClock()
{
    if (m_clockRest >= 0)
        m_clock = QDeadlineTimer(m_clockRest);
    m_clockRest = -1;
}

std::optional<HeldDecision> Conversation::hold(int milliseconds)
{
    const QDeadlineTimer time(milliseconds);
    HeldDecision decision;
    bool gone = false;
    while (decision.what == HeldDecision::What::None && !gone) {
        if (time.hasExpired() || isStopped() || m_link.isCut())
            decision.what = HeldDecision::What::Finish;
        else
            gone = m_link.waiter().waitForHangUp(PQsocket(m_connection), remaining(time) + 1);
        if (decision.what == HeldDecision::What::None)
            decision = m_link.heldDecision();
    }
    m_link.endHold();
    if (gone && decision.what == HeldDecision::What::None)
        return std::nullopt;
    return decision;
}

void Conversation::cancel()
{
    if (!m_cancelling) {
        m_cancelling = true;
        m_patience = QDeadlineTimer(patienceMilliseconds);
    }
    m_link.cancel();
    m_nextCancel = QDeadlineTimer(m_cancelPause);
}

void Conversation::cancelAgainWhenDue()
{
    // A cancel that reaches the server before the statement does is lost, so it is sent again, at growing distances.
    if (!m_nextCancel.isForever() && !m_nextCancel.hasExpired())
        return;
    m_link.cancel();
    m_nextCancel = QDeadlineTimer(m_cancelPause);
    m_cancelPause = qMin(m_cancelPause * 2, 5000);
}

bool Conversation::goOn()
{
    if (m_gaveUp || m_link.isCut() || (m_cancelling && m_patience.hasExpired())) {
        m_gaveUp = true;
        return false;
    }
    if (m_clock.hasExpired() && !m_timedOut) {
        m_timedOut = true;
        cancel();
    } else if (m_cancelling || isStopped()) {
        cancelAgainWhenDue();
    }
    return true;
}

int Conversation::untilNext(int quiet) const
{
    int milliseconds = quiet >= 0 ? quiet : std::numeric_limits<int>::max();
    if (!m_timedOut)
        milliseconds = qMin(milliseconds, remaining(m_clock));
    milliseconds = qMin(milliseconds, remaining(m_nextCancel));
    milliseconds = qMin(milliseconds, remaining(m_patience));
    return milliseconds == std::numeric_limits<int>::max() ? -1 : milliseconds + 1;
}

void Conversation::waitForServer()
{
    const int quiet = m_onQuiet ? m_onQuiet() : -1;
    if (goOn())
        m_link.waiter().wait(PQsocket(m_connection), untilNext(quiet));
}

PostgresResultPtr Conversation::next()
{
    while (PQisBusy(m_connection) != 0) {
        // When this fails PQgetResult says why.
        if (PQconsumeInput(m_connection) == 0 || PQisBusy(m_connection) == 0)
            break;
        waitForServer();
        if (m_gaveUp)
            return nullptr;
    }
    return PostgresResultPtr(PQgetResult(m_connection));
}

std::vector<PostgresResultPtr> Conversation::simple(const QByteArray& sql)
{
    std::vector<PostgresResultPtr> results;
    if (PQsendQuery(m_connection, sql.constData()) == 0)
        return results;
    while (PostgresResultPtr result = next())
        results.push_back(std::move(result));
    return results;
}

void Conversation::drainCopy()
{
    while (!m_gaveUp) {
        char* row = nullptr;
        const int size = PQgetCopyData(m_connection, &row, 1);
        PQfreemem(row);
        if (size < 0)
            return; // at its end, or failed: the results that follow tell
        if (size > 0) {
            goOn();
            continue;
        }
        waitForServer();
        if (PQconsumeInput(m_connection) == 0)
            return;
    }
}

} // namespace parlance
