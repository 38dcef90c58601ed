// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/FileLock.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace parlance {

FileLock::FileLock(const QString& path)
    : m_path(path)
{}

QString FileLock::problem() const
{
    return m_problem;
}

#ifdef Q_OS_WIN

FileLock::~FileLock()
{
    unlock();
    if (m_handle)
        CloseHandle(m_handle);
}

bool FileLock::open()
{
    if (m_handle)
        return true;
    const std::wstring native = QDir::toNativeSeparators(m_path).toStdWString();
    HANDLE handle = CreateFileW(native.c_str(), GENERIC_READ | GENERIC_WRITE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
                                FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        m_problem = qt_error_string(static_cast<int>(GetLastError()));
        return false;
    }
    m_handle = handle;
    m_problem.clear();
    return true;
}

bool FileLock::tryLock(Mode mode)
{
    if (!open())
        return false;
    // Windows does not change the mode of a lock: the same handle would wait for itself.
    unlock();
    OVERLAPPED place{};
    DWORD flags = LOCKFILE_FAIL_IMMEDIATELY;
    if (mode == Mode::Exclusive)
        flags |= LOCKFILE_EXCLUSIVE_LOCK;
    m_locked = LockFileEx(m_handle, flags, 0, 1, 0, &place);
    return m_locked;
}

void FileLock::unlock()
{
    if (!m_handle || !m_locked)
        return;
    OVERLAPPED place{};
    UnlockFileEx(m_handle, 0, 1, 0, &place);
    m_locked = false;
}

#else

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor); // frees the lock
}

bool FileLock::open()
{
    if (m_descriptor >= 0)
        return true;
    m_descriptor = ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    m_problem = m_descriptor >= 0 ? QString() : qt_error_string(errno);
    return m_descriptor >= 0;
}

bool FileLock::tryLock(Mode mode)
{
    if (!open())
        return false;
    int outcome = 0;
    do {
        outcome = ::flock(m_descriptor, (mode == Mode::Exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB);
    } while (outcome != 0 && errno == EINTR);
    if (outcome != 0)
        unlock(); // the same everywhere: some kernels keep the former lock when a change of mode fails
    return outcome == 0;
}

void FileLock::unlock()
{
    if (m_descriptor >= 0)
        ::flock(m_descriptor, LOCK_UN);
}

#endif

} // namespace parlance
