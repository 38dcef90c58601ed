// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! A lock on a file that programs share and that the kernel frees when its holder dies, however it dies.
//! Not inherited by programs started meanwhile: a server started in the background must not hold it. Any one thread at
//! a time.
class FileLock final {
public:
    enum class Mode { Shared, Exclusive };

    //! Names the file; it is made at the first attempt and never removed (a removed one would be two locks).
    explicit FileLock(const QString& path);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    //! Never waits. Changing the mode of a lock that is held is not atomic, and one that fails leaves it unlocked.
    bool tryLock(Mode mode);
    //! Frees it; the others see that at once.
    void unlock();
    //! Why the file cannot be used at all, or an empty text.
    QString problem() const;

private:
    bool open();

    QString m_path;
    QString m_problem;
#ifdef Q_OS_WIN
    void* m_handle = nullptr;
    bool m_locked = false;
#else
    int m_descriptor = -1;
#endif
};

} // namespace parlance
