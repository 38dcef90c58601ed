// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/JournalLock.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace parlance {

JournalLock::~JournalLock()
{
    release();
}

bool JournalLock::acquire(const QString& path, std::chrono::milliseconds patience)
{
    release();
    const QDeadlineTimer deadline(patience);
    while (!tryAcquire(path)) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(10); // the journal's own thread; the lock is held for the opening of a file only
    }
    return true;
}

#ifdef Q_OS_WIN

bool JournalLock::tryAcquire(const QString& path)
{
    const HANDLE handle = CreateFileW(reinterpret_cast<const wchar_t*>(path.utf16()), GENERIC_READ | GENERIC_WRITE, 0,
                                      nullptr, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    m_handle = handle == INVALID_HANDLE_VALUE ? nullptr : handle;
    return m_handle;
}

void JournalLock::release()
{
    if (m_handle)
        CloseHandle(m_handle);
    m_handle = nullptr;
}

bool JournalLock::isHeld() const
{
    return m_handle;
}

bool JournalLock::isHeldByAnyone(const QString& path)
{
    const HANDLE handle =
        CreateFileW(reinterpret_cast<const wchar_t*>(path.utf16()), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                    nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_SHARING_VIOLATION;
    CloseHandle(handle);
    return false;
}

#else

bool JournalLock::tryAcquire(const QString& path)
{
    // flock, not fcntl: an fcntl lock is lost when any other descriptor of the same file in this process is closed.
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        ::close(file);
        return false;
    }
    m_file = file;
    return true;
}

void JournalLock::release()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

bool JournalLock::isHeld() const
{
    return m_file >= 0;
}

bool JournalLock::isHeldByAnyone(const QString& path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno != ENOENT; // unreadable is not free: better a tab that waits than one open twice
    const bool held = ::flock(file, LOCK_SH | LOCK_NB) != 0;
    ::close(file);
    return held;
}

#endif

} // namespace parlance
