// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/ServerCluster.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QTcpServer>
#include <QThread>

#include <libpq-fe.h>

#include <cerrno>
#ifdef Q_OS_UNIX
#include <csignal>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace parlance {

namespace {

using Kind = LocalServerError::Kind;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(parlance::LocalServer)
};

unexpected<LocalServerError> failure(Kind kind, const QString& message, const QString& details = {})
{
    return unexpected<LocalServerError>(LocalServerError{kind, message, details});
}

bool isRoot()
{
#ifdef Q_OS_UNIX
    return geteuid() == 0;
#else
    return false;
#endif
}

//! PostgreSQL refuses to run as root: as its own user where that exists, else as nobody.
QString userForServer()
{
#ifdef Q_OS_UNIX
    if (isRoot())
        return getpwnam("postgres") ? QStringLiteral("postgres") : QStringLiteral("nobody");
#endif
    return {};
}

QString errorText(const Result<CommandOutput, CommandError>& result)
{
    if (!result)
        return result.error().message;
    return QString::fromLocal8Bit(result->standardError + result->standardOutput).trimmed();
}

bool wasCancelled(const Result<CommandOutput, CommandError>& result)
{
    return !result && result.error().kind == CommandError::Kind::Cancelled;
}

int freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost, 0) ? probe.serverPort() : 0;
}

//! A value of postgresql.conf.
QString quoted(const QString& value)
{
    return QLatin1Char('\'') + QString(value).replace(QLatin1Char('\''), QStringLiteral("''")) + QLatin1Char('\'');
}

bool answers(const QString& host, int port)
{
    const QByteArray hostText = host.toLocal8Bit();
    const QByteArray portText = QByteArray::number(port);
    const QByteArray user = ServerCluster::superuser.toLatin1();
    // hostaddr is given, though empty, so that PGHOSTADDR of the environment cannot send the question elsewhere.
    const char* const keywords[] = {"host", "hostaddr", "port", "user", "dbname", "connect_timeout", nullptr};
    const char* const values[] = {
        hostText.constData(), "", portText.constData(), user.constData(), "postgres", "5", nullptr};
    return PQpingParams(keywords, values, 0) == PQPING_OK;
}

} // namespace

const QString ServerCluster::superuser = QStringLiteral("parlance");

ServerCluster::ServerCluster(const QString& dataFolder, const std::optional<ServerBinaries>& binaries,
                             const std::atomic_bool* cancelled)
    : m_dataFolder(QDir(dataFolder).absolutePath())
    , m_folder(m_dataFolder + QStringLiteral("/sample"))
    , m_cluster(m_folder + QStringLiteral("/cluster"))
    , m_serverUser(userForServer())
    , m_binaries(binaries)
    , m_cancelled(cancelled)
{}

QString ServerCluster::path(const QString& name) const
{
    return m_folder + QLatin1Char('/') + name;
}

Result<CommandOutput, CommandError> ServerCluster::run(const QString& program, const QStringList& arguments,
                                                       int seconds) const
{
    // The server lives on when we are gone: it must not inherit keys and passwords from our environment.
    Command command;
    command.program = m_binaries->program(program);
    command.arguments = arguments;
    command.workingFolder = m_folder;
    command.environment.insert(QStringLiteral("LANG"), QStringLiteral("C"));
    command.environment.insert(QStringLiteral("TZ"), QStringLiteral("UTC"));
#ifdef Q_OS_WIN
    command.environment.insert(QStringLiteral("PATH"),
                               m_binaries->folder + QLatin1Char(';') + qEnvironmentVariable("PATH"));
    for (const char* name : {"SystemRoot", "SystemDrive", "TEMP", "TMP"})
        command.environment.insert(QLatin1String(name), qEnvironmentVariable(name));
#else
    command.environment.insert(QStringLiteral("PATH"), m_binaries->folder + QStringLiteral(":/usr/bin:/bin"));
#endif
    command.runAsUser = m_serverUser;
    command.timeoutSeconds = seconds;
    return runCommand(command, m_cancelled);
}

Result<void, LocalServerError> ServerCluster::handOver(const QString& path) const
{
#ifdef Q_OS_UNIX
    if (m_serverUser.isEmpty())
        return {};
    const passwd* user = getpwnam(m_serverUser.toLocal8Bit().constData());
    if (!user || lchown(QFile::encodeName(path).constData(), user->pw_uid, user->pw_gid) != 0)
        return failure(Kind::FolderNotUsable,
                       Tr::tr("%1 cannot be given to the user %2.").arg(QDir::toNativeSeparators(path), m_serverUser),
                       qt_error_string(errno));
#else
    Q_UNUSED(path)
#endif
    return {};
}

Result<void, LocalServerError> ServerCluster::prepareFolder()
{
    const QString shown = QDir::toNativeSeparators(m_dataFolder);
#ifdef Q_OS_UNIX
    if (isRoot()) {
        // Whatever the umask is, the server's user has to get through the folders made here.
        QString made;
        const QStringList names = m_dataFolder.split(QLatin1Char('/'), Qt::SkipEmptyParts);
        for (const QString& name : names) {
            made += QLatin1Char('/') + name;
            const QByteArray native = QFile::encodeName(made);
            if (mkdir(native.constData(), 0755) == 0)
                chmod(native.constData(), 0755);
        }
    }
#endif
    if (!QDir().mkpath(m_dataFolder))
        return failure(Kind::FolderNotUsable, Tr::tr("The folder %1 for the sample data cannot be made. Choose another "
                                                     "data folder or ask for the right to write there.")
                                                  .arg(shown));
    return checkReach();
}

Result<void, LocalServerError> ServerCluster::checkReach() const
{
    if (m_serverUser.isEmpty())
        return {};
    const auto enter = [this](const QString& folder) {
        Command command;
        command.program = QStringLiteral("/bin/sh");
        command.arguments =
            QStringList{QStringLiteral("-c"), QStringLiteral("cd -- \"$1\""), QStringLiteral("sh"), folder};
        command.workingFolder = QStringLiteral("/");
        command.runAsUser = m_serverUser;
        return runCommand(command, m_cancelled);
    };
    auto result = enter(m_dataFolder);
    if (result && result->exitCode == 0)
        return {};
    if (wasCancelled(result))
        return failure(Kind::Cancelled, Tr::tr("Setting up the sample server was stopped."));
    if (!result)
        return failure(
            Kind::FolderNotUsable,
            Tr::tr("PostgreSQL does not run as root, and it cannot be run as the user %1.").arg(m_serverUser),
            result.error().message);
    QString folder;
    for (const QString& name : m_dataFolder.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        folder += QLatin1Char('/') + name;
        result = enter(folder);
        if (!result || result->exitCode != 0)
            break;
    }
    return failure(Kind::FolderNotUsable,
                   Tr::tr("The sample server runs as the user %1, who cannot enter the folder %2. Allow that "
                          "(chmod o+x), or choose another data folder.")
                       .arg(m_serverUser, folder),
                   errorText(result));
}

Result<void, LocalServerError> ServerCluster::remove()
{
    QDir folder(m_folder);
    if (folder.exists() && !folder.removeRecursively())
        return failure(Kind::FolderNotUsable, Tr::tr("The folder %1 cannot be emptied. Remove it, then start again.")
                                                  .arg(QDir::toNativeSeparators(m_folder)));
    return {};
}

Result<void, LocalServerError> ServerCluster::create()
{
    if (auto removed = remove(); !removed)
        return removed;
    QFile passwordFile(path(QStringLiteral("superuser")));
    const auto privately = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QByteArray random(24, Qt::Uninitialized);
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(random.data()), random.size() / 4);
    const QByteArray password = random.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    if (!QDir().mkdir(m_folder) || !QFile::setPermissions(m_folder, privately | QFileDevice::ExeOwner) ||
        !passwordFile.open(QIODevice::WriteOnly | QIODevice::NewOnly) || !passwordFile.setPermissions(privately) ||
        passwordFile.write(password + '\n') < 0 || !passwordFile.flush())
        return failure(Kind::FolderNotUsable,
                       Tr::tr("The folder %1 cannot be written to.").arg(QDir::toNativeSeparators(m_folder)),
                       passwordFile.errorString());
    passwordFile.close();
    for (const QString& item : {m_folder, passwordFile.fileName()}) {
        if (auto given = handOver(item); !given)
            return given;
    }
    const auto made =
        run(QStringLiteral("initdb"),
            {QStringLiteral("--pgdata=") + m_cluster, QStringLiteral("--username=") + superuser,
             QStringLiteral("--pwfile=") + passwordFile.fileName(), QStringLiteral("--auth=scram-sha-256"),
             QStringLiteral("--encoding=UTF8"), QStringLiteral("--no-locale"), QStringLiteral("--no-sync")},
            120);
    if (wasCancelled(made))
        return failure(Kind::Cancelled, Tr::tr("Setting up the sample server was stopped."));
    if (!made || made->exitCode != 0)
        return failure(
            Kind::InitFailed,
            Tr::tr(
                "PostgreSQL could not create the sample server. Check that there is room on the disk, then try again."),
            errorText(made));
    QFile configuration(m_cluster + QStringLiteral("/postgresql.conf"));
    if (!configuration.open(QIODevice::Append) || configuration.write("\ninclude 'parlance.conf'\n") < 0)
        return failure(Kind::InitFailed, Tr::tr("The sample server could not be configured."),
                       configuration.errorString());
    return {};
}

QString ServerCluster::password() const
{
    QFile file(path(QStringLiteral("superuser")));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

bool ServerCluster::usesSocket() const
{
#ifdef Q_OS_WIN
    return false;
#else
    // A socket's path holds at most 107 bytes; a comma or quote would have to be escaped in the list of folders, and
    // libpq takes a host with a comma for several.
    const QByteArray socket = QFile::encodeName(path(QStringLiteral(".s.PGSQL.5432")));
    return socket.size() <= 100 && !m_folder.contains(QLatin1Char(',')) && !m_folder.contains(QLatin1Char('"'));
#endif
}

Result<void, LocalServerError> ServerCluster::writeConfiguration(int port) const
{
    const bool socket = usesSocket();
    const QString text =
        QStringLiteral("# Written by Parlance at each start.\n"
                       "listen_addresses = %1\nport = %2\nunix_socket_directories = %3\n"
                       "max_connections = 100\nshared_buffers = 64MB\nwal_level = minimal\nmax_wal_senders = 0\n"
                       "min_wal_size = 32MB\nmax_wal_size = 256MB\njit = off\n"
                       "timezone = 'UTC'\nlog_timezone = 'UTC'\nlc_messages = 'C'\n"
                       "password_encryption = 'scram-sha-256'\nlogging_collector = off\n"
                       // what people type does not belong in a log
                       "log_min_error_statement = panic\nlog_statement = none\n")
            .arg(socket ? QStringLiteral("''") : QStringLiteral("'127.0.0.1'"), QString::number(port),
                 socket ? quoted(m_folder) : QStringLiteral("''"));
    const QString name = m_cluster + QStringLiteral("/parlance.conf");
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
        return failure(Kind::FolderNotUsable,
                       Tr::tr("The folder %1 cannot be written to.").arg(QDir::toNativeSeparators(m_cluster)),
                       file.errorString());
    return handOver(name);
}

QString ServerCluster::logTail() const
{
    QFile file(path(QStringLiteral("server.log")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(qMax<qint64>(0, file.size() - 4000));
    return QString::fromUtf8(file.readAll()).trimmed();
}

void ServerCluster::removeStalePidFile() const
{
#ifdef Q_OS_LINUX
    // After a power cut or in a restarted container the number may be another process's, and the server would refuse to
    // start: a postmaster works in its data folder, so who does not is none.
    QFile file(m_cluster + QStringLiteral("/postmaster.pid"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QString process = QStringLiteral("/proc/") + QString::fromLatin1(file.readLine().trimmed());
    const QString workingFolder = QFile::symLinkTarget(process + QStringLiteral("/cwd"));
    const bool elsewhere =
        !workingFolder.isEmpty() && QDir(workingFolder).canonicalPath() != QDir(m_cluster).canonicalPath();
    // A killed postmaster that nobody has waited for yet (init of many containers never does) looks alive to kill(2).
    // Its children, should any still live, are found by the server itself: they hold the shared memory of this folder.
    QFile state(process + QStringLiteral("/stat"));
    const bool zombie = state.open(QIODevice::ReadOnly) && state.readAll().contains(") Z ");
    if (!elsewhere && !zombie)
        return;
    file.remove();
    for (const char* name : {".s.PGSQL.5432", ".s.PGSQL.5432.lock"})
        QFile::remove(path(QLatin1String(name)));
#endif
}

Result<void, LocalServerError> ServerCluster::start(Care care)
{
    const QString log = path(QStringLiteral("server.log"));
    removeStalePidFile();
    QDeadlineTimer patience(15000);
    for (int attempt = 0; attempt < 150; ++attempt) {
        if (attempt > 0 && status().running)
            return {};      // it was recovering, and has just become ready
        QFile::remove(log); // one start's words: what is wrong now is read from them
        const int port = usesSocket() ? 5432 : freePort();
        if (auto written = writeConfiguration(port); !written)
            return written;
        QStringList arguments{QStringLiteral("start"),
                              QStringLiteral("-s"),
                              QStringLiteral("-w"),
                              QStringLiteral("-t"),
                              QStringLiteral("60"),
                              QStringLiteral("-D"),
                              m_cluster,
                              QStringLiteral("-l"),
                              log};
        if (care == Care::Loading)
            arguments << QStringLiteral("-o")
                      << QStringLiteral("-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c "
                                        "autovacuum=off -c max_wal_size=4GB");
        const auto started = run(QStringLiteral("pg_ctl"), arguments, 90);
        if (started && started->exitCode == 0)
            return {};
        if (wasCancelled(started))
            return failure(Kind::Cancelled, Tr::tr("Starting the sample server was stopped."));
        const QString words = logTail();
        // Someone took the port since we looked; or a server is still ending or recovering, or a killed one's children
        // are.
        const bool passes = (!usesSocket() && words.contains(QLatin1String("could not bind")) && attempt < 5) ||
                            words.contains(QLatin1String("pre-existing shared memory block"));
        if (!passes || patience.hasExpired())
            return failure(Kind::StartFailed, Tr::tr("The sample server did not start."),
                           words.isEmpty() ? errorText(started) : words);
        QThread::msleep(100);
    }
    return failure(Kind::StartFailed, Tr::tr("The sample server did not start."), logTail());
}

Result<void, LocalServerError> ServerCluster::sync()
{
    const auto synced =
        run(QStringLiteral("initdb"), {QStringLiteral("--sync-only"), QStringLiteral("--pgdata=") + m_cluster}, 120);
    if (wasCancelled(synced))
        return failure(Kind::Cancelled, Tr::tr("Setting up the sample server was stopped."));
    if (!synced || synced->exitCode != 0)
        return failure(Kind::InitFailed, Tr::tr("The sample data could not be written to the disk."),
                       errorText(synced));
    return {};
}

Result<void, LocalServerError> ServerCluster::stop()
{
    if (!m_binaries || !QFile::exists(m_cluster + QStringLiteral("/postmaster.pid")))
        return {};
    removeStalePidFile(); // pg_ctl sends its signal to that number, whoever has it now
    // Not to be cancelled: a program that leaves still has to stop its server.
    ServerCluster steadfast(m_dataFolder, m_binaries, nullptr);
    const QStringList common{QStringLiteral("stop"),
                             QStringLiteral("-s"),
                             QStringLiteral("-w"),
                             QStringLiteral("-t"),
                             QStringLiteral("20"),
                             QStringLiteral("-D"),
                             m_cluster,
                             QStringLiteral("-m")};
    auto stopped = steadfast.run(QStringLiteral("pg_ctl"), common + QStringList{QStringLiteral("fast")}, 30);
    if ((!stopped || stopped->exitCode != 0) && status().running)
        stopped = steadfast.run(QStringLiteral("pg_ctl"), common + QStringList{QStringLiteral("immediate")}, 30);
    if (status().running)
        return failure(Kind::StartFailed, Tr::tr("The sample server could not be stopped."), errorText(stopped));
    return {};
}

void ServerCluster::abort()
{
    if (!m_binaries)
        return;
    removeStalePidFile();
    ServerCluster steadfast(m_dataFolder, m_binaries, nullptr);
    const auto stopped = steadfast.run(QStringLiteral("pg_ctl"),
                                       {QStringLiteral("stop"), QStringLiteral("-s"), QStringLiteral("-w"),
                                        QStringLiteral("-t"), QStringLiteral("10"), QStringLiteral("-D"), m_cluster,
                                        QStringLiteral("-m"), QStringLiteral("immediate")},
                                       20);
    Q_UNUSED(stopped) // what is left of it is removed by the next start
}

LocalServerStatus ServerCluster::status() const
{
    LocalServerStatus status;
    status.dataFolder = m_dataFolder;
    status.version = m_binaries ? m_binaries->version : QString();
    // postmaster.pid: pid, data folder, start, port, first socket folder, first address (PostgreSQL, miscadmin.h).
    QFile file(m_cluster + QStringLiteral("/postmaster.pid"));
    if (!file.open(QIODevice::ReadOnly))
        return status;
    const QList<QByteArray> lines = file.readAll().split('\n');
    if (lines.size() < 6)
        return status;
#ifdef Q_OS_UNIX
    const pid_t pid = lines.at(0).trimmed().toInt();
    if (pid <= 0 || (kill(pid, 0) != 0 && errno == ESRCH))
        return status;
#endif
    const QString socketFolder = QFile::decodeName(lines.at(4).trimmed());
    const QString host = socketFolder.isEmpty() ? QString::fromLatin1(lines.at(5).trimmed()) : socketFolder;
    const int port = lines.at(3).trimmed().toInt();
    if (host.isEmpty() || port <= 0 || !answers(host, port))
        return status;
    status.running = true;
    status.host = host;
    status.port = port;
    return status;
}

SampleStamp ServerCluster::stamp() const
{
    QFile file(path(QStringLiteral("stamp.json")));
    if (!file.open(QIODevice::ReadOnly) || !QFile::exists(m_cluster + QStringLiteral("/PG_VERSION")))
        return {};
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    SampleStamp stamp;
    stamp.day = QDate::fromString(object.value(QLatin1String("day")).toString(), Qt::ISODate);
    stamp.hash = object.value(QLatin1String("hash")).toString();
    stamp.major = object.value(QLatin1String("major")).toInt();
    return stamp;
}

Result<void, LocalServerError> ServerCluster::writeStamp(const SampleStamp& stamp)
{
    QSaveFile file(path(QStringLiteral("stamp.json")));
    const QJsonObject object{{QStringLiteral("day"), stamp.day.toString(Qt::ISODate)},
                             {QStringLiteral("hash"), stamp.hash},
                             {QStringLiteral("major"), stamp.major}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(object).toJson()) < 0 || !file.commit())
        return failure(Kind::FolderNotUsable,
                       Tr::tr("The folder %1 cannot be written to.").arg(QDir::toNativeSeparators(m_folder)),
                       file.errorString());
    return {};
}

} // namespace parlance
