// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"

#include <libpq-fe.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace parlance::test {

namespace {

//! Who the server runs as: nothing to change unless the test runs as root.
struct ServerUser {
    bool change = false;
    uid_t uid = 0;
    gid_t gid = 0;
};

ServerUser serverUser()
{
    ServerUser user;
    if (geteuid() != 0)
        return user;
    const passwd* entry = getpwnam("postgres");
    if (!entry)
        entry = getpwnam("nobody");
    if (!entry)
        qFatal("Tests run as root need a user 'postgres' or 'nobody' to run the private PostgreSQL.");
    user.change = true;
    user.uid = entry->pw_uid;
    user.gid = entry->pw_gid;
    return user;
}

//! Async-signal-safe: only what may be called between fork and exec.
void becomeServerUser(const ServerUser& user, bool dieWithParent)
{
    if (user.change && (setgroups(1, &user.gid) != 0 || setgid(user.gid) != 0 || setuid(user.uid) != 0))
        _exit(126);
#ifdef Q_OS_LINUX
    // After setuid, which clears it: a crashed test must not leave a server behind.
    if (dieWithParent)
        prctl(PR_SET_PDEATHSIG, SIGQUIT);
#else
    Q_UNUSED(dieWithParent)
#endif
}

QProcessEnvironment bareEnvironment()
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"TZ"_s, u"UTC"_s);
    return environment;
}

void writeFile(const QString& path, const QByteArray& text, QIODevice::OpenMode mode = QIODevice::WriteOnly)
{
    QFile file(path);
    if (!file.open(mode) || file.write(text) != text.size())
        qFatal("The test cannot write %s: %s", qPrintable(path), qPrintable(file.errorString()));
    file.close();
    const ServerUser user = serverUser();
    if (user.change && chown(QFile::encodeName(path).constData(), user.uid, user.gid) != 0)
        qFatal("The test cannot give %s to the server's user.", qPrintable(path));
}

QByteArray joined(const QStringList& lines)
{
    return lines.join(u'\n').toUtf8() + '\n';
}

struct ConnDeleter {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};

std::unique_ptr<PGconn, ConnDeleter> connectOnce(const PostgresServer& server, const QString& database)
{
    const QByteArray host = server.socketFolder().toUtf8();
    const QByteArray port = QByteArray::number(server.port());
    const QByteArray name = database.toUtf8();
    const QByteArray user = server.superuser().toUtf8();
    const QByteArray password = server.superuserPassword().toUtf8();
    const char* const keys[] = {"host", "port", "dbname", "user", "password", "connect_timeout", "sslmode", nullptr};
    const char* const values[] = {
        host.constData(), port.constData(), name.constData(), user.constData(), password.constData(), "20",
        "disable",        nullptr};
    return std::unique_ptr<PGconn, ConnDeleter>(PQconnectdbParams(keys, values, 0));
}

} // namespace

PostgresServer::PostgresServer()
    : PostgresServer(Options())
{}

PostgresServer::PostgresServer(const Options& options)
    : m_options(options)
{
    QByteArray pattern = QFile::encodeName(QDir::tempPath()) + "/plpg-XXXXXX";
    if (!mkdtemp(pattern.data()))
        qFatal("The test cannot make a folder in %s.", qPrintable(QDir::tempPath()));
    m_folder = QFile::decodeName(pattern);
    const ServerUser user = serverUser();
    if (user.change && chown(pattern.constData(), user.uid, user.gid) != 0)
        qFatal("The test cannot give %s to the server's user.", pattern.constData());
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup |
                                        QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    initialise();
    if (m_options.start)
        start();
}

PostgresServer::~PostgresServer()
{
    stop();
    QDir(m_folder).removeRecursively();
}

QString PostgresServer::binaryFolder()
{
    QStringList folders;
    QDir versions(u"/usr/lib/postgresql"_s);
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString& version : found)
        folders << versions.filePath(version + u"/bin"_s);
    const QString inPath = QStandardPaths::findExecutable(u"initdb"_s);
    if (!inPath.isEmpty())
        folders << QFileInfo(QFileInfo(inPath).canonicalFilePath()).absolutePath();
    for (const QString& folder : std::as_const(folders)) {
        if (QFileInfo(folder + u"/initdb"_s).isExecutable() && QFileInfo(folder + u"/postgres"_s).isExecutable())
            return folder;
    }
    qFatal("The tests need the PostgreSQL server's programs (initdb, postgres): install the package postgresql-15.");
}

int PostgresServer::freePort()
{
    QTcpServer probe;
    if (!probe.listen(QHostAddress::LocalHost, 0))
        qFatal("The test finds no free port on 127.0.0.1: %s", qPrintable(probe.errorString()));
    return probe.serverPort();
}

void PostgresServer::runAsServer(const QString& program, const QStringList& arguments) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setProcessEnvironment(bareEnvironment());
    process.setWorkingDirectory(m_folder);
    const ServerUser user = serverUser();
    process.setChildProcessModifier([user] { becomeServerUser(user, false); });
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("%s failed: %s %s", qPrintable(program), qPrintable(process.errorString()),
               process.readAll().constData());
}

void PostgresServer::openssl(const QStringList& arguments) const
{
    const QString program = QStandardPaths::findExecutable(u"openssl"_s);
    if (program.isEmpty())
        qFatal("The TLS tests need the program openssl: install the package openssl.");
    runAsServer(program, arguments);
}

void PostgresServer::initialise()
{
    const QString passwordFile = m_folder + u"/pw"_s;
    writeFile(passwordFile, m_options.superuserPassword.toUtf8() + '\n');
    runAsServer(binaryFolder() + u"/initdb"_s,
                {u"-D"_s, dataFolder(), u"-U"_s, superuser(), u"--auth=scram-sha-256"_s, u"--pwfile="_s + passwordFile,
                 u"--encoding=UTF8"_s, u"--locale=C.UTF-8"_s, u"--no-sync"_s, u"--no-instructions"_s});
    QFile::remove(passwordFile);
    if (!m_options.tlsHostName.isEmpty())
        makeCertificates();
    writeConfiguration();
}

void PostgresServer::writeConfiguration()
{
    QStringList lines{u"listen_addresses = '127.0.0.1'"_s,
                      u"unix_socket_directories = '%1'"_s.arg(m_folder),
                      u"fsync = off"_s,
                      u"full_page_writes = off"_s,
                      u"max_wal_senders = 0"_s,
                      u"wal_level = minimal"_s,
                      u"shared_buffers = 32MB"_s,
                      u"max_connections = 40"_s,
                      u"jit = off"_s,
                      u"lc_messages = 'C'"_s,
                      u"timezone = 'UTC'"_s,
                      u"logging_collector = off"_s};
    if (!m_options.tlsHostName.isEmpty())
        lines << u"ssl = on"_s << u"ssl_cert_file = '%1/server.crt'"_s.arg(m_folder)
              << u"ssl_key_file = '%1/server.key'"_s.arg(m_folder);
    lines << m_options.settings;
    writeFile(dataFolder() + u"/postgresql.conf"_s, joined(lines));
    QStringList hba = m_options.hba;
    // The superuser's own line comes first: exec() must work whatever a test forbids.
    hba.prepend(u"local all postgres scram-sha-256"_s);
    if (m_options.hba.isEmpty())
        hba << u"local all all scram-sha-256"_s << u"host all all 127.0.0.1/32 scram-sha-256"_s;
    writeFile(dataFolder() + u"/pg_hba.conf"_s, joined(hba));
}

void PostgresServer::makeCertificates()
{
    const auto path = [this](const char* name) -> QString { return m_folder + u'/' + QString::fromLatin1(name); };
    for (const char* ca : {"ca", "other"}) {
        const QString name = path(ca);
        openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                 u"-nodes"_s, u"-days"_s, u"30"_s, u"-subj"_s,
                 u"/CN=Parlance test CA %1"_s.arg(QString::fromLatin1(ca)), u"-keyout"_s, name + u".key"_s, u"-out"_s,
                 name + u".crt"_s});
    }
    openssl({u"req"_s, u"-new"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s,
             u"-subj"_s, u"/CN="_s + m_options.tlsHostName, u"-keyout"_s, path("server.key"), u"-out"_s,
             path("server.csr")});
    // `openssl ca` is the one command of OpenSSL 3.0 that takes dates in the past.
    QDir(m_folder).mkdir(u"issued"_s);
    const ServerUser user = serverUser();
    if (user.change && chown(QFile::encodeName(path("issued")).constData(), user.uid, user.gid) != 0)
        qFatal("The test cannot give a folder to the server's user.");
    writeFile(path("index.txt"), {});
    writeFile(path("ca.cnf"),
              joined({u"[ca]"_s, u"default_ca=c"_s, u"[c]"_s, u"database=%1"_s.arg(path("index.txt")),
                      u"new_certs_dir=%1"_s.arg(path("issued")), u"rand_serial=yes"_s, u"default_md=sha256"_s,
                      u"policy=p"_s, u"x509_extensions=e"_s, u"[p]"_s, u"commonName=supplied"_s, u"[e]"_s,
                      u"subjectAltName=%1:%2"_s.arg(QHostAddress(m_options.tlsHostName).isNull() ? u"DNS"_s : u"IP"_s,
                                                    m_options.tlsHostName)}));
    const QDateTime end = QDateTime::currentDateTimeUtc().addDays(m_options.tlsExpired ? -1 : 20);
    openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, path("ca.cnf"), u"-cert"_s, path("ca.crt"),
             u"-keyfile"_s, path("ca.key"), u"-in"_s, path("server.csr"), u"-out"_s, path("server.crt"),
             u"-startdate"_s, end.addDays(-25).toString(u"yyyyMMddhhmmss'Z'"_s), u"-enddate"_s,
             end.toString(u"yyyyMMddhhmmss'Z'"_s)});
    QFile::setPermissions(path("server.key"), QFile::ReadOwner | QFile::WriteOwner);
    for (const char* certificate : {"ca.crt", "other.crt"})
        QFile::setPermissions(path(certificate),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
}

void PostgresServer::start()
{
    // Another program may take the port between our look and the server's bind.
    for (int attempt = 0; attempt < 5; ++attempt) {
        startWithoutWaiting();
        if (waitUntilReady())
            return;
        m_process.reset();
        m_port = 0;
    }
    qFatal("The private PostgreSQL does not start:\n%s", qPrintable(log()));
}

void PostgresServer::startWithoutWaiting()
{
    if (m_port == 0)
        m_port = freePort();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(bareEnvironment());
    m_process->setWorkingDirectory(m_folder);
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(m_folder + u"/log"_s, QIODevice::Append);
    const ServerUser user = serverUser();
    m_process->setChildProcessModifier([user] { becomeServerUser(user, true); });
    m_process->start(binaryFolder() + u"/postgres"_s, {u"-D"_s, dataFolder(), u"-p"_s, QString::number(m_port)});
    if (!m_process->waitForStarted())
        qFatal("The private PostgreSQL does not start: %s", qPrintable(m_process->errorString()));
}

bool PostgresServer::waitUntilReady()
{
    const QDeadlineTimer deadline(60'000);
    const QByteArray host = m_folder.toUtf8();
    const QByteArray port = QByteArray::number(m_port);
    const char* const keys[] = {"host", "port", "connect_timeout", nullptr};
    const char* const values[] = {host.constData(), port.constData(), "20", nullptr};
    while (!deadline.hasExpired()) {
        if (PQpingParams(keys, values, 0) == PQPING_OK)
            return true;
        if (m_process->waitForFinished(10) || m_process->state() == QProcess::NotRunning)
            return false;
    }
    return false;
}

void PostgresServer::stop()
{
    if (!isRunning())
        return;
    ::kill(static_cast<pid_t>(processId()), SIGQUIT);
    if (!m_process->waitForFinished(10'000))
        killHard();
    m_process.reset();
}

void PostgresServer::stopFast()
{
    if (!isRunning())
        return;
    ::kill(static_cast<pid_t>(processId()), SIGINT);
    if (!m_process->waitForFinished(10'000))
        killHard();
    m_process.reset();
}

void PostgresServer::killHard()
{
    if (!isRunning())
        return;
    QList<pid_t> processes{static_cast<pid_t>(processId())};
    QFile children(u"/proc/%1/task/%1/children"_s.arg(processId()));
    if (children.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> ids = children.readAll().simplified().split(' ');
        for (const QByteArray& id : ids) {
            if (!id.isEmpty())
                processes << static_cast<pid_t>(id.toLong());
        }
    }
    for (const pid_t process : std::as_const(processes))
        ::kill(process, SIGKILL);
    m_process->waitForFinished(10'000);
    m_process.reset();
    QFile::remove(dataFolder() + u"/postmaster.pid"_s);
}

qint64 PostgresServer::processId() const
{
    return m_process ? m_process->processId() : 0;
}

void PostgresServer::writeHba(const QStringList& lines)
{
    m_options.hba = lines;
    writeConfiguration();
    if (isRunning())
        exec(u"select pg_reload_conf()"_s);
}

void PostgresServer::appendSettings(const QStringList& lines)
{
    m_options.settings << lines;
    writeConfiguration();
}

QString PostgresServer::log() const
{
    QFile file(m_folder + u"/log"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

ConnectionParameters PostgresServer::parameters(const QString& user, const QString& password,
                                                const QString& database) const
{
    ConnectionParameters parameters;
    parameters.host = host();
    parameters.port = QString::number(m_port);
    parameters.database = database;
    parameters.user = user;
    parameters.password = password;
    return parameters;
}

ConnectionParameters PostgresServer::superuserParameters(const QString& database) const
{
    return parameters(superuser(), superuserPassword(), database);
}

QString PostgresServer::exec(const QString& sql, const QString& database) const
{
    const auto connection = connectOnce(*this, database);
    if (PQstatus(connection.get()) != CONNECTION_OK)
        qFatal("The test's superuser cannot sign in: %s", PQerrorMessage(connection.get()));
    PQsetNoticeProcessor(
        connection.get(), [](void*, const char*) {}, nullptr);
    const std::unique_ptr<PGresult, ResultDeleter> result(PQexec(connection.get(), sql.toUtf8().constData()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
        qFatal("The test's SQL failed: %s\n%s", PQresultErrorMessage(result.get()), qPrintable(sql.left(2000)));
    QStringList rows;
    for (int row = 0; row < PQntuples(result.get()); ++row)
        rows << QString::fromUtf8(PQgetvalue(result.get(), row, 0));
    return rows.join(u'\n');
}

void PostgresServer::createRole(const QString& name, const QString& password, const QString& options) const
{
    exec(u"create role \"%1\" login password '%2' %3"_s.arg(name, QString(password).replace(u'\'', u"''"_s), options));
}

void PostgresServer::createDatabase(const QString& name, const QString& owner) const
{
    exec(u"create database \"%1\" %2"_s.arg(name, owner.isEmpty() ? QString() : u"owner \"%1\""_s.arg(owner)));
}

QByteArray PostgresServer::psql(const QString& sql, const QString& user, const QString& password,
                                const QString& database, const QStringList& extra) const
{
    QProcess process;
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(u"PGPASSWORD"_s, password);
    environment.insert(u"PGCLIENTENCODING"_s, u"UTF8"_s);
    process.setProcessEnvironment(environment);
    process.start(binaryFolder() + u"/psql"_s,
                  QStringList{u"-X"_s, u"-At"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, host(), u"-p"_s,
                              QString::number(m_port), u"-U"_s, user, u"-d"_s, database} +
                      extra + QStringList{u"-f"_s, u"-"_s});
    process.write(sql.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("psql failed: %s", process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

} // namespace parlance::test
