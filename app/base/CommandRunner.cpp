// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/CommandRunner.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>

#include <optional>
#include <vector>

#ifdef Q_OS_UNIX
#include <grp.h>
#include <pwd.h>
#include <unistd.h>
#endif

namespace parlance {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(parlance::CommandRunner)
};

unexpected<CommandError> failure(CommandError::Kind kind, const QString& message)
{
    return unexpected<CommandError>(CommandError{kind, message});
}

#ifdef Q_OS_UNIX
struct UserIds {
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;
};

std::optional<UserIds> lookUpUser(const QString& name)
{
    const QByteArray encoded = name.toLocal8Bit();
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16384);
    if (getpwnam_r(encoded.constData(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return std::nullopt;
    UserIds ids{entry.pw_uid, entry.pw_gid, {}};
#ifdef Q_OS_LINUX
    int count = 64;
    ids.groups.resize(static_cast<size_t>(count));
    if (getgrouplist(encoded.constData(), ids.group, ids.groups.data(), &count) < 0) {
        ids.groups.resize(static_cast<size_t>(count));
        getgrouplist(encoded.constData(), ids.group, ids.groups.data(), &count);
    }
    ids.groups.resize(static_cast<size_t>(count));
#else
    ids.groups = {ids.group};
#endif
    return ids;
}
#endif

void setEnvironment(QProcess& process, const QProcessEnvironment& environment)
{
    // A QProcessEnvironment that was never filled could be read as "inherit": one entry set and removed makes it
    // plainly empty in every version of Qt.
    QProcessEnvironment exact = environment;
    exact.insert(QStringLiteral("PARLANCE_UNUSED"), QString());
    exact.remove(QStringLiteral("PARLANCE_UNUSED"));
    process.setProcessEnvironment(exact);
}

void endProcess(QProcess& process)
{
    process.kill();
    process.waitForFinished(5000);
}

} // namespace

Result<CommandOutput, CommandError> runCommand(const Command& command, const std::atomic_bool* cancelled)
{
    QProcess process;
    process.setProgram(command.program);
    process.setArguments(command.arguments);
    if (!command.workingFolder.isEmpty())
        process.setWorkingDirectory(command.workingFolder);
    setEnvironment(process, command.environment);
#ifdef Q_OS_UNIX
    if (!command.runAsUser.isEmpty() && geteuid() == 0) {
        const std::optional<UserIds> ids = lookUpUser(command.runAsUser);
        if (!ids)
            return failure(CommandError::Kind::UnknownUser,
                           Tr::tr("This computer has no user named %1.").arg(command.runAsUser));
        // Between fork and exec only these calls are safe: everything they need was looked up before.
        process.setChildProcessModifier([ids = *ids] {
            if (setgroups(ids.groups.size(), ids.groups.data()) != 0 || setgid(ids.group) != 0 || setuid(ids.user) != 0)
                _exit(126);
        });
    }
#endif
    QDeadlineTimer deadline(static_cast<qint64>(command.timeoutSeconds) * 1000);
    process.start();
    if (!process.waitForStarted(command.timeoutSeconds * 1000))
        return failure(CommandError::Kind::NotFound,
                       Tr::tr("%1 could not be started: %2.").arg(command.program, process.errorString()));
    process.write(command.standardInput);
    process.closeWriteChannel();
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(50)) {
        if (cancelled && cancelled->load()) {
            endProcess(process);
            return failure(CommandError::Kind::Cancelled, Tr::tr("%1 was stopped.").arg(command.program));
        }
        if (deadline.hasExpired()) {
            endProcess(process);
            return failure(CommandError::Kind::TimedOut,
                           Tr::tr("%1 did not end within %2 s.").arg(command.program).arg(command.timeoutSeconds));
        }
    }
    if (process.exitStatus() == QProcess::CrashExit)
        return failure(CommandError::Kind::Crashed, Tr::tr("%1 crashed.").arg(command.program));
    return CommandOutput{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace parlance
