// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"
#include "support/LoopbackMessages.h"

#include <QtTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! `parlance-cli ask` against a real HTTP server in Claude's place.
class TestCliAsk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<CliShop>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void asksForAKey();
    void tellsAnAddressThatCannotBeUsed_data();
    void tellsAnAddressThatCannotBeUsed();
    void saysEachWait_data();
    void saysEachWait();
    void saysAnotherModelOnce_data();
    void saysAnotherModelOnce();
    void showsTheRequestWithoutAKey();
    void asks_data();
    void asks();
    void knowsTheValuesOfColumns();
    void asksNothingWhenTheRowsCannotBeWritten();
    void saysWhatTheChecksFound_data();
    void saysWhatTheChecksFound();
    void findsOutOnceWhatAGatewayDoesNotKnow();
    void saysThatCertificatesAreMissing();

private:
    std::unique_ptr<CliShop> m_shop;
};

void TestCliAsk::asksForAKey()
{
    const CliOutcome outcome = m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s});
    QVERIFY2(outcome.status == 2, outcome.words.constData());
    QVERIFY(outcome.words.contains("ANTHROPIC_API_KEY"));
    QCOMPARE(outcome.output, QByteArray());
    const CliOutcome forbidden = m_shop->cli({u"ask"_s, u"--team"_s, u"silent"_s, u"how many orders?"_s}, {}, true,
                                             {{u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QVERIFY2(forbidden.status == 2, forbidden.words.constData());
    QVERIFY(forbidden.words.contains("administrator"));
}

void TestCliAsk::tellsAnAddressThatCannotBeUsed_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("no address at all") << u"not a url"_s << QStringList();
    QTest::newRow("another scheme") << u"ftp://x"_s << QStringList();
    QTest::newRow("no host") << u"https://"_s << QStringList();
    QTest::newRow("running the answer") << u"ftp://x"_s << QStringList{u"--run"_s};
    QTest::newRow("showing the request") << u"ftp://x"_s << QStringList{u"--show-request"_s};
}

void TestCliAsk::tellsAnAddressThatCannotBeUsed()
{
    QFETCH(QString, address);
    QFETCH(QStringList, options);
    const CliOutcome outcome =
        m_shop->cli(QStringList{u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s} + options, {}, true,
                    {{u"ANTHROPIC_BASE_URL"_s, address}, {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY2(outcome.words.startsWith("The address of Claude cannot be used (environment variable "
                                      "ANTHROPIC_BASE_URL). Set it to an address that begins with https://"),
             outcome.words.constData());
    QVERIFY2(!outcome.words.contains("key"), outcome.words.constData());
}

void TestCliAsk::saysEachWait_data()
{
    QTest::addColumn<QList<int>>("statuses"); // of the answers before the one that is good
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArrayList>("lines");
    const QByteArray overloaded("overloaded");
    QTest::newRow("overloaded once") << QList<int>{529} << 0
                                     << QByteArrayList{"Trying again in 2 seconds (try 2 of 3).\n"};
    QTest::newRow("a rate limit, then overloaded")
        << QList<int>{429, 529} << 0
        << QByteArrayList{"Trying again in 2 seconds (try 2 of 3).\n", "Trying again in 2 seconds (try 3 of 3).\n"};
    QTest::newRow("overloaded to the end")
        << QList<int>{529, 529, 529} << 1
        << QByteArrayList{"Trying again in 2 seconds (try 2 of 3).\n", "Trying again in 2 seconds (try 3 of 3).\n"};
}

void TestCliAsk::saysEachWait()
{
    QFETCH(QList<int>, statuses);
    QFETCH(int, status);
    QFETCH(QByteArrayList, lines);
    LoopbackMessages claude;
    for (const int each : statuses) {
        LoopbackMessages::Response refusal;
        refusal.status = each;
        refusal.headers = {{"content-type", "application/json"}, {"retry-after", "2"}};
        refusal.body = each == 429 ? R"({"type":"error","error":{"type":"rate_limit_error","message":"slow down"}})"
                                   : R"({"type":"error","error":{"type":"overloaded_error","message":"busy"}})";
        claude.enqueue(refusal);
    }
    claude.enqueue(LoopbackMessages::answer({{u"sql"_s, u"select 1"_s}}));
    const CliOutcome outcome =
        m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s}, {}, true,
                    {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}, {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QVERIFY2(outcome.status == status, outcome.words.constData());
    QCOMPARE(outcome.words.count("Trying again"), lines.size());
    qsizetype at = 0;
    for (const QByteArray& line : lines) {
        at = outcome.words.indexOf(line, at);
        QVERIFY2(at >= 0, outcome.words.constData());
        at += line.size();
    }
    QCOMPARE(outcome.words.contains("Claude is overloaded"), statuses.contains(529));
    QCOMPARE(outcome.words.count("Sending the question"), 1);
}

void TestCliAsk::saysAnotherModelOnce_data()
{
    QTest::addColumn<QByteArray>("models"); // what GET /v1/models answers
    QTest::newRow("a server that lists no models") << QByteArray();
    QTest::newRow("a server that lists the second alone")
        << QByteArray(R"({"data":[{"type":"model","id":"claude-sonnet-5-5","display_name":"x"}],"has_more":false})");
}

void TestCliAsk::saysAnotherModelOnce()
{
    QFETCH(QByteArray, models);
    LoopbackMessages claude;
    claude.setModels(models);
    LoopbackMessages::Response gone;
    gone.status = 404;
    gone.headers = {{"content-type", "application/json"}};
    gone.body = R"({"type":"error","error":{"type":"not_found_error","message":"model: claude-sonnet-4-5-20250929"}})";
    claude.enqueue(gone);
    claude.enqueue(LoopbackMessages::answer({{u"sql"_s, u"select 1"_s}}));
    const CliOutcome outcome =
        m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s}, {}, true,
                    {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}, {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QCOMPARE(outcome.output, QByteArray("select 1\n"));
    QVERIFY2(outcome.words.count("claude-sonnet-5-5") == 1, outcome.words.constData());
    QVERIFY2(outcome.words.count("claude-sonnet-4-5-20250929") == 2, outcome.words.constData()); // sent to, and gone
}

void TestCliAsk::showsTheRequestWithoutAKey()
{
    test::LoopbackMessages claude;
    const CliOutcome outcome =
        m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s, u"--show-request"_s}, {}, true,
                    {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject request = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(request.value(u"model"_s).toString(), u"claude-sonnet-4-5-20250929"_s);
    QVERIFY(outcome.output.contains("how many orders?"));
    QVERIFY(outcome.output.contains("What was bought"));
    QVERIFY(!outcome.output.contains("Ada")); // never a row
    QCOMPARE(claude.requests().size(), 0);
}

void TestCliAsk::asks_data()
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

void TestCliAsk::asks()
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
    const CliOutcome outcome = m_shop->cli(
        QStringList{u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s} + options, {}, true, variables);
    QVERIFY2(outcome.status == status, outcome.words.constData());
    QCOMPARE(outcome.output, output);
    QVERIFY2(outcome.words.contains(words), outcome.words.constData());
    QVERIFY2(outcome.words.contains("127.0.0.1, model claude-sonnet"), outcome.words.constData());
    QVERIFY(!outcome.words.contains("test-key"));
    QVERIFY(claude.requests().size() >= 1);
}

//! However fast the answer comes: the checks have read what the statistics know.
void TestCliAsk::knowsTheValuesOfColumns()
{
    m_shop->server().exec(u"analyze orders"_s, u"shop_db"_s);
    test::LoopbackMessages claude;
    claude.enqueue(test::LoopbackMessages::answer(
        {{u"kind"_s, u"sql"_s}, {u"sql"_s, u"select total from orders where customer = 'Adda'"_s}}));
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const CliOutcome outcome = m_shop->cli(
        {u"ask"_s, u"--team"_s, u"shop"_s, u"what did Ada buy?"_s, u"--format"_s, u"json"_s}, {}, true, variables);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QVERIFY2(outcome.output.contains("'Adda' is no value of orders.customer"), outcome.output.constData());
    QVERIFY2(!claude.requests().constFirst().body.contains("'Ada'"), "a value was sent");
}

void TestCliAsk::asksNothingWhenTheRowsCannotBeWritten()
{
    test::LoopbackMessages claude;
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const CliOutcome outcome = m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s, u"--run"_s,
                                            u"-o"_s, m_shop->filePath(u"no/such/folder.csv"_s)},
                                           {}, true, variables);
    QVERIFY2(outcome.status == 1, outcome.words.constData());
    QVERIFY2(outcome.words.contains("no/such"), outcome.words.constData());
    QCOMPARE(claude.requests().size(), 0);
}

void TestCliAsk::saysWhatTheChecksFound_data()
{
    QTest::addColumn<QString>("team");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("a literal that is no value") << u"shop"_s << u"select total from orders where customer = 'Adda'"_s
                                                << 0 << QByteArray("'Adda' is no value of orders.customer");
    QTest::newRow("a column that the server does not know")
        << u"shop"_s << u"select totl from orders"_s << 1 << QByteArray("\"totl\" does not exist");
    QTest::newRow("a column that the catalog does not know, where the server is not asked")
        << u"unplanned"_s << u"select totl from orders"_s << 1 << QByteArray("totl");
}

void TestCliAsk::saysWhatTheChecksFound()
{
    QFETCH(QString, team);
    QFETCH(QString, sql);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    m_shop->server().exec(u"analyze orders"_s, u"shop_db"_s);
    test::LoopbackMessages claude;
    for (int i = 0; i < 3; ++i)
        claude.enqueue(test::LoopbackMessages::answer({{u"sql"_s, sql}}));
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const CliOutcome outcome = m_shop->cli({u"ask"_s, u"--team"_s, team, u"what did Ada buy?"_s}, {}, true, variables);
    QVERIFY2(outcome.status == status, outcome.words.constData());
    QCOMPARE(outcome.output, sql.toUtf8() + '\n');
    const QByteArray last = outcome.words.mid(outcome.words.lastIndexOf("Claude writes it again"));
    QVERIFY2(last.contains(words), outcome.words.constData());
}

//! Two calls, three requests: the second call knows what the first has learned.
void TestCliAsk::findsOutOnceWhatAGatewayDoesNotKnow()
{
    test::LoopbackMessages claude;
    claude.enqueue(test::LoopbackMessages::stream(u"```sql\nselect 1\n```"_s));
    claude.enqueue(test::LoopbackMessages::stream(u"<sql>select 1</sql>"_s));
    claude.enqueue(test::LoopbackMessages::stream(u"<sql>select 1</sql>"_s));
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    for (int i = 0; i < 2; ++i) {
        const CliOutcome outcome = m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many?"_s}, {}, true, variables);
        QVERIFY2(outcome.status == 0, outcome.words.constData());
        QCOMPARE(outcome.output, QByteArray("select 1\n"));
    }
    QCOMPARE(claude.requests().size(), 3);
}

void TestCliAsk::saysThatCertificatesAreMissing()
{
    CliShop shop;
    QFile teams(shop.filePath(u"teams.json"_s));
    QVERIFY(teams.open(QIODevice::ReadWrite));
    QJsonObject document = QJsonDocument::fromJson(teams.readAll()).object();
    document.insert(u"claude"_s, QJsonObject{{u"caFile"_s, u"no/such/company.pem"_s}});
    teams.resize(0);
    teams.write(QJsonDocument(document).toJson());
    teams.close();
    test::LoopbackMessages claude(test::LoopbackMessages::Transport::Tls);
    const CliOutcome outcome =
        shop.cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many?"_s}, {}, true,
                 {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}, {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.words.contains("company.pem cannot be read"), outcome.words.constData());
}

QTEST_GUILESS_MAIN(TestCliAsk)
#include "tst_cli_ask.moc"
