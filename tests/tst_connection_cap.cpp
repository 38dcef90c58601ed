// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionPool.h"
#include "results/ResultKeeper.h"
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QSignalSpy>
#include <QTemporaryDir>
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

//! More rows than the sockets' buffers hold, so that the server stands while the run is held.
const QByteArray manyRows = "select i, repeat('x', 100) from generate_series(1, 300000) i";

} // namespace

//! A run at its cap: held open, fetched to its end, ended, stopped, lost; and rows that find no room.
class TestConnectionCap final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->createRole(u"ada"_s, u"ada's password"_s);
        m_server->exec(u"create table ticks as select i, 1 as version from generate_series(1, 200000) i"_s);
        m_server->exec(u"grant select on ticks to ada"_s);
    }

    void theRestIsFetched_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<qint64>("rows");
        QTest::newRow("many rows") << manyRows << qint64(300'000);
        QTest::newRow("one row more than the cap")
            << QByteArray("select i from generate_series(1, 1001) i") << qint64(1001);
    }
    void theRestIsFetched()
    {
        QFETCH(QByteArray, sql);
        QFETCH(qint64, rows);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QVERIFY(holds(connection, recorder, sql, 30));
        QCOMPARE(recorder.table.rowCount(), 1000);
        QCOMPARE(connection.state(), State::Running);
        connection.fetchRest(m_run);
        connection.fetchRest(m_run); // once more does no harm
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QVERIFY(!recorder.run->capped);
        QCOMPARE(recorder.run->rows, rows);
        QCOMPARE(recorder.table.rowCount(), rows);
        for (const qint64 row : {qint64(0), qint64(999), qint64(1000), rows - 1})
            QCOMPARE(recorder.cell(row, 0), QByteArray::number(row + 1));
        QVERIFY(runsAgain(connection, recorder));
    }

    void asManyRowsAsTheCapAreNotHeld()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QSignalSpy held(&connection, &Connection::runHeld);
        PARLANCE_RUN(connection, recorder, "select i from generate_series(1, 1000) i", limits(30));
        QVERIFY(recorder.run && !recorder.run->capped);
        QCOMPARE(held.count(), 0);
    }

    void aFurtherCapHoldsAgain()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QSignalSpy held(&connection, &Connection::runHeld);
        QVERIFY(holds(connection, recorder, manyRows, 30));
        connection.fetchRest(m_run, 5000);
        QTRY_COMPARE_WITH_TIMEOUT(held.count(), 2, 30'000);
        QCOMPARE(held.at(1).at(1).toLongLong(), 5000);
        QTRY_COMPARE(recorder.table.rowCount(), 5000);
        connection.finishHeld(m_run);
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QVERIFY(recorder.run && recorder.run->capped);
        QCOMPARE(recorder.run->rows, 5000);
        QVERIFY(runsAgain(connection, recorder));
    }

    void itEndsByItselfAndRollsBack()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QVERIFY(holds(connection, recorder, manyRows, 1));
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QVERIFY(recorder.run->capped);
        QCOMPARE(recorder.table.rowCount(), 1000);
        QCOMPARE(connection.state(), State::Idle);
        QTRY_COMPARE(m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada' and "
                                    "state <> 'idle'"_s),
                     u"0"_s);
        connection.fetchRest(m_run); // too late, and of no effect
        QVERIFY(runsAgain(connection, recorder));
    }

    void theRestIsOfTheSameSnapshot()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QVERIFY(holds(connection, recorder, "select i, version, repeat('x', 100) from ticks", 30));
        m_server->exec(u"update ticks set version = 2; insert into ticks select i, 3 from generate_series(1, 100) i"_s);
        connection.fetchRest(m_run);
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.table.rowCount(), 200'000);
        for (qint64 row = 0; row < recorder.table.rowCount(); ++row)
            QCOMPARE(recorder.table.cell(row, 1), QByteArrayView("1"));
    }

    void theClockStandsStillWhileHeld()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits short1 = limits(30);
        short1.statementTimeoutSeconds = 3;
        QVERIFY(holds(connection, recorder, manyRows, short1));
        QTest::qWait(4000); // more than the statement may take: it is what is tested
        QCOMPARE(recorder.finished, 0);
        connection.fetchRest(m_run);
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.table.rowCount(), 300'000);
        QVERIFY2(recorder.run->totalMicroseconds < 4'000'000, "the time it was held is not the statement's");
    }

    void stopEndsAHeldRun()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QVERIFY(holds(connection, recorder, manyRows, 600));
        connection.stop();
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        QCOMPARE(recorder.table.rowCount(), 1000);
        QVERIFY(runsAgain(connection, recorder));
    }

    void droppingAndClosingEndAHeldRun_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("drop") << 0;
        QTest::newRow("close, as when signing out") << 1;
        QTest::newRow("delete") << 2;
    }
    void droppingAndClosingEndAHeldRun()
    {
        QFETCH(int, how);
        auto connection = std::make_unique<Connection>(parameters());
        RunRecorder recorder(connection.get());
        QVERIFY(holds(*connection, recorder, manyRows, 600));
        if (how == 0)
            connection->drop();
        else if (how == 1)
            connection->close();
        else
            connection.reset();
        if (connection) {
            QCOMPARE(recorder.finished, 1);
            QCOMPARE(recorder.kind(), number(Kind::Cancelled));
            QCOMPARE(connection->state(), State::Closed);
        }
        QCOMPARE(recorder.table.rowCount(), 1000);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada'"_s),
                                  u"0"_s, 30'000);
    }

    void aBackendThatGoesWhileHeldIsSaid_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("with much unsent") << manyRows;
        QTest::newRow("with all sent") << QByteArray("select i from generate_series(1, 1100) i");
    }
    void aBackendThatGoesWhileHeldIsSaid()
    {
        QFETCH(QByteArray, sql);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QVERIFY(holds(connection, recorder, sql, 600));
        QCOMPARE(m_server->exec(u"select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where usename = "
                                "'ada'"_s),
                 u"1"_s);
        connection.fetchRest(m_run);
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        // What had been sent may have come; that the end is missing is said.
        QCOMPARE(recorder.kind(), number(Kind::ConnectionLost));
        QVERIFY(recorder.table.rowCount() >= 1000);
        QCOMPARE(recorder.cell(999, 0), QByteArray("1000"));
        QCOMPARE(connection.state(), State::Lost);
    }

    void aServerThatGoesIsNoticedWhileHeld()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QVERIFY(holds(connection, recorder, "select i from generate_series(1, 1100) i", 600));
        m_server->exec(u"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'ada'"_s);
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000); // nobody asked for the rest
        QCOMPARE(recorder.kind(), number(Kind::ConnectionLost));
        QCOMPARE(recorder.table.rowCount(), 1000);
    }

    void aHeldRunIsBusyInThePoolAndEndsWithTheSession()
    {
        ConnectionPool pool(parameters(), 2);
        Connection* connection = pool.acquire(1);
        RunRecorder recorder(connection);
        QVERIFY(holds(*connection, recorder, manyRows, 600));
        QVERIFY(pool.acquire(2) == nullptr);
        QCOMPARE(pool.busyTab(), quint64(1));
        pool.closeAll();
        QCOMPARE(recorder.finished, 1);
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        QCOMPARE(recorder.table.rowCount(), 1000);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada'"_s),
                                  u"0"_s, 30'000);
    }

    void aRunThatWasJustAskedForKeepsItsConnection()
    {
        ConnectionPool pool(parameters(), 2);
        Connection* connection = pool.acquire(1);
        RunRecorder recorder(connection);
        QVERIFY(runsAgain(*connection, recorder));
        QTRY_COMPARE(connection->state(), State::Idle);
        recorder.reset();
        connection->run("select 'still there'", RunLimits());
        QVERIFY2(pool.acquire(2) == nullptr, "it is not idle any more, though it has not started");
        QTRY_COMPARE(recorder.finished, 1);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QTRY_VERIFY(pool.acquire(2) != nullptr);
    }

    void oneRequestAloneIsStopped()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        connection.read({"select pg_sleep(0.5)"}, RunLimits());
        const quint64 run = connection.run("select 1", RunLimits());
        QTRY_COMPARE(connection.state(), State::Running);
        connection.stopOnly(run); // it waits behind the read, which goes on
        QTRY_COMPARE(recorder.finished, 1);
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        QTRY_COMPARE(recorder.readsFinished, 1);
        QVERIFY2(recorder.read, "the read was not stopped");
        const quint64 slow = connection.run("select pg_sleep(600)", RunLimits());
        connection.read({"select 2"}, RunLimits());
        QTRY_COMPARE(connection.state(), State::Running);
        connection.stopOnly(slow);
        QTRY_COMPARE(recorder.finished, 2);
        QCOMPARE(recorder.kind(), number(Kind::Cancelled));
        QTRY_COMPARE(recorder.readsFinished, 2);
        QVERIFY(recorder.read);
        QVERIFY(runsAgain(connection, recorder));
    }

    void whatFindsNoRoomEndsTheRunAndKeepsTheRows()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits all = limits(0);
        all.maximumRows = 0;
        SpillLimits spill;
        spill.allowed = false;
        spill.setBy = u"the policy of the team Sales"_s;
        connection.run(
            manyRows, all,
            std::make_shared<ResultKeeper>(std::make_shared<ResultMemory>(4 * ResultMemory::megabyte), spill));
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 30'000);
        QCOMPARE(recorder.kind(), number(Kind::NoRoom));
        QVERIFY2(recorder.message().contains(spill.setBy), qPrintable(recorder.message()));
        const qint64 rows = recorder.table.rowCount();
        QVERIFY(rows > 10'000 && rows < 100'000);
        QCOMPARE(recorder.cell(rows - 1, 0), QByteArray::number(rows));
        QVERIFY(runsAgain(connection, recorder));
    }

    void rowsThatDoNotFitIntoMemoryComeBackFromDisk()
    {
        const QTemporaryDir folder;
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits all = limits(0);
        all.maximumRows = 0;
        connection.run(manyRows, all,
                       std::make_shared<ResultKeeper>(std::make_shared<ResultMemory>(4 * ResultMemory::megabyte),
                                                      SpillLimits{true, folder.path(), QString()}));
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 60'000);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QVERIFY(recorder.table.memoryBytes() < 6 * ResultMemory::megabyte);
        QVERIFY(recorder.table.diskBytes() > 20 * ResultMemory::megabyte);
        const QByteArray text(100, 'x');
        for (qint64 row = 0; row < 300'000; ++row) {
            QCOMPARE(recorder.table.cell(row, 0), QByteArrayView(QByteArray::number(row + 1)));
            QCOMPARE(recorder.table.cell(row, 1), QByteArrayView(text));
        }
    }

    void aValueOfManyMegabytesSurvives()
    {
        const QTemporaryDir folder;
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        const auto memory = std::make_shared<ResultMemory>(30 * ResultMemory::megabyte);
        connection.run("select 'before', 1 union all select repeat('x', 60000000), 2 union all select 'after', 3",
                       RunLimits(),
                       std::make_shared<ResultKeeper>(memory, SpillLimits{true, folder.path(), QString()}));
        QTRY_COMPARE_WITH_TIMEOUT(recorder.finished, 1, 60'000);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.table.rowCount(), 3);
        QCOMPARE(recorder.table.cell(1, 0).size(), 60'000'000);
        QCOMPARE(recorder.table.cell(1, 0).back(), 'x');
        QCOMPARE(recorder.cell(1, 1), QByteArray("2"));
        QCOMPARE(recorder.cell(2, 0), QByteArray("after"));
        QVERIFY(memory->usedBytes() < ResultMemory::megabyte);
        QTRY_COMPARE(connection.state(), State::Idle); // opened anew: its buffer is back
    }

    void aRowThatIsTooLargeIsRefusedKindly()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits small;
        small.maximumRowBytes = 20'000'000;
        PARLANCE_RUN(connection, recorder,
                     "select 'before' union all select repeat('x', 30000000) union all select 'after'", small);
        QCOMPARE(recorder.kind(), number(Kind::NoRoom));
        QVERIFY2(recorder.message().contains(u"Row 2 has 31 MB"_s) && recorder.message().contains(u"20 MB"_s),
                 qPrintable(recorder.message()));
        QCOMPARE(recorder.table.rowCount(), 1);
        QCOMPARE(recorder.cell(0, 0), QByteArray("before"));
        QVERIFY(runsAgain(connection, recorder));
    }

    void aRunToAFileHasAClockOfItsOwn()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits file = limits(0);
        file.maximumRows = 0;
        file.toFile = true;
        file.statementTimeoutSeconds = 2;
        file.exportTimeoutSeconds = 321;
        // Rows of more than the 8 kB that a server holds back.
        const QByteArray slow =
            "select current_setting('statement_timeout'), repeat('x', 20000) from generate_series(1, "
            "30) i, lateral pg_sleep(i * 0 + 0.1)";
        PARLANCE_RUN(connection, recorder, slow, file);
        QVERIFY2(recorder.run, qPrintable(recorder.message())); // three seconds, but the first row came before
        QCOMPARE(recorder.cell(0, 0), QByteArray("321s"));
        PARLANCE_RUN(connection, recorder, "select pg_sleep(30)", file);
        QCOMPARE(recorder.kind(), number(Kind::TimedOut));
    }

private:
    ConnectionParameters parameters() const { return m_server->parameters(u"ada"_s, u"ada's password"_s); }
    static RunLimits limits(int hold)
    {
        RunLimits limits;
        limits.maximumRows = 1000;
        limits.holdAtCapSeconds = hold;
        return limits;
    }
    bool holds(Connection& connection, RunRecorder& recorder, const QByteArray& sql, int hold)
    {
        return holds(connection, recorder, sql, limits(hold));
    }
    //! Runs up to the cap of 1,000 rows.
    bool holds(Connection& connection, RunRecorder& recorder, const QByteArray& sql, const RunLimits& kept)
    {
        QSignalSpy held(&connection, &Connection::runHeld);
        recorder.reset();
        m_run = connection.run(sql, kept);
        if (!QTest::qWaitFor([&] { return held.count() == 1 || recorder.finished > 0; }, 30'000))
            return false;
        return recorder.finished == 0 && held.at(0).at(0).toULongLong() == m_run &&
               held.at(0).at(1).toLongLong() == 1000 && held.at(0).at(2).toInt() == kept.holdAtCapSeconds &&
               recorder.table.rowCount() == 1000;
    }
    static bool runsAgain(Connection& connection, RunRecorder& recorder)
    {
        recorder.reset();
        connection.run("select 'again'", RunLimits());
        return QTest::qWaitFor([&] { return recorder.finished == 1; }, 30'000) && recorder.run &&
               recorder.cell(0, 0) == "again";
    }

    std::unique_ptr<PostgresServer> m_server;
    quint64 m_run = 0;
};

QTEST_GUILESS_MAIN(TestConnectionCap)
#include "tst_connection_cap.moc"
