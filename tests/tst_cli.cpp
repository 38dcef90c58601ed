// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"

#include <QtTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! parlance-cli itself, from its command line to its exit status, against a real server.
class TestCli : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<CliShop>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void saysItsVersionAndHelp_data();
    void saysItsVersionAndHelp();
    void tellsUsageErrors_data();
    void tellsUsageErrors();
    void listsTeams();
    void takesThePasswordFromStandardInput();
    void keepsControlCharactersFromTheTerminal();
    void survivesClosedStandardDescriptors_data();
    void survivesClosedStandardDescriptors();
    void saysOnceThatInputIsNoText_data();
    void saysOnceThatInputIsNoText();
    void tellsFailedSignIns_data();
    void tellsFailedSignIns();
    void ignoresLibpqsEnvironment();
    void printsTheSchema();
    void checksWithoutAServer();
    void checksWithAServer();
    void checksTheSqlAgainstItsQuestion();
    void countsPlacesFromTheStartOfTheInput();
    void keepsTheUnboundedTextFromTheParser();
    void saysThatTheSampleServerIsStopped();

private:
    std::unique_ptr<CliShop> m_shop;
};

void TestCli::saysItsVersionAndHelp_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("the version") << QStringList{u"--version"_s} << QByteArray("parlance-cli " PARLANCE_VERSION "\n");
    QTest::newRow("the program's help") << QStringList{u"--help"_s} << QByteArray("Usage: parlance-cli VERB");
    for (const char* verb : {"teams", "schema", "ask", "run", "check", "provision", "sample"}) {
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
    const CliOutcome outcome = m_shop->cli(arguments);
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.output.startsWith(start), outcome.output.constData());
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
    row("an unknown verb", {u"estimate"_s}, u"no verb \"estimate\""_s);
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
    row("an output file without a name", {u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1"_s, u"-o"_s, QString()},
        u"-o names no file"_s);
    row("a configuration folder that is not there", {u"teams"_s, u"--config"_s, u"/no/such/folder"_s},
        u"There is no folder /no/such/folder."_s);
    row("a configuration folder that is a file", {u"teams"_s, u"--config=/dev/null"_s}, u"/dev/null is no folder"_s);
    row("a configuration folder without a name", {u"teams"_s, u"--config="_s}, u"names no folder"_s);
    row("a configuration folder that is not there, signing in",
        {u"run"_s, u"--team"_s, u"sales"_s, u"-cselect 1"_s, u"--config"_s, u"/no/such/folder"_s},
        u"/no/such/folder"_s);
    row("a format of teams", {u"teams"_s, u"--format"_s, u"csv"_s}, u"text or json"_s);
}

void TestCli::tellsUsageErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const CliOutcome outcome = m_shop->cli(arguments);
    QVERIFY2(outcome.words.contains(words.toUtf8()), outcome.words.constData());
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.output, QByteArray());
}

void TestCli::listsTeams()
{
    const CliOutcome text = m_shop->cli({u"teams"_s});
    QCOMPARE(text.status, 0);
    QVERIFY(text.output.startsWith("shop\tShop\tshop_db\nquick\tShop\tshop_db\n"));
    const CliOutcome json = m_shop->cli({u"teams"_s, u"--format"_s, u"json"_s});
    QCOMPARE(json.status, 0);
    const QJsonArray teams = QJsonDocument::fromJson(json.output).array();
    QCOMPARE(teams.size(), 7);
    QCOMPARE(teams.at(0).toObject().value(u"id"_s).toString(), u"shop"_s);
    QCOMPARE(teams.at(0).toObject().value(u"database"_s).toString(), u"shop_db"_s);
    QTemporaryDir empty;
    const CliOutcome sample = m_shop->cli({u"teams"_s, u"--config"_s, empty.path()});
    QVERIFY(sample.output.startsWith("sales\tSales\tsales_db\n"));
}

void TestCli::takesThePasswordFromStandardInput()
{
    const QStringList arguments{u"run"_s,          u"--team"_s,         u"shop"_s, u"--password-stdin"_s,
                                u"--format=csv"_s, u"-cselect 1 as a"_s};
    QCOMPARE(m_shop->cli(arguments, "secret\n", false).output, QByteArray("a\n1\n"));
    QCOMPARE(m_shop->cli(arguments, "secret\r\n", false).output, QByteArray("a\n1\n"));
    QCOMPARE(m_shop->cli(arguments, "wrong\n", true).status, 3); // it goes before the environment's
}

void TestCli::keepsControlCharactersFromTheTerminal()
{
    QTemporaryDir folder;
    QFile teams(folder.filePath(u"teams.json"_s));
    QVERIFY(teams.open(QIODevice::WriteOnly));
    teams.write(R"({"format":1,"k\u001b[31m":1,"teams":[{"id":"a","name":"A\tB\u001b[2J\n\u009b0m","database":)"
                R"({"host":"127.0.0.1","name":"d","user":"u"}}]})");
    teams.close();
    const CliOutcome outcome = m_shop->cli({u"teams"_s, u"--config"_s, folder.path()});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.output, QByteArray("a\tA\\tB\\x1B[2J\\n\\x9B0m\td\n"));
    QVERIFY2(outcome.words.contains("k\\x1B[31m"), outcome.words.constData());
    QVERIFY(!outcome.words.contains('\x1b'));

    m_shop->server().exec(u"create table noisy (a int); comment on table noisy is e'one\\n\\x1b[2Jtwo'"_s,
                          u"shop_db"_s);
    const CliOutcome schema = m_shop->cli({u"schema"_s, u"--team"_s, u"shop"_s});
    m_shop->server().exec(u"drop table noisy"_s, u"shop_db"_s);
    QVERIFY2(schema.output.contains("one\n    \\x1B[2Jtwo\n"), schema.output.constData());
    const CliOutcome error = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select e'\\x1b[2J'::int"_s});
    QCOMPARE(error.status, 1);
    QVERIFY2(error.words.contains("\\x1B[2J"), error.words.constData());
}

void TestCli::survivesClosedStandardDescriptors_data()
{
    QTest::addColumn<QString>("call"); // writes its status to standard error or output, whichever is open
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const QString& call, const QByteArray& output, const QByteArray& words) {
        QTest::newRow(name) << call << output << words;
    };
    const QByteArray closed("The output could not be written: Bad file descriptor.\nstatus 1\n");
    row("teams without standard output", u"$CLI teams >&-; echo status $? >&2"_s, "", closed);
    row("the version without standard output", u"$CLI --version >&-; echo status $? >&2"_s, "", closed);
    row("the help of a verb without standard output", u"$CLI run --help >&-; echo status $? >&2"_s, "", closed);
    for (const char* format : {"table", "csv", "json", "markdown"})
        QTest::addRow("rows as %s without standard output", format)
            << u"$CLI run --team shop -c 'select 1 as a' --format %1 >&-; echo status $? >&2"_s.arg(
                   QString::fromLatin1(format))
            << QByteArray() << QByteArray("Bad file descriptor.\nstatus 1\n");
    row("rows without standard error", u"$CLI run --team shop -c 'select 1 as a' --format csv 2>&-; echo status $?"_s,
        "a\n1\nstatus 0\n", "");
    row("a server's error without standard error", u"$CLI run --team shop -c 'select x' 2>&-; echo status $?"_s,
        "status 1\n", "");
    row("rows with nothing else open",
        u"$CLI run --team shop -c 'select 1 as a' --format csv <&- 2>&- | cat; echo status ${PIPESTATUS[0]}"_s,
        "a\n1\nstatus 0\n", "");
    row("a file without anything open",
        u"$CLI run --team shop -c 'select 1 as a' --format csv -o $HOME/closed.csv <&- >&- 2>&-; echo status $?; cat "
        "$HOME/closed.csv"_s,
        "status 0\na\n1\n", "");
    row("SQL of a closed standard input", u"$CLI run --team shop - <&-; echo status $? >&2"_s, "",
        "Standard input cannot be read: Bad file descriptor.\nstatus 2\n");
    row("a device that is full", u"$CLI teams >/dev/full; echo status $? >&2"_s, "",
        "The output could not be written: No space left on device.\nstatus 1\n");
    row("the window's version without standard output", u"$PROGRAM --version >&-; echo status $? >&2"_s, "",
        "Bad file descriptor\nstatus 1\n");
    row("the window's version", u"$PROGRAM --version; echo status $?"_s, "Parlance " PARLANCE_VERSION "\nstatus 0\n",
        "");
}

void TestCli::survivesClosedStandardDescriptors()
{
    QFETCH(QString, call);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, words);
    const CliOutcome outcome = m_shop->shell(call);
    QCOMPARE(outcome.output, output);
    QVERIFY2(outcome.words.endsWith(words), outcome.words.constData());
    if (words.isEmpty())
        QCOMPARE(outcome.words, words);
}

void TestCli::saysOnceThatInputIsNoText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a program") << "\x7f"
                                  "ELF\x02\x01" +
                                      QByteArray("\0;\0select\0;", 11).repeated(100);
    QTest::newRow("UTF-16") << QByteArray("\xff\xfes\0e\0l\0e\0c\0t\0 \0001\0;\0", 20);
    QTest::newRow("Latin-1") << QByteArray("select 'gr\xf6\xdf"
                                           "e'; select 2; delete from orders");
    QTest::newRow("a NUL byte alone") << QByteArray("select 1;\0 select 2", 19);
}

void TestCli::saysOnceThatInputIsNoText()
{
    QFETCH(QByteArray, bytes);
    QFile file(m_shop->filePath(u"binary.sql"_s));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    for (const QStringList& verb : {QStringList{u"run"_s, u"--team"_s, u"shop"_s}, QStringList{u"check"_s},
                                    QStringList{u"check"_s, u"--format=json"_s, u"--team"_s, u"shop"_s}}) {
        const CliOutcome named = m_shop->cli(verb + QStringList{file.fileName()});
        QCOMPARE(named.status, 1);
        QCOMPARE(named.output, QByteArray());
        QCOMPARE(named.words.count('\n'), 1);
        QVERIFY2(named.words.contains((file.fileName() + u" is not text in UTF-8"_s).toUtf8()),
                 named.words.constData());
        const CliOutcome piped = m_shop->cli(verb + QStringList{u"-"_s}, bytes);
        QCOMPARE(piped.status, 1);
        QVERIFY2(piped.words.startsWith("Standard input is not text in UTF-8"), piped.words.constData());
    }
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
        const CliOutcome outcome = m_shop->cli(verb + target, {}, false, {{u"PARLANCE_PASSWORD"_s, password}});
        QVERIFY2(outcome.status == status, outcome.words.constData());
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY(!outcome.words.isEmpty());
        QVERIFY(!outcome.words.contains("wrong\"") && !outcome.words.contains("secret"));
    }
}

void TestCli::ignoresLibpqsEnvironment()
{
    const CliOutcome outcome = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"-cselect 1"_s}, {}, false,
                                           {{u"PGPASSWORD"_s, u"secret"_s}, {u"PARLANCE_PASSWORD"_s, u"wrong"_s}});
    QCOMPARE(outcome.status, 3);
    const CliOutcome elsewhere =
        m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, u"-cselect 1 as a"_s}, {}, true,
                    {{u"PGHOSTADDR"_s, u"192.0.2.1"_s}, {u"PGDATABASE"_s, u"postgres"_s}});
    QCOMPARE(elsewhere.output, QByteArray("a\n1\n"));
}

void TestCli::printsTheSchema()
{
    const CliOutcome json = m_shop->cli({u"schema"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s});
    QVERIFY2(json.status == 0, json.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(json.output).object();
    QCOMPARE(document.value(u"database"_s).toString(), u"shop_db"_s);
    const QJsonObject table =
        document.value(u"schemas"_s).toArray().at(0).toObject().value(u"tables"_s).toArray().at(0).toObject();
    QCOMPARE(table.value(u"name"_s).toString(), u"orders"_s);
    QCOMPARE(table.value(u"comment"_s).toString(), u"What was bought"_s);
    const CliOutcome without = m_shop->cli({u"schema"_s, u"--connect"_s, m_shop->connection()}, {}, false);
    QVERIFY2(without.status == 3, without.words.constData());
    QVERIFY2(without.words.contains("PARLANCE_PASSWORD"), without.words.constData());
    const CliOutcome text = m_shop->cli({u"schema"_s, u"--connect"_s, m_shop->connection()});
    QCOMPARE(text.status, 0);
    QVERIFY2(text.output.startsWith("orders  (table"), text.output.constData());
    QVERIFY(text.output.contains("What was bought"));
}

void TestCli::checksWithoutAServer()
{
    const QByteArray sql = "-- ä\nselect 1 ; delete from t; selct";
    const CliOutcome json = m_shop->cli({u"check"_s, u"--format"_s, u"json"_s, u"-"_s}, sql, false);
    QCOMPARE(json.status, 0);
    const QJsonArray records = QJsonDocument::fromJson(json.output).array();
    QCOMPARE(records.size(), 3);
    QVERIFY(json.output.startsWith(
        "[\n{\"start\":6,\"length\":8,\"kind\":\"SELECT\",\"readsOnly\":true,\"findings\":[]},\n"
        "{\"start\":17,\"length\":13,\"kind\":\"DELETE\",\"readsOnly\":false,\"findings\":[{\"check\":\"reads only\","
        "\"severity\":\"error\",\"message\":\""));
    QVERIFY(records.at(2).toObject().value(u"kind"_s).isNull());
    QVERIFY(records.at(2).toObject().value(u"readsOnly"_s).isNull());
    const CliOutcome text = m_shop->cli({u"check"_s, u"-c"_s, u"delete from t"_s}, {}, false);
    QCOMPARE(text.status, 0);
    QVERIFY(text.output.startsWith("1. DELETE (line 1, column 1): refused\n"));
    QCOMPARE(m_shop->cli({u"check"_s, u"--format=json"_s, u"-c"_s, u" -- none"_s}).output, QByteArray("[]\n"));
}

void TestCli::checksWithAServer()
{
    const CliOutcome outcome =
        m_shop->cli({u"check"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s, u"-c"_s,
                     u"select id from orders; select 'ä', totl from orders; delete from orders"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonArray records = QJsonDocument::fromJson(outcome.output).array();
    QCOMPARE(records.size(), 3);
    QCOMPARE(records.at(0).toObject().value(u"findings"_s).toArray().size(), 0);
    const QJsonObject finding = records.at(1).toObject().value(u"findings"_s).toArray().at(0).toObject();
    QCOMPARE(finding.value(u"check"_s).toString(), u"server"_s);
    QVERIFY(finding.value(u"message"_s).toString().contains(u"column \"totl\" does not exist (42703)"_s));
    QVERIFY(finding.value(u"message"_s).toString().endsWith(u"The nearest is total."_s));
    QCOMPARE(records.at(1).toObject().value(u"findings"_s).toArray().size(), 1); // said once
    QVERIFY(records.at(0).toObject().value(u"plan"_s).toObject().value(u"cost"_s).toDouble() > 0);
    QVERIFY(records.at(1).toObject().value(u"plan"_s).isNull());
    QCOMPARE(finding.value(u"start"_s).toInt(), 36);
    QCOMPARE(finding.value(u"length"_s).toInt(), 4);
    QCOMPARE(m_shop->server().exec(u"select count(*) from orders"_s, u"shop_db"_s).trimmed(), u"3"_s);
}

void TestCli::checksTheSqlAgainstItsQuestion()
{
    const auto found = [this](const QStringList& more) {
        const CliOutcome outcome =
            m_shop->cli(QStringList{u"check"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s, u"-c"_s,
                                    u"select totl from orders o where o.customer = 'a' limit 7"_s} +
                        more);
        QStringList checks;
        for (const QJsonValue& finding :
             QJsonDocument::fromJson(outcome.output).array().at(0).toObject().value(u"findings"_s).toArray())
            checks.append(finding.toObject().value(u"check"_s).toString());
        return checks;
    };
    QCOMPARE(found({}), (QStringList{u"server"_s, u"order"_s}));
    const CliOutcome asked = m_shop->cli({u"check"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s, u"-c"_s,
                                          u"select total from orders"_s, u"--question"_s, u"orders over 500"_s});
    QVERIFY2(asked.output.contains("\"check\":\"question\",\"severity\":\"warning\""), asked.output.constData());
    QVERIFY(asked.output.contains("500"));
}

void TestCli::countsPlacesFromTheStartOfTheInput()
{
    const QByteArray marked = "\xEF\xBB\xBFselect totl from orders; delete from orders";
    const CliOutcome outcome =
        m_shop->cli({u"check"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"json"_s, u"-"_s}, marked);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonArray records = QJsonDocument::fromJson(outcome.output).array();
    QCOMPARE(records.size(), 2);
    const auto text = [&marked](const QJsonObject& place) {
        return marked.mid(place.value(u"start"_s).toInt(), place.value(u"length"_s).toInt());
    };
    const auto finding = [&records](int i) {
        return records.at(i).toObject().value(u"findings"_s).toArray().at(0).toObject();
    };
    QCOMPARE(text(records.at(0).toObject()), QByteArray("select totl from orders"));
    QCOMPARE(text(finding(0)), QByteArray("totl"));
    QCOMPARE(text(records.at(1).toObject()), QByteArray("delete from orders"));
    QVERIFY(marked.mid(finding(1).value(u"start"_s).toInt()).startsWith("delete"));
}

void TestCli::keepsTheUnboundedTextFromTheParser()
{
    const CliOutcome outcome = m_shop->cli({u"check"_s, u"--format"_s, u"json"_s, u"-"_s},
                                           "select " + QByteArray("1+").repeated(500'000) + "1");
    QCOMPARE(outcome.status, 0);
    const QJsonObject record = QJsonDocument::fromJson(outcome.output).array().at(0).toObject();
    QVERIFY(record.value(u"kind"_s).isNull());
    QCOMPARE(record.value(u"length"_s).toInt(), 1'000'008);
}

void TestCli::saysThatTheSampleServerIsStopped()
{
    const CliOutcome json = m_shop->cli({u"sample"_s, u"status"_s, u"--format"_s, u"json"_s});
    QCOMPARE(json.status, 0);
    const QJsonObject status = QJsonDocument::fromJson(json.output).object();
    QCOMPARE(status.value(u"running"_s), QJsonValue(false));
    QVERIFY(status.value(u"host"_s).isNull() && status.value(u"port"_s).isNull());
    QCOMPARE(status.value(u"dataFolder"_s).toString(), m_shop->filePath(u"data"_s));
    QVERIFY(!QFileInfo::exists(m_shop->filePath(u"data/sample"_s)));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
