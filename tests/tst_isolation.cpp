// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/LocalServer.h"
#include "support/SampleFolder.h"

#include <QtTest>

using namespace parlance;
using namespace parlance::test;

namespace {

//! Who shows first that an escape works where its wall does not stand.
enum class Shown {
    Plain,     //!< any role of a fresh PostgreSQL, in a database as CREATE DATABASE makes it
    Granted,   //!< that role, once it was granted what a team was not
    Superuser, //!< works for no plain role anywhere: only a superuser gets through
};

} // namespace

Q_DECLARE_METATYPE(Shown)

//! What a team's role must not be able to do, with psql and without Parlance in between.
class TestIsolation : public QObject {
    Q_OBJECT

private:
    SampleFolder m_folder;
    std::unique_ptr<LocalServer> m_server;
    LocalServerStatus m_status;

    PsqlOutput asPlain(const QString& sql, const QString& database = QStringLiteral("open_db"))
    {
        return psql(m_status, database, QStringLiteral("plain"), QStringLiteral("plain"), sql);
    }
    PsqlOutput asTeam(const QString& team, const QString& sql)
    {
        return psql(m_status, team + QStringLiteral("_db"), team, team + QStringLiteral("123"), sql);
    }

    //! A session of \a role that sleeps in \a database, seen by the server.
    void startVictim(QProcess& victim, const QString& role, const QString& password, const QString& database)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PGPASSWORD"), password);
        environment.insert(QStringLiteral("PGAPPNAME"), QStringLiteral("victim"));
        victim.setProcessEnvironment(environment);
        victim.start(QStringLiteral("psql"),
                     {QStringLiteral("-X"), QStringLiteral("-h"), m_status.host, QStringLiteral("-p"),
                      QString::number(m_status.port), QStringLiteral("-U"), role, QStringLiteral("-d"), database,
                      QStringLiteral("-c"), QStringLiteral("SELECT pg_sleep(100)")});
        QVERIFY(victim.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(
            psqlAsSuperuser(m_status, database,
                            QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'victim' "
                                           "AND wait_event = 'PgSleep'"))
                .out,
            QStringLiteral("1"), 20000);
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<LocalServer>(m_folder.dataFolder());
        m_status = startAndWait(*m_server);
        QVERIFY(m_status.running);
        const QString make = QStringLiteral("CREATE ROLE plain LOGIN PASSWORD 'plain';\n"
                                            "CREATE DATABASE open_db TEMPLATE template0;\n");
        QCOMPARE(psqlAsSuperuser(m_status, QStringLiteral("postgres"), make).err, QString());
        // What a team was not granted, granted; the table is named as one of each team's is.
        const QString grant =
            QStringLiteral("CREATE TABLE orders (id int PRIMARY KEY); CREATE TABLE leads (id int PRIMARY KEY); CREATE "
                           "TABLE shipments (id int PRIMARY KEY);"
                           "GRANT ALL ON ALL TABLES IN SCHEMA public TO plain WITH GRANT OPTION; GRANT ALL ON SCHEMA "
                           "public TO plain; GRANT ALL ON DATABASE open_db TO plain;");
        QCOMPARE(psqlAsSuperuser(m_status, QStringLiteral("open_db"), grant).err, QString());
    }
    void cleanupTestCase() { m_server.reset(); }

    void escapes_data()
    {
        QTest::addColumn<QString>("sql"); // %1 is a table of the team's
        QTest::addColumn<Shown>("shown");
        QTest::addColumn<QString>("refusal");
        const QString denied = QStringLiteral("permission denied");
        const QString superuserOnly = QStringLiteral("(must be superuser|permission denied)");
        const auto row = [](const char* name, const char* sql, Shown shown, const QString& refusal) {
            QTest::newRow(name) << QString::fromUtf8(sql) << shown << refusal;
        };
        row("a temporary table", "CREATE TEMP TABLE t (i int)", Shown::Plain, denied);
        row("a temporary table from a SELECT", "SELECT 1 AS i INTO TEMP t", Shown::Plain, denied);
        row("a lock that outlives the transaction", "SELECT pg_advisory_lock(1)", Shown::Plain, denied);
        row("the same with two keys", "SELECT pg_advisory_lock(1, 2)", Shown::Plain, denied);
        row("a shared lock that outlives the transaction", "SELECT pg_advisory_lock_shared(1)", Shown::Plain, denied);
        row("a lock that does not wait", "SELECT pg_try_advisory_lock(1)", Shown::Plain, denied);
        row("a shared lock that does not wait", "SELECT pg_try_advisory_lock_shared(1, 2)", Shown::Plain, denied);
        row("an advisory lock of the transaction", "SELECT pg_advisory_xact_lock(1)", Shown::Plain, denied);
        row("a message into the log of changes", "SELECT pg_logical_emit_message(false, 'a', 'b')", Shown::Plain,
            denied);
        row("the same inside a transaction", "SELECT pg_logical_emit_message(true, 'a', 'b')", Shown::Plain, denied);
        row("a large object", "SELECT lo_create(0)", Shown::Plain, denied);
        row("a large object of the old kind", "SELECT lo_creat(-1)", Shown::Plain, denied);
        row("a large object with content", "SELECT lo_from_bytea(0, 'x')", Shown::Plain, denied);
        row("a message to listeners through a function", "SELECT pg_notify('a', 'b')", Shown::Plain, denied);
        row("a snapshot kept for others", "SELECT pg_export_snapshot()", Shown::Plain, denied);
        row("a table in public", "CREATE TABLE public.t (i int); DROP TABLE public.t", Shown::Granted, denied);
        row("a function in public",
            "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION public.f()",
            Shown::Granted, denied);
        row("a schema", "CREATE SCHEMA s; DROP SCHEMA s", Shown::Granted, denied);
        row("new rows", "INSERT INTO %1 SELECT * FROM %1 WHERE false", Shown::Granted, denied);
        row("other rows", "DELETE FROM %1", Shown::Granted, denied);
        row("no rows", "TRUNCATE %1 CASCADE", Shown::Granted, denied);
        row("rows held", "SELECT 1 FROM %1 FOR UPDATE", Shown::Granted, denied);
        row("a table held", "BEGIN; LOCK TABLE %1 IN ACCESS EXCLUSIVE MODE", Shown::Granted, denied);
        row("another description", "COMMENT ON TABLE %1 IS 'x'", Shown::Superuser, QStringLiteral("must be owner"));
        row("another column", "ALTER TABLE %1 ADD COLUMN planted int; ALTER TABLE %1 DROP COLUMN planted",
            Shown::Superuser, QStringLiteral("must be owner"));
        row("an index built anew", "REINDEX TABLE %1", Shown::Superuser, QStringLiteral("must be owner"));
        row("a file of the server", "SELECT pg_read_file('PG_VERSION')", Shown::Superuser, denied);
        row("a folder of the server", "SELECT pg_ls_dir('.')", Shown::Superuser, denied);
        row("a file into a large object", "SELECT lo_import('/etc/hostname')", Shown::Superuser, denied);
        row("a program on the server", "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'", Shown::Superuser, superuserOnly);
        row("a file written by the server", "COPY (SELECT 1) TO '/dev/null'", Shown::Superuser, superuserOnly);
        row("passwords", "SELECT rolpassword FROM pg_authid", Shown::Superuser, denied);
        row("the tables' owner", "SET ROLE sales_owner; SET ROLE marketing_owner; SET ROLE operations_owner",
            Shown::Superuser, denied);
        row("the superuser's place", "SET SESSION AUTHORIZATION parlance", Shown::Superuser, denied);
        row("a new role", "CREATE ROLE planted; DROP ROLE planted", Shown::Superuser, denied);
        row("a checkpoint", "CHECKPOINT", Shown::Superuser, superuserOnly);
        row("a reload of the settings", "SELECT pg_reload_conf()", Shown::Superuser, denied);
    }
    void escapes()
    {
        QFETCH(QString, sql);
        QFETCH(Shown, shown);
        QFETCH(QString, refusal);
        const QString shownSql = sql.contains(QLatin1String("%1")) ? sql.arg(QStringLiteral("orders")) : sql;
        const PsqlOutput works = shown == Shown::Superuser
                                   ? psqlAsSuperuser(m_status, QStringLiteral("open_db"), shownSql)
                                   : asPlain(shownSql);
        QVERIFY2(works.exitCode == 0, qPrintable(works.err));
        if (shown == Shown::Superuser)
            QVERIFY2(asPlain(shownSql).exitCode != 0, "said to work for superusers alone");
        const QMap<QString, QString> tables{{QStringLiteral("sales"), QStringLiteral("orders")},
                                            {QStringLiteral("marketing"), QStringLiteral("leads")},
                                            {QStringLiteral("operations"), QStringLiteral("shipments")}};
        for (auto it = tables.begin(); it != tables.end(); ++it) {
            const QString teamSql = sql.contains(QLatin1String("%1")) ? sql.arg(it.value()) : sql;
            const PsqlOutput fails = asTeam(it.key(), teamSql);
            QVERIFY2(fails.exitCode != 0, qPrintable(it.key() + QStringLiteral(" got through: ") + fails.out));
            QVERIFY2(fails.err.contains(QRegularExpression(refusal)), qPrintable(fails.err));
        }
    }

    void someEscapesWorkInAReadOnlyTransactionToo_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("an advisory lock") << QStringLiteral("SELECT pg_advisory_lock(7)");
        QTest::newRow("a message into the log of changes")
            << QStringLiteral("SELECT pg_logical_emit_message(false, 'a', 'b')");
        QTest::newRow("a large object") << QStringLiteral("SELECT lo_create(0)");
    }
    void someEscapesWorkInAReadOnlyTransactionToo()
    {
        QFETCH(QString, sql);
        const QString readOnly = QStringLiteral("BEGIN READ ONLY; ") + sql + QStringLiteral("; ROLLBACK");
        const PsqlOutput works = asPlain(readOnly);
        // PostgreSQL 16 refuses large objects in a read-only transaction by itself.
        if (m_status.version.section(QLatin1Char('.'), 0, 0).toInt() < 16 || !sql.contains(QLatin1String("lo_create")))
            QVERIFY2(works.exitCode == 0, qPrintable(works.err));
        for (const QString& team :
             {QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")}) {
            const PsqlOutput fails = asTeam(team, readOnly);
            QVERIFY2(fails.exitCode != 0 && fails.err.contains(QLatin1String("permission denied for function")),
                     qPrintable(fails.err));
        }
    }

    void noTeamGetsIntoAnotherDatabase()
    {
        QCOMPARE(asPlain(QStringLiteral("SELECT 1")).out, QStringLiteral("1"));
        const QStringList databases{QStringLiteral("sales_db"), QStringLiteral("marketing_db"),
                                    QStringLiteral("operations_db"), QStringLiteral("postgres"),
                                    QStringLiteral("template1")};
        for (const QString& team :
             {QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")}) {
            for (const QString& database : databases) {
                const PsqlOutput output = psql(m_status, database, team, team + QStringLiteral("123"),
                                               QStringLiteral("SELECT current_database()"));
                if (database == team + QStringLiteral("_db"))
                    QCOMPARE(output.out, database);
                else
                    QVERIFY2(output.exitCode != 0 &&
                                 output.err.contains(QLatin1String("permission denied for database")),
                             qPrintable(team + QStringLiteral(" in ") + database + output.err));
            }
        }
        for (const QString& database : databases)
            QVERIFY2(asPlain(QStringLiteral("SELECT 1"), database).exitCode != 0,
                     qPrintable(QStringLiteral("any role gets into ") + database));
    }

    void noSessionEndsAnotherOfTheSameRole()
    {
        for (const QString& function : {QStringLiteral("pg_cancel_backend"), QStringLiteral("pg_terminate_backend")}) {
            const QString sql =
                QStringLiteral(
                    "BEGIN READ ONLY; SELECT %1(pid) FROM pg_stat_activity WHERE application_name = 'victim'")
                    .arg(function);
            QProcess open;
            startVictim(open, QStringLiteral("plain"), QStringLiteral("plain"), QStringLiteral("open_db"));
            QCOMPARE(asPlain(sql).out, QStringLiteral("t"));
            QVERIFY2(open.waitForFinished(20000), "without the wall it ends the other session's statement");
            QProcess team;
            startVictim(team, QStringLiteral("sales"), QStringLiteral("sales123"), QStringLiteral("sales_db"));
            const PsqlOutput fails = asTeam(QStringLiteral("sales"), sql);
            QVERIFY2(fails.exitCode != 0 && fails.err.contains(QLatin1String("permission denied for function")),
                     qPrintable(fails.err));
            QCOMPARE(team.state(), QProcess::Running);
            team.kill();
            team.waitForFinished();
            QCOMPARE(psqlAsSuperuser(m_status, QStringLiteral("sales_db"),
                                     QStringLiteral("SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                                    "WHERE application_name = 'victim'"))
                         .exitCode,
                     0);
            QTRY_COMPARE(psqlAsSuperuser(
                             m_status, QStringLiteral("sales_db"),
                             QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'victim'"))
                             .out,
                         QStringLiteral("0"));
        }
    }

    void rightsAreConnectUsageAndSelectAndNothingMore()
    {
        for (const QString& team :
             {QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")}) {
            const QString rights =
                asTeam(
                    team,
                    QStringLiteral(
                        "SELECT has_database_privilege(current_database(), 'CREATE'), "
                        "has_database_privilege(current_database(), 'TEMP'), has_schema_privilege('public', 'CREATE'), "
                        "bool_and(has_table_privilege(oid, 'SELECT')), bool_or(has_table_privilege(oid, 'INSERT, "
                        "UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')), "
                        "(SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls FROM "
                        "pg_roles WHERE rolname = current_user), "
                        "(SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname LIKE '%\\_owner'), (SELECT count(*) "
                        "FROM pg_auth_members WHERE member = current_user::regrole), "
                        "bool_and(pg_get_userbyid(relowner) = current_user || '_owner') FROM pg_class WHERE "
                        "relnamespace = 'public'::regnamespace AND relkind = 'r'"))
                    .out;
            QCOMPARE(rights, QStringLiteral("f|f|f|t|f|f|f|0|t"));
            const PsqlOutput owner = psql(m_status, team + QStringLiteral("_db"), team + QStringLiteral("_owner"),
                                          QString(), QStringLiteral("SELECT 1"));
            QVERIFY(owner.exitCode != 0);
        }
    }

    void aTeamHandsNoRightsOn()
    {
        const QString readable = QStringLiteral("SELECT has_table_privilege('plain', '%1', 'SELECT')");
        QVERIFY(asPlain(QStringLiteral("GRANT SELECT ON orders TO sales")).exitCode == 0);
        QCOMPARE(psqlAsSuperuser(m_status, QStringLiteral("open_db"),
                                 QStringLiteral("SELECT has_table_privilege('sales', 'orders', 'SELECT')"))
                     .out,
                 QStringLiteral("t"));
        // PostgreSQL warns, and grants nothing.
        QVERIFY(asTeam(QStringLiteral("sales"), QStringLiteral("GRANT SELECT ON orders TO plain"))
                    .err.contains(QLatin1String("no privileges were granted")));
        QCOMPARE(psqlAsSuperuser(m_status, QStringLiteral("sales_db"), readable.arg(QStringLiteral("orders"))).out,
                 QStringLiteral("f"));
    }

    void aPasswordSomebodyChangedIsPutBackAtTheNextStart()
    {
        // Every role may do this; no right takes it away. In a read-only transaction, as Parlance runs things, it
        // fails.
        QVERIFY(asTeam(QStringLiteral("sales"), QStringLiteral("BEGIN READ ONLY; ALTER ROLE sales PASSWORD 'taken'"))
                    .err.contains(QLatin1String("read-only")));
        QCOMPARE(
            asTeam(QStringLiteral("sales"),
                   QStringLiteral("ALTER ROLE sales PASSWORD 'taken'; ALTER ROLE sales SET statement_timeout = '1ms'"))
                .exitCode,
            0);
        QVERIFY(asTeam(QStringLiteral("sales"), QStringLiteral("SELECT 1")).exitCode != 0);
        m_server = nullptr;
        m_server = std::make_unique<LocalServer>(m_folder.dataFolder());
        m_status = startAndWait(*m_server);
        QCOMPARE(asTeam(QStringLiteral("sales"), QStringLiteral("SHOW statement_timeout")).out,
                 QStringLiteral("30min"));
    }
};

QTEST_GUILESS_MAIN(TestIsolation)
#include "tst_isolation.moc"
