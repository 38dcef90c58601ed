// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QIODevice>

#include <atomic>
#include <memory>

namespace parlance {

//! Where a result goes: standard output, a device or pipe written in place, or a file that is replaced only when the
//! new one is whole. Without commit() a regular file stays as it was. Not thread-safe.
class ExportTarget final {
public:
    //! \a path empty: standard output. The error is a sentence that names the file. Waiting for a
    //! pipe's reader, and a write that a signal interrupts, end when \a interrupted is set.
    static Result<std::unique_ptr<ExportTarget>, QString> open(const QString& path,
                                                               const std::atomic_bool* interrupted = nullptr);
    ~ExportTarget();

    QIODevice* device() const { return m_device.get(); }
    //! So far.
    qint64 bytesWritten() const;
    //! Makes the new file stand in the old one's place. Empty, or what went wrong.
    QString commit();
    //! Whoever read our output closed it: nothing more is wanted, and that is no error.
    bool isReaderGone() const;
    //! Where a format that cannot stream may put its temporary files: beside a regular file, so that they share its
    //! disk; empty for what is written in place.
    QString temporaryFolder() const;
    //! A file, device or pipe that was named, not standard output.
    bool isFile() const { return !m_path.isEmpty(); }

private:
    ExportTarget(const QString& path, std::unique_ptr<QIODevice> device);

    QString m_path;
    std::unique_ptr<QIODevice> m_device;
};

} // namespace parlance
