// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TeamFiles.h"

#include <QTest>

using namespace parlance;
using namespace parlance::test;

//! What wins among the teams.json of the machine and the user, and what each may forbid the other.
class TestTeamDirectory : public QObject {
    Q_OBJECT

private slots:
    void theSampleHasTheTextsOfTheDrawing();
    void sampleWorkspace_data();
    void sampleWorkspace();
    void aTeamInBothIsTheMachines();
    void additionalFilesAddTeamsInOrder();
    void additionalFilesSayNothingElse();
    void claudeOfTheMachineWins();
    void restrictionsForbid();
    void restrictionsOfTheUserAreIgnored();
    void aBrokenMachineFileForbidsAll();
    void aPolicyBindsHostAndDatabase_data();
    void aPolicyBindsHostAndDatabase();
    void aPolicyBindsOtherIdsAndConnect();
    void theStrictestOfSeveralHolds();
    void connectGivesATeam();
};

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

void TestTeamDirectory::sampleWorkspace_data()
{
    QTest::addColumn<QByteArray>("machine");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QString>("expected");
    const QString sample = QStringLiteral("sales,marketing,operations");
    QTest::newRow("no file at all: the sample") << QByteArray() << QByteArray() << sample;
    QTest::newRow("files without a team: the sample") << teamsFile("") << teamsFile("") << sample;
    QTest::newRow("a team: no sample") << QByteArray() << teamsFile(teamEntry("")) << QStringLiteral("a");
    QTest::newRow("a team and the wish: both") << QByteArray() << teamsFile(teamEntry(""), ",\"sampleWorkspace\":true")
                                               << QString(QStringLiteral("a,") + sample);
    QTest::newRow("the machine says no") << teamsFile("", ",\"sampleWorkspace\":false")
                                         << teamsFile("", ",\"sampleWorkspace\":true") << QString();
    QTest::newRow("a refused team is a configured one") << QByteArray() << teamsFile("{}") << QString();
    QTest::newRow("a file that cannot be read hides a configuration") << QByteArray() << QByteArray("{") << QString();
    QTest::newRow("a sample team gives way to a team of its id")
        << QByteArray() << teamsFile(namedTeam("sales", "h", "d"), ",\"sampleWorkspace\":true")
        << QStringLiteral("sales,marketing,operations");
}

void TestTeamDirectory::sampleWorkspace()
{
    QFETCH(QByteArray, machine);
    QFETCH(QByteArray, user);
    QFETCH(QString, expected);
    const TeamFolders f;
    if (!machine.isEmpty())
        f.machine(machine);
    if (!user.isEmpty())
        f.user(user);
    const TeamDirectory directory = f.read();
    QCOMPARE(teamIds(directory).join(u','), expected);
    QCOMPARE(directory.sampleWorkspace,
             std::any_of(directory.teams.cbegin(), directory.teams.cend(), [](const Team& one) { return one.sample; }));
}

void TestTeamDirectory::aTeamInBothIsTheMachines()
{
    const TeamFolders f;
    f.machine(teamsFile(namedTeam("sales", "company", "d")));
    f.user(teamsFile(namedTeam("sales", "mine", "d") + "," + namedTeam("own", "mine", "d")));
    const TeamDirectory directory = f.read();
    QCOMPARE(teamIds(directory), (QStringList{QStringLiteral("sales"), QStringLiteral("own")}));
    QCOMPARE(directory.find(QStringLiteral("sales"))->database.host, QStringLiteral("company"));
    QVERIFY(directory.find(QStringLiteral("sales"))->machineWide);
    QVERIFY(!directory.find(QStringLiteral("own"))->machineWide);
    QCOMPARE(directory.problems.size(), 1);
    QCOMPARE(directory.problems.first().severity, ConfigurationProblem::Severity::Warning);
}

void TestTeamDirectory::additionalFilesAddTeamsInOrder()
{
    const TeamFolders f;
    f.user(teamsFile(namedTeam("z", "h", "d")));
    f.user(teamsFile(namedTeam("b", "h", "d", "")), QStringLiteral("teams.d/20.json"));
    f.user(teamsFile(R"({"id":"c","database":{"host":"h","name":"n","user":"u","sslRootCertificate":"../ca.pem"}})"),
           QStringLiteral("teams.d/10.json"));
    f.user("not JSON", QStringLiteral("teams.d/10.json~"));
    const TeamDirectory directory = f.read();
    QVERIFY(directory.problems.isEmpty());
    QCOMPARE(teamIds(directory), (QStringList{QStringLiteral("z"), QStringLiteral("c"), QStringLiteral("b")}));
    QCOMPARE(directory.teams.at(1).database.sslRootCertificate,
             QString(f.paths.userConfigFolder + QStringLiteral("/ca.pem")));
    QCOMPARE(directory.teams.at(1).sourceFile, QString(f.paths.userConfigFolder + QStringLiteral("/teams.d/10.json")));
}

void TestTeamDirectory::additionalFilesSayNothingElse()
{
    const TeamFolders f;
    f.machine(teamsFile(teamEntry(""), R"(,"claude":{"baseUrl":"https://other.example"},"restrict":{"connect":true})"),
              QStringLiteral("teams.d/a.json"));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.claude.baseUrl.host(), QStringLiteral("api.anthropic.com"));
    QVERIFY(!directory.restrictConnect);
    QCOMPARE(directory.problems.size(), 2);
}

void TestTeamDirectory::claudeOfTheMachineWins()
{
    const TeamFolders f;
    f.machine(teamsFile("", R"(,"claude":{"baseUrl":"https://gateway.example/v1/","keyCommand":["./key.sh","-q"]})"));
    f.user(teamsFile(
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

void TestTeamDirectory::restrictionsForbid()
{
    const TeamFolders f;
    f.machine(teamsFile(namedTeam("company", "h", "d"),
                        R"(,"restrict":{"userTeams":true,"connect":true,"otherEndpoints":true})"));
    f.user(teamsFile(namedTeam("own", "x", "d"), R"(,"claude":{"baseUrl":"https://mine.example"})"));
    const TeamDirectory directory = f.read();
    QCOMPARE(teamIds(directory), QStringList{QStringLiteral("company")});
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
    const TeamFolders f;
    f.user(teamsFile(teamEntry(""), R"(,"restrict":{"userTeams":true,"connect":true,"otherEndpoints":true})"));
    const TeamDirectory directory = f.read();
    QVERIFY(!directory.restrictUserTeams && !directory.restrictConnect && !directory.restrictOtherEndpoints);
    QCOMPARE(directory.teams.size(), 1);
    QCOMPARE(directory.problems.size(), 1);
}

void TestTeamDirectory::aBrokenMachineFileForbidsAll()
{
    const QList<QByteArray> texts{
        "{\"restrict\"", teamsFile("", ",\"restrict\":[]"),
        teamsFile("", R"(,"restrict":{"userTeams":1,"connect":"yes","otherEndpoints":null})")};
    for (const QByteArray& text : texts) {
        const TeamFolders f;
        f.machine(text);
        f.user(teamsFile(teamEntry("")));
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
    const TeamFolders f;
    f.machine(teamsFile(namedTeam("s", "db.example", "sales_db", R"(,"policy":{"maximumRows":7})") + "," +
                        namedTeam("l", "localhost", "l", R"(,"policy":{"maximumRows":7})")));
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
    const TeamFolders f;
    f.machine(teamsFile(namedTeam("sales", "db.example", "sales_db", R"(,"policy":{"allowAssistant":false})")));
    f.user(teamsFile(namedTeam("mine", "DB.example", "sales_db", R"(,"policy":{"allowWrites":true})")));
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
    const TeamFolders f;
    f.machine(teamsFile(
        namedTeam("writers", "h", "d",
                  R"(,"policy":{"allowWrites":true,"maximumRows":0,"statementTimeoutSeconds":10})") +
        R"(,{"id":"readers","database":{"host":"h","name":"d","user":"r"},"policy":{"maximumRows":5,"allowSpill":false}})"));
    const TeamDirectory directory = f.read();
    ConnectionParameters parameters;
    parameters.host = QStringLiteral("h");
    parameters.database = QStringLiteral("d");
    parameters.user = QStringLiteral("stranger");
    const Policy policy = directory.boundPolicy(parameters).value();
    QVERIFY(!policy.allowWrites);
    QCOMPARE(policy.maximumRows, qint64(5));
    QCOMPARE(policy.statementTimeoutSeconds, 10);
    QVERIFY(!policy.allowSpill);
    parameters.user = QStringLiteral("u");
    QVERIFY(directory.boundPolicy(parameters)->allowWrites);
}

void TestTeamDirectory::connectGivesATeam()
{
    const TeamFolders f;
    const TeamDirectory directory = f.read();
    const auto connected = directory.teamForConnection(QStringLiteral("host=h port=6000 dbname='my db' user=u"));
    QVERIFY(connected.has_value());
    QCOMPARE(connected->name, QStringLiteral("my db"));
    QCOMPARE(connected->database.port, QStringLiteral("6000"));
    QCOMPARE(connected->policy, Policy());
    QVERIFY(!connected->sample);
    QVERIFY(!directory.teamForConnection(QStringLiteral("host='h")).has_value());
}

QTEST_GUILESS_MAIN(TestTeamDirectory)
#include "tst_team_directory.moc"
