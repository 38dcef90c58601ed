// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionPool.h"
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QPointer>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;
using State = Connection::State;

//! How a session's connections are shared among its tabs.
class TestConnectionPool final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->createRole(u"ada"_s, u"secret"_s);
    }

    void givesEachTabItsOwnUpToTheLimit()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 3);
        QSignalSpy freed(&pool, &ConnectionPool::connectionFreed);
        Connection* first = pool.acquire(11);
        QVERIFY(first);
        QCOMPARE(pool.acquire(11), first);
        first->run("select pg_sleep(20)", {});
        QTRY_COMPARE(first->state(), State::Running);
        Connection* second = pool.acquire(12);
        QVERIFY(second && second != first && second != pool.shared());
        second->run("select pg_sleep(20)", {});
        QTRY_COMPARE(second->state(), State::Running);
        QCOMPARE(pool.acquire(13), nullptr);
        QCOMPARE(pool.busyTab(), quint64(11));
        first->stop();
        QTRY_VERIFY(freed.count() > 0);
        Connection* third = pool.acquire(13); // the idle one is closed for it
        QVERIFY(third);
        QCOMPARE(first->state(), State::Closed);
        QCOMPARE(pool.busyTab(), quint64(12));
        RunRecorder recorder(pool.shared());
        pool.shared()->read({"select 1"}, {});
        QTRY_COMPARE(recorder.readsFinished, 1);
        QVERIFY(recorder.read);
    }

    void keepsAPlaceForAConnectionOfSomebodyElses()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 3);
        QSignalSpy freed(&pool, &ConnectionPool::connectionFreed);
        std::shared_ptr<void> place = pool.reserve();
        QVERIFY(place);
        Connection* tab = pool.acquire(1);
        QVERIFY(tab);
        tab->run("select pg_sleep(20)", {});
        QTRY_COMPARE(tab->state(), State::Running);
        QCOMPARE(pool.acquire(2), nullptr);
        QCOMPARE(pool.reserve(), nullptr);
        place.reset();
        QCOMPARE(freed.count(), 1);
        QVERIFY(pool.acquire(2));
        QCOMPARE(pool.parameters().user, u"ada"_s);
    }

    void closesTheConnectionOfAClosedTab()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 2);
        QPointer<Connection> connection = pool.acquire(1);
        QSignalSpy finished(connection.data(), &Connection::runFinished);
        connection->run("select pg_sleep(20)", {});
        QTRY_COMPARE(connection->state(), State::Running);
        pool.release(1);
        QCOMPARE(finished.count(), 1);
        QTRY_VERIFY(connection.isNull());
        QVERIFY(pool.acquire(2));
        // The server ends the statement too, not only the client.
        QTRY_COMPARE(
            m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada' and state = 'active'"_s),
            u"0"_s);
    }

    void closesEverythingAtTheEndOfASession()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 4);
        RunRecorder recorder(pool.acquire(1));
        pool.acquire(1)->run("select 1", {});
        pool.shared()->open();
        QTRY_COMPARE(recorder.finished, 1);
        QTRY_COMPARE(pool.shared()->state(), State::Idle);
        pool.closeAll();
        QCOMPARE(pool.shared()->state(), State::Closed);
        QTRY_COMPARE(m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada'"_s), u"0"_s);
    }

    void closesATabsConnectionWhenItWasIdleForLong()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 3);
        QCOMPARE(pool.idleTime(), std::chrono::minutes(10)); // what the design promises
        pool.setIdleTime(idle);
        Connection* connection = pool.acquire(1);
        RunRecorder recorder(connection);
        connection->run("select 1", {});
        QTRY_COMPARE(recorder.finished, 1);
        QTRY_COMPARE(connection->state(), State::Closed);
        QTRY_COMPARE(backends(), u"0"_s);
        // Closed, not lost: the tab's next run opens it again.
        QCOMPARE(pool.acquire(1), connection);
        connection->run("select 2", {});
        QTRY_COMPARE(recorder.finished, 2);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
    }

    void aRunUnderWayIsNotIdle()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 3);
        pool.setIdleTime(idle);
        Connection* connection = pool.acquire(1);
        RunRecorder recorder(connection);
        connection->run("select 1", {});
        QTRY_COMPARE(recorder.finished, 1);
        // Its clock runs now; this run is longer than it and must not be cut by it.
        connection->run("select pg_sleep(1)", {});
        QTRY_COMPARE(recorder.finished, 2);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QTRY_COMPARE(connection->state(), State::Closed);
        QTRY_COMPARE(backends(), u"0"_s);
    }

    void theSharedConnectionStaysOpen()
    {
        ConnectionPool pool(m_server->parameters(u"ada"_s, u"secret"_s), 3);
        pool.setIdleTime(idle);
        RunRecorder shared(pool.shared());
        pool.shared()->read({"select 1"}, {});
        QTRY_COMPARE(shared.readsFinished, 1);
        RunRecorder tab(pool.acquire(1));
        pool.acquire(1)->run("select 1", {});
        QTRY_COMPARE(tab.finished, 1);
        QTRY_COMPARE(pool.acquire(1)->state(), State::Closed);
        QCOMPARE(pool.shared()->state(), State::Idle);
        QTRY_COMPARE(backends(), u"1"_s);
    }

private:
    static constexpr std::chrono::milliseconds idle{300};

    QString backends() const
    {
        return m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada'"_s);
    }

    std::unique_ptr<PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connection_pool.moc"
