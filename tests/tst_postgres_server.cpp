// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using parlance::test::PostgresServer;

//! The private server every other test stands on.
class TestPostgresServer final : public QObject {
    Q_OBJECT
private slots:
    void startsStopsAndStartsAgain()
    {
        PostgresServer server;
        QCOMPARE(server.exec(u"select 6 * 7"_s), u"42"_s);
        server.createRole(u"ada"_s, u"it's ada's"_s);
        QCOMPARE(server.psql(u"select current_user"_s, u"ada"_s, u"it's ada's"_s), QByteArray("ada\n"));
        server.stop();
        QVERIFY(!server.isRunning());
        server.start();
        server.killHard();
        QVERIFY(!server.isRunning());
        server.start();
        QCOMPARE(server.exec(u"select count(*) from pg_roles where rolname = 'ada'"_s), u"1"_s);
    }
    void speaksTls_data()
    {
        QTest::addColumn<bool>("expired");
        QTest::newRow("a certificate that is valid") << false;
        QTest::newRow("a certificate that ended yesterday") << true;
    }
    void speaksTls()
    {
        QFETCH(bool, expired);
        PostgresServer::Options options;
        options.tlsHostName = u"db.parlance.test"_s;
        options.tlsExpired = expired;
        const PostgresServer server(options);
        QCOMPARE(server.psql(u"select ssl from pg_stat_ssl where pid = pg_backend_pid()"_s, server.superuser(),
                             server.superuserPassword()),
                 QByteArray("t\n"));
    }
};

QTEST_GUILESS_MAIN(TestPostgresServer)
#include "tst_postgres_server.moc"
