// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/ServerBinaries.h"

#include "base/CommandRunner.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

namespace parlance {

namespace {

constexpr int oldestMajor = 13;

QString programName(const QString& name)
{
#ifdef Q_OS_WIN
    return name + QStringLiteral(".exe");
#else
    return name;
#endif
}

QProcessEnvironment leastEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("LANG"), QStringLiteral("C"));
    for (const QString& name : {QStringLiteral("PATH"), QStringLiteral("SystemRoot")}) {
        if (qEnvironmentVariableIsSet(name.toLatin1().constData()))
            environment.insert(name, qEnvironmentVariable(name.toLatin1().constData()));
    }
    return environment;
}

std::optional<ServerBinaries> inspect(const QString& folder)
{
    // PATH often holds links to single programs; initdb looks for its companions beside the real one.
    const QString real = QFileInfo(QDir(folder).filePath(programName(QStringLiteral("postgres")))).canonicalFilePath();
    if (real.isEmpty())
        return std::nullopt;
    ServerBinaries binaries;
    binaries.folder = QFileInfo(real).absolutePath();
    for (const QString& name : {QStringLiteral("postgres"), QStringLiteral("initdb"), QStringLiteral("pg_ctl")}) {
        if (!QFileInfo(binaries.program(name)).isExecutable())
            return std::nullopt;
    }
    const auto output = runCommand({.program = binaries.program(QStringLiteral("postgres")),
                                    .arguments = {QStringLiteral("--version")},
                                    .workingFolder = {},
                                    .environment = leastEnvironment(),
                                    .runAsUser = {},
                                    .standardInput = {},
                                    .timeoutSeconds = 10});
    if (!output || output->exitCode != 0)
        return std::nullopt;
    static const QRegularExpression pattern(QStringLiteral(R"(\) ((\d+)\S*))"));
    const QRegularExpressionMatch match = pattern.match(QString::fromLocal8Bit(output->standardOutput));
    binaries.version = match.captured(1);
    binaries.major = match.captured(2).toInt();
    if (binaries.major < oldestMajor)
        return std::nullopt;
    return binaries;
}

QStringList pathFolders()
{
    return qEnvironmentVariable("PATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
}

//! \a pattern with one "*" for a version, written out for every folder there is.
QStringList expanded(const QString& pattern)
{
    const qsizetype star = pattern.indexOf(QLatin1Char('*'));
    if (star < 0)
        return {pattern};
    const qsizetype begin = pattern.lastIndexOf(QLatin1Char('/'), star) + 1;
    qsizetype end = pattern.indexOf(QLatin1Char('/'), star);
    if (end < 0)
        end = pattern.size();
    const QDir parent(pattern.left(begin));
    QStringList folders;
    for (const QString& name : parent.entryList({pattern.mid(begin, end - begin)}, QDir::Dirs | QDir::NoDotAndDotDot))
        folders << parent.filePath(name) + pattern.mid(end);
    return folders;
}

QStringList installedFolders()
{
#if defined(Q_OS_WIN)
    const QString programs =
        QDir::fromNativeSeparators(qEnvironmentVariable("ProgramFiles", QStringLiteral("C:/Program Files")));
    const QStringList patterns{programs + QStringLiteral("/PostgreSQL/*/bin")};
#elif defined(Q_OS_MACOS)
    const QStringList patterns{
        QStringLiteral("/opt/homebrew/opt/postgresql*/bin"), QStringLiteral("/usr/local/opt/postgresql*/bin"),
        QStringLiteral("/Applications/Postgres.app/Contents/Versions/*/bin"),
        QStringLiteral("/Library/PostgreSQL/*/bin"), QStringLiteral("/opt/local/lib/postgresql*/bin")};
#else
    const QStringList patterns{QStringLiteral("/usr/lib/postgresql/*/bin"), QStringLiteral("/usr/pgsql-*/bin"),
                               QStringLiteral("/usr/lib/postgresql*/bin"),  QStringLiteral("/usr/local/pgsql/bin"),
                               QStringLiteral("/usr/libexec/postgresql*"),  QStringLiteral("/usr/bin")};
#endif
    QStringList folders;
    for (const QString& pattern : patterns)
        folders << expanded(pattern);
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("pg_config"));
    if (!tool.isEmpty()) {
        Command command;
        command.program = tool;
        command.arguments = QStringList{QStringLiteral("--bindir")};
        command.environment = leastEnvironment();
        command.timeoutSeconds = 10;
        if (const auto output = runCommand(command); output && output->exitCode == 0)
            folders << QString::fromLocal8Bit(output->standardOutput).trimmed();
    }
    folders.removeDuplicates();
    return folders;
}

bool isNewer(const ServerBinaries& left, const ServerBinaries& right)
{
    // "9" < "10", "15.9" < "15.20": numbers, not letters.
    static const QRegularExpression nonDigits(QStringLiteral("\\D+"));
    const QStringList a = left.version.split(nonDigits, Qt::SkipEmptyParts);
    const QStringList b = right.version.split(nonDigits, Qt::SkipEmptyParts);
    return std::lexicographical_compare(b.begin(), b.end(), a.begin(), a.end(),
                                        [](const QString& x, const QString& y) { return x.toInt() < y.toInt(); });
}

std::optional<ServerBinaries> firstUsable(const QStringList& folders)
{
    for (const QString& folder : folders) {
        if (auto binaries = inspect(folder))
            return binaries;
    }
    return std::nullopt;
}

} // namespace

QString ServerBinaries::program(const QString& name) const
{
    return QDir(folder).filePath(programName(name));
}

std::optional<ServerBinaries> ServerBinaries::find(const std::optional<QStringList>& folders)
{
    if (folders)
        return firstUsable(*folders);
    if (auto binaries = firstUsable(pathFolders()))
        return binaries;
    std::optional<ServerBinaries> newest;
    for (const QString& folder : installedFolders()) {
        const std::optional<ServerBinaries> binaries = inspect(folder);
        if (binaries && (!newest || isNewer(*binaries, *newest)))
            newest = binaries;
    }
    return newest;
}

QString ServerBinaries::installAdvice()
{
#if defined(Q_OS_WIN)
    return QCoreApplication::translate(
        "parlance::LocalServer",
        "The sample workspace needs a PostgreSQL server, version 13 or newer, on this computer. "
        "Install PostgreSQL for Windows from postgresql.org, then start again.");
#elif defined(Q_OS_MACOS)
    return QCoreApplication::translate(
        "parlance::LocalServer",
        "The sample workspace needs a PostgreSQL server, version 13 or newer, on this computer. "
        "Install Postgres.app or run \"brew install postgresql\", then start again.");
#else
    return QCoreApplication::translate(
        "parlance::LocalServer",
        "The sample workspace needs a PostgreSQL server, version 13 or newer, on this computer. "
        "Install the package postgresql (on Fedora postgresql-server), then start again.");
#endif
}

} // namespace parlance
