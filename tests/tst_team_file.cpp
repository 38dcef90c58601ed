// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TeamFiles.h"

#include <QTest>

using namespace parlance;
using namespace parlance::test;

//! What one teams.json says, and what is said about mistakes in it.
class TestTeamFile : public QObject {
    Q_OBJECT

private slots:
    void theExampleOfTheContractIsRead();
    void defaultsHold();
    void problemsNameTheirPlace_data();
    void problemsNameTheirPlace();
    void saysWhatIsNoJson_data();
    void saysWhatIsNoJson();
    void oneWrongTeamLeavesTheOthers();
    void sslModeDefault_data();
    void sslModeDefault();
    void baseUrl_data();
    void baseUrl();
    void anyBytesAreSurvived_data();
    void anyBytesAreSurvived();
};

void TestTeamFile::theExampleOfTheContractIsRead()
{
    const TeamFolders f;
    f.user(R"({ "format": 1,
  "claude": { "baseUrl": "https://api.anthropic.com", "models": ["claude-sonnet-4-5-20250929", "claude-sonnet-5-5"],
              "authentication": "x-api-key", "keyCommand": [] },
  "teams": [ { "id": "sales", "name": "Sales", "description": "Customers, orders, revenue", "accent": "#0F766E",
      "contact": { "text": "Data platform team", "url": "https://wiki.example.internal/data" }, "reachHint": "Connect to the company VPN first",
      "database": { "host": "sales.example.internal", "port": 5433, "name": "sales_db", "user": "sales_reader",
                    "sslMode": "verify-full", "sslRootCertificate": "rds-ca.pem", "searchPath": ["public", "Odd"] },
      "policy": { "allowWrites": true, "allowAssistant": false, "shareSampleValues": true, "planQueries": false, "timeZone": "Europe/Berlin",
                  "statementTimeoutSeconds": 121, "maximumRows": 1000001, "maximumConnections": 5,
                  "allowSpill": false, "spillFolder": "rows" } } ] })");
    const TeamDirectory directory = f.read();
    QVERIFY2(directory.problems.isEmpty(), qPrintable(directory.problems.value(0).toString()));
    QCOMPARE(teamIds(directory), QStringList{QStringLiteral("sales")});
    const Team& sales = directory.teams.first();
    QCOMPARE(sales.name, QStringLiteral("Sales"));
    QCOMPARE(sales.description, QStringLiteral("Customers, orders, revenue"));
    QCOMPARE(sales.accent, QStringLiteral("#0f766e"));
    QCOMPARE(sales.contactText, QStringLiteral("Data platform team"));
    QCOMPARE(sales.contactUrl, QUrl(QStringLiteral("https://wiki.example.internal/data")));
    QCOMPARE(sales.reachHint, QStringLiteral("Connect to the company VPN first"));
    QCOMPARE(sales.database.host, QStringLiteral("sales.example.internal"));
    QCOMPARE(sales.database.port, QStringLiteral("5433"));
    QCOMPARE(sales.database.database, QStringLiteral("sales_db"));
    QCOMPARE(sales.database.user, QStringLiteral("sales_reader"));
    QCOMPARE(sales.database.sslMode, QStringLiteral("verify-full"));
    QCOMPARE(sales.database.sslRootCertificate, QString(f.paths.userConfigFolder + QStringLiteral("/rds-ca.pem")));
    QCOMPARE(sales.searchPath, (QStringList{QStringLiteral("public"), QStringLiteral("Odd")}));
    Policy expected;
    expected.allowWrites = true;
    expected.allowAssistant = false;
    expected.shareSampleValues = true;
    expected.planQueries = false;
    expected.timeZone = QStringLiteral("Europe/Berlin");
    expected.statementTimeoutSeconds = 121;
    expected.maximumRows = 1000001;
    expected.maximumConnections = 5;
    expected.allowSpill = false;
    expected.spillFolder = f.paths.userConfigFolder + QStringLiteral("/rows");
    QCOMPARE(sales.policy, expected);
    QVERIFY(!sales.sample);
    QVERIFY(!sales.machineWide);
    const RunLimits limits = sales.runLimits();
    QCOMPARE(limits.statementTimeoutSeconds, 121);
    QCOMPARE(limits.maximumRows, qint64(1000001));
    QCOMPARE(limits.timeZone, QStringLiteral("Europe/Berlin"));
    QCOMPARE(limits.searchPath, sales.searchPath);
    const SpillLimits spill = sales.spillLimits(QStringLiteral("/usual"));
    QVERIFY(!spill.allowed);
    QCOMPARE(spill.folder, expected.spillFolder);
    QVERIFY2(spill.setBy.contains(QStringLiteral("Sales")) && spill.setBy.contains(QStringLiteral("teams.json")),
             qPrintable(spill.setBy));
}

void TestTeamFile::defaultsHold()
{
    const TeamFolders f;
    f.user(teamsFile(teamEntry("")));
    const TeamDirectory directory = f.read();
    QVERIFY(directory.problems.isEmpty());
    const Team& one = directory.teams.first();
    QCOMPARE(one.name, QStringLiteral("a"));
    QCOMPARE(one.database.port, QStringLiteral("5432"));
    QCOMPARE(one.policy, Policy());
    QCOMPARE(one.accent, Team().accent);
    QVERIFY(!one.database.allowEmptyPassword);
    QCOMPARE(directory.claude.models,
             (QStringList{QStringLiteral("claude-sonnet-4-5-20250929"), QStringLiteral("claude-sonnet-5-5")}));
    QCOMPARE(directory.claude.baseUrl, QUrl(QStringLiteral("https://api.anthropic.com")));
}

void TestTeamFile::problemsNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // line:column key
    QTest::addColumn<bool>("error");
    QTest::addColumn<int>("teamsLeft");
    const auto row = [](const char* name, const QByteArray& text, const char* expected, bool error, int left) {
        QTest::newRow(name) << text << QString::fromLatin1(expected) << error << left;
    };
    row("a port that is a text refuses the team", teamsFile(teamEntry("", ",\n \"port\": \"5432\"")),
        "2:10 teams[0].database.port", true, 0);
    row("a port out of range refuses the team", teamsFile(teamEntry("", ",\n\"port\":70000")),
        "2:8 teams[0].database.port", true, 0);
    row("a port with a fraction refuses the team", teamsFile(teamEntry("", ",\n\"port\":5432.5")),
        "2:8 teams[0].database.port", true, 0);
    row("a number beyond 64 bits refuses the team", teamsFile(teamEntry("", ",\n\"port\":99999999999999999999")),
        "2:8 teams[0].database.port", true, 0);
    row("columns count characters, not bytes", teamsFile(teamEntry(",\n\"name\":\"Zürich 🚀\", \"description\": 7")),
        "2:35 teams[0].description", true, 0);
    row("a truth value written as a text refuses the team",
        teamsFile(teamEntry(",\"policy\":{\n\"allowWrites\":\"no\"}")), "2:15 teams[0].policy.allowWrites", true, 0);
    row("null is no text", teamsFile(teamEntry(",\n\"name\":null")), "2:8 teams[0].name", true, 0);
    row("a policy that is a list refuses the team", teamsFile(teamEntry(",\n\"policy\":[]")), "2:10 teams[0].policy",
        true, 0);
    row("a search path with a number names the element", teamsFile(teamEntry("", ",\n\"searchPath\":[\"a\", 2]")),
        "2:20 teams[0].database.searchPath[1]", true, 0);
    row("an sslMode libpq does not know", teamsFile(teamEntry("", ",\n\"sslMode\":\"on\"")),
        "2:11 teams[0].database.sslMode", true, 0);
    row("one connection is too few", teamsFile(teamEntry(",\"policy\":{\n\"maximumConnections\":1}")),
        "2:22 teams[0].policy.maximumConnections", true, 0);
    row("a negative time-out", teamsFile(teamEntry(",\"policy\":{\n\"statementTimeoutSeconds\":-1}")),
        "2:27 teams[0].policy.statementTimeoutSeconds", true, 0);
    row("a missing database is told at the team", teamsFile("\n{\"id\":\"a\"}"), "2:1 teams[0].database", true, 0);
    row("a missing host is told at the database",
        teamsFile("{\"id\":\"a\",\n\"database\":{\"name\":\"x\",\"user\":\"y\"}}"), "2:12 teams[0].database.host", true,
        0);
    row("an empty id", teamsFile("{\n\"id\":\"\",\"database\":{\"host\":\"h\",\"name\":\"x\",\"user\":\"y\"}}"),
        "2:6 teams[0].id", true, 0);
    row("an id with a tab",
        teamsFile("{\n\"id\":\"a\\tb\",\"database\":{\"host\":\"h\",\"name\":\"x\",\"user\":\"y\"}}"),
        "2:6 teams[0].id", true, 0);
    row("a team that is a text", teamsFile("\n\"sales\""), "2:1 teams[0]", true, 0);
    row("a repeated id leaves the second out", teamsFile(namedTeam("a", "h", "d") + ",\n" + namedTeam("a", "h2", "d2")),
        "2:7 teams[1].id", true, 1);
    row("an unknown key of a team warns", teamsFile(teamEntry(",\n\"colour\":\"red\"")), "2:1 teams[0].colour", false,
        1);
    row("an unknown key of a database warns", teamsFile(teamEntry("", ",\n  \"sslmode\":\"require\"")),
        "2:3 teams[0].database.sslmode", false, 1);
    row("an unknown key at the top warns", teamsFile(teamEntry(""), ",\n\"sampels\":true"), "2:1 sampels", false, 1);
    row("a key given twice warns", teamsFile(teamEntry(",\"name\":\"x\",\n\"name\":\"y\"")), "2:1 teams[0].name", false,
        1);
    row("an accent that is no colour warns", teamsFile(teamEntry(",\n\"accent\":\"teal\"")), "2:10 teams[0].accent",
        false, 1);
    row("a contact with a javascript address warns", teamsFile(teamEntry(",\"contact\":{\n\"url\":\"javascript:x\"}")),
        "2:7 teams[0].contact.url", false, 1);
    row("a missing format warns", "\n{\"teams\":[" + teamEntry("") + "]}", "2:1 format", false, 1);
    row("another format is not guessed at", "{\n\"format\":2,\"teams\":[" + teamEntry("") + "]}", "2:10 format", true,
        0);
    row("teams that are an object", "{\"format\":1,\n\"teams\":{}}", "2:9 teams", true, 0);
    row("a model list with a number", teamsFile(teamEntry(""), ",\"claude\":{\n\"models\":[1]}"),
        "2:11 claude.models[0]", true, 1);
    row("an empty model list", teamsFile(teamEntry(""), ",\"claude\":{\n\"models\":[]}"), "2:10 claude.models", true,
        1);
    row("an authentication nobody knows", teamsFile(teamEntry(""), ",\"claude\":{\n\"authentication\":\"basic\"}"),
        "2:18 claude.authentication", true, 1);
    row("a base URL that is none", teamsFile(teamEntry(""), ",\"claude\":{\n\"baseUrl\":\"api.anthropic.com\"}"),
        "2:11 claude.baseUrl", true, 1);
    row("a base URL that is a number", teamsFile(teamEntry(""), ",\"claude\":{\n\"baseUrl\":1}"), "2:11 claude.baseUrl",
        true, 1);
    row("a missing comma is a syntax error", "{\"format\":1\n\"teams\":[]}", "2:1 ", true, 0);
    row("a list at the top", "\n []", "2:2 ", true, 0);
    row("text after the end", "{\"format\":1}\n x", "2:2 ", true, 0);
    row("an empty file", "", "1:1 ", true, 0);
    row("a byte order mark does not count", "\xef\xbb\xbf{\"format\":1,\"x\":1,\"teams\":[" + teamEntry("") + "]}",
        "1:13 x", false, 1);
}

void TestTeamFile::problemsNameTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QFETCH(bool, error);
    QFETCH(int, teamsLeft);
    const TeamFolders f;
    f.user(text);
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.problems.size(), 1);
    const ConfigurationProblem& problem = directory.problems.first();
    QCOMPARE(QStringLiteral("%1:%2 %3").arg(problem.line).arg(problem.column).arg(problem.key), expected);
    QCOMPARE(problem.severity == ConfigurationProblem::Severity::Error, error);
    QCOMPARE(problem.file, QString(f.paths.userConfigFolder + QStringLiteral("/teams.json")));
    QVERIFY(problem.message.endsWith(u'.'));
    QVERIFY(problem.toString().contains(QStringLiteral(":%1:%2: ").arg(problem.line).arg(problem.column)));
    QCOMPARE(directory.teams.size(), teamsLeft);
}

void TestTeamFile::saysWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QByteArray& text, const char* place, const char* words) {
        QTest::newRow(name) << text << QString::fromLatin1(place) << QString::fromLatin1(words);
    };
    const QByteArray whole = "{\"format\": 1,\n \"teams\": [{\"id\": \"a\", \"x\": [true, -1.5e3, \"\\u00e4\"]}]}";
    for (const qsizetype length : {1, 5, 9, 11, 15, 26, 33, 42, 46, 52, 55, 58, 60, 63, 64, 66})
        QTest::addRow("cut off after %d bytes", int(length))
            << whole.left(length)
            << (length < 14 ? QStringLiteral("1:%1").arg(length + 1) : QStringLiteral("2:%1").arg(length - 13))
            << QStringLiteral("The file ends too early");
    row("nothing at all", "", "1:1", "The file is empty.");
    row("blanks alone", " \n ", "2:2", "The file is empty.");
    row("a comma behind the last value of an object", "{\"a\": 1,\n}", "2:1", "no comma");
    row("a comma behind the last value of a list", "{\"a\": [1,\n]}", "2:1", "no comma");
    row("a word without quotes", "{\"a\":\n yes}", "2:2", "A value must stand here");
    row("a key without quotes", "{\n a: 1}", "2:2", "A key in double quotes must stand here");
    row("single quotes", "{\n 'a': 1}", "2:2", "A key in double quotes must stand here");
    row("no colon", "{\"a\"\n 1}", "2:2", "A colon is missing");
    row("no comma in a list", "{\"a\": [1\n 2]}", "2:2", "A comma is missing here, or the ]");
    row("a text that is not closed on its line", "{\"a\": \"b,\n\"c\": 1}", "1:10", "a double quote is missing");
    row("a Windows path", "{\"a\": \"C:\\Parlance\"}", "1:10", "A backslash itself");
    row("an escape that is not hexadecimal", "{\"a\": \"\\u00zz\"}", "1:8", "Four hexadecimal digits");
    row("half a character", "{\"a\": \"\\ud83d\"}", "1:8", "half of a character");
    row("another encoding", "{\"a\": \"M\xfcnchen\"}", "1:9", "not valid UTF-8");
    row("a second value", "{}\n{}", "2:1", "nothing may follow");
}

void TestTeamFile::saysWhatIsNoJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, words);
    const TeamFolders f;
    f.user(text);
    const QList<ConfigurationProblem> problems = f.read().problems;
    QCOMPARE(problems.size(), 1);
    const QString shown = problems.first().toString();
    QVERIFY2(shown.contains(QStringLiteral("teams.json:%1: ").arg(place)), qPrintable(shown));
    QVERIFY2(shown.contains(words), qPrintable(shown));
    QVERIFY2(shown.endsWith(u'.'), qPrintable(shown));
}

void TestTeamFile::oneWrongTeamLeavesTheOthers()
{
    const TeamFolders f;
    f.user(teamsFile(namedTeam("one", "h", "d") + "," +
                     namedTeam("two", "h", "d", ",\"name\":1,\"policy\":{\"timeZone\":2}") + "," +
                     namedTeam("three", "h", "d")));
    const TeamDirectory directory = f.read();
    QCOMPARE(teamIds(directory), (QStringList{QStringLiteral("one"), QStringLiteral("three")}));
    QCOMPARE(directory.problems.size(), 2); // all that is wrong with it, at once
    QCOMPARE(directory.problems.at(0).key, QStringLiteral("teams[1].name"));
    QCOMPARE(directory.problems.at(1).key, QStringLiteral("teams[1].policy.timeZone"));
}

void TestTeamFile::sslModeDefault_data()
{
    QTest::addColumn<QByteArray>("database");
    QTest::addColumn<QString>("expected");
    QTest::newRow("over a network: encrypted") << QByteArray(R"("host":"db.example")") << QStringLiteral("require");
    QTest::newRow("with an authority: verified")
        << QByteArray(R"("host":"db.example","sslRootCertificate":"ca.pem")") << QStringLiteral("verify-full");
    QTest::newRow("on this computer") << QByteArray(R"("host":"127.0.0.1")") << QStringLiteral("prefer");
    QTest::newRow("over a socket") << QByteArray(R"("host":"/run/postgresql")") << QStringLiteral("prefer");
    QTest::newRow("what the file says") << QByteArray(R"("host":"db.example","sslMode":"disable")")
                                        << QStringLiteral("disable");
}

void TestTeamFile::sslModeDefault()
{
    QFETCH(QByteArray, database);
    QFETCH(QString, expected);
    const TeamFolders f;
    f.user(teamsFile(R"({"id":"a","database":{"name":"n","user":"u",)" + database + "}}"));
    QCOMPARE(f.read().teams.value(0).database.sslMode, expected);
}

void TestTeamFile::baseUrl_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // empty: unusable, and not replaced by the public one
    QTest::newRow("plain") << QByteArray("https://gw.example") << QStringLiteral("https://gw.example");
    QTest::newRow("with a path, a slash and v1")
        << QByteArray("https://gw.example/claude/v1/") << QStringLiteral("https://gw.example/claude");
    QTest::newRow("http with a port") << QByteArray("http://127.0.0.1:8080") << QStringLiteral("http://127.0.0.1:8080");
    QTest::newRow("another scheme") << QByteArray("ftp://gw.example") << QString();
    QTest::newRow("no host") << QByteArray("https://") << QString();
    QTest::newRow("a query") << QByteArray("https://gw.example/?x=1") << QString();
    QTest::newRow("an empty text") << QByteArray("") << QString();
}

void TestTeamFile::baseUrl()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const TeamFolders f;
    f.machine(teamsFile("", R"(,"claude":{"baseUrl":")" + text + "\"}"));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.claude.baseUrl.toString(), expected);
    QVERIFY(directory.claudeBaseUrlLocked);
    QCOMPARE(directory.problems.size(), expected.isEmpty() ? 1 : 0);
}

void TestTeamFile::anyBytesAreSurvived_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nested a million deep") << QByteArray(1'000'000, '[');
    QTest::newRow("nested objects") << QByteArray("{\"a\":").repeated(100'000);
    QTest::newRow("a zero byte") << QByteArray("{\"format\":1,\0}", 14);
    QTest::newRow("broken UTF-8") << QByteArray("{\"format\":1,\"teams\":[\"\xff\xfe\"]}");
    QTest::newRow("half a surrogate") << QByteArray("{\"\\ud800\":1}");
    QTest::newRow("a huge number") << QByteArray("{\"format\":1e999999}");
}

void TestTeamFile::anyBytesAreSurvived()
{
    QFETCH(QByteArray, text);
    const TeamFolders f;
    f.user(text);
    const TeamDirectory directory = f.read();
    QVERIFY(!directory.problems.isEmpty());
    QCOMPARE(directory.problems.first().severity, ConfigurationProblem::Severity::Error);
}

QTEST_GUILESS_MAIN(TestTeamFile)
#include "tst_team_file.moc"
