// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/LoopbackMessages.h"
#include "support/PostgresServer.h"

#include <QtTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

namespace {

struct Outcome {
    int status = -1;
    QByteArray output;
    QByteArray words; //!< standard error
};

} // namespace

//! parlance-cli itself, from its command line to its exit status, against a real server.
class TestCli : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void saysItsVersionAndHelp_data();
    void saysItsVersionAndHelp();
    void tellsUsageErrors_data();
    void tellsUsageErrors();
    void listsTeams();
    void writesEachFormat_data();
    void writesEachFormat();
    void writesCsvAsCopyDoes();
    void runsSeveralInOrderUpToTheFirstError();
    void runsNothingWhenOneIsRefused_data();
    void runsNothingWhenOneIsRefused();
    void capsTheTableAlone();
    void replacesTheOutputFileOnlyWhenWhole();
    void readsFilesAndStandardInput();
    void takesThePasswordFromStandardInput();
    void tellsFailedSignIns_data();
    void tellsFailedSignIns();
    void ignoresLibpqsEnvironment();
    void endsQuietlyWhenNobodyReads();
    void cancelsOnInterrupt();
    void endsTheTimeOutAtTheFirstRow();
    void printsTheSchema();
    void checksWithoutAServer();
    void checksWithAServer();
    void keepsTheUnboundedTextFromTheParser();
    void asksForAKey();
    void showsTheRequestWithoutAKey();
    void asks_data();
    void asks();
    void saysThatTheSampleServerIsStopped();

private:
    QProcessEnvironment environment(bool password = true) const;
    Outcome cli(const QStringList& arguments, const QByteArray& input = {}, bool password = true,
                const QHash<QString, QString>& variables = {}) const;
    QString connection() const;

    std::unique_ptr<test::PostgresServer> m_server;
    QTemporaryDir m_folder;
};

void TestCli::initTestCase()
{
    m_server = std::make_unique<test::PostgresServer>();
    m_server->createRole(u"shop"_s, u"secret"_s);
    m_server->createDatabase(u"shop_db"_s);
    m_server->exec(u"create table orders (id int primary key, customer text not null, total numeric(10,2)); "
                   "comment on table orders is 'What was bought'; "
                   "insert into orders values (1, 'Ada', 9.50), (2, 'Bo, \"B\"', null), (3, 'Cy', 1000); "
                   "grant select on orders to shop"_s,
                   u"shop_db"_s);
    QFile teams(m_folder.filePath(u"teams.json"_s));
    QVERIFY(teams.open(QIODevice::WriteOnly));
    const QString team = u"{\"id\":\"%1\",\"name\":\"Shop\",\"database\":{\"host\":\"127.0.0.1\",\"port\":%2,\"name\":"
                         "\"%3\",\"user\":\"shop\",\"sslMode\":\"prefer\"},\"policy\":%4}"_s;
    const int port = m_server->port();
    teams.write((u"{\"format\":1,\"teams\":["_s +
                 team.arg(u"shop"_s).arg(port).arg(u"shop_db"_s, u"{\"maximumRows\":5,\"timeZone\":\"UTC\"}"_s) + u',' +
                 team.arg(u"quick"_s).arg(port).arg(u"shop_db"_s, u"{\"statementTimeoutSeconds\":1}"_s) + u',' +
                 team.arg(u"silent"_s).arg(port).arg(u"shop_db"_s, u"{\"allowAssistant\":false}"_s) + u',' +
                 team.arg(u"lost"_s).arg(port).arg(u"no_such_db"_s, u"{}"_s) + u',' +
                 team.arg(u"gone"_s).arg(test::PostgresServer::freePort()).arg(u"shop_db"_s, u"{}"_s) + u"]}"_s)
                    .toUtf8());
}

void TestCli::cleanupTestCase()
{
    m_server.reset();
}

QProcessEnvironment TestCli::environment(bool password) const
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, m_folder.path());
    environment.insert(u"PARLANCE_CONFIG_DIR"_s, m_folder.path());
    environment.insert(u"PARLANCE_DATA_DIR"_s, m_folder.filePath(u"data"_s));
    for (const QString& name : {u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s})
        if (qEnvironmentVariableIsSet(name.toLatin1().constData()))
            environment.insert(name, qEnvironmentVariable(name.toLatin1().constData()));
    if (password)
        environment.insert(u"PARLANCE_PASSWORD"_s, u"secret"_s);
    return environment;
}

Outcome TestCli::cli(const QStringList& arguments, const QByteArray& input, bool password,
                     const QHash<QString, QString>& variables) const
{
    QProcess process;
    QProcessEnvironment variablesOfCall = environment(password);
    for (auto at = variables.cbegin(); at != variables.cend(); ++at)
        variablesOfCall.insert(at.key(), at.value());
    process.setProcessEnvironment(variablesOfCall);
    process.start(QStringLiteral(PARLANCE_CLI), arguments);
    process.write(input);
    process.closeWriteChannel();
    Outcome outcome;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.status = process.exitCode();
    outcome.output = process.readAllStandardOutput();
    outcome.words = process.readAllStandardError();
    return outcome;
}

QString TestCli::connection() const
{
    return u"host=127.0.0.1 port=%1 dbname=shop_db user=shop"_s.arg(m_server->port());
}

void TestCli::saysItsVersionAndHelp_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("the version") << QStringList{u"--version"_s} << QByteArray("parlance-cli " PARLANCE_VERSION "\n");
    QTest::newRow("the program's help") << QStringList{u"--help"_s} << QByteArray("Usage: parlance-cli VERB");
    for (const char* verb : {"teams", "schema", "ask", "run", "check", "sample"}) {
        const QString name = QString::fromLatin1(verb);
        QTest::addRow("help of %s", verb)
            << QStringList{name, u"--help"_s} << "Usage: parlance-cli " + QByteArray(verb);
        QTest::addRow("version by %s", verb)
            << QStringList{name, u"--version"_s} << QByteArray("parlance-cli " PARLANCE_VERSION "\n");
    }
    QTest::newRow("help even when the rest is wrong")
        << QStringList{u"run"_s, u"--nonsense"_s, u"--help"_s} << QByteArray("Usage: parlance-cli run");
}

void TestCli::saysItsVersionAndHelp()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, start);
    const Outcome outcome = cli(arguments);
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.output.startsWith(start), outcome.output.constData());
    QVERIFY(!outcome.output.contains("evaluate")); // not before it works
    QCOMPARE(outcome.words, QByteArray());
}

void TestCli::tellsUsageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QStringList& arguments, const QString& words) {
        QTest::newRow(name) << arguments << words;
    };
    row("no verb", {}, u"Say what to do"_s);
    row("an unknown verb", {u"evaluate"_s}, u"no verb \"evaluate\""_s);
    row("an unknown option", {u"run"_s, u"--nonsense"_s}, u"no option --nonsense"_s);
    row("a value that is missing", {u"run"_s, u"--team"_s}, u"needs a value"_s);
    row("a value too many", {u"run"_s, u"--password-stdin=x"_s}, u"takes no value"_s);
    row("an option twice", {u"run"_s, u"--team=a"_s, u"--team"_s, u"b"_s}, u"twice"_s);
    row("no SQL", {u"run"_s, u"--team"_s, u"shop"_s}, u"Give the SQL"_s);
    row("SQL twice", {u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select 1"_s, u"file.sql"_s}, u"not both"_s);
    row("a file too many", {u"run"_s, u"--team"_s, u"shop"_s, u"a.sql"_s, u"b.sql"_s}, u"one argument too many"_s);
    row("a file that is not there", {u"run"_s, u"--team"_s, u"shop"_s, u"/no/such.sql"_s}, u"/no/such.sql"_s);
    row("no statement", {u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"-- none"_s}, u"no statement"_s);
    row("no team", {u"run"_s, u"-c"_s, u"select 1"_s}, u"--team TEAM"_s);
    row("a team that is not there", {u"run"_s, u"--team"_s, u"shops"_s, u"-c"_s, u"select 1"_s}, u"shop, quick"_s);
    row("team and connection", {u"schema"_s, u"--team"_s, u"shop"_s, u"--connect"_s, u"host=x"_s}, u"not both"_s);
    row("a password in the connection", {u"run"_s, u"--connect"_s, u"host=x password=y"_s, u"-cselect 1"_s},
        u"password"_s);
    row("a connection string that is none", {u"run"_s, u"--connect"_s, u"host"_s, u"-cselect 1"_s}, u"host"_s);
    row("an unknown format", {u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1"_s, u"--format"_s, u"xml"_s},
        u"no format \"xml\""_s);
    row("csv of two statements", {u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1; select 2"_s, u"--format"_s, u"csv"_s},
        u"exactly one"_s);
    row("json of two statements",
        {u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1; select 2"_s, u"--format"_s, u"json"_s}, u"exactly one"_s);
    row("a file for two statements", {u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1; select 2"_s, u"-o"_s, u"x"_s},
        u"exactly one"_s);
    row("password and SQL both on standard input", {u"run"_s, u"--team"_s, u"shop"_s, u"--password-stdin"_s, u"-"_s},
        u"Standard input cannot hold both"_s);
    row("a question that is missing", {u"ask"_s, u"--team"_s, u"shop"_s}, u"missing"_s);
    row("an answer as csv", {u"ask"_s, u"--team"_s, u"shop"_s, u"q"_s, u"--format"_s, u"csv"_s}, u"with --run"_s);
    row("an unknown sample verb", {u"sample"_s, u"restart"_s}, u"start, stop, status or reset"_s);
    row("a format of teams", {u"teams"_s, u"--format"_s, u"csv"_s}, u"text or json"_s);
}

void TestCli::tellsUsageErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const Outcome outcome = cli(arguments);
    QVERIFY2(outcome.words.contains(words.toUtf8()), outcome.words.constData());
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.output, QByteArray());
}

void TestCli::listsTeams()
{
    const Outcome text = cli({u"teams"_s});
    QCOMPARE(text.status, 0);
    QVERIFY(text.output.startsWith("shop\tShop\tshop_db\nquick\tShop\tshop_db\n"));
    const Outcome json = cli({u"teams"_s, u"--format"_s, u"json"_s});
    QCOMPARE(json.status, 0);
    const QJsonArray teams = QJsonDocument::fromJson(json.output).array();
    QCOMPARE(teams.size(), 5);
    QCOMPARE(teams.at(0).toObject().value(u"id"_s).toString(), u"shop"_s);
    QCOMPARE(teams.at(0).toObject().value(u"database"_s).toString(), u"shop_db"_s);
    QTemporaryDir empty;
    const Outcome sample = cli({u"teams"_s, u"--config"_s, empty.path()});
    QVERIFY(sample.output.startsWith("sales\tSales\tsales_db\n"));
}

void TestCli::writesEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("a table by default") << QString()
                                        << QByteArray(" id | customer |  total\n"
                                                      "----+----------+---------\n"
                                                      "  1 | Ada      |    9.50\n"
                                                      "  2 | Bo, \"B\"  |    NULL\n"
                                                      "  3 | Cy       | 1000.00\n");
    QTest::newRow("csv") << u"csv"_s
                         << QByteArray("id,customer,total\n1,Ada,9.50\n2,\"Bo, \"\"B\"\"\",\n3,Cy,1000.00\n");
    QTest::newRow("json") << u"json"_s
                          << QByteArray("[\n{\"id\":1,\"customer\":\"Ada\",\"total\":9.50},\n"
                                        "{\"id\":2,\"customer\":\"Bo, \\\"B\\\"\",\"total\":null},\n"
                                        "{\"id\":3,\"customer\":\"Cy\",\"total\":1000.00}\n]\n");
    QTest::newRow("markdown") << u"markdown"_s
                              << QByteArray("| id | customer | total |\n| ---: | --- | ---: |\n| 1 | Ada | 9.50 |\n"
                                            "| 2 | Bo, \"B\" | NULL |\n| 3 | Cy | 1000.00 |\n");
}

void TestCli::writesEachFormat()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, output);
    QStringList arguments{u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select * from orders order by id"_s};
    if (!format.isEmpty())
        arguments += {u"--format"_s, format};
    const Outcome outcome = cli(arguments);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QCOMPARE(outcome.output, output);
}

void TestCli::writesCsvAsCopyDoes()
{
    const QString query = u"select i, md5(i::text) as \"a,b\", nullif(i % 5, 0), e'x\\n\"y\"', '' as e, now()::date "
                          "from generate_series(1, 5000) i"_s;
    const Outcome outcome = cli({u"run"_s, u"--connect"_s, connection(), u"--format"_s, u"csv"_s, u"-c"_s, query});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QCOMPARE(outcome.output, m_server->psql(u"copy (%1) to stdout (format csv, header)"_s.arg(query), u"shop"_s,
                                            u"secret"_s, u"shop_db"_s));
}

void TestCli::runsSeveralInOrderUpToTheFirstError()
{
    const Outcome outcome =
        cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select 1 as a; select 'ä' || nothing; select 3 as c"_s});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.output, QByteArray(" a\n---\n 1\n"));
    QVERIFY2(outcome.words.contains("ERROR:  column \"nothing\" does not exist (42703)\n"
                                    "LINE 1: select 'ä' || nothing\n"
                                    "                      ^\n"),
             outcome.words.constData());
    const Outcome both = cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select 1 as a; select 2 as b"_s});
    QCOMPARE(both.output, QByteArray(" a\n---\n 1\n\n b\n---\n 2\n"));
}

void TestCli::runsNothingWhenOneIsRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("one that writes") << u"select 1; delete from orders"_s << QByteArray("DELETE changes data");
    QTest::newRow("one that commits") << u"select 1; commit; create table t ()"_s << QByteArray("COMMIT is not needed");
    QTest::newRow("a function that acts")
        << u"select 1; select pg_advisory_lock(1)"_s << QByteArray("pg_advisory_lock");
    QTest::newRow("one of several that does not parse") << u"select 1; selct 2"_s << QByteArray("only on its own");
}

void TestCli::runsNothingWhenOneIsRefused()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, words);
    const Outcome outcome = cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, sql});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY2(outcome.words.contains(words), outcome.words.constData());
    QVERIFY(outcome.words.contains("Nothing was run."));
}

void TestCli::capsTheTableAlone()
{
    const QString query = u"select i from generate_series(1, 8) i"_s;
    const Outcome table = cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, query});
    QCOMPARE(table.status, 0);
    QCOMPARE(table.output, QByteArray(" i\n---\n 1\n 2\n 3\n 4\n 5\n"));
    QVERIFY2(table.words.contains("Only the first 5 rows are shown"), table.words.constData());
    const Outcome csv = cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"csv"_s, u"-c"_s, query});
    QCOMPARE(csv.output, QByteArray("i\n1\n2\n3\n4\n5\n6\n7\n8\n"));
    QCOMPARE(csv.words, QByteArray());
}

void TestCli::replacesTheOutputFileOnlyWhenWhole()
{
    const QString path = m_folder.filePath(u"out.csv"_s);
    const auto read = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    };
    const auto run = [&](const QString& sql, const QString& to) {
        return cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"csv"_s, u"-o"_s, to, u"-c"_s, sql});
    };
    QCOMPARE(run(u"select 1 as a"_s, path).status, 0);
    QCOMPARE(read(), QByteArray("a\n1\n"));
    QCOMPARE(run(u"select 1 / (3 - i) from generate_series(1, 9) i"_s, path).status, 1);
    QCOMPARE(read(), QByteArray("a\n1\n"));
    const Outcome nowhere = run(u"select 1"_s, u"/no such folder/x.csv"_s);
    QCOMPARE(nowhere.status, 1);
    QVERIFY2(nowhere.words.contains("/no such folder/x.csv"), nowhere.words.constData());
    const Outcome device = run(u"select 1 as a"_s, u"/dev/stdout"_s);
    QCOMPARE(device.status, 0);
    QCOMPARE(device.output, QByteArray("a\n1\n"));
    const Outcome full = run(u"select 1 as a"_s, u"/dev/full"_s);
    QCOMPARE(full.status, 1);
    QVERIFY2(full.words.contains("No space left"), full.words.constData());
}

void TestCli::readsFilesAndStandardInput()
{
    QFile file(m_folder.filePath(u"q.sql"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xEF\xBB\xBF-- größe\nselect 'ä' as x;\n");
    file.close();
    QCOMPARE(cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, file.fileName()}).output, QByteArray("x\nä\n"));
    QCOMPARE(cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, u"-"_s}, "select 2 as y").output,
             QByteArray("y\n2\n"));
}

void TestCli::takesThePasswordFromStandardInput()
{
    const QStringList arguments{u"run"_s,          u"--team"_s,         u"shop"_s, u"--password-stdin"_s,
                                u"--format=csv"_s, u"-cselect 1 as a"_s};
    QCOMPARE(cli(arguments, "secret\n", false).output, QByteArray("a\n1\n"));
    QCOMPARE(cli(arguments, "secret\r\n", false).output, QByteArray("a\n1\n"));
    QCOMPARE(cli(arguments, "wrong\n", true).status, 3); // it goes before the environment's
}

void TestCli::tellsFailedSignIns_data()
{
    QTest::addColumn<QStringList>("target");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("status");
    QTest::newRow("a wrong password") << QStringList{u"--team"_s, u"shop"_s} << u"wrong"_s << 3;
    QTest::newRow("no database of that name") << QStringList{u"--team"_s, u"lost"_s} << u"secret"_s << 3;
    QTest::newRow("nobody listens") << QStringList{u"--team"_s, u"gone"_s} << u"secret"_s << 3;
    QTest::newRow("no host of that name")
        << QStringList{u"--connect"_s, u"host=nowhere.invalid dbname=x user=y"_s} << u"secret"_s << 3;
    QTest::newRow("no password at all") << QStringList{u"--team"_s, u"shop"_s} << QString() << 2;
}

void TestCli::tellsFailedSignIns()
{
    QFETCH(QStringList, target);
    QFETCH(QString, password);
    QFETCH(int, status);
    for (const QStringList& verb :
         {QStringList{u"run"_s, u"-cselect 1"_s}, QStringList{u"schema"_s}, QStringList{u"check"_s, u"-cselect 1"_s}}) {
        const Outcome outcome = cli(verb + target, {}, false, {{u"PARLANCE_PASSWORD"_s, password}});
        QVERIFY2(outcome.status == status, outcome.words.constData());
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY(!outcome.words.isEmpty());
        QVERIFY(!outcome.words.contains("wrong\"") && !outcome.words.contains("secret"));
    }
}

void TestCli::ignoresLibpqsEnvironment()
{
    const Outcome outcome = cli({u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1"_s}, {}, false,
                                {{u"PGPASSWORD"_s, u"secret"_s}, {u"PARLANCE_PASSWORD"_s, u"wrong"_s}});
    QCOMPARE(outcome.status, 3);
    const Outcome elsewhere = cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, u"-cselect 1 as a"_s}, {}, true,
                                  {{u"PGHOSTADDR"_s, u"192.0.2.1"_s}, {u"PGDATABASE"_s, u"postgres"_s}});
    QCOMPARE(elsewhere.output, QByteArray("a\n1\n"));
}

void TestCli::endsQuietlyWhenNobodyReads()
{
    QProcess shell;
    shell.setProcessEnvironment(environment());
    const QString command = u"%1 run --team shop --format csv -c 'select i, md5(i::text) from generate_series(1, "
                            "2000000) i' | head -n 2; echo \"status ${PIPESTATUS[0]}\""_s;
    shell.start(u"bash"_s, {u"-c"_s, command.arg(QStringLiteral(PARLANCE_CLI))});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.readAllStandardOutput(), QByteArray("i,md5\n1,c4ca4238a0b923820dcc509a6f75849b\nstatus 0\n"));
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

void TestCli::cancelsOnInterrupt()
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral(PARLANCE_CLI), {u"run"_s, u"--team"_s, u"shop"_s, u"-cselect pg_sleep(60)"_s});
    const QString sleeping = u"select count(*) from pg_stat_activity where query = 'select pg_sleep(60)' and state = "
                             "'active'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_server->exec(sleeping).trimmed(), u"1"_s, 20'000);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->exec(sleeping).trimmed(), u"0"_s, 10'000);
}

void TestCli::endsTheTimeOutAtTheFirstRow()
{
    const auto run = [this](const QString& format, const QString& sql) {
        return cli({u"run"_s, u"--team"_s, u"quick"_s, u"--format"_s, format, u"-c"_s, sql});
    };
    const Outcome late = run(u"csv"_s, u"select pg_sleep(20)"_s);
    QCOMPARE(late.status, 1);
    QVERIFY2(late.words.contains("no row came within 1 second"), late.words.constData());
    const Outcome table = run(u"table"_s, u"select pg_sleep(20)"_s);
    QCOMPARE(table.status, 1);
    // Rows come at once and for two seconds: more than the limit.
    const Outcome slow =
        run(u"csv"_s, u"select i, repeat('x', 4000), pg_sleep(0.02)::text from generate_series(1, 100) i"_s);
    QVERIFY2(slow.status == 0, slow.words.constData());
    QCOMPARE(slow.output.count('\n'), 101);
}

void TestCli::printsTheSchema()
{
    const Outcome json = cli({u"schema"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s});
    QVERIFY2(json.status == 0, json.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(json.output).object();
    QCOMPARE(document.value(u"database"_s).toString(), u"shop_db"_s);
    const QJsonObject table =
        document.value(u"schemas"_s).toArray().at(0).toObject().value(u"tables"_s).toArray().at(0).toObject();
    QCOMPARE(table.value(u"name"_s).toString(), u"orders"_s);
    QCOMPARE(table.value(u"comment"_s).toString(), u"What was bought"_s);
    const Outcome text = cli({u"schema"_s, u"--connect"_s, connection()});
    QCOMPARE(text.status, 0);
    QVERIFY2(text.output.startsWith("orders  (table"), text.output.constData());
    QVERIFY(text.output.contains("What was bought"));
}

void TestCli::checksWithoutAServer()
{
    const QByteArray sql = "-- ä\nselect 1 ; delete from t; selct";
    const Outcome json = cli({u"check"_s, u"--format"_s, u"json"_s, u"-"_s}, sql, false);
    QCOMPARE(json.status, 0);
    const QJsonArray records = QJsonDocument::fromJson(json.output).array();
    QCOMPARE(records.size(), 3);
    QVERIFY(json.output.startsWith(
        "[\n{\"start\":6,\"length\":8,\"kind\":\"SELECT\",\"readsOnly\":true,\"findings\":[]},\n"
        "{\"start\":17,\"length\":13,\"kind\":\"DELETE\",\"readsOnly\":false,\"findings\":[{\"check\":\"reads only\","
        "\"severity\":\"error\",\"message\":\""));
    QVERIFY(records.at(2).toObject().value(u"kind"_s).isNull());
    QVERIFY(records.at(2).toObject().value(u"readsOnly"_s).isNull());
    const Outcome text = cli({u"check"_s, u"-c"_s, u"delete from t"_s}, {}, false);
    QCOMPARE(text.status, 0);
    QVERIFY(text.output.startsWith("1. DELETE (line 1, column 1): refused\n"));
    QCOMPARE(cli({u"check"_s, u"--format=json"_s, u"-c"_s, u" -- none"_s}).output, QByteArray("[]\n"));
}

void TestCli::checksWithAServer()
{
    const Outcome outcome = cli({u"check"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s, u"-c"_s,
                                 u"select id from orders; select 'ä', totl from orders; delete from orders"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonArray records = QJsonDocument::fromJson(outcome.output).array();
    QCOMPARE(records.size(), 3);
    QCOMPARE(records.at(0).toObject().value(u"findings"_s).toArray().size(), 0);
    const QJsonObject finding = records.at(1).toObject().value(u"findings"_s).toArray().at(0).toObject();
    QCOMPARE(finding.value(u"check"_s).toString(), u"server"_s);
    QVERIFY(finding.value(u"message"_s).toString().contains(u"column \"totl\" does not exist (42703)"_s));
    QCOMPARE(finding.value(u"start"_s).toInt(), 36);
    QCOMPARE(m_server->exec(u"select count(*) from orders"_s, u"shop_db"_s).trimmed(), u"3"_s);
}

void TestCli::keepsTheUnboundedTextFromTheParser()
{
    const Outcome outcome =
        cli({u"check"_s, u"--format"_s, u"json"_s, u"-"_s}, "select " + QByteArray("1+").repeated(500'000) + "1");
    QCOMPARE(outcome.status, 0);
    const QJsonObject record = QJsonDocument::fromJson(outcome.output).array().at(0).toObject();
    QVERIFY(record.value(u"kind"_s).isNull());
    QCOMPARE(record.value(u"length"_s).toInt(), 1'000'008);
}

void TestCli::asksForAKey()
{
    const Outcome outcome = cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s});
    QVERIFY2(outcome.status == 2, outcome.words.constData());
    QVERIFY(outcome.words.contains("ANTHROPIC_API_KEY"));
    QCOMPARE(outcome.output, QByteArray());
    const Outcome forbidden = cli({u"ask"_s, u"--team"_s, u"silent"_s, u"how many orders?"_s}, {}, true,
                                  {{u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QVERIFY2(forbidden.status == 2, forbidden.words.constData());
    QVERIFY(forbidden.words.contains("administrator"));
}

void TestCli::showsTheRequestWithoutAKey()
{
    test::LoopbackMessages claude;
    const Outcome outcome = cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s, u"--show-request"_s}, {},
                                true, {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject request = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(request.value(u"model"_s).toString(), u"claude-sonnet-4-5-20250929"_s);
    QVERIFY(outcome.output.contains("how many orders?"));
    QVERIFY(outcome.output.contains("What was bought"));
    QVERIFY(!outcome.output.contains("Ada")); // never a row
    QCOMPARE(claude.requests().size(), 0);
}

void TestCli::asks_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("words");
    const QJsonObject counted{{u"kind"_s, u"sql"_s},
                              {u"sql"_s, u"select count(*) as n from orders"_s},
                              {u"explanation"_s, u"Counts the orders."_s}};
    QTest::newRow("the SQL alone goes to standard output")
        << counted << QStringList() << 0 << QByteArray("select count(*) as n from orders\n")
        << QByteArray("Counts the");
    QTest::newRow("with --run the rows alone")
        << counted << QStringList{u"--run"_s, u"--format=csv"_s} << 0 << QByteArray("n\n3\n")
        << QByteArray("select count(*) as n from orders");
    QTest::newRow("a question back is no answer")
        << QJsonObject{{u"kind"_s, u"clarify"_s}, {u"question"_s, u"Which year?"_s}} << QStringList() << 1
        << QByteArray() << QByteArray("Which year?");
    QTest::newRow("cannot is said with its reason")
        << QJsonObject{{u"kind"_s, u"cannot"_s}, {u"reason"_s, u"There is no weather here."_s}} << QStringList() << 1
        << QByteArray() << QByteArray("There is no weather here.");
    QTest::newRow("SQL that writes is refused and never run")
        << QJsonObject{{u"kind"_s, u"sql"_s}, {u"sql"_s, u"delete from orders"_s}} << QStringList{u"--run"_s} << 1
        << QByteArray() << QByteArray("DELETE changes data");
}

void TestCli::asks()
{
    QFETCH(QJsonObject, answer);
    QFETCH(QStringList, options);
    QFETCH(int, status);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, words);
    test::LoopbackMessages claude;
    for (int i = 0; i < 3; ++i) // a refused answer may be asked for again
        claude.enqueue(test::LoopbackMessages::answer(answer));
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const Outcome outcome =
        cli(QStringList{u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s} + options, {}, true, variables);
    QVERIFY2(outcome.status == status, outcome.words.constData());
    QCOMPARE(outcome.output, output);
    QVERIFY2(outcome.words.contains(words), outcome.words.constData());
    QVERIFY2(outcome.words.contains("127.0.0.1, model claude-sonnet"), outcome.words.constData());
    QVERIFY(!outcome.words.contains("test-key"));
    QVERIFY(claude.requests().size() >= 1);
}

void TestCli::saysThatTheSampleServerIsStopped()
{
    const Outcome json = cli({u"sample"_s, u"status"_s, u"--format"_s, u"json"_s});
    QCOMPARE(json.status, 0);
    const QJsonObject status = QJsonDocument::fromJson(json.output).object();
    QCOMPARE(status.value(u"running"_s), QJsonValue(false));
    QVERIFY(status.value(u"host"_s).isNull() && status.value(u"port"_s).isNull());
    QCOMPARE(status.value(u"dataFolder"_s).toString(), m_folder.filePath(u"data"_s));
    QVERIFY(!QFileInfo::exists(m_folder.filePath(u"data/sample"_s)));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
