// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;
using Kind = PostgresError::Kind;
using State = Connection::State;

Q_DECLARE_METATYPE(parlance::PostgresError::Kind)

//! What gets past a parser must still meet the server's walls: the escapes of a read-only run, each first seen to work
//! without the wall.
class TestConnectionRefusals final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->createRole(u"ada"_s, u"secret"_s);
        m_server->createDatabase(u"work"_s, u"ada"_s); // may do everything there: what holds it back is not the role
        m_server->exec(
            u"create table kept (id int); alter table kept owner to ada; "
            "create procedure writes() language sql as 'insert into kept values (7)'; create sequence counter; "
            "grant all on sequence counter to ada; create function writing() returns int language sql as "
            "'insert into kept values (8); select 1'; alter schema public owner to ada"_s,
            u"work"_s);
    }
    void init() { m_server->exec(u"truncate kept"_s, u"work"_s); }

    void letsNothingBeWritten_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("sqlState");
        QTest::addColumn<bool>("worksInPsql");
        const auto row = [](const char* name, const char* sql, const char* state, bool works = true) {
            QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(state) << works;
        };
        row("an insert", "insert into kept values (1)", "25006");
        row("an update", "update kept set id = 2", "25006");
        row("a delete", "delete from kept", "25006");
        row("a data-modifying WITH", "with w as (insert into kept values (1) returning *) select * from w", "25006");
        row("EXPLAIN ANALYZE of an insert", "explain analyze insert into kept values (1)", "25006");
        row("select into", "select 1 as x into made_1", "25006");
        row("create table", "create table made_2 (id int)", "25006");
        row("a DO block that writes", "do $$ begin insert into kept values (1); end $$", "25006");
        row("a procedure that writes", "call writes()", "25006");
        row("a function that writes", "select writing()", "25006");
        row("nextval", "select nextval('counter')", "25006");
        row("for update", "select * from kept for update", "25006");
        row("commit and more in one text", "select 1; commit; insert into kept values (1)", "42601");
        row("the same behind comments", "select 1 /* ; */; /* -- */ commit; insert into kept values (1)", "42601");
        row("rollback, write, in one text", "rollback; insert into kept values (1)", "42601");
        row("a transaction made writable first", "set transaction read write; insert into kept values (1)", "42601");
        row("writable from within",
            "select set_config('transaction_read_only', 'off', false) from (select count(*) from pg_class) c", "25001");
        row("the session made writable from within",
            "do $$ begin perform 1; set transaction read write; insert into kept values (1); end $$", "25001", false);
        row("copy into a table", "copy kept from stdin", "25006", false);
    }
    void letsNothingBeWritten()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, sqlState);
        QFETCH(bool, worksInPsql);
        if (worksInPsql) // an error would end the test here
            m_server->psql(QString::fromUtf8(sql), u"ada"_s, u"secret"_s, u"work"_s);
        m_server->exec(u"truncate kept; drop table if exists made_1, made_2"_s, u"work"_s);
        Connection connection(m_server->parameters(u"ada"_s, u"secret"_s, u"work"_s));
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, sql, RunLimits());
        QVERIFY2(!recorder.run, "it ran");
        QCOMPARE(recorder.kind(), static_cast<int>(Kind::Server));
        QCOMPARE(recorder.run.error().sqlState, sqlState);
        QCOMPARE(m_server->exec(u"select count(*) from kept"_s, u"work"_s), u"0"_s);
        QCOMPARE(m_server->exec(u"select count(*) from pg_class where relname like 'made%'"_s, u"work"_s), u"0"_s);
        PARLANCE_RUN(connection, recorder, "select current_setting('transaction_read_only')", RunLimits());
        QCOMPARE(recorder.cell(0, 0), QByteArray("on"));
    }

    void noticesALeftTransaction_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("commit") << QByteArray("commit");
        QTest::newRow("rollback") << QByteArray("rollback");
        QTest::newRow("end, in other words") << QByteArray("/* x */ END TRANSACTION");
        QTest::newRow("commit and chain") << QByteArray("commit and chain");
        QTest::newRow("rollback and chain") << QByteArray("rollback and chain");
        QTest::newRow("prepare transaction") << QByteArray("prepare transaction 'x'");
    }
    void noticesALeftTransaction()
    {
        QFETCH(QByteArray, sql);
        Connection connection(m_server->parameters(u"ada"_s, u"secret"_s, u"work"_s));
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select pg_backend_pid()", RunLimits());
        const QByteArray before = recorder.cell(0, 0);
        PARLANCE_RUN(connection, recorder, sql, RunLimits());
        QCOMPARE(recorder.kind(), static_cast<int>(Kind::Protocol));
        QCOMPARE(connection.state(), State::Lost); // and dropped
        PARLANCE_RUN(connection, recorder, "select pg_backend_pid()", RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QVERIFY(recorder.cell(0, 0) != before);
    }

    void undoesWhatATransactionMay_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("probe");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("a setting of the session")
            << QByteArray("set work_mem = '77MB'") << QByteArray("show work_mem") << QByteArray("4MB");
        QTest::newRow("a lock") << QByteArray("lock table kept in access share mode")
                                << QByteArray("select count(*) from pg_locks where relation = 'kept'::regclass")
                                << QByteArray("0");
        QTest::newRow("a cursor") << QByteArray("declare c cursor for select 1")
                                  << QByteArray("select count(*) from pg_cursors where name <> ''") << QByteArray("0");
        QTest::newRow("a channel listened to")
            << QByteArray("listen here") << QByteArray("select count(*) from pg_listening_channels()")
            << QByteArray("0");
        QTest::newRow("the statement's own time-out")
            << QByteArray("set statement_timeout = 0") << QByteArray("show statement_timeout") << QByteArray("210s");
    }
    void undoesWhatATransactionMay()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, probe);
        QFETCH(QByteArray, expected);
        Connection connection(m_server->parameters(u"ada"_s, u"secret"_s, u"work"_s));
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, sql, RunLimits());
        PARLANCE_RUN(connection, recorder, probe, RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.cell(0, 0), expected);
    }

    void answersWhatIsNoQuery_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("an empty text") << QByteArray("") << Kind::Refused;
        QTest::newRow("a comment") << QByteArray("-- nothing\n") << Kind::Refused;
        QTest::newRow("copy to stdout") << QByteArray("copy (select 1) to stdout") << Kind::Refused;
        QTest::newRow("a large copy to stdout")
            << QByteArray("copy (select repeat('x', 1000) from generate_series(1, 200000)) to stdout") << Kind::Refused;
        QTest::newRow("a NUL, behind which something hides") << QByteArray("select 1\0 nonsense", 18) << Kind::Refused;
        QTest::newRow("an error of syntax") << QByteArray("selekt 1") << Kind::Server;
        QTest::newRow("an error while rows arrive")
            << QByteArray("select 1/(100000 - generate_series(1, 200000))") << Kind::Server;
    }
    void answersWhatIsNoQuery()
    {
        QFETCH(QByteArray, sql);
        QFETCH(Kind, kind);
        Connection connection(m_server->parameters(u"ada"_s, u"secret"_s, u"work"_s));
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, sql, RunLimits());
        QCOMPARE(recorder.kind(), static_cast<int>(kind));
        QVERIFY(!recorder.message().isEmpty());
        QCOMPARE(connection.state(), State::Idle);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        QVERIFY(recorder.run);
    }

    void takesCopyInAsSuperuser()
    {
        m_server->exec(u"alter database work set default_transaction_read_only = off"_s);
        Connection connection(m_server->superuserParameters(u"work"_s));
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "copy kept from stdin", RunLimits());
        QVERIFY(!recorder.run);
        QCOMPARE(m_server->exec(u"select count(*) from kept"_s, u"work"_s), u"0"_s);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        QVERIFY(recorder.run);
    }

    void repeatsWhatALateCancelHit()
    {
        // Somebody else's pg_cancel_backend looks exactly like a cancel of ours that came late.
        Connection connection(m_server->parameters(u"ada"_s, u"secret"_s, u"work"_s));
        RunRecorder recorder(&connection);
        connection.run("select pg_sleep(1), 'again'", {});
        const auto cancel = [this] {
            return m_server->exec(
                u"select count(pg_cancel_backend(pid)) from pg_stat_activity where usename = 'ada' and query like "
                "'select pg_sleep%' and state = 'active'"_s);
        };
        const auto cancelOnce = [&cancel] { return QTest::qWaitFor([&cancel] { return cancel() == u"1"_s; }, 2000); };
        QVERIFY(cancelOnce());
        QTRY_COMPARE(recorder.finished, 1);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.cell(0, 1), QByteArray("again"));
        recorder.reset();
        connection.run("select pg_sleep(20)", {});
        // However often it is cancelled from then on: it is repeated once, not for ever.
        QVERIFY(QTest::qWaitFor([&] {
            cancel();
            return recorder.finished == 1;
        }));
        QCOMPARE(recorder.run.error().sqlState, u"57014"_s);
    }

private:
    std::unique_ptr<PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestConnectionRefusals)
#include "tst_connection_refusals.moc"
