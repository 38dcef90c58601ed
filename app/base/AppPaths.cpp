// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/AppPaths.h"

#include <QDir>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace parlance {

namespace {

QString machineConfigFolder()
{
#if defined(Q_OS_WIN)
    return QDir::fromNativeSeparators(qEnvironmentVariable("ProgramData", QStringLiteral("C:/ProgramData"))) +
           QStringLiteral("/Parlance");
#elif defined(Q_OS_MACOS)
    return QStringLiteral("/Library/Application Support/Parlance");
#else
    return QStringLiteral("/etc/parlance");
#endif
}

bool runsAsRoot()
{
#ifdef Q_OS_UNIX
    return geteuid() == 0;
#else
    return false;
#endif
}

} // namespace

AppPaths AppPaths::fromEnvironment()
{
    AppPaths paths;
    paths.machineConfigFolder = parlance::machineConfigFolder();
    paths.userConfigFolder = qEnvironmentVariable("PARLANCE_CONFIG_DIR");
    if (paths.userConfigFolder.isEmpty())
        paths.userConfigFolder =
            QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/Parlance");
    paths.dataFolder = qEnvironmentVariable("PARLANCE_DATA_DIR");
    if (paths.dataFolder.isEmpty())
        paths.dataFolder = runsAsRoot() ? QStringLiteral("/var/lib/parlance")
                                        : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                              QStringLiteral("/Parlance");
    paths.userConfigFolder = QDir(paths.userConfigFolder).absolutePath();
    paths.dataFolder = QDir(paths.dataFolder).absolutePath();
    return paths;
}

} // namespace parlance
