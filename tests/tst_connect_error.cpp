// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionParameters.h"
#include "postgres/PostgresError.h"
#include "support/ImpostorServer.h"
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::ImpostorServer;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;
using Kind = PostgresError::Kind;

Q_DECLARE_METATYPE(parlance::PostgresError::Kind)
Q_DECLARE_METATYPE(parlance::ConnectionParameters)

//! Every way in which opening fails, told apart: by libpq's texts, and by real failures.
class TestConnectError final : public QObject {
    Q_OBJECT
private slots:
    void tellsTextsApart_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sslMode");
        QTest::addColumn<Kind>("kind");
        const QString to = u"connection to server at \"10.1.2.3\", port 5432 failed: "_s;
        const auto row = [](const char* name, const QString& text, Kind kind, const QString& sslMode = u"prefer"_s) {
            QTest::newRow(name) << text << sslMode << kind;
        };
        row("a wrong password", to + u"FATAL:  password authentication failed for user \"ada\"\n"_s,
            Kind::WrongPassword);
        row("a peer that is not that user", to + u"FATAL:  Peer authentication failed for user \"ada\"\n"_s,
            Kind::WrongPassword);
        row("no password", to + u"fe_sendauth: no password supplied\n"_s, Kind::WrongPassword);
        row("a role that is missing", to + u"FATAL:  role \"ada\" does not exist\n"_s, Kind::WrongPassword);
        row("a role that may not log in", to + u"FATAL:  role \"ada\" is not permitted to log in\n"_s,
            Kind::RoleMayNotLogIn);
        row("no CONNECT on the database",
            to + u"FATAL:  permission denied for database \"x\"\nDETAIL:  User does not have CONNECT privilege.\n"_s,
            Kind::DatabaseForbidden);
        row("a database that is missing", to + u"FATAL:  database \"sales_db\" does not exist\n"_s,
            Kind::DatabaseMissing);
        row("a database whose name says role", to + u"FATAL:  database \"role\" does not exist\n"_s,
            Kind::DatabaseMissing);
        row("too many clients", to + u"FATAL:  sorry, too many clients already\n"_s, Kind::TooManyConnections);
        row("slots for superusers only",
            to + u"FATAL:  remaining connection slots are reserved for non-replication superuser connections\n"_s,
            Kind::TooManyConnections);
        row("too many for the role", to + u"FATAL:  too many connections for role \"ada\"\n"_s,
            Kind::TooManyConnections);
        row("starting", to + u"FATAL:  the database system is starting up\n"_s, Kind::ServerStarting);
        row("shutting down", to + u"FATAL:  the database system is shutting down\n"_s, Kind::ServerStarting);
        row("not yet consistent",
            to + u"FATAL:  the database system is not yet accepting connections\nDETAIL:  Consistent recovery state "
                 u"has not been "
                 "yet reached.\n"_s,
            Kind::ServerStarting);
        row("a standby that takes nobody",
            to +
                u"FATAL:  the database system is not accepting connections\nDETAIL:  Hot standby mode is disabled.\n"_s,
            Kind::ServerStarting);
        const QString entry =
            to + u"FATAL:  no pg_hba.conf entry for host \"10.9.9.9\", user \"ada\", database \"x\", "_s;
        row("no entry, with and without TLS", entry + u"SSL encryption\n"_s + entry + u"no encryption\n"_s,
            Kind::NoPgHbaEntry);
        row("no entry, and the server has no TLS", entry + u"no encryption\n"_s, Kind::NoPgHbaEntry);
        row("no entry without TLS, which we did not try", entry + u"no encryption\n"_s, Kind::TlsRequired,
            u"disable"_s);
        row("the same from PostgreSQL 13", entry + u"SSL off\n"_s, Kind::TlsRequired, u"disable"_s);
        row("TLS that the server does not offer", to + u"server does not support SSL, but SSL was required\n"_s,
            Kind::TlsRefused, u"require"_s);
        row("another host's certificate",
            to + u"server certificate for \"db.x\" does not match host name \"10.1.2.3\"\n"_s,
            Kind::CertificateHostMismatch);
        row("an unknown authority", to + u"SSL error: certificate verify failed\n"_s, Kind::CertificateUntrusted);
        row("no file of authorities",
            to + u"root certificate file \"/x.pem\" does not exist\nEither provide the file or change "
                 "sslmode to disable server certificate verification.\n"_s,
            Kind::ConfigurationInvalid);
        row("a host that is not found",
            u"could not translate host name \"db.nowhere\" to address: Name or service not known\n"_s,
            Kind::HostNotFound);
        row("a port that refuses",
            to + u"Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n"_s,
            Kind::ConnectionRefused);
        row("a socket that is missing",
            u"connection to server on socket \"/tmp/.s.PGSQL.1\" failed: No such file or directory\n\tIs the server "
            u"running locally "
            "and accepting connections on that socket?\n"_s,
            Kind::ConnectionRefused);
        row("time-out", to + u"timeout expired\n"_s, Kind::ConnectTimedOut);
        row("the system's time-out",
            to + u"Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?\n"_s,
            Kind::ConnectTimedOut);
        row("no route",
            to + u"No route to host\n\tIs the server running on that host and accepting TCP/IP connections?\n"_s,
            Kind::ConnectTimedOut);
        row("a wrong port", u"invalid port number: \"99999\"\n"_s, Kind::ConfigurationInvalid);
        row("a wrong sslmode", u"invalid sslmode value: \"maybe\"\n"_s, Kind::ConfigurationInvalid);
        row("a wrong keyword", u"invalid connection option \"foo\"\n"_s, Kind::ConfigurationInvalid);
        row("the first of two hosts refused, the second knew us",
            to + u"Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n"_s +
                to + u"FATAL:  password authentication failed for user \"ada\"\n"_s,
            Kind::WrongPassword);
        row("not PostgreSQL at all", to + u"received invalid response to SSL negotiation: H\n"_s, Kind::NotPostgres);
        row("closed at once",
            to + u"server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n"
                 "\tbefore or while processing the request.\n"_s,
            Kind::ClosedAtOnce);
        row("a refusal in Russian", to + u"ВАЖНО:  пользователь \"ada\" не прошёл проверку подлинности (по паролю)\n"_s,
            Kind::SignInRefused);
        row("a refusal in words we do not know", to + u"FATAL:  the stars stand badly\n"_s, Kind::SignInRefused);
        row("words of libpq we do not know", to + u"the stars: they stand badly\n"_s, Kind::ConnectFailed);
        row("nothing said", QString(), Kind::ConnectFailed);
    }
    void tellsTextsApart()
    {
        QFETCH(QString, text);
        QFETCH(QString, sslMode);
        QFETCH(Kind, kind);
        const PostgresError error = connectErrorFromText(text, sslMode);
        QCOMPARE(static_cast<int>(error.kind), static_cast<int>(kind));
        QCOMPARE(error.detail, text.trimmed());
    }

    void keepsTheServersWords()
    {
        const PostgresError error = connectErrorFromText(
            u"connection to server at \"::1\", port 1 failed: FATAL:  database \"x\" does not exist\nHINT:  Try y.\n"_s);
        QCOMPARE(error.message, u"database \"x\" does not exist"_s);
        QCOMPARE(error.hint, u"Try y."_s);
        QCOMPARE(error.severity, u"FATAL"_s);
        QCOMPARE(error.sqlState, u"3D000"_s);
        QCOMPARE(connectErrorFromText(u"connection to server at \"::1\", port 1 failed: ВАЖНО:  роль не существует\n"_s)
                     .message,
                 u"роль не существует"_s);
    }

    void tellsRealFailuresApart_data();
    void tellsRealFailuresApart();
    void tellsCertificatesApart_data();
    void tellsCertificatesApart();
    void waitsForAServerThatStarts();
    void tellsThatASlotIsMissing();
    void signsInWithNothingThatLiesAround_data();
    void signsInWithNothingThatLiesAround();

private:
    PostgresServer& plain()
    {
        if (!m_plain) {
            m_plain = std::make_unique<PostgresServer>();
            m_plain->createRole(u"ada"_s, u"secret"_s);
            m_plain->exec(u"create role owner nologin password 'secret'"_s);
            m_plain->createDatabase(u"closed"_s);
            m_plain->exec(u"revoke connect on database closed from public"_s);
        }
        return *m_plain;
    }
    std::unique_ptr<PostgresServer> m_plain;
    QTcpServer m_silent;
    std::vector<std::unique_ptr<ImpostorServer>> m_impostors;
};

namespace {

//! What opening with \a parameters ends with; -1 when it succeeds.
int openingEndsWith(const ConnectionParameters& parameters, PostgresError* error = nullptr)
{
    Connection connection(parameters);
    RunRecorder recorder(&connection);
    connection.open();
    const bool ended = QTest::qWaitFor([&recorder] { return recorder.opensFinished == 1; }, 30'000);
    if (!ended)
        return -2;
    if (recorder.opened)
        return -1;
    if (error)
        *error = recorder.opened.error();
    return static_cast<int>(recorder.opened.error().kind);
}

} // namespace

void TestConnectError::tellsRealFailuresApart_data()
{
    QTest::addColumn<ConnectionParameters>("parameters");
    QTest::addColumn<Kind>("kind");
    const auto row = [this](const char* name, Kind kind, const std::function<void(ConnectionParameters&)>& change) {
        ConnectionParameters parameters = plain().parameters(u"ada"_s, u"secret"_s);
        change(parameters);
        QTest::newRow(name) << parameters << kind;
    };
    row("a wrong password", Kind::WrongPassword, [](auto& p) { p.password = u"wrong"_s; });
    row("no password", Kind::WrongPassword, [](auto& p) { p.password.clear(); });
    row("an empty password that the team allows", Kind::WrongPassword, [](auto& p) {
        p.password.clear();
        p.allowEmptyPassword = true;
    });
    row("a role that is missing", Kind::WrongPassword, [](auto& p) { p.user = u"nobody here"_s; });
    row("a role that may not log in", Kind::RoleMayNotLogIn, [](auto& p) { p.user = u"owner"_s; });
    row("a database that is missing", Kind::DatabaseMissing, [](auto& p) { p.database = u"it's; not\\there"_s; });
    row("a database without CONNECT", Kind::DatabaseForbidden, [](auto& p) { p.database = u"closed"_s; });
    row("a port nobody listens on", Kind::ConnectionRefused,
        [](auto& p) { p.port = QString::number(PostgresServer::freePort()); });
    row("a socket that is missing", Kind::ConnectionRefused, [](auto& p) { p.host = u"/nonexistent"_s; });
    row("a host that does not exist", Kind::HostNotFound, [](auto& p) { p.host = u"db.parlance.invalid"_s; });
    row("TLS that the server does not offer", Kind::TlsRefused, [](auto& p) { p.sslMode = u"require"_s; });
    row("a port that is none", Kind::ConfigurationInvalid, [](auto& p) { p.port = u"99999"_s; });
    row("an sslmode that is none", Kind::ConfigurationInvalid, [](auto& p) { p.sslMode = u"perhaps"_s; });
    row("a file of authorities that is missing", Kind::ConfigurationInvalid, [](auto& p) {
        p.sslMode = u"verify-full"_s;
        p.sslRootCertificate = u"/a;b.pem"_s;
    });
    const auto impostor = [&row, this](const char* name, Kind kind, const QByteArray& greeting, const QByteArray& reply,
                                       const QString& sslMode) {
        m_impostors.push_back(std::make_unique<ImpostorServer>(greeting, reply));
        row(name, kind, [port = m_impostors.back()->port(), sslMode](auto& p) {
            p.host = u"127.0.0.1"_s;
            p.port = port;
            p.sslMode = sslMode;
        });
    };
    const QByteArray http("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    impostor("a web server", Kind::NotPostgres, {}, http, u"prefer"_s);
    impostor("a web server asked without TLS", Kind::NotPostgres, {}, http, u"disable"_s);
    impostor("an SSH server", Kind::NotPostgres, "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", {}, u"prefer"_s);
    impostor("an SSH server asked without TLS", Kind::NotPostgres, "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", {},
             u"disable"_s);
    impostor("garbage", Kind::NotPostgres, QByteArray("\x4a\x00\x00\x00\x0a\x38", 6), {}, u"prefer"_s);
    impostor("a server that closes at once", Kind::ClosedAtOnce, {}, {}, u"prefer"_s);
    impostor("a server that closes at once, asked without TLS", Kind::ClosedAtOnce, {}, {}, u"disable"_s);
    impostor("a server that refuses in another language", Kind::SignInRefused, {},
             ImpostorServer::fatal("ВАЖНО", "28P01", "пользователь \"ada\" не прошёл проверку"), u"disable"_s);
    m_silent.listen(QHostAddress::LocalHost);
    row("a server that never answers", Kind::ConnectTimedOut, [this](auto& p) {
        p.port = QString::number(m_silent.serverPort());
        p.connectTimeoutSeconds = 2;
    });
}

void TestConnectError::tellsRealFailuresApart()
{
    QFETCH(ConnectionParameters, parameters);
    QFETCH(Kind, kind);
    PostgresError error;
    const int got = openingEndsWith(parameters, &error);
    QVERIFY2(got == static_cast<int>(kind), qPrintable(u"%1: %2"_s.arg(got).arg(error.detail)));
    QVERIFY(!error.message.isEmpty());
}

void TestConnectError::tellsCertificatesApart_data()
{
    QTest::addColumn<QString>("certificateFor");
    QTest::addColumn<bool>("expired");
    QTest::addColumn<bool>("ownAuthority");
    QTest::addColumn<QString>("sslMode");
    QTest::addColumn<int>("kind");
    const auto kind = [](Kind value) { return static_cast<int>(value); };
    QTest::newRow("a good certificate") << u"127.0.0.1"_s << false << true << u"verify-full"_s << -1;
    QTest::newRow("another host's certificate")
        << u"db.parlance.test"_s << false << true << u"verify-full"_s << kind(Kind::CertificateHostMismatch);
    QTest::newRow("another host's certificate, not looked at")
        << u"db.parlance.test"_s << false << true << u"verify-ca"_s << -1;
    QTest::newRow("an expired certificate")
        << u"127.0.0.1"_s << true << true << u"verify-full"_s << kind(Kind::CertificateExpired);
    QTest::newRow("an unknown authority")
        << u"127.0.0.1"_s << false << false << u"verify-full"_s << kind(Kind::CertificateUntrusted);
    QTest::newRow("no TLS where only TLS may enter")
        << u"127.0.0.1"_s << false << true << u"disable"_s << kind(Kind::TlsRequired);
}

void TestConnectError::tellsCertificatesApart()
{
    QFETCH(QString, certificateFor);
    QFETCH(bool, expired);
    QFETCH(bool, ownAuthority);
    QFETCH(QString, sslMode);
    QFETCH(int, kind);
    PostgresServer::Options options;
    options.tlsHostName = certificateFor;
    options.tlsExpired = expired;
    options.hba = QStringList{u"hostssl all all 127.0.0.1/32 scram-sha-256"_s};
    const PostgresServer server(options);
    ConnectionParameters parameters = server.superuserParameters();
    parameters.sslMode = sslMode;
    parameters.sslRootCertificate = ownAuthority ? server.caCertificate() : server.otherCaCertificate();
    PostgresError error;
    const int got = openingEndsWith(parameters, &error);
    QVERIFY2(got == kind, qPrintable(u"%1: %2"_s.arg(got).arg(error.detail)));
}

void TestConnectError::waitsForAServerThatStarts()
{
    // A standby without hot standby stays in the state in which every server is while it starts.
    PostgresServer::Options options;
    options.start = false;
    options.settings = QStringList{u"hot_standby = off"_s};
    PostgresServer server(options);
    QFile signal(server.dataFolder() + u"/standby.signal"_s);
    QVERIFY(signal.open(QIODevice::WriteOnly));
    signal.close();
    server.startWithoutWaiting();
    const auto kind = [&server] { return openingEndsWith(server.superuserParameters()); };
    QTRY_COMPARE_WITH_TIMEOUT(kind(), static_cast<int>(Kind::ServerStarting), 20'000);
}

void TestConnectError::tellsThatASlotIsMissing()
{
    PostgresServer& server = plain();
    server.exec(u"alter role ada connection limit 1"_s);
    Connection first(server.parameters(u"ada"_s, u"secret"_s));
    RunRecorder recorder(&first);
    first.open();
    QTRY_COMPARE(recorder.opensFinished, 1);
    QVERIFY(recorder.opened);
    const int second = openingEndsWith(server.parameters(u"ada"_s, u"secret"_s));
    server.exec(u"alter role ada connection limit -1"_s);
    QCOMPARE(second, static_cast<int>(Kind::TooManyConnections));
}

void TestConnectError::signsInWithNothingThatLiesAround_data()
{
    QTest::addColumn<bool>("cleared");
    QTest::newRow("the environment cleared, as main does") << true;
    QTest::newRow("the environment left as it is") << false;
}

void TestConnectError::signsInWithNothingThatLiesAround()
{
    QFETCH(bool, cleared);
    PostgresServer& server = plain();
    QTemporaryDir home;
    QFile passwords(home.filePath(u".pgpass"_s));
    QVERIFY(passwords.open(QIODevice::WriteOnly));
    passwords.write("*:*:*:ada:secret\n");
    passwords.close();
    passwords.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray oldHome = qgetenv("HOME");
    qputenv("HOME", QFile::encodeName(home.path()));
    qputenv("PGPASSFILE", QFile::encodeName(passwords.fileName()));
    qputenv("PGPASSWORD", "secret");
    qputenv("PGHOSTADDR", "127.0.0.9");
    qputenv("PGSSLMODE", "verify-full");
    qputenv("PGOPTIONS", "-c work_mem=77MB");
    qputenv("PGUSER", "postgres");
    if (cleared)
        clearLibpqEnvironment();
    QCOMPARE(qEnvironmentVariableIsSet("PGPASSWORD"), !cleared);
    ConnectionParameters empty = server.parameters(u"ada"_s, QString());
    empty.allowEmptyPassword = true;
    PostgresError error;
    const int withoutPassword = openingEndsWith(empty, &error);
    Connection connection(server.parameters(u"ada"_s, u"secret"_s));
    RunRecorder recorder(&connection);
    connection.run("select current_user || ' ' || inet_server_addr() || ' ' || (current_setting('work_mem') = '77MB')",
                   {});
    QTRY_COMPARE(recorder.finished, 1);
    clearLibpqEnvironment();
    qputenv("HOME", oldHome);
    // PGPASSWORD stands for an empty password in libpq itself, so main has to clear the environment; all else is
    // explicit.
    QCOMPARE(withoutPassword, cleared ? static_cast<int>(Kind::WrongPassword) : -1);
    QVERIFY2(recorder.run, qPrintable(recorder.message()));
    QCOMPARE(recorder.cell(0, 0), QByteArray("ada 127.0.0.1/32 false"));
}

QTEST_GUILESS_MAIN(TestConnectError)
#include "tst_connect_error.moc"
