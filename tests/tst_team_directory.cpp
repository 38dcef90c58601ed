// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/LocatedJson.h"
#include "team/TeamDirectory.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace parlance;

namespace {

QByteArray team(const QByteArray& members, const QByteArray& database = QByteArray())
{
    return R"({"id":"a","database":{"host":"db.example","name":"a_db","user":"a")" + database + "}" + members + "}";
}

QByteArray file(const QByteArray& teams, const QByteArray& rest = QByteArray())
{
    return R"({"format":1,"teams":[)" + teams + "]" + rest + "}";
}

QByteArray named(const QByteArray& id, const QByteArray& host, const QByteArray& database, const QByteArray& rest = {})
{
    return R"({"id":")" + id + R"(","database":{"host":")" + host + R"(","name":")" + database + R"(","user":"u"})" +
           rest + "}";
}

} // namespace

//! teams.json: what it says, what wins, and what is said about mistakes in it.
class TestTeamDirectory final : public QObject {
    Q_OBJECT
private:
    struct Folders {
        QTemporaryDir root;
        AppPaths paths{root.filePath(QStringLiteral("machine")), root.filePath(QStringLiteral("user")),
                       root.filePath(QStringLiteral("data"))};
        void machine(const QByteArray& text, const QString& name = QStringLiteral("teams.json")) const
        {
            write(paths.machineConfigFolder, name, text);
        }
        void user(const QByteArray& text, const QString& name = QStringLiteral("teams.json")) const
        {
            write(paths.userConfigFolder, name, text);
        }
        static void write(const QString& folder, const QString& name, const QByteArray& text)
        {
            QVERIFY(QDir().mkpath(QFileInfo(folder + u'/' + name).path()));
            QFile out(folder + u'/' + name);
            QVERIFY(out.open(QIODevice::WriteOnly));
            QCOMPARE(out.write(text), text.size());
        }
        TeamDirectory read() const { return TeamDirectory::read(paths); }
    };

    static QStringList ids(const TeamDirectory& directory)
    {
        QStringList list;
        for (const Team& one : directory.teams)
            list.append(one.id);
        return list;
    }

private slots:
    void theExampleOfTheContractIsRead();
    void defaultsHold();
    void theSampleHasTheTextsOfTheDrawing();
    void problemsNameTheirPlace_data();
    void problemsNameTheirPlace();
    void oneWrongTeamLeavesTheOthers();
    void sampleWorkspace_data();
    void sampleWorkspace();
    void sslModeDefault_data();
    void sslModeDefault();
    void aTeamInBothIsTheMachines();
    void additionalFilesAddTeamsInOrder();
    void additionalFilesSayNothingElse();
    void claudeOfTheMachineWins();
    void baseUrl_data();
    void baseUrl();
    void restrictionsForbid();
    void restrictionsOfTheUserAreIgnored();
    void aBrokenMachineFileForbidsAll();
    void aPolicyBindsHostAndDatabase_data();
    void aPolicyBindsHostAndDatabase();
    void aPolicyBindsOtherIdsAndConnect();
    void theStrictestOfSeveralHolds();
    void connectGivesATeam();
    void anyBytesAreSurvived_data();
    void anyBytesAreSurvived();
};

void TestTeamDirectory::theExampleOfTheContractIsRead()
{
    const Folders f;
    f.user(R"({ "format": 1,
  "claude": { "baseUrl": "https://api.anthropic.com", "models": ["claude-sonnet-4-5-20250929", "claude-sonnet-5-5"],
              "authentication": "x-api-key", "keyCommand": [] },
  "teams": [ { "id": "sales", "name": "Sales", "description": "Customers, orders, revenue", "accent": "#0F766E",
      "contact": { "text": "Data platform team", "url": "https://wiki.example.internal/data" }, "reachHint": "Connect to the company VPN first",
      "database": { "host": "sales.example.internal", "port": 5433, "name": "sales_db", "user": "sales_reader",
                    "sslMode": "verify-full", "sslRootCertificate": "rds-ca.pem", "searchPath": ["public", "Odd"] },
      "policy": { "allowWrites": true, "allowAssistant": false, "shareSampleValues": true, "timeZone": "Europe/Berlin",
                  "statementTimeoutSeconds": 121, "maximumRows": 1000001, "maximumConnections": 5 } } ] })");
    const TeamDirectory directory = f.read();
    QVERIFY2(directory.problems.isEmpty(), qPrintable(directory.problems.value(0).toString()));
    QCOMPARE(ids(directory), QStringList{QStringLiteral("sales")});
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
    expected.timeZone = QStringLiteral("Europe/Berlin");
    expected.statementTimeoutSeconds = 121;
    expected.maximumRows = 1000001;
    expected.maximumConnections = 5;
    QCOMPARE(sales.policy, expected);
    QVERIFY(!sales.sample);
    QVERIFY(!sales.machineWide);
    const RunLimits limits = sales.runLimits();
    QCOMPARE(limits.statementTimeoutSeconds, 121);
    QCOMPARE(limits.maximumRows, qint64(1000001));
    QCOMPARE(limits.timeZone, QStringLiteral("Europe/Berlin"));
    QCOMPARE(limits.searchPath, sales.searchPath);
}

void TestTeamDirectory::defaultsHold()
{
    const Folders f;
    f.user(file(team("")));
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

void TestTeamDirectory::theSampleHasTheTextsOfTheDrawing()
{
    const QList<Team> teams = sampleTeams();
    QCOMPARE(teams.size(), 3);
    const QStringList expected{
        QStringLiteral("sales|Sales|Customers, orders, revenue|#0f766e|sales_db|sales123"),
        QStringLiteral("marketing|Marketing|Campaigns, leads, ad spend|#be185d|marketing_db|marketing123"),
        QStringLiteral("operations|Operations|Stock, suppliers, shipments|#4338ca|operations_db|operations123")};
    for (qsizetype i = 0; i < 3; ++i) {
        const Team& one = teams.at(i);
        const QStringList parts{
            one.id, one.name, one.description, one.accent, one.database.database, one.samplePassword};
        QCOMPARE(parts.join(u'|'), expected.at(i));
        QVERIFY(one.sample);
        QVERIFY(one.database.host.isEmpty());
    }
}

void TestTeamDirectory::problemsNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); // line:column key
    QTest::addColumn<bool>("error");
    QTest::addColumn<int>("teamsLeft");
    const auto row = [](const char* name, const QByteArray& text, const char* expected, bool error, int left) {
        QTest::newRow(name) << text << QString::fromLatin1(expected) << error << left;
    };
    row("a port that is a text refuses the team", file(team("", ",\n \"port\": \"5432\"")),
        "2:10 teams[0].database.port", true, 0);
    row("a port out of range refuses the team", file(team("", ",\n\"port\":70000")), "2:8 teams[0].database.port", true,
        0);
    row("a port with a fraction refuses the team", file(team("", ",\n\"port\":5432.5")), "2:8 teams[0].database.port",
        true, 0);
    row("a number beyond 64 bits refuses the team", file(team("", ",\n\"port\":99999999999999999999")),
        "2:8 teams[0].database.port", true, 0);
    row("columns count characters, not bytes", file(team(",\n\"name\":\"Zürich 🚀\", \"description\": 7")),
        "2:35 teams[0].description", true, 0);
    row("a truth value written as a text refuses the team", file(team(",\"policy\":{\n\"allowWrites\":\"no\"}")),
        "2:15 teams[0].policy.allowWrites", true, 0);
    row("null is no text", file(team(",\n\"name\":null")), "2:8 teams[0].name", true, 0);
    row("a policy that is a list refuses the team", file(team(",\n\"policy\":[]")), "2:10 teams[0].policy", true, 0);
    row("a search path with a number names the element", file(team("", ",\n\"searchPath\":[\"a\", 2]")),
        "2:20 teams[0].database.searchPath[1]", true, 0);
    row("an sslMode libpq does not know", file(team("", ",\n\"sslMode\":\"on\"")), "2:11 teams[0].database.sslMode",
        true, 0);
    row("one connection is too few", file(team(",\"policy\":{\n\"maximumConnections\":1}")),
        "2:22 teams[0].policy.maximumConnections", true, 0);
    row("a negative time-out", file(team(",\"policy\":{\n\"statementTimeoutSeconds\":-1}")),
        "2:27 teams[0].policy.statementTimeoutSeconds", true, 0);
    row("a missing database is told at the team", file("\n{\"id\":\"a\"}"), "2:1 teams[0].database", true, 0);
    row("a missing host is told at the database", file("{\"id\":\"a\",\n\"database\":{\"name\":\"x\",\"user\":\"y\"}}"),
        "2:12 teams[0].database.host", true, 0);
    row("an empty id", file("{\n\"id\":\"\",\"database\":{\"host\":\"h\",\"name\":\"x\",\"user\":\"y\"}}"),
        "2:6 teams[0].id", true, 0);
    row("an id with a tab", file("{\n\"id\":\"a\\tb\",\"database\":{\"host\":\"h\",\"name\":\"x\",\"user\":\"y\"}}"),
        "2:6 teams[0].id", true, 0);
    row("a team that is a text", file("\n\"sales\""), "2:1 teams[0]", true, 0);
    row("a repeated id leaves the second out", file(named("a", "h", "d") + ",\n" + named("a", "h2", "d2")),
        "2:7 teams[1].id", true, 1);
    row("an unknown key of a team warns", file(team(",\n\"colour\":\"red\"")), "2:1 teams[0].colour", false, 1);
    row("an unknown key of a database warns", file(team("", ",\n  \"sslmode\":\"require\"")),
        "2:3 teams[0].database.sslmode", false, 1);
    row("an unknown key at the top warns", file(team(""), ",\n\"sampels\":true"), "2:1 sampels", false, 1);
    row("a key given twice warns", file(team(",\"name\":\"x\",\n\"name\":\"y\"")), "2:1 teams[0].name", false, 1);
    row("an accent that is no colour warns", file(team(",\n\"accent\":\"teal\"")), "2:10 teams[0].accent", false, 1);
    row("a contact with a javascript address warns", file(team(",\"contact\":{\n\"url\":\"javascript:x\"}")),
        "2:7 teams[0].contact.url", false, 1);
    row("a missing format warns", "\n{\"teams\":[" + team("") + "]}", "2:1 format", false, 1);
    row("another format is not guessed at", "{\n\"format\":2,\"teams\":[" + team("") + "]}", "2:10 format", true, 0);
    row("teams that are an object", "{\"format\":1,\n\"teams\":{}}", "2:9 teams", true, 0);
    row("a model list with a number", file(team(""), ",\"claude\":{\n\"models\":[1]}"), "2:11 claude.models[0]", true,
        1);
    row("an empty model list", file(team(""), ",\"claude\":{\n\"models\":[]}"), "2:10 claude.models", true, 1);
    row("an authentication nobody knows", file(team(""), ",\"claude\":{\n\"authentication\":\"basic\"}"),
        "2:18 claude.authentication", true, 1);
    row("a base URL that is none", file(team(""), ",\"claude\":{\n\"baseUrl\":\"api.anthropic.com\"}"),
        "2:11 claude.baseUrl", true, 1);
    row("a base URL that is a number", file(team(""), ",\"claude\":{\n\"baseUrl\":1}"), "2:11 claude.baseUrl", true, 1);
    row("a missing comma is a syntax error", "{\"format\":1\n\"teams\":[]}", "2:1 ", true, 0);
    row("a list at the top", "\n []", "2:2 ", true, 0);
    row("text after the end", "{\"format\":1}\n x", "2:2 ", true, 0);
    row("an empty file", "", "1:1 ", true, 0);
    row("a byte order mark does not count", "\xef\xbb\xbf{\"format\":1,\"x\":1,\"teams\":[" + team("") + "]}", "1:13 x",
        false, 1);
}

void TestTeamDirectory::problemsNameTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QFETCH(bool, error);
    QFETCH(int, teamsLeft);
    const Folders f;
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

void TestTeamDirectory::oneWrongTeamLeavesTheOthers()
{
    const Folders f;
    f.user(file(named("one", "h", "d") + "," + named("two", "h", "d", ",\"name\":1,\"policy\":{\"timeZone\":2}") + "," +
                named("three", "h", "d")));
    const TeamDirectory directory = f.read();
    QCOMPARE(ids(directory), (QStringList{QStringLiteral("one"), QStringLiteral("three")}));
    QCOMPARE(directory.problems.size(), 2); // all that is wrong with it, at once
    QCOMPARE(directory.problems.at(0).key, QStringLiteral("teams[1].name"));
    QCOMPARE(directory.problems.at(1).key, QStringLiteral("teams[1].policy.timeZone"));
}

void TestTeamDirectory::sampleWorkspace_data()
{
    QTest::addColumn<QByteArray>("machine");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QString>("expected");
    const QString sample = QStringLiteral("sales,marketing,operations");
    QTest::newRow("no file at all: the sample") << QByteArray() << QByteArray() << sample;
    QTest::newRow("files without a team: the sample") << file("") << file("") << sample;
    QTest::newRow("a team: no sample") << QByteArray() << file(team("")) << QStringLiteral("a");
    QTest::newRow("a team and the wish: both")
        << QByteArray() << file(team(""), ",\"sampleWorkspace\":true") << QString(QStringLiteral("a,") + sample);
    QTest::newRow("the machine says no") << file("", ",\"sampleWorkspace\":false")
                                         << file("", ",\"sampleWorkspace\":true") << QString();
    QTest::newRow("a refused team is a configured one") << QByteArray() << file("{}") << QString();
    QTest::newRow("a file that cannot be read hides a configuration") << QByteArray() << QByteArray("{") << QString();
    QTest::newRow("a sample team gives way to a team of its id")
        << QByteArray() << file(named("sales", "h", "d"), ",\"sampleWorkspace\":true")
        << QStringLiteral("sales,marketing,operations");
}

void TestTeamDirectory::sampleWorkspace()
{
    QFETCH(QByteArray, machine);
    QFETCH(QByteArray, user);
    QFETCH(QString, expected);
    const Folders f;
    if (!machine.isEmpty())
        f.machine(machine);
    if (!user.isEmpty())
        f.user(user);
    const TeamDirectory directory = f.read();
    QCOMPARE(ids(directory).join(u','), expected);
    QCOMPARE(directory.sampleWorkspace,
             std::any_of(directory.teams.cbegin(), directory.teams.cend(), [](const Team& one) { return one.sample; }));
}

void TestTeamDirectory::sslModeDefault_data()
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

void TestTeamDirectory::sslModeDefault()
{
    QFETCH(QByteArray, database);
    QFETCH(QString, expected);
    const Folders f;
    f.user(file(R"({"id":"a","database":{"name":"n","user":"u",)" + database + "}}"));
    QCOMPARE(f.read().teams.value(0).database.sslMode, expected);
}

void TestTeamDirectory::aTeamInBothIsTheMachines()
{
    const Folders f;
    f.machine(file(named("sales", "company", "d")));
    f.user(file(named("sales", "mine", "d") + "," + named("own", "mine", "d")));
    const TeamDirectory directory = f.read();
    QCOMPARE(ids(directory), (QStringList{QStringLiteral("sales"), QStringLiteral("own")}));
    QCOMPARE(directory.find(QStringLiteral("sales"))->database.host, QStringLiteral("company"));
    QVERIFY(directory.find(QStringLiteral("sales"))->machineWide);
    QVERIFY(!directory.find(QStringLiteral("own"))->machineWide);
    QCOMPARE(directory.problems.size(), 1);
    QCOMPARE(directory.problems.first().severity, ConfigurationProblem::Severity::Warning);
}

void TestTeamDirectory::additionalFilesAddTeamsInOrder()
{
    const Folders f;
    f.user(file(named("z", "h", "d")));
    f.user(file(named("b", "h", "d", "")), QStringLiteral("teams.d/20.json"));
    f.user(file(R"({"id":"c","database":{"host":"h","name":"n","user":"u","sslRootCertificate":"../ca.pem"}})"),
           QStringLiteral("teams.d/10.json"));
    f.user("not JSON", QStringLiteral("teams.d/10.json~"));
    const TeamDirectory directory = f.read();
    QVERIFY(directory.problems.isEmpty());
    QCOMPARE(ids(directory), (QStringList{QStringLiteral("z"), QStringLiteral("c"), QStringLiteral("b")}));
    QCOMPARE(directory.teams.at(1).database.sslRootCertificate,
             QString(f.paths.userConfigFolder + QStringLiteral("/ca.pem")));
    QCOMPARE(directory.teams.at(1).sourceFile, QString(f.paths.userConfigFolder + QStringLiteral("/teams.d/10.json")));
}

void TestTeamDirectory::additionalFilesSayNothingElse()
{
    const Folders f;
    f.machine(file(team(""), R"(,"claude":{"baseUrl":"https://other.example"},"restrict":{"connect":true})"),
              QStringLiteral("teams.d/a.json"));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.claude.baseUrl.host(), QStringLiteral("api.anthropic.com"));
    QVERIFY(!directory.restrictConnect);
    QCOMPARE(directory.problems.size(), 2);
}

void TestTeamDirectory::claudeOfTheMachineWins()
{
    const Folders f;
    f.machine(file("", R"(,"claude":{"baseUrl":"https://gateway.example/v1/","keyCommand":["./key.sh","-q"]})"));
    f.user(file(
        "",
        R"(,"claude":{"baseUrl":"https://mine.example","models":["m"],"keyCommand":["key"],"authentication":"bearer"})"));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.claude.baseUrl, QUrl(QStringLiteral("https://gateway.example")));
    QVERIFY(directory.claudeBaseUrlLocked);
    QCOMPARE(directory.keyCommand,
             (QStringList{f.paths.machineConfigFolder + QStringLiteral("/key.sh"), QStringLiteral("-q")}));
    QVERIFY(directory.keyCommandLocked);
    QCOMPARE(directory.claude.models, QStringList{QStringLiteral("m")});
    QVERIFY(!directory.claudeModelsLocked);
    QCOMPARE(directory.claude.authentication, Endpoint::Authentication::Bearer);
}

void TestTeamDirectory::baseUrl_data()
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

void TestTeamDirectory::baseUrl()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const Folders f;
    f.machine(file("", R"(,"claude":{"baseUrl":")" + text + "\"}"));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.claude.baseUrl.toString(), expected);
    QVERIFY(directory.claudeBaseUrlLocked);
    QCOMPARE(directory.problems.size(), expected.isEmpty() ? 1 : 0);
}

void TestTeamDirectory::restrictionsForbid()
{
    const Folders f;
    f.machine(
        file(named("company", "h", "d"), R"(,"restrict":{"userTeams":true,"connect":true,"otherEndpoints":true})"));
    f.user(file(named("own", "x", "d"), R"(,"claude":{"baseUrl":"https://mine.example"})"));
    const TeamDirectory directory = f.read();
    QCOMPARE(ids(directory), QStringList{QStringLiteral("company")});
    QVERIFY(directory.restrictConnect);
    QVERIFY(directory.restrictOtherEndpoints);
    QVERIFY(directory.claudeBaseUrlLocked);
    QCOMPARE(directory.claude.baseUrl, Endpoint().baseUrl);
    const auto connected = directory.teamForConnection(QStringLiteral("host=x dbname=d user=u"));
    QVERIFY(!connected);
    QCOMPARE(connected.error().kind, PostgresError::Kind::ConfigurationInvalid);
}

void TestTeamDirectory::restrictionsOfTheUserAreIgnored()
{
    const Folders f;
    f.user(file(team(""), R"(,"restrict":{"userTeams":true,"connect":true,"otherEndpoints":true})"));
    const TeamDirectory directory = f.read();
    QVERIFY(!directory.restrictUserTeams && !directory.restrictConnect && !directory.restrictOtherEndpoints);
    QCOMPARE(directory.teams.size(), 1);
    QCOMPARE(directory.problems.size(), 1);
}

void TestTeamDirectory::aBrokenMachineFileForbidsAll()
{
    const QList<QByteArray> texts{"{\"restrict\"", file("", ",\"restrict\":[]"),
                                  file("", R"(,"restrict":{"userTeams":1,"connect":"yes","otherEndpoints":null})")};
    for (const QByteArray& text : texts) {
        const Folders f;
        f.machine(text);
        f.user(file(team("")));
        const TeamDirectory directory = f.read();
        QVERIFY(directory.restrictUserTeams && directory.restrictConnect && directory.restrictOtherEndpoints);
        QVERIFY(directory.find(QStringLiteral("a")) == nullptr);
        QVERIFY(!directory.problems.isEmpty());
    }
}

void TestTeamDirectory::aPolicyBindsHostAndDatabase_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("database");
    QTest::addColumn<bool>("bound");
    const QString d = QStringLiteral("sales_db");
    QTest::newRow("the same") << QStringLiteral("db.example") << QString() << d << true;
    QTest::newRow("in capitals and with the root's dot") << QStringLiteral("DB.Example.") << QString() << d << true;
    QTest::newRow("among several") << QStringLiteral("other,db.example") << QString() << d << true;
    QTest::newRow("behind another name's address") << QStringLiteral("x") << QStringLiteral("db.example") << d << true;
    QTest::newRow("another database") << QStringLiteral("db.example") << QString() << QStringLiteral("x") << false;
    QTest::newRow("a database in capitals is another")
        << QStringLiteral("db.example") << QString() << QStringLiteral("SALES_DB") << false;
    QTest::newRow("another host") << QStringLiteral("db2.example") << QString() << d << false;
    QTest::newRow("this computer by its address")
        << QStringLiteral("127.0.0.1") << QString() << QStringLiteral("l") << true;
    QTest::newRow("this computer by IPv6") << QStringLiteral("::1") << QString() << QStringLiteral("l") << true;
    QTest::newRow("this computer by a socket") << QStringLiteral("/tmp") << QString() << QStringLiteral("l") << true;
    QTest::newRow("this computer unnamed") << QString() << QString() << QStringLiteral("l") << true;
}

void TestTeamDirectory::aPolicyBindsHostAndDatabase()
{
    QFETCH(QString, host);
    QFETCH(QString, address);
    QFETCH(QString, database);
    QFETCH(bool, bound);
    const Folders f;
    f.machine(file(named("s", "db.example", "sales_db", R"(,"policy":{"maximumRows":7})") + "," +
                   named("l", "localhost", "l", R"(,"policy":{"maximumRows":7})")));
    ConnectionParameters parameters;
    parameters.host = host;
    parameters.database = database;
    parameters.user = QStringLiteral("somebody");
    if (!address.isEmpty())
        parameters.extra.insert(QStringLiteral("hostaddr"), address);
    const auto policy = f.read().boundPolicy(parameters);
    QCOMPARE(policy.has_value(), bound);
    if (bound)
        QCOMPARE(policy->maximumRows, qint64(7));
}

void TestTeamDirectory::aPolicyBindsOtherIdsAndConnect()
{
    const Folders f;
    f.machine(file(named("sales", "db.example", "sales_db", R"(,"policy":{"allowAssistant":false})")));
    f.user(file(named("mine", "DB.example", "sales_db", R"(,"policy":{"allowWrites":true})")));
    const TeamDirectory directory = f.read();
    QVERIFY(!directory.find(QStringLiteral("mine"))->policy.allowWrites);
    QVERIFY(!directory.find(QStringLiteral("mine"))->policy.allowAssistant);
    QCOMPARE(directory.problems.size(), 1);
    const auto connected = directory.teamForConnection(QStringLiteral("postgresql://me@db.example:6543/sales_db"));
    QVERIFY(connected.has_value());
    QVERIFY(!connected->policy.allowAssistant);
    const auto byUser = directory.teamForConnection(QStringLiteral("host=db.example user=sales_db"));
    QVERIFY(byUser.has_value());
    QVERIFY2(!byUser->policy.allowAssistant, "libpq takes the user's name for the database");
}

void TestTeamDirectory::theStrictestOfSeveralHolds()
{
    const Folders f;
    f.machine(file(
        named("writers", "h", "d", R"(,"policy":{"allowWrites":true,"maximumRows":0,"statementTimeoutSeconds":10})") +
        R"(,{"id":"readers","database":{"host":"h","name":"d","user":"r"},"policy":{"maximumRows":5}})"));
    const TeamDirectory directory = f.read();
    ConnectionParameters parameters;
    parameters.host = QStringLiteral("h");
    parameters.database = QStringLiteral("d");
    parameters.user = QStringLiteral("stranger");
    const Policy policy = directory.boundPolicy(parameters).value();
    QVERIFY(!policy.allowWrites);
    QCOMPARE(policy.maximumRows, qint64(5));
    QCOMPARE(policy.statementTimeoutSeconds, 10);
    parameters.user = QStringLiteral("u");
    QVERIFY(directory.boundPolicy(parameters)->allowWrites);
}

void TestTeamDirectory::connectGivesATeam()
{
    const Folders f;
    const TeamDirectory directory = f.read();
    const auto connected = directory.teamForConnection(QStringLiteral("host=h port=6000 dbname='my db' user=u"));
    QVERIFY(connected.has_value());
    QCOMPARE(connected->name, QStringLiteral("my db"));
    QCOMPARE(connected->database.port, QStringLiteral("6000"));
    QCOMPARE(connected->policy, Policy());
    QVERIFY(!connected->sample);
    QVERIFY(!directory.teamForConnection(QStringLiteral("host='h")).has_value());
}

void TestTeamDirectory::anyBytesAreSurvived_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nested a million deep") << QByteArray(1'000'000, '[');
    QTest::newRow("nested objects") << QByteArray("{\"a\":").repeated(100'000);
    QTest::newRow("a zero byte") << QByteArray("{\"format\":1,\0}", 14);
    QTest::newRow("broken UTF-8") << QByteArray("{\"format\":1,\"teams\":[\"\xff\xfe\"]}");
    QTest::newRow("half a surrogate") << QByteArray("{\"\\ud800\":1}");
    QTest::newRow("a huge number") << QByteArray("{\"format\":1e999999}");
}

void TestTeamDirectory::anyBytesAreSurvived()
{
    QFETCH(QByteArray, text);
    const Folders f;
    f.user(text);
    const TeamDirectory directory = f.read();
    QVERIFY(!directory.problems.isEmpty());
    QCOMPARE(directory.problems.first().severity, ConfigurationProblem::Severity::Error);
}

QTEST_GUILESS_MAIN(TestTeamDirectory)
#include "tst_team_directory.moc"
