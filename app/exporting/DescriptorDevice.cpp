// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/DescriptorDevice.h"

#include <cerrno>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <poll.h>
#include <unistd.h>
#endif

namespace parlance {

namespace {

qint64 writeSome(int descriptor, const char* data, qint64 size)
{
#ifdef Q_OS_WIN
    return _write(descriptor, data, static_cast<unsigned>(qMin(size, qint64(1) << 20)));
#else
    return ::write(descriptor, data, static_cast<std::size_t>(size));
#endif
}

void waitWritable([[maybe_unused]] int descriptor)
{
#ifndef Q_OS_WIN
    pollfd poll{descriptor, POLLOUT, 0};
    ::poll(&poll, 1, 100); // then the caller looks whether it was interrupted
#endif
}

} // namespace

DescriptorDevice::DescriptorDevice(int descriptor, bool owned, const std::atomic_bool* interrupted)
    : m_descriptor(descriptor)
    , m_owned(owned)
    , m_interrupted(interrupted)
{
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

DescriptorDevice::~DescriptorDevice()
{
    if (!m_owned)
        return;
#ifdef Q_OS_WIN
    _close(m_descriptor);
#else
    ::close(m_descriptor);
#endif
}

qint64 DescriptorDevice::readData(char*, qint64)
{
    return -1;
}

qint64 DescriptorDevice::writeData(const char* data, qint64 size)
{
    qint64 at = 0;
    while (at < size) {
        const qint64 written = writeSome(m_descriptor, data + at, size - at);
        if (written >= 0) {
            at += written;
            m_written += written;
            continue;
        }
        const int error = errno;
        if (error == EINTR && (m_interrupted == nullptr || !m_interrupted->load()))
            continue;
        if (error == EAGAIN) { // somebody made the terminal or pipe we share non-blocking
            waitWritable(m_descriptor);
            if (m_interrupted == nullptr || !m_interrupted->load())
                continue;
        }
        m_readerGone = error == EPIPE;
        setErrorString(qt_error_string(error));
        return -1;
    }
    return at;
}

} // namespace parlance
