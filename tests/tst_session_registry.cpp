// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"
#include "support/SilentServer.h"
#include "team/SessionRegistry.h"

#include <QElapsedTimer>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::SilentServer;
using Opened = Result<TeamSession*, PostgresError>;
using Kind = PostgresError::Kind;

namespace {

//! What a registry said about its sign-ins.
struct Listener {
    explicit Listener(SessionRegistry* registry)
    {
        QObject::connect(registry, &SessionRegistry::openFinished, &m_context,
                         [this](quint64 request, const Opened& result) {
                             answers.append({request, result});
                         });
        QObject::connect(registry, &SessionRegistry::openWaiting, &m_context,
                         [this](quint64, int attempt, int seconds) {
                             waits.append({attempt, seconds});
                         });
    }
    int count(quint64 request) const
    {
        return int(
            std::count_if(answers.cbegin(), answers.cend(), [request](const auto& a) { return a.first == request; }));
    }
    Opened of(quint64 request) const
    {
        for (const auto& answer : answers) {
            if (answer.first == request)
                return answer.second;
        }
        return unexpected(PostgresError());
    }
    QList<QPair<quint64, Opened>> answers;
    QList<QPair<int, int>> waits;

private:
    QObject m_context;
};

} // namespace

//! Signing in and out against a real server, and everything that can go wrong with it.
class TestSessionRegistry final : public QObject {
    Q_OBJECT
private:
    Team team(const QString& user = QStringLiteral("sales")) const
    {
        Team one;
        one.id = QStringLiteral("sales");
        one.name = QStringLiteral("Sales");
        one.database = m_server->parameters(user, QString(), QStringLiteral("sales_db"));
        one.database.password.clear();
        one.policy.timeZone = QStringLiteral("Europe/Berlin");
        return one;
    }
    int connections() const
    {
        return m_server
            ->exec(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'Parlance %'"))
            .trimmed()
            .toInt();
    }

    std::unique_ptr<PostgresServer> m_server;

private slots:
    void initTestCase();
    void signsInAndReadsTheCatalogAfterwards();
    void sessionsAreTheirOwn();
    void signingOutClosesTheConnections();
    void closedByWhoeverIsTold();
    void failuresAreToldApart_data();
    void failuresAreToldApart();
    void noPasswordIsAskedOfNobody();
    void cancelAnswersAtOnceWhileTheServerHangs();
    void cancelBeforeItBegan();
    void cancelOfAFinishedSignInDoesNothing();
    void theRegistryMayDieMeanwhile();
    void aStartingServerIsWaitedFor();
    void waitingCanBeCancelled();
    void theSampleWaitsForItsServer();
};

void TestSessionRegistry::initTestCase()
{
    PostgresServer::Options options;
    options.hba = {QStringLiteral("local all all trust"),
                   QStringLiteral("host all postgres,sales,no_login,narrow 127.0.0.1/32 scram-sha-256")};
    options.settings = {QStringLiteral("wal_level = replica")}; // a standby needs it
    m_server = std::make_unique<PostgresServer>(options);
    m_server->createRole(QStringLiteral("sales"), QStringLiteral("sales123"));
    m_server->createRole(QStringLiteral("narrow"), QStringLiteral("sales123"), QStringLiteral("CONNECTION LIMIT 0"));
    m_server->createRole(QStringLiteral("no_login"), QStringLiteral("sales123"));
    m_server->exec(QStringLiteral("ALTER ROLE no_login NOLOGIN"));
    m_server->createDatabase(QStringLiteral("sales_db"));
    m_server->exec(QStringLiteral("CREATE TABLE customers (id int PRIMARY KEY); GRANT SELECT ON customers TO sales"),
                   QStringLiteral("sales_db"));
}

void TestSessionRegistry::signsInAndReadsTheCatalogAfterwards()
{
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(team(), QStringLiteral("sales123"));
    QVERIFY2(listener.answers.isEmpty(), "never from inside open()");
    QTRY_COMPARE(listener.count(request), 1);
    QVERIFY(listener.of(request).has_value());
    TeamSession* session = *listener.of(request);
    QVERIFY2(!session->isCatalogRead(), "signed in does not wait for the catalog");
    QSignalSpy read(session, &TeamSession::catalogRead);
    QCOMPARE(session->server().user, QStringLiteral("sales"));
    QCOMPARE(session->server().database, QStringLiteral("sales_db"));
    QCOMPARE(session->server().version / 10000, 15);
    QCOMPARE(session->askLimits().timeZone, QStringLiteral("Europe/Berlin"));
    QVERIFY(session->team().database.password.isEmpty());
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(session->isCatalogRead());
    QCOMPARE(session->catalog().tableCount(), 1);
    QVERIFY(session->catalog().find(QStringLiteral("public"), QStringLiteral("customers")) != nullptr);

    m_server->exec(QStringLiteral("CREATE TABLE later (id int)"), QStringLiteral("sales_db"));
    session->refreshCatalog();
    session->refreshCatalog(); // joins
    QTRY_COMPARE(read.count(), 2);
    QCOMPARE(session->catalog().tableCount(), 2);
    m_server->exec(QStringLiteral("DROP TABLE later"), QStringLiteral("sales_db"));
    QCOMPARE(listener.count(request), 1);
}

void TestSessionRegistry::sessionsAreTheirOwn()
{
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 first = registry.open(team(), QStringLiteral("sales123"));
    const quint64 second = registry.open(team(), QStringLiteral("sales123"));
    QVERIFY(first != second);
    QTRY_COMPARE(listener.answers.size(), 2);
    QCOMPARE(registry.sessions().size(), 2);
    QSet<QString> names;
    for (TeamSession* session : registry.sessions()) {
        const QString name = session->pool()->shared()->parameters().applicationName;
        QCOMPARE(name, QString(QStringLiteral("Parlance ") + session->id().toString(QUuid::WithoutBraces).first(8)));
        names.insert(name);
    }
    QCOMPARE(names.size(), 2);
    const QString seen = m_server->exec(
        QStringLiteral("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'Parlance %'"));
    for (const QString& name : names)
        QVERIFY2(seen.contains(name), qPrintable(seen));
}

void TestSessionRegistry::signingOutClosesTheConnections()
{
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(team(), QStringLiteral("sales123"));
    QTRY_COMPARE(listener.count(request), 1);
    TeamSession* session = *listener.of(request);
    QTRY_VERIFY(session->isCatalogRead());
    QTRY_COMPARE(connections(), 1);
    QSignalSpy closed(session, &TeamSession::closed);
    QSignalSpy destroyed(session, &QObject::destroyed);
    registry.close(session);
    QCOMPARE(closed.count(), 1);
    QVERIFY(registry.sessions().isEmpty());
    registry.close(session);
    QTRY_COMPARE(destroyed.count(), 1);
    QTRY_COMPARE(connections(), 0);
}

void TestSessionRegistry::closedByWhoeverIsTold()
{
    SessionRegistry registry;
    bool told = false;
    connect(&registry, &SessionRegistry::openFinished, this, [&](quint64, const Opened& result) {
        told = true;
        QVERIFY(result.has_value());
        registry.close(*result);
    });
    registry.open(team(), QStringLiteral("sales123"));
    QTRY_VERIFY(told);
    QTRY_COMPARE(connections(), 0);
    QVERIFY(registry.sessions().isEmpty());
}

void TestSessionRegistry::failuresAreToldApart_data()
{
    QTest::addColumn<QString>("change"); // key=value of the team's database
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("sentence");
    const QString good = QStringLiteral("sales123");
    const QString sales = QStringLiteral("sales");
    QTest::newRow("a wrong password") << QString() << sales << QStringLiteral("wrong") << Kind::WrongPassword
                                      << QStringLiteral("PostgreSQL refused this user or password.");
    QTest::newRow("no entry in pg_hba.conf") << QString() << QStringLiteral("unknown") << good << Kind::NoPgHbaEntry
                                             << QStringLiteral("The server does not let this computer in.");
    QTest::newRow("a role that may not log in")
        << QString() << QStringLiteral("no_login") << good << Kind::RoleMayNotLogIn
        << QStringLiteral("The user no_login may not sign in.");
    QTest::newRow("too many connections") << QString() << QStringLiteral("narrow") << good << Kind::TooManyConnections
                                          << QStringLiteral("All connections the server allows are in use.");
    QTest::newRow("a database that is not there")
        << QStringLiteral("database=nowhere_db") << sales << good << Kind::DatabaseMissing
        << QStringLiteral("The server has no database nowhere_db.");
    QTest::newRow("nobody listens") << QStringLiteral("port=%1").arg(PostgresServer::freePort()) << sales << good
                                    << Kind::ConnectionRefused
                                    << QStringLiteral("Nothing answers as PostgreSQL at 127.0.0.1.");
    QTest::newRow("no such host") << QStringLiteral("host=no-such-host.invalid") << sales << good << Kind::HostNotFound
                                  << QStringLiteral("The server no-such-host.invalid was not found.");
    QTest::newRow("encryption the server does not offer")
        << QStringLiteral("sslMode=require") << sales << good << Kind::TlsRefused
        << QStringLiteral("The server offers no encrypted connection.");
}

void TestSessionRegistry::failuresAreToldApart()
{
    QFETCH(QString, change);
    QFETCH(QString, user);
    QFETCH(QString, password);
    Team one = team(user);
    const QString key = change.section(u'=', 0, 0);
    const QString value = change.section(u'=', 1);
    if (key == QStringLiteral("database"))
        one.database.database = value;
    else if (key == QStringLiteral("port"))
        one.database.port = value;
    else if (key == QStringLiteral("host"))
        one.database.host = value;
    else if (key == QStringLiteral("sslMode"))
        one.database.sslMode = value;
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(one, password);
    QTRY_COMPARE_WITH_TIMEOUT(listener.count(request), 1, 20'000);
    const Opened result = listener.of(request);
    QVERIFY(!result.has_value());
    QVERIFY2(!result.error().message.contains(password), "the password is nowhere in the words");
    QTEST(result.error().kind, "kind");
    const SignInFailure failure = describeSignInFailure(result.error(), one);
    QTEST(failure.sentence, "sentence");
    QVERIFY(registry.sessions().isEmpty());
}

void TestSessionRegistry::noPasswordIsAskedOfNobody()
{
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(team(), QString());
    QTRY_COMPARE(listener.count(request), 1);
    QCOMPARE(listener.of(request).error().kind, Kind::WrongPassword);
}

void TestSessionRegistry::cancelAnswersAtOnceWhileTheServerHangs()
{
    const SilentServer silent;
    QVERIFY(silent.isListening());
    Team one = team();
    one.database.port = silent.port();
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(one, QStringLiteral("sales123"));
    QTRY_VERIFY(silent.hasGuest());
    QVERIFY(listener.answers.isEmpty());
    QElapsedTimer clock;
    clock.start();
    registry.cancelOpen(request);
    QVERIFY2(listener.answers.isEmpty(), "not from inside cancelOpen()");
    QTRY_COMPARE(listener.count(request), 1);
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(listener.of(request).error().kind, Kind::Cancelled);
    registry.cancelOpen(request);
    // The window is usable at once: the next sign-in works while the other still hangs.
    const quint64 next = registry.open(team(), QStringLiteral("sales123"));
    QTRY_COMPARE(listener.count(next), 1);
    QVERIFY(listener.of(next).has_value());
    QCOMPARE(listener.count(request), 1);
}

void TestSessionRegistry::cancelBeforeItBegan()
{
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(team(), QStringLiteral("sales123"));
    registry.cancelOpen(request);
    QTRY_COMPARE(listener.count(request), 1);
    QCOMPARE(listener.of(request).error().kind, Kind::Cancelled);
    const quint64 next = registry.open(team(), QStringLiteral("sales123"));
    QTRY_COMPARE(listener.count(next), 1);
    QCOMPARE(listener.count(request), 1);
    QCOMPARE(registry.sessions().size(), 1);
}

void TestSessionRegistry::cancelOfAFinishedSignInDoesNothing()
{
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(team(), QStringLiteral("sales123"));
    QTRY_COMPARE(listener.count(request), 1);
    registry.cancelOpen(request);
    registry.cancelOpen(request + 100);
    QTRY_VERIFY(registry.sessions().value(0)->isCatalogRead());
    QCOMPARE(listener.answers.size(), 1);
    QCOMPARE(registry.sessions().size(), 1);
}

void TestSessionRegistry::theRegistryMayDieMeanwhile()
{
    const SilentServer silent;
    Team one = team();
    one.database.port = silent.port();
    QElapsedTimer clock;
    {
        SessionRegistry registry;
        registry.open(one, QStringLiteral("sales123"));
        QTRY_VERIFY(silent.hasGuest());
        clock.start();
    }
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
}

void TestSessionRegistry::aStartingServerIsWaitedFor()
{
    m_server->stop();
    // A standby that takes no readers answers 57P03 to everybody, as a server that wakes does.
    QFile signal(m_server->dataFolder() + QStringLiteral("/standby.signal"));
    QVERIFY(signal.open(QIODevice::WriteOnly));
    signal.close();
    m_server->appendSettings({QStringLiteral("hot_standby = off")});
    m_server->startWithoutWaiting();

    SessionRegistry registry;
    Listener listener(&registry);
    quint64 request = 0;
    // Until the postmaster listens the answer is "refused"; what is tested begins after that.
    const auto beganWaiting = [&] {
        if (request == 0 || listener.count(request) == 1)
            request = registry.open(team(), QStringLiteral("sales123"));
        return !listener.waits.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(beganWaiting(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(listener.waits.last().first >= 2, 10'000); // a second attempt, counted
    QVERIFY(listener.waits.last().second >= 1);
    const Opened early = listener.of(request);
    QVERIFY2(listener.count(request) == 0,
             early ? "signed in" : qPrintable(early.error().message + m_server->log().right(1500)));

    // It wakes: promoted, it takes everybody.
    QFile promote(m_server->dataFolder() + QStringLiteral("/promote"));
    QVERIFY(promote.open(QIODevice::WriteOnly));
    promote.close();
    QCOMPARE(::kill(pid_t(m_server->processId()), SIGUSR1), 0);
    QTRY_COMPARE_WITH_TIMEOUT(listener.count(request), 1, 20'000);
    QVERIFY(listener.of(request).has_value());
}

void TestSessionRegistry::waitingCanBeCancelled()
{
    m_server->stop();
    QFile signal(m_server->dataFolder() + QStringLiteral("/standby.signal"));
    QVERIFY(signal.open(QIODevice::WriteOnly));
    signal.close();
    m_server->startWithoutWaiting();
    SessionRegistry registry;
    Listener listener(&registry);
    quint64 request = 0;
    const auto beganWaiting = [&] {
        if (request == 0 || listener.count(request) == 1)
            request = registry.open(team(), QStringLiteral("sales123"));
        return !listener.waits.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(beganWaiting(), 20'000);
    registry.cancelOpen(request);
    QTRY_COMPARE(listener.count(request), 1);
    QCOMPARE(listener.of(request).error().kind, Kind::Cancelled);
    const qsizetype waits = listener.waits.size();
    // Its clock stands still: another session's does not, and tells when time has passed.
    registry.open(team(), QStringLiteral("sales123"));
    QTRY_VERIFY_WITH_TIMEOUT(listener.waits.size() >= waits + 3, 10'000);
    QCOMPARE(listener.count(request), 1);
}

void TestSessionRegistry::theSampleWaitsForItsServer()
{
    Team one = team();
    one.sample = true;
    one.database.host.clear();
    SessionRegistry registry;
    Listener listener(&registry);
    const quint64 request = registry.open(one, QStringLiteral("sales123"));
    QTRY_COMPARE(listener.count(request), 1);
    QCOMPARE(listener.of(request).error().kind, Kind::ServerStarting);
}

QTEST_GUILESS_MAIN(TestSessionRegistry)
#include "tst_session_registry.moc"
