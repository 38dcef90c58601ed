// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SocketWaiter.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#endif

namespace parlance {

#ifdef Q_OS_WIN

// Windows has no pipe that WSAPoll takes: short waits, so that a wake is felt within 50 ms.
SocketWaiter::SocketWaiter() = default;
SocketWaiter::~SocketWaiter() = default;

void SocketWaiter::wait(qintptr socket, int milliseconds)
{
    WSAPOLLFD entry{static_cast<SOCKET>(socket), POLLRDNORM, 0};
    WSAPoll(&entry, 1, qMin(milliseconds, 50));
}

bool SocketWaiter::waitForHangUp(qintptr socket, int milliseconds)
{
    WSAPOLLFD entry{static_cast<SOCKET>(socket), 0, 0};
    WSAPoll(&entry, 1, qMin(milliseconds, 50));
    return (entry.revents & (POLLHUP | POLLERR)) != 0;
}

void SocketWaiter::wake() {}

#else

namespace {

#ifdef POLLRDHUP
constexpr short hangUp = POLLRDHUP;
#else
constexpr short hangUp = 0; // POLLHUP and POLLERR are always told
#endif

void empty(int readEnd)
{
    char bytes[64];
    while (read(readEnd, bytes, sizeof bytes) > 0) {
    }
}

} // namespace

SocketWaiter::SocketWaiter()
{
    int ends[2] = {-1, -1};
    if (pipe(ends) != 0)
        return; // Without descriptors left the waits are cut short instead.
    for (const int end : ends) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_readEnd = ends[0];
    m_writeEnd = ends[1];
}

SocketWaiter::~SocketWaiter()
{
    if (m_readEnd >= 0)
        close(m_readEnd);
    if (m_writeEnd >= 0)
        close(m_writeEnd);
}

void SocketWaiter::wait(qintptr socket, int milliseconds)
{
    pollfd entries[2] = {{static_cast<int>(socket), POLLIN, 0}, {m_readEnd, POLLIN, 0}};
    const bool canBeWoken = m_readEnd >= 0;
    poll(entries, canBeWoken ? 2 : 1, canBeWoken ? milliseconds : qMin(milliseconds, 50));
    if (canBeWoken && (entries[1].revents & POLLIN) != 0)
        empty(m_readEnd);
}

bool SocketWaiter::waitForHangUp(qintptr socket, int milliseconds)
{
    pollfd entries[2] = {{static_cast<int>(socket), hangUp, 0}, {m_readEnd, POLLIN, 0}};
    const bool canBeWoken = m_readEnd >= 0;
    poll(entries, canBeWoken ? 2 : 1, canBeWoken ? milliseconds : qMin(milliseconds, 50));
    if (canBeWoken && (entries[1].revents & POLLIN) != 0)
        empty(m_readEnd);
    return entries[0].revents != 0;
}

void SocketWaiter::wake()
{
    const char byte = 0;
    // A full pipe means that a wake is waiting already.
    if (m_writeEnd >= 0 && write(m_writeEnd, &byte, 1) < 0 && errno != EAGAIN)
        return;
}

#endif

} // namespace parlance
