// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/LocalServer.h"
#include "sample/SampleLoader.h"
#include "support/SampleFolder.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QtTest>

#include <csignal>
#include <cstdlib>
#include <unistd.h>

using namespace parlance;
using namespace parlance::test;

namespace {

const QDate someDay(2026, 3, 10);

//! The sample with one small table a team: everything about the server's life, nothing of the time the data takes.
void writeSmallSample(const QString& folder)
{
    QDirIterator iterator(QStringLiteral(":/sql/sample"), {QStringLiteral("*.sql")}, QDir::Files,
                          QDirIterator::Subdirectories);
    while (iterator.hasNext()) {
        const QString source = iterator.next();
        const QString target = folder + source.mid(QStringLiteral(":/sql/sample").size());
        QDir().mkpath(QFileInfo(target).absolutePath());
        const QString name = QFileInfo(target).fileName();
        QFile from(source);
        QFile to(target);
        QVERIFY(from.open(QIODevice::ReadOnly) && to.open(QIODevice::WriteOnly));
        if (name == QLatin1String("schema.sql"))
            to.write("CREATE TABLE reach (day date NOT NULL);");
        else if (name == QLatin1String("data.sql"))
            to.write("INSERT INTO reach VALUES (pg_temp.today());");
        else if (name != QLatin1String("keys.sql") && name != QLatin1String("comments.sql"))
            to.write(from.readAll());
    }
}

QString reach(const LocalServerStatus& server)
{
    return psql(server, QStringLiteral("sales_db"), QStringLiteral("sales"), QStringLiteral("sales123"),
                QStringLiteral("SELECT day FROM reach"))
        .out;
}

QStringList stepsOf(const QSignalSpy& spy)
{
    QStringList steps;
    for (const QList<QVariant>& arguments : spy)
        steps << arguments.first().toString();
    return steps;
}

} // namespace

class TestLocalServer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_small.isValid());
        writeSmallSample(m_small.path());
        m_setup.sqlFolder = m_small.path();
        m_setup.today = someDay;
    }

    void theRealSampleIsMadeInTimeAndStartsAgainAtOnce()
    {
        SampleFolder folder;
        QElapsedTimer clock;
        clock.start();
        {
            LocalServer server(folder.dataFolder());
            const QSignalSpy steps(&server, &LocalServer::step);
            const LocalServerStatus status = startAndWait(server);
            qInfo("set up in %.1f s", double(clock.elapsed()) / 1000);
            QVERIFY(status.running);
            QVERIFY(stepsOf(steps).contains(QStringLiteral("Creating the sample server…")));
            QVERIFY(stepsOf(steps).contains(QStringLiteral("Loading Sales, Marketing, Operations…")));
            QCOMPARE(status.dataFolder, folder.dataFolder());
            QVERIFY(status.version.contains(QLatin1Char('.')));
            QCOMPARE(LocalServer::status(folder.dataFolder()), status);
            for (const QString& team :
                 {QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")}) {
                QCOMPARE(psql(status, team + QStringLiteral("_db"), team, team + QStringLiteral("123"),
                              QStringLiteral("SELECT current_user"))
                             .out,
                         team);
                QVERIFY(psql(status, team + QStringLiteral("_db"), team, QStringLiteral("wrong"),
                             QStringLiteral("SELECT 1"))
                            .err.contains(QLatin1String("password authentication failed")));
            }
        }
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
        clock.restart();
        LocalServer again(folder.dataFolder());
        QVERIFY(startAndWait(again).running);
        qInfo("started again in %.2f s", double(clock.elapsed()) / 1000);
    }

    void whatIsKilledWhileLoadingIsMadeAnew()
    {
        SampleFolder folder;
        {
            LocalServer server(folder.dataFolder());
            QSignalSpy steps(&server, &LocalServer::step);
            server.start();
            while (!stepsOf(steps).contains(QStringLiteral("Loading Sales, Marketing, Operations…")))
                QVERIFY(steps.wait(20000));
        } // the program ends in the middle of it
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
        QVERIFY(QFile::exists(folder.serverFile(QStringLiteral("cluster/PG_VERSION"))));
        LocalServer server(folder.dataFolder(), m_setup);
        QVERIFY(startAndWait(server).running);
        QCOMPARE(reach(LocalServer::status(folder.dataFolder())), someDay.toString(Qt::ISODate));
    }

    void aServerThatWasKilledIsRecovered()
    {
        SampleFolder folder;
        LocalServer server(folder.dataFolder(), m_setup);
        QVERIFY(startAndWait(server).running);
        const qint64 pid = folder.serverPid();
        QCOMPARE(::kill(static_cast<pid_t>(pid), SIGKILL), 0);
        QTRY_VERIFY(!LocalServer::status(folder.dataFolder()).running);
        const QSignalSpy steps(&server, &LocalServer::step);
        const LocalServerStatus status = startAndWait(server);
        QVERIFY(status.running);
        QVERIFY(folder.serverPid() != pid);
        QCOMPARE(reach(status), someDay.toString(Qt::ISODate));
        QVERIFY(!stepsOf(steps).contains(QStringLiteral("Creating the sample server…")));
    }

    void aStaleNumberOfAnotherProcessDoesNotStandInTheWay()
    {
        SampleFolder folder;
        {
            LocalServer server(folder.dataFolder(), m_setup);
            QVERIFY(startAndWait(server).running);
        }
        // As after a power cut: the file is there, and its number is a living process's, the server user's own.
        QProcess process;
        process.start(QStringLiteral("sleep"), {QStringLiteral("60")});
        QVERIFY(process.waitForStarted());
        QFile stale(folder.serverFile(QStringLiteral("cluster/postmaster.pid")));
        QVERIFY(stale.open(QIODevice::WriteOnly));
        stale.write(QByteArray::number(process.processId()) + "\n" +
                    folder.serverFile(QStringLiteral("cluster")).toUtf8() + "\n1700000000\n5432\n" +
                    folder.serverFile(QString()).toUtf8() + "\n\n");
        stale.close();
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
        LocalServer server(folder.dataFolder(), m_setup);
        QVERIFY(startAndWait(server).running);
        QCOMPARE(process.state(), QProcess::Running);
        process.kill();
        process.waitForFinished();
    }

    void twoProgramsAtOnceShareOneServerAndTheLastStopsIt()
    {
        SampleFolder folder;
        auto first = std::make_unique<LocalServer>(folder.dataFolder(), m_setup);
        auto second = std::make_unique<LocalServer>(folder.dataFolder(), m_setup);
        QSignalSpy firstDone(first.get(), &LocalServer::startFinished);
        QSignalSpy secondDone(second.get(), &LocalServer::startFinished);
        QSignalSpy secondSteps(second.get(), &LocalServer::step);
        QSignalSpy firstSteps(first.get(), &LocalServer::step);
        first->start();
        second->start();
        second->start(); // joins the one under way
        QTRY_COMPARE_WITH_TIMEOUT(firstDone.count(), 1, 30000);
        QTRY_COMPARE_WITH_TIMEOUT(secondDone.count(), 1, 30000);
        QCOMPARE(
            (stepsOf(firstSteps) + stepsOf(secondSteps)).filter(QStringLiteral("Creating the sample server…")).size(),
            1);
        const qint64 pid = folder.serverPid();
        first.reset();
        QVERIFY(LocalServer::status(folder.dataFolder()).running);
        QCOMPARE(folder.serverPid(), pid);
        second.reset();
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
        QCOMPARE(secondDone.count(), 1);
    }

    void aProgramThatDiesLeavesTheServerToTheNextOne()
    {
        SampleFolder folder;
        QProcess other; // holds the shared lock as another program does
        {
            LocalServer server(folder.dataFolder(), m_setup);
            QVERIFY(startAndWait(server).running);
            other.start(QStringLiteral("flock"),
                        {QStringLiteral("-s"), QStringLiteral("-o"), folder.dataFolder() + QStringLiteral("/users"),
                         QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("echo held; sleep 60")});
            QVERIFY(other.waitForReadyRead(10000));
        }
        QVERIFY2(LocalServer::status(folder.dataFolder()).running, "the other program still uses it");
        const qint64 pid = folder.serverPid();
        other.kill();
        other.waitForFinished();
        QVERIFY(LocalServer::status(folder.dataFolder()).running);
        {
            LocalServer next(folder.dataFolder(), m_setup);
            QVERIFY(startAndWait(next).running);
            QCOMPARE(folder.serverPid(), pid);
        }
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
    }

    void aKeptServerStaysUntilStopped()
    {
        SampleFolder folder;
        const auto ignore = [](const QString&) {};
        const auto kept = LocalServer::startAndKeep(folder.dataFolder(), ignore, m_setup);
        QVERIFY(kept.has_value());
        {
            LocalServer user(folder.dataFolder(), m_setup);
            QVERIFY(startAndWait(user).running);
            const auto refused = LocalServer::reset(folder.dataFolder(), ignore, m_setup);
            QVERIFY(!refused.has_value());
            QVERIFY(refused.error().message.contains(QLatin1String("in use")));
        }
        QVERIFY(LocalServer::status(folder.dataFolder()).running);
        const auto remade = LocalServer::reset(folder.dataFolder(), ignore, m_setup);
        QVERIFY(remade.has_value() && remade->running);
        const auto stopped = LocalServer::stop(folder.dataFolder(), m_setup);
        QVERIFY(stopped.has_value() && !stopped->running);
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
    }

    void stoppingWhileAProgramUsesItWaitsForThatProgram()
    {
        SampleFolder folder;
        QVERIFY(LocalServer::startAndKeep(
                    folder.dataFolder(), [](const QString&) {}, m_setup)
                    .has_value());
        {
            LocalServer user(folder.dataFolder(), m_setup);
            QVERIFY(startAndWait(user).running);
            const auto stopped = LocalServer::stop(folder.dataFolder(), m_setup);
            QVERIFY(stopped.has_value() && stopped->running);
            QProcess cli; // which says so
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("PARLANCE_DATA_DIR"), folder.dataFolder());
            cli.setProcessEnvironment(environment);
            cli.start(QStringLiteral(PARLANCE_CLI), {QStringLiteral("sample"), QStringLiteral("stop")});
            QVERIFY(cli.waitForFinished(60'000));
            const QByteArray said = cli.readAllStandardOutput();
            QVERIFY2(said.startsWith("The sample server is in use by another program and stops when the last one "
                                     "leaves.\n"),
                     said.constData());
            QCOMPARE(cli.exitCode(), 0);
        }
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
    }

    void dataIsExtendedAfterAWeekAndMadeAnewForAnotherVersion()
    {
        SampleFolder folder;
        LocalServerSetup setup = m_setup;
        const auto startOn = [&](QDate day, QStringList& steps) {
            setup.today = day;
            LocalServer server(folder.dataFolder(), setup);
            const QSignalSpy spy(&server, &LocalServer::step);
            const QString reached = reach(startAndWait(server));
            steps = stepsOf(spy);
            return reached;
        };
        QStringList steps;
        QCOMPARE(startOn(someDay, steps), QStringLiteral("2026-03-10"));
        QCOMPARE(startOn(someDay.addDays(7), steps), QStringLiteral("2026-03-10"));
        QCOMPARE(steps, QStringList{QStringLiteral("Starting the sample server…")});
        QCOMPARE(startOn(someDay.addDays(8), steps), QStringLiteral("2026-03-18"));
        QVERIFY(steps.contains(QStringLiteral("Bringing Sales, Marketing, Operations up to today…")));
        QVERIFY(!steps.contains(QStringLiteral("Creating the sample server…")));

        QTemporaryDir changed;
        writeSmallSample(changed.path());
        QFile keys(changed.filePath(QStringLiteral("sales/keys.sql")));
        QVERIFY(keys.open(QIODevice::WriteOnly));
        keys.write("ALTER TABLE reach ADD PRIMARY KEY (day);");
        keys.close();
        QVERIFY(SampleLoader::hash(changed.path()) != SampleLoader::hash(m_small.path()));
        setup.sqlFolder = changed.path();
        QCOMPARE(startOn(someDay.addDays(9), steps), QStringLiteral("2026-03-19"));
        QVERIFY(steps.contains(QStringLiteral("The sample data is from another version: making it anew…")));
    }

    void aLoadThatFailsSaysWhyAndLeavesNothingRunning()
    {
        SampleFolder folder;
        QTemporaryDir broken;
        writeSmallSample(broken.path());
        QFile data(broken.filePath(QStringLiteral("marketing/data.sql")));
        QVERIFY(data.open(QIODevice::WriteOnly));
        data.write("INSERT INTO nowhere VALUES (1);");
        data.close();
        LocalServerSetup setup = m_setup;
        setup.sqlFolder = broken.path();
        const auto result = LocalServer::startAndKeep(
            folder.dataFolder(), [](const QString&) {}, setup);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, LocalServerError::Kind::LoadFailed);
        QVERIFY2(result.error().details.contains(QLatin1String("nowhere")), qPrintable(result.error().details));
        QVERIFY(!LocalServer::status(folder.dataFolder()).running);
        QVERIFY(LocalServer::startAndKeep(
                    folder.dataFolder(), [](const QString&) {}, m_setup)
                    .has_value());
    }

    void aFolderThatCannotBeUsedIsNamed()
    {
        QTemporaryDir closed;
        const bool root = geteuid() == 0; // root gets in; the server's user does not
        QVERIFY(QFile::setPermissions(closed.path(),
                                      root ? QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner
                                           : QFileDevice::ReadOwner | QFileDevice::ExeOwner));
        const auto result = LocalServer::startAndKeep(
            closed.filePath(QStringLiteral("data")), [](const QString&) {}, m_setup);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, LocalServerError::Kind::FolderNotUsable);
        QVERIFY2(result.error().message.contains(closed.path()), qPrintable(result.error().message));
        if (root)
            QVERIFY2(!result.error().message.contains(closed.filePath(QStringLiteral("data"))),
                     "the first closed folder is the one to name");
    }

    void withoutServerProgramsTheMessageSaysWhatToInstall()
    {
        SampleFolder folder;
        LocalServerSetup setup = m_setup;
        setup.binaryFolders = QStringList{folder.dataFolder(), QStringLiteral("/nowhere")};
        LocalServer server(folder.dataFolder(), setup);
        QSignalSpy done(&server, &LocalServer::startFinished);
        server.start();
        QVERIFY(done.wait(10000));
        const auto result = done.first().first().value<Result<LocalServerStatus, LocalServerError>>();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, LocalServerError::Kind::NoBinaries);
        QVERIFY(result.error().message.contains(QLatin1String("Install")));
        QVERIFY2(!QFile::exists(folder.dataFolder()), "nothing is made in vain");
    }

    void aLongPathIsServedOverTheLoopbackAddress()
    {
        SampleFolder folder;
        const QString deep = folder.dataFolder() + QLatin1Char('/') + QString(90, QLatin1Char('x'));
        LocalServer server(deep, m_setup);
        const LocalServerStatus status = startAndWait(server);
        QVERIFY(status.running);
        QCOMPARE(status.host, QStringLiteral("127.0.0.1"));
        QVERIFY(status.port > 0);
        QCOMPARE(reach(status), someDay.toString(Qt::ISODate));
    }

    void theServerInheritsNoSecretsAndItsPasswordIsPrivate()
    {
        qputenv("ANTHROPIC_API_KEY", "a key that stays here");
        SampleFolder folder;
        LocalServer server(folder.dataFolder(), m_setup);
        QVERIFY(startAndWait(server).running);
        QFile environment(QStringLiteral("/proc/%1/environ").arg(folder.serverPid()));
        QVERIFY(environment.open(QIODevice::ReadOnly));
        const QByteArray seen = environment.readAll();
        QVERIFY(seen.contains("PATH="));
        QVERIFY(!seen.contains("a key that stays here"));
        const QFileInfo password(folder.serverFile(QStringLiteral("superuser")));
        const auto others =
            QFileDevice::ReadOther | QFileDevice::ExeOther | QFileDevice::ReadGroup | QFileDevice::ExeGroup;
        QCOMPARE(int(password.permissions() & (others | QFileDevice::ExeOwner)), 0);
        QCOMPARE(int(QFileInfo(folder.serverFile(QString())).permissions() & others), 0);
        qunsetenv("ANTHROPIC_API_KEY");
    }

private:
    QTemporaryDir m_small;
    LocalServerSetup m_setup;
};

QTEST_GUILESS_MAIN(TestLocalServer)
#include "tst_local_server.moc"
