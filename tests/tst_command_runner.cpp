// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/CommandRunner.h"

#include <QElapsedTimer>
#include <QtTest>

#include <pwd.h>
#include <thread>
#include <unistd.h>

using namespace parlance;

namespace {

Command shell(const QString& script)
{
    Command command;
    command.program = QStringLiteral("/bin/sh");
    command.arguments = QStringList{QStringLiteral("-c"), script};
    return command;
}

} // namespace

class TestCommandRunner : public QObject {
    Q_OBJECT

private slots:
    void outputErrorsAndStatusComeBack()
    {
        Command command = shell(QStringLiteral("cat; echo trouble >&2; exit 3"));
        command.standardInput = "given";
        const auto result = runCommand(command);
        QVERIFY(result.has_value());
        QCOMPARE(result->standardOutput, QByteArray("given"));
        QCOMPARE(result->standardError, QByteArray("trouble\n"));
        QCOMPARE(result->exitCode, 3);
    }

    void theEnvironmentIsExactlyTheOneGiven()
    {
        qputenv("PARLANCE_TEST_SECRET", "stays here");
        Command command;
        command.program = QStringLiteral("/usr/bin/env");
        QCOMPARE(runCommand(command)->standardOutput, QByteArray());
        command.environment.insert(QStringLiteral("LANG"), QStringLiteral("C"));
        QCOMPARE(runCommand(command)->standardOutput, QByteArray("LANG=C\n"));
        qunsetenv("PARLANCE_TEST_SECRET");
    }

    void itRunsInTheFolderGiven()
    {
        Command command = shell(QStringLiteral("pwd"));
        command.workingFolder = QStringLiteral("/usr");
        QCOMPARE(runCommand(command)->standardOutput, QByteArray("/usr\n"));
    }

    void asRootItBecomesTheUserWithItsGroups()
    {
        if (geteuid() != 0) {
            Command command = shell(QStringLiteral("id -u"));
            command.runAsUser = QStringLiteral("nobody"); // nobody else can be become: it stays
            QCOMPARE(runCommand(command)->standardOutput.trimmed().toUInt(), geteuid());
            return;
        }
        Command command = shell(QStringLiteral("/usr/bin/id -u; /usr/bin/id -G"));
        command.runAsUser = QStringLiteral("nobody");
        const QList<QByteArray> lines = runCommand(command)->standardOutput.split('\n');
        const passwd* nobody = getpwnam("nobody");
        QCOMPARE(lines.at(0).toUInt(), nobody->pw_uid);
        QVERIFY2(!lines.at(1).split(' ').contains("0"), "root's groups are left behind");
        command.runAsUser = QStringLiteral("no such user");
        const auto unknown = runCommand(command);
        QVERIFY(!unknown.has_value());
        QCOMPARE(unknown.error().kind, CommandError::Kind::UnknownUser);
    }

    void failuresAreToldApart_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("kind");
        QTest::newRow("a program that is not there") << "/nowhere/program"
                                                     << "" << int(CommandError::Kind::NotFound);
        QTest::newRow("a program that is killed") << "/bin/sh"
                                                  << "kill -9 $$" << int(CommandError::Kind::Crashed);
        QTest::newRow("a program that takes too long") << "/bin/sh"
                                                       << "sleep 30" << int(CommandError::Kind::TimedOut);
    }
    void failuresAreToldApart()
    {
        QFETCH(QString, program);
        QFETCH(QString, script);
        QFETCH(int, kind);
        Command command = shell(script);
        command.program = program;
        command.timeoutSeconds = 1;
        const auto result = runCommand(command);
        QVERIFY(!result.has_value());
        QCOMPARE(int(result.error().kind), kind);
        QVERIFY(result.error().message.endsWith(QLatin1Char('.')));
    }

    void cancellingEndsItSoon()
    {
        std::atomic_bool cancelled = false;
        QElapsedTimer clock;
        clock.start();
        std::thread canceller([&] { cancelled = true; });
        const auto result = runCommand(shell(QStringLiteral("sleep 20")), &cancelled);
        canceller.join();
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, CommandError::Kind::Cancelled);
        QVERIFY(clock.elapsed() < 10000);
    }
};

QTEST_GUILESS_MAIN(TestCommandRunner)
#include "tst_command_runner.moc"
