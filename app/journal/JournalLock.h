// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include <chrono>

namespace parlance {

//! An exclusive lock on a file that the kernel frees when its holder dies, however it dies. Not inherited by programs
//! that the holder starts.
class JournalLock final {
public:
    JournalLock() = default;
    ~JournalLock();
    JournalLock(const JournalLock&) = delete;
    JournalLock& operator=(const JournalLock&) = delete;

    //! Makes the file where it is missing and locks it, waiting at most \a patience; false when that failed.
    bool acquire(const QString& path, std::chrono::milliseconds patience = std::chrono::milliseconds(0));
    void release();
    bool isHeld() const;
    //! True when some program holds the lock on \a path now. Takes nothing, makes nothing.
    static bool isHeldByAnyone(const QString& path);

private:
    bool tryAcquire(const QString& path);
#ifdef Q_OS_WIN
    void* m_handle = nullptr;
#else
    int m_file = -1;
#endif
};

} // namespace parlance
