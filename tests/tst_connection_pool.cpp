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

private:
    std::unique_ptr<PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestConnectionPool)
#include "tst_connection_pool.moc"
