// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;
using Kind = PostgresError::Kind;
using State = Connection::State;

namespace {
int number(Kind kind)
{
    return static_cast<int>(kind);
}
} // namespace

//! Opening, running, streaming, ending: the promises of Connection.h against a real server.
class TestConnection final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->createRole(u"ada"_s, u"ada's password"_s);
        m_server->exec(u"create type mood as enum ('sad', 'ok', 'happy')"_s);
    }

    void opensAndTellsOfTheServer()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QSignalSpy states(&connection, &Connection::stateChanged);
        connection.open();
        connection.open(); // joins
        QTRY_COMPARE(recorder.opensFinished, 1);
        QVERIFY2(recorder.opened, qPrintable(recorder.opened ? QString() : recorder.opened.error().detail));
        QCOMPARE(states.count(), 2);
        QCOMPARE(connection.state(), State::Idle);
        QCOMPARE(connection.serverInfo(), *recorder.opened);
        QVERIFY(recorder.opened->version >= 150000);
        QVERIFY(recorder.opened->versionText.startsWith(u"15."_s));
        QCOMPARE(recorder.opened->user, u"ada"_s);
        QCOMPARE(recorder.opened->database, u"postgres"_s);
        QCOMPARE(recorder.opened->timeZone, u"UTC"_s);
        QVERIFY(!recorder.opened->superuser);
        QVERIFY(!recorder.opened->encrypted);
        connection.close();
        QCOMPARE(connection.state(), State::Closed);
    }

    void opensByItselfForARun()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        const quint64 id = connection.run("select 1 as one, null, 'x'::text", {});
        QCOMPARE(recorder.finished, 0);
        QTRY_COMPARE(recorder.finished, 1);
        QCOMPARE(recorder.lastId, id);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.opensFinished, 0);
        QCOMPARE(recorder.run->rows, 1);
        QCOMPARE(recorder.run->commandTag, u"SELECT 1"_s);
        QVERIFY(recorder.run->firstRowMicroseconds >= 0);
        QVERIFY(recorder.run->totalMicroseconds >= recorder.run->firstRowMicroseconds);
        QCOMPARE(recorder.table.columnCount(), 3);
        QCOMPARE(recorder.table.columns().at(0).name, u"one"_s);
        QCOMPARE(recorder.table.columns().at(0).typeName, u"integer"_s);
        QCOMPARE(recorder.cell(0, 0), QByteArray("1"));
        QVERIFY(recorder.table.isNull(0, 1));
        QVERIFY(!recorder.table.isNull(0, 2));
        QCOMPARE(recorder.cell(0, 2), QByteArray("x"));
    }

    void runsWhatStreams_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<QString>("tag");
        QTest::newRow("a select without rows") << QByteArray("select 1 where false") << qint64(0) << u"SELECT 0"_s;
        QTest::newRow("a select without columns")
            << QByteArray("select from generate_series(1, 3)") << qint64(3) << u"SELECT 3"_s;
        QTest::newRow("values") << QByteArray("values (1), (2)") << qint64(2) << u"SELECT 2"_s;
        QTest::newRow("table") << QByteArray("table pg_am") << qint64(7) << u"SELECT 7"_s;
        QTest::newRow("show") << QByteArray("show server_version") << qint64(1) << u"SHOW"_s;
        QTest::newRow("explain") << QByteArray("explain select 1") << qint64(1) << u"EXPLAIN"_s;
        QTest::newRow("a comment before and after, blanks, a semicolon")
            << QByteArray(" -- one\n select 1 /* two */ ;  -- three") << qint64(1) << u"SELECT 1"_s;
        QTest::newRow("jsonb's question mark")
            << QByteArray("select '{\"a\":1}'::jsonb ? 'a'") << qint64(1) << u"SELECT 1"_s;
        QTest::newRow("an array slice") << QByteArray("select (array[1,2,3])[1:2]") << qint64(1) << u"SELECT 1"_s;
        QTest::newRow("two hundred thousand rows") << QByteArray("select i, i::text from generate_series(1, 200000) i")
                                                   << qint64(200000) << u"SELECT 200000"_s;
    }
    void runsWhatStreams()
    {
        QFETCH(QByteArray, sql);
        QFETCH(qint64, rows);
        QFETCH(QString, tag);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, sql, RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.run->rows, rows);
        QCOMPARE(recorder.table.rowCount(), rows);
        QCOMPARE(recorder.run->commandTag, tag);
        QCOMPARE(connection.state(), State::Idle);
    }

    void showsTheFirstRowWhileTheRestIsOnItsWay()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        // A server sends when its 8 KB are full, so part of the second row waits with the third.
        connection.run(
            "select repeat('x', 10000), pg_sleep(case when i = 3 then 20 else 0 end) from generate_series(1, 3) i", {});
        QTRY_VERIFY(recorder.table.rowCount() >= 1);
        QCOMPARE(recorder.finished, 0);
        connection.stop();
        QTRY_COMPARE(recorder.finished, 1);
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        QVERIFY(recorder.table.rowCount() >= 1);
        QCOMPARE(connection.state(), State::Idle);
    }

    void stopsAndGoesOn()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        connection.run("select pg_sleep(30)", {});
        QTRY_COMPARE(connection.state(), State::Running);
        QElapsedTimer clock;
        clock.start();
        connection.stop();
        QVERIFY(connection.isStopping());
        connection.stop();
        QTRY_COMPARE(recorder.finished, 1);
        QVERIFY(clock.elapsed() < 2000);
        QVERIFY(!connection.isStopping());
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        PARLANCE_RUN(connection, recorder, "select 2", RunLimits());
        QCOMPARE(recorder.cell(0, 0), QByteArray("2"));
    }

    void stopsAtAnyMoment_data()
    {
        QTest::addColumn<int>("microseconds");
        for (int microseconds = 0; microseconds < 6000; microseconds += 300)
            QTest::addRow("%d microseconds after the run was asked", microseconds) << microseconds;
    }
    void stopsAtAnyMoment()
    {
        QFETCH(int, microseconds);
        static std::unique_ptr<Connection> connection;
        if (!connection)
            connection = std::make_unique<Connection>(parameters());
        RunRecorder recorder(connection.get());
        connection->run("select i, repeat('x', 100), pg_sleep(0.0001) from generate_series(1, 300000) i", {});
        QElapsedTimer clock;
        clock.start();
        while (clock.nsecsElapsed() < microseconds * 1000)
            QCoreApplication::sendPostedEvents(); // the state machine goes on meanwhile
        connection->stop();
        QTRY_COMPARE(recorder.finished, 1);
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        recorder.reset();
        connection->run("select 'next'", {});
        QTRY_COMPARE(recorder.finished, 1);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.cell(0, 0), QByteArray("next"));
        if (microseconds == 5700)
            connection.reset();
    }

    void refusesASecondRunMeanwhile()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QSignalSpy finished(&connection, &Connection::runFinished);
        const quint64 first = connection.run("select pg_sleep(0.3)", {});
        const quint64 second = connection.run("select 2", {});
        QVERIFY(first != second);
        QTRY_COMPARE(finished.count(), 2);
        QCOMPARE(finished.at(0).at(0).toULongLong(), second);
        const auto refusal = finished.at(0).at(1).value<Result<RunSummary, PostgresError>>();
        QVERIFY(!refusal);
        QCOMPARE(number(refusal.error().kind), number(Kind::Protocol));
        QVERIFY(recorder.run);
    }

    void readsOurOwnQueriesInOneSnapshot()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QSignalSpy reads(&connection, &Connection::readFinished);
        connection.read({"select current_setting('transaction_isolation'), current_setting('transaction_read_only'), "
                         "pg_current_snapshot()::text",
                         "select null, '', pg_current_snapshot()::text"},
                        {});
        connection.read({"select 1/0"}, {});
        QTRY_COMPARE(reads.count(), 2); // the second one waited its turn
        const auto both = reads.at(0).at(1).value<Result<QList<RowSet>, PostgresError>>();
        QVERIFY2(both, qPrintable(both ? QString() : both.error().message));
        QCOMPARE(both->size(), 2);
        const auto& first = both->at(0).rows.at(0);
        const auto& second = both->at(1).rows.at(0);
        QCOMPARE(*first.at(0), QByteArray("repeatable read"));
        QCOMPARE(*first.at(1), QByteArray("on"));
        QCOMPARE(*first.at(2), *second.at(2));
        QVERIFY(!second.at(0).has_value());
        QCOMPARE(*second.at(1), QByteArray(""));
        QVERIFY(!recorder.read);
        QCOMPARE(recorder.read.error().sqlState, u"22012"_s);
        QCOMPARE(connection.state(), State::Idle);
    }

    void endsAtItsOwnClock()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits limits;
        limits.statementTimeoutSeconds = 1;
        PARLANCE_RUN(connection, recorder, "select pg_sleep(30)", limits);
        QCOMPARE(recorder.kind(), number(Kind::TimedOut));
        QCOMPARE(connection.state(), State::Idle);
        // While rows rush in too.
        PARLANCE_RUN(connection, recorder, "select generate_series(1, 100000000)", (RunLimits{1, 10, 0, {}, {}, {}}));
        QCOMPARE(recorder.kind(), number(Kind::TimedOut));
        QVERIFY(recorder.table.rowCount() > 1000);
    }

    void capsAndSaysSo_data()
    {
        QTest::addColumn<qint64>("cap");
        QTest::addColumn<bool>("capped");
        QTest::newRow("one row more than the cap") << qint64(9999) << true;
        QTest::newRow("as many rows as the cap") << qint64(10000) << false;
        QTest::newRow("many rows more") << qint64(1) << true;
        QTest::newRow("no cap") << qint64(0) << false;
    }
    void capsAndSaysSo()
    {
        QFETCH(qint64, cap);
        QFETCH(bool, capped);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits limits;
        limits.maximumRows = cap;
        PARLANCE_RUN(connection, recorder, "select i from generate_series(1, 10000) i", limits);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.run->capped, capped);
        QCOMPARE(recorder.table.rowCount(), capped ? cap : 10000);
        QCOMPARE(recorder.run->rows, recorder.table.rowCount());
        QCOMPARE(connection.state(), State::Idle);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        QVERIFY(recorder.run);
    }

    void passesNoticesOn()
    {
        Connection connection(m_server->superuserParameters());
        RunRecorder recorder(&connection);
        m_server->exec(
            u"create or replace function speaks() returns int language plpgsql as $$ begin "
            "raise notice 'heard %', 1 using detail = 'the detail'; raise warning 'and warned'; return 1; end $$"_s);
        PARLANCE_RUN(connection, recorder, "select speaks()", RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.notices.size(), 2);
        QCOMPARE(recorder.notices.at(0).severity, u"NOTICE"_s);
        QCOMPARE(recorder.notices.at(0).message, u"heard 1"_s);
        QCOMPARE(recorder.notices.at(0).detail, u"the detail"_s);
        QCOMPARE(recorder.notices.at(1).severity, u"WARNING"_s);
        PARLANCE_RUN(connection, recorder, "select speaks() from generate_series(1, 2000)", RunLimits());
        QCOMPARE(recorder.notices.size(), 1001); // and one that says that there are more
    }

    void namesTypesThatAreNotBuiltIn()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select 'ok'::mood, array['sad']::mood[], 1.5::numeric(4,1)", RunLimits());
        QCOMPARE(recorder.described.at(0).typeName, QString());
        QCOMPARE(recorder.named.size(), 3);
        QCOMPARE(recorder.named.at(0).typeName, u"mood"_s);
        QCOMPARE(recorder.named.at(1).typeName, u"mood[]"_s);
        QCOMPARE(recorder.named.at(2).typeName, u"numeric(4,1)"_s);
        PARLANCE_RUN(connection, recorder, "select 'ok'::mood", RunLimits());
        QCOMPARE(recorder.described.at(0).typeName, u"mood"_s); // known by now
        QVERIFY(recorder.named.isEmpty());
    }

    void opensAnewAfterAHugeValue()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select pg_backend_pid()", RunLimits());
        const QByteArray before = recorder.cell(0, 0);
        PARLANCE_RUN(connection, recorder, "select repeat('x', 17000000)", RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.table.cell(0, 0).size(), 17000000);
        QTRY_COMPARE(connection.state(), State::Idle);
        PARLANCE_RUN(connection, recorder, "select pg_backend_pid()", RunLimits());
        QVERIFY(recorder.cell(0, 0) != before);
    }

    void holdsTheMemoryItPromises()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select i, repeat('x', i % 50), null from generate_series(1, 100000) i",
                     RunLimits());
        qint64 values = 0;
        for (qint64 row = 0; row < recorder.table.rowCount(); ++row)
            values += recorder.table.cell(row, 0).size() + recorder.table.cell(row, 1).size();
        const qint64 least = values + recorder.table.rowCount() * 3 * 4;
        QVERIFY(recorder.table.memoryBytes() >= least);
        QVERIFY2(double(recorder.table.memoryBytes()) <= 1.15 * double(least),
                 qPrintable(QString::number(recorder.table.memoryBytes())));
    }

    void setsWhatLawFiveSays()
    {
        m_server->exec(
            u"alter role ada set extra_float_digits = 0; alter role ada set standard_conforming_strings = off; "
            "alter role ada set datestyle = 'German'; alter role ada set intervalstyle = 'iso_8601'"_s);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits limits;
        limits.statementTimeoutSeconds = 7;
        limits.lockTimeoutSeconds = 3;
        limits.timeZone = u"Asia/Tokyo"_s;
        limits.searchPath = {u"pg_catalog"_s, u"we\"ird"_s};
        limits.applicationName = u"Parlance 1a2b"_s;
        PARLANCE_RUN(
            connection, recorder,
            "select string_agg(name || '=' || current_setting(name), ' | ' order by lower(name)) from unnest(array["
            "'statement_timeout','lock_timeout','search_path','TimeZone','DateStyle','IntervalStyle','bytea_output',"
            "'extra_float_digits','standard_conforming_strings','application_name','transaction_read_only',"
            "'idle_in_transaction_session_timeout']) name",
            limits);
        m_server->exec(u"alter role ada reset all"_s);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(
            QString::fromUtf8(recorder.cell(0, 0)),
            u"application_name=Parlance 1a2b | bytea_output=hex | DateStyle=ISO, DMY | extra_float_digits=1 | "
            "idle_in_transaction_session_timeout=1min | IntervalStyle=postgres | lock_timeout=3s | "
            "search_path=pg_catalog, \"we\"\"ird\" "
            "| standard_conforming_strings=on | statement_timeout=97s | TimeZone=Asia/Tokyo | transaction_read_only=on"_s);
    }

    void leavesNoSettingBehind()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select setting, source from pg_settings where name = 'bytea_output'",
                     RunLimits());
        m_server->exec(u"create or replace view public.sessions as select usename, query from pg_stat_activity"_s);
        // Outside our transaction the session has the role's own bytea_output again.
        QCOMPARE(
            m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada' and query like '%ROLLBACK'"_s),
            u"1"_s);
    }

    void givesEveryFieldOfAnError()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select 'ä' as ü, nothere from pg_class", RunLimits());
        QCOMPARE(recorder.kind(), number(Kind::Server));
        QCOMPARE(recorder.run.error().sqlState, u"42703"_s);
        QCOMPARE(recorder.run.error().severity, u"ERROR"_s);
        QCOMPARE(recorder.run.error().position, 18); // characters, not bytes
        QVERIFY(recorder.message().contains(u"nothere"_s));
        QCOMPARE(connection.state(), State::Idle);
    }

    void boundsWhatWaitsForASlowReceiver()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits limits;
        limits.maximumRows = 0;
        connection.run("select repeat('x', 1000) from generate_series(1, 60000)", limits);
        QTRY_VERIFY(recorder.chunks > 0);
        // The receiver sleeps: the server must be held back, by its socket, before it has sent 60 MB.
        const auto waitsForClient = [this] {
            return m_server->exec(
                u"select count(*) from pg_stat_activity where usename = 'ada' and wait_event = 'ClientWrite'"_s);
        };
        QDeadlineTimer deadline(10'000);
        while (waitsForClient() != u"1"_s && !deadline.hasExpired()) {
        }
        QVERIFY(!deadline.hasExpired());
        QVERIFY(recorder.table.rowCount() < 60000);
        QTRY_COMPARE(recorder.finished, 1);
        QCOMPARE(recorder.table.rowCount(), 60000);
    }

private:
    ConnectionParameters parameters() const { return m_server->parameters(u"ada"_s, u"ada's password"_s); }
    std::unique_ptr<PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
