// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;
using Kind = PostgresError::Kind;
using State = Connection::State;

//! Servers that die, networks that are silent, users who stop: one final signal each time, and never a wait.
class TestConnectionLoss final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->createRole(u"ada"_s, u"secret"_s);
    }
    void init()
    {
        if (!m_server->isRunning())
            m_server->start();
    }

    void endsARunWhoseServerDies_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("pg_terminate_backend") << 0;
        QTest::newRow("an immediate stop") << 1;
        QTest::newRow("a fast stop") << 2;
        QTest::newRow("kill -9") << 3;
    }
    void endsARunWhoseServerDies()
    {
        QFETCH(int, how);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        RunLimits limits;
        limits.maximumRows = 0;
        connection.run("select generate_series(1, 2000000000)", limits);
        QTRY_VERIFY(recorder.table.rowCount() > 100000);
        end(how);
        QTRY_COMPARE(recorder.finished, 1);
        QCOMPARE(recorder.kind(), static_cast<int>(Kind::ConnectionLost));
        QCOMPARE(connection.state(), State::Lost);
        QVERIFY(recorder.table.rowCount() > 100000); // what had come stays
        if (!m_server->isRunning())
            m_server->start();
        PARLANCE_RUN(connection, recorder, "select 'back'", RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
    }

    void noticesALossWhileIdle_data() { endsARunWhoseServerDies_data(); }
    void noticesALossWhileIdle()
    {
        QFETCH(int, how);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        QCOMPARE(connection.state(), State::Idle);
        end(how);
        QTRY_COMPARE(connection.state(), State::Lost);
        if (!m_server->isRunning())
            m_server->start();
        PARLANCE_RUN(connection, recorder, "select 'back'", RunLimits());
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
    }

    void tellsWhenTheServerIsGone()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        m_server->stop();
        PARLANCE_RUN(connection, recorder, "select 2", RunLimits());
        QCOMPARE(recorder.kind(), static_cast<int>(Kind::ConnectionRefused));
        QCOMPARE(connection.state(), State::Closed);
    }

    void stopsWhileItOpens()
    {
        QTcpServer silent; // takes the connection and never says a word
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        ConnectionParameters hole = parameters();
        hole.port = QString::number(silent.serverPort());
        hole.connectTimeoutSeconds = 5;
        QList<Connection*> abandoned;
        QElapsedTimer clock;
        clock.start();
        for (int attempt = 0; attempt < 3; ++attempt) {
            Connection connection(hole);
            RunRecorder recorder(&connection);
            connection.open();
            connection.run("select 1", {});
            QTRY_VERIFY(silent.hasPendingConnections());
            silent.nextPendingConnection()->setParent(&silent);
            QCOMPARE(connection.state(), State::Opening);
            QSignalSpy finished(&connection, &Connection::runFinished);
            const qint64 before = clock.elapsed();
            connection.stop();
            QCOMPARE(connection.state(), State::Closed);
            QCOMPARE(recorder.opensFinished, 1);
            QCOMPARE(static_cast<int>(recorder.opened.error().kind), static_cast<int>(Kind::Cancelled));
            QCOMPARE(finished.count(), 1);
            QVERIFY(clock.elapsed() - before < 2000); // far less than the server would take
            connection.stop();
            QCOMPARE(recorder.opensFinished, 1);
        }
        // Three hang: a fourth is told so, until one comes back.
        Connection fourth(parameters());
        RunRecorder recorder(&fourth);
        fourth.open();
        QTRY_COMPARE(recorder.opensFinished, 1);
        QVERIFY(!recorder.opened);
        QCOMPARE(static_cast<int>(recorder.opened.error().kind), static_cast<int>(Kind::ConnectFailed));
        const auto opens = [&fourth, &recorder] {
            recorder.opensFinished = 0;
            fourth.open();
            return QTest::qWaitFor([&recorder] { return recorder.opensFinished == 1; }) && recorder.opened.has_value();
        };
        QTRY_VERIFY_WITH_TIMEOUT(opens(), 20'000);
    }

    void closesALateConnectionOnArrival()
    {
        // The server is slow to let one in: pre_auth_delay is a developer's setting for exactly this.
        m_server->exec(u"alter system set pre_auth_delay = '1s'"_s);
        m_server->exec(u"select pg_reload_conf()"_s);
        {
            Connection connection(parameters());
            RunRecorder recorder(&connection);
            connection.open();
            QTRY_COMPARE(connection.state(), State::Opening);
            connection.close();
            QCOMPARE(recorder.opensFinished, 1);
            QCOMPARE(static_cast<int>(recorder.opened.error().kind), static_cast<int>(Kind::Cancelled));
        }
        m_server->exec(u"alter system reset pre_auth_delay"_s);
        m_server->exec(u"select pg_reload_conf()"_s);
        QTRY_COMPARE(m_server->exec(u"select count(*) from pg_stat_activity where usename = 'ada'"_s), u"0"_s);
    }

    void answersOnceWhateverHappens_data()
    {
        QTest::addColumn<int>("moment");
        for (int moment = 0; moment < 12; ++moment)
            QTest::addRow("closed in step %d", moment) << moment;
    }
    void answersOnceWhateverHappens()
    {
        QFETCH(int, moment);
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        QSignalSpy finished(&connection, &Connection::runFinished);
        QSignalSpy reads(&connection, &Connection::readFinished);
        connection.run("select generate_series(1, 100000)", {});
        connection.read({"select 1"}, {});
        for (int step = 0; step < moment; ++step)
            QTest::qWait(3);
        connection.close();
        QCOMPARE(finished.count(), 1);
        QCOMPARE(reads.count(), 1);
        QCOMPARE(connection.state(), State::Closed);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        QVERIFY(recorder.run);
        QCOMPARE(finished.count(), 2);
        QCOMPARE(reads.count(), 1);
    }

    void mayBeDeletedInItsOwnSignal()
    {
        auto* connection = new Connection(parameters());
        bool deleted = false;
        connect(connection, &Connection::runFinished, this, [connection, &deleted] {
            delete connection;
            deleted = true;
        });
        connection->run("select 1", {});
        QTRY_VERIFY(deleted);
    }

    void dropsAServerThatDoesNotAnswer()
    {
        Connection connection(parameters());
        RunRecorder recorder(&connection);
        connection.run("select pg_sleep(60)", {});
        QTRY_COMPARE(connection.state(), State::Running);
        const auto pid = [this] {
            return m_server->exec(u"select pid from pg_stat_activity where query = 'select pg_sleep(60)'"_s);
        };
        QTRY_VERIFY(!pid().isEmpty());
        const auto backend = static_cast<pid_t>(pid().toLong());
        const auto postmaster = static_cast<pid_t>(m_server->processId());
        ::kill(backend, SIGSTOP);    // does not hear the cancel
        ::kill(postmaster, SIGSTOP); // and PQcancel itself hangs
        connection.stop();
        connection.stop();
        QVERIFY(connection.isStopping());
        QTest::qWait(200);
        QVERIFY(connection.isStopping());
        QCOMPARE(recorder.finished, 0);
        connection.drop();
        QCOMPARE(recorder.finished, 1);
        QCOMPARE(recorder.kind(), static_cast<int>(Kind::Cancelled));
        QCOMPARE(connection.state(), State::Closed);
        ::kill(postmaster, SIGCONT);
        ::kill(backend, SIGCONT);
        PARLANCE_RUN(connection, recorder, "select 1", RunLimits());
        QVERIFY(recorder.run);
    }

private:
    ConnectionParameters parameters() const { return m_server->parameters(u"ada"_s, u"secret"_s); }
    void end(int how)
    {
        if (how == 0)
            m_server->exec(u"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'ada'"_s);
        else if (how == 1)
            m_server->stop();
        else if (how == 2)
            m_server->stopFast();
        else
            m_server->killHard();
    }
    std::unique_ptr<PostgresServer> m_server;
};

QTEST_GUILESS_MAIN(TestConnectionLoss)
#include "tst_connection_loss.moc"
