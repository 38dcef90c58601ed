// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportTarget.h"

#include "exporting/DescriptorDevice.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

#ifndef Q_OS_WIN
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ExportTarget)
};

QString cannotWrite(const QString& path, const QString& reason)
{
    return Words::tr("The file %1 cannot be written: %2.").arg(path, reason);
}

//! /dev/stdout and its like name a descriptor that is open already: opened anew, a redirected file would be overwritten
//! from its start.
int descriptorNamed(const QString& path)
{
    if (path == u"/dev/stdout")
        return 1;
    if (path == u"/dev/stderr")
        return 2;
    bool number = false;
    const int descriptor = path.startsWith(u"/dev/fd/") ? path.mid(8).toInt(&number) : -1;
    return number ? descriptor : -1;
}

#ifndef Q_OS_WIN
//! A named pipe cannot be opened before somebody reads it, and the system's own waiting for that cannot be ended from
//! another thread.
int openInPlace(const QByteArray& path, const std::atomic_bool* interrupted)
{
    constexpr int flags = O_WRONLY | O_CLOEXEC | O_NOCTTY;
    struct stat info {};
    if (::stat(path.constData(), &info) != 0 || !S_ISFIFO(info.st_mode))
        return ::open(path.constData(), flags);
    for (;;) {
        const int descriptor = ::open(path.constData(), flags | O_NONBLOCK);
        if (descriptor >= 0 || (errno != ENXIO && errno != EINTR))
            return descriptor;
        if (interrupted != nullptr && interrupted->load())
            return -1;
        ::poll(nullptr, 0, 20);
    }
}
#endif

} // namespace

ExportTarget::ExportTarget(const QString& path, std::unique_ptr<QIODevice> device)
    : m_path(path)
    , m_device(std::move(device))
{}

ExportTarget::~ExportTarget() = default; // a QSaveFile without commit removes what it wrote

Result<std::unique_ptr<ExportTarget>, QString> ExportTarget::open(const QString& path,
                                                                  const std::atomic_bool* interrupted)
{
    const auto made = [&path](std::unique_ptr<QIODevice> device) {
        return std::unique_ptr<ExportTarget>(new ExportTarget(path, std::move(device)));
    };
    if (path.isEmpty())
        return made(std::make_unique<DescriptorDevice>(1, false, interrupted));
    if (const int descriptor = descriptorNamed(path); descriptor >= 0)
        return made(std::make_unique<DescriptorDevice>(descriptor, false, interrupted));
    const QFileInfo info(path);
    if (info.isDir())
        return unexpected(cannotWrite(path, Words::tr("it is a folder")));
#ifndef Q_OS_WIN
    if (info.exists() && !info.isFile()) { // a device or a named pipe; QSaveFile would put a file in its place
        const int descriptor = openInPlace(QFile::encodeName(path), interrupted);
        if (descriptor < 0)
            return unexpected(cannotWrite(path, qt_error_string(errno)));
        return made(std::make_unique<DescriptorDevice>(descriptor, true, interrupted));
    }
#endif
    auto file = std::make_unique<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly))
        return unexpected(cannotWrite(path, file->errorString()));
#ifndef Q_OS_WIN
    // Who replaces another user's file, as root may, leaves it theirs.
    struct stat before {};
    if (::stat(QFile::encodeName(path).constData(), &before) == 0 &&
        (before.st_uid != ::geteuid() || before.st_gid != ::getegid())) [[maybe_unused]]
        const int kept = ::fchown(file->handle(), before.st_uid, before.st_gid);
#endif
    return made(std::move(file));
}

qint64 ExportTarget::bytesWritten() const
{
    const auto* device = qobject_cast<const DescriptorDevice*>(m_device.get());
    return device != nullptr ? device->bytesWrittenSoFar() : m_device->pos();
}

QString ExportTarget::commit()
{
    auto* file = qobject_cast<QSaveFile*>(m_device.get());
    if (file == nullptr || file->commit())
        return {};
    return cannotWrite(m_path, file->errorString());
}

QString ExportTarget::temporaryFolder() const
{
    return qobject_cast<QSaveFile*>(m_device.get()) != nullptr ? QFileInfo(m_path).absolutePath() : QString();
}

bool ExportTarget::isReaderGone() const
{
    const auto* device = qobject_cast<const DescriptorDevice*>(m_device.get());
    return device != nullptr && device->isReaderGone();
}

} // namespace parlance
