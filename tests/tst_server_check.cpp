// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QueryChecks.h"
#include "assistant/checks/ServerFindings.h"
#include "assistant/ServerCheck.h"
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using State = PlanOutcome::State;

//! What a real server says to statements before they run.
class TestServerCheck final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void judges_data();
    void judges();
    void warnsOfWhatIsSlow_data();
    void warnsOfWhatIsSlow();
    void readsPlans_data();
    void readsPlans();
    void saysNothingTwice();
    void believesTheServerBeforeTheCatalog();
    void runsNothing();
    void givesUpAfterTwoSeconds();
    void canBeStopped();
    void aRunDoesNotWaitForIt();
    void asksNothingWhenThePolicyForbids();
    void answersOnceEach();

private:
    PlanOutcome outcomeOf(const QByteArray& sql, qsizetype statement = 0);

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<ServerCheck> m_check;
    SchemaCatalog m_catalog;
};

void TestServerCheck::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    m_server->createRole(u"ada"_s, u"ada's password"_s);
    m_server->exec(
        u"create type mood as enum ('happy', 'sad');"
        "create table customers (id int primary key, name text, mood mood);"
        "create table orders (id int primary key, customer_id int references customers, total numeric);"
        "insert into customers select i, 'customer ' || i from generate_series(1, 500) i;"
        "insert into orders select i, i % 500 + 1, i from generate_series(1, 2000) i;"
        "create table big (id int, at date);"
        "insert into big select i from generate_series(1, 1000) i;"
        "create table secrets (id int); create table vault (id int);"
        "create function dawdle() returns int language plpgsql immutable as $$begin perform pg_sleep(60); return 1; "
        "end$$;"
        "create function mark() returns int language plpgsql as $$begin raise exception 'it ran'; end$$;"
        "create index on orders (customer_id);"
        "analyze;"
        "update pg_class set reltuples = 50000000, relpages = 400000 where relname = 'big';"
        "grant select on customers, orders, big to ada"_s);
    m_connection = std::make_unique<Connection>(m_server->parameters(u"ada"_s, u"ada's password"_s));
    SchemaReader reader(m_connection.get(), {});
    QSignalSpy read(&reader, &SchemaReader::readFinished);
    connect(&reader, &SchemaReader::readFinished, this, [this](const Result<SchemaCatalog, PostgresError>& result) {
        QVERIFY(result);
        m_catalog = *result;
    });
    reader.read();
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30'000);
    m_check = std::make_unique<ServerCheck>(m_connection.get(), RunLimits());
}

PlanOutcome TestServerCheck::outcomeOf(const QByteArray& sql, qsizetype statement)
{
    QSignalSpy spy(m_check.get(), &ServerCheck::checked);
    const quint64 check = m_check->check(SqlScript::parse(sql), statement, m_catalog);
    if (!spy.wait(30'000) || spy.first().first().toULongLong() != check)
        return {};
    return spy.first().at(1).value<PlanOutcome>();
}

void TestServerCheck::judges_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char* name, const QByteArray& sql, State state, const QString& words = {},
                        const QByteArray& place = {}) { QTest::newRow(name) << sql << int(state) << words << place; };
    row("a query that holds is planned", "select name from customers", State::Planned);
    row("VALUES are planned", "values (1), (2)", State::Planned);
    row("SHOW is described", "show server_version", State::Planned);
    row("EXPLAIN is described", "explain analyze select mark()", State::Planned);
    row("a near column is named", "select 'ä', c.nmae from customers c", State::Refused,
        u"column c.nmae does not exist (42703). The nearest is name."_s, "c");
    row("a short column is named as the server's hint has it", "select c.nam from customers c", State::Refused,
        u"column c.nam does not exist (42703). The nearest is name."_s, "c");
    row("what the hint does not name is not guessed", "select c.xyz from customers c", State::Refused,
        u"column c.xyz does not exist (42703)."_s, "c");
    row("a near table is named", "select 1 from custommers", State::Refused,
        u"relation \"custommers\" does not exist (42P01). The nearest is customers."_s, "custommers");
    row("no name is near", "select 1 from weather", State::Refused, u"relation \"weather\" does not exist (42P01)."_s,
        "weather");
    row("what stands before the dot is no table", "select orderss.total from orders", State::Refused, u"(42P01)"_s,
        "orderss");
    row("types must resolve", "select total + name from orders, customers", State::Refused, u"(42883)"_s, "+");
    row("a label must be one", "select 1 from customers where mood = 'hapy'", State::Refused,
        u"invalid input value for enum mood: \"hapy\" (22P02)"_s, "'hapy'");
    row("rights must suffice", "select * from secrets", State::Refused,
        u"permission denied for table secrets (42501). Use another table"_s);
    row("grammar that only the server knows", "select 1 from from", State::Refused, u"(42601)"_s, "from");
    row("what is folded while planning", "select 1/0", State::Refused, u"division by zero (22012)"_s);
}

void TestServerCheck::judges()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, state);
    QFETCH(QString, words);
    QFETCH(QByteArray, place);
    const PlanOutcome outcome = outcomeOf(sql);
    QCOMPARE(int(outcome.state), state);
    if (outcome.state == State::Planned) {
        QVERIFY(outcome.findings.isEmpty());
        QVERIFY(!outcome.columns.isEmpty());
        QCOMPARE(outcome.hasPlan(), sql.startsWith("select") || sql.startsWith("values"));
        return;
    }
    QCOMPARE(outcome.findings.size(), 1);
    const Finding finding = outcome.findings.first();
    QCOMPARE(finding.check, u"server"_s);
    QCOMPARE(finding.severity, Finding::Severity::Error);
    QVERIFY2(finding.message.contains(words), qPrintable(finding.message));
    QCOMPARE(sql.mid(finding.start, finding.length), place);
    // The same as the second statement of a script: places move with it.
    const PlanOutcome second = outcomeOf("select 'ü';\n" + sql, 1);
    QCOMPARE(second.findings.first().start, finding.start + 13);
    QCOMPARE(second.findings.first().message, finding.message);
}

void TestServerCheck::warnsOfWhatIsSlow_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("words");
    QTest::newRow("all of a huge table") << QByteArray("select count(*) from big where at > '2020-01-01'")
                                         << u"The server reads all of big, ≈ 50,000,000 rows"_s;
    QTest::newRow("a huge table under a limit that must sort")
        << QByteArray("select * from big order by at limit 5") << u"reads all of big"_s;
    QTest::newRow("some rows of a huge table") << QByteArray("select * from big limit 100") << QString();
    QTest::newRow("every row with every row")
        << QByteArray("select * from customers c, orders o") << u"Nothing connects"_s;
    QTest::newRow("a key in between") << QByteArray("select * from customers c join orders o on o.customer_id = c.id")
                                      << QString();
    QTest::newRow("looked up for each row")
        << QByteArray("select * from customers c cross join lateral (select * from orders o where o.customer_id = "
                      "c.id limit 3) l")
        << QString();
    QTest::newRow("joined by something else than equality")
        << QByteArray("select * from customers c join orders o on o.total > c.id") << QString();
    QTest::newRow("days meet customers on purpose")
        << QByteArray("select * from generate_series(1, 365) d, customers") << QString();
}

void TestServerCheck::warnsOfWhatIsSlow()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, words);
    const PlanOutcome outcome = outcomeOf(sql);
    QCOMPARE(outcome.state, State::Planned);
    QCOMPARE(outcome.findings.size(), words.isEmpty() ? 0 : 1);
    if (words.isEmpty())
        return;
    QCOMPARE(outcome.findings.first().severity, Finding::Severity::Warning);
    QVERIFY2(outcome.findings.first().message.contains(words), qPrintable(outcome.findings.first().message));
}

void TestServerCheck::readsPlans_data()
{
    QTest::addColumn<QByteArray>("plan");
    QTest::addColumn<QString>("table");
    const QByteArray part = R"({"Node Type": "Seq Scan", "Schema": "public", "Relation Name": "parts_1", )";
    QTest::newRow("a part that the catalog does not list")
        << QByteArray(part + R"("Plan Rows": 20000000, "Total Cost": 300000})") << u"parts_1"_s;
    QTest::newRow("a part of which few rows pass the filter")
        << QByteArray(part + R"("Plan Rows": 3, "Total Cost": 500000, "Filter": "id = 3"
})") << u"parts_1"_s;
    QTest::newRow("a small part") << QByteArray(part + R"("Plan Rows": 20000, "Total Cost": 500})") << QString();
    QTest::newRow("an index") << QByteArray(R"({"Node Type": "Index Scan", "Schema": "public", "Relation Name": "big",
        "Plan Rows": 20000000, "Total Cost": 300000})")
                              << QString();
    QTest::newRow("no plan") << QByteArray("[]") << QString();
}

void TestServerCheck::readsPlans()
{
    QFETCH(QByteArray, plan);
    QFETCH(QString, table);
    const PlanReading reading = readPlan("[{\"Plan\": " + plan + "}]", m_catalog);
    QCOMPARE(reading.cost >= 0, plan != "[]");
    QCOMPARE(reading.hugeScans.size(), table.isEmpty() ? 0 : 1);
    if (!table.isEmpty())
        QCOMPARE(reading.hugeScans.first().table, table);
    QCOMPARE(readPlan(plan, m_catalog), PlanReading()); // not the document that EXPLAIN gives
    QCOMPARE(readPlan("nonsense", m_catalog), PlanReading());
}

void TestServerCheck::saysNothingTwice()
{
    const QByteArray sql = "select o.totl, o.nix from orders o where o.id = 1 or 1 = o.custmer_id";
    QueryCheckRequest request;
    request.script = SqlScript::parse(sql);
    request.catalog = m_catalog;
    const QList<Finding> ours = checkQueryLater(request).result();
    QCOMPARE(ours.size(), 3);
    const QList<Finding> all = withServersWord(ours, outcomeOf(sql));
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.at(0).check, u"server"_s);
    QCOMPARE(all.at(1).check, u"names"_s);
    QVERIFY(all.at(0).message.contains(u"totl"_s) && all.at(1).message.contains(u"nix"_s));
    // A right that is missing is one fact, said where the table stands.
    const QByteArray secret = "select s.id from customers c join secrets s on s.id = c.id";
    request.script = SqlScript::parse(secret);
    const QList<Finding> rights = withServersWord(checkQueryLater(request).result(), outcomeOf(secret));
    QCOMPARE(rights.size(), 1);
    QCOMPARE(rights.first().check, u"server"_s);
    QCOMPARE(secret.mid(rights.first().start, rights.first().length), QByteArray("secrets"));
    // Another table that may not be read keeps its own.
    const QByteArray two = "select s.id from secrets s join vault v on v.id = s.id";
    request.script = SqlScript::parse(two);
    QCOMPARE(withServersWord(checkQueryLater(request).result(), outcomeOf(two)).size(), 2);
    // A cross join is said by whoever knows the condition.
    request.script = SqlScript::parse("select * from customers c, orders o");
    const QList<Finding> joins =
        withServersWord(checkQueryLater(request).result(), outcomeOf("select * from customers c, orders o"));
    QCOMPARE(joins.size(), 1);
    QCOMPARE(joins.first().check, u"joins"_s);
}

void TestServerCheck::believesTheServerBeforeTheCatalog()
{
    m_server->exec(u"create table later (id int); grant select on later to ada"_s);
    QueryCheckRequest request;
    request.script = SqlScript::parse("select id from later");
    request.catalog = m_catalog;
    const QList<Finding> ours = checkQueryLater(request).result();
    QCOMPARE(ours.size(), 1); // the catalog was read before
    QVERIFY(withServersWord(ours, outcomeOf("select id from later")).isEmpty());
    QCOMPARE(withServersWord(ours, PlanOutcome()), ours);
}

void TestServerCheck::runsNothing()
{
    QCOMPARE(outcomeOf("select mark()").state, State::Planned);
    // What the grammar here does not know goes to the server as it is, and no option can slip in.
    const PlanOutcome slipped = outcomeOf("analyze select mark() from from");
    QCOMPARE(slipped.state, State::Refused);
    QVERIFY2(!slipped.error->message.contains(u"it ran"_s), qPrintable(slipped.error->message));
    QCOMPARE(outcomeOf("delete from orders").state, State::NotChecked);
    QCOMPARE(m_server->exec(u"select count(*) from orders"_s).trimmed(), u"2000"_s);
}

void TestServerCheck::givesUpAfterTwoSeconds()
{
    QElapsedTimer clock;
    clock.start();
    const PlanOutcome outcome = outcomeOf("select dawdle()"); // planning runs what is immutable
    QCOMPARE(outcome.state, State::NotChecked);
    QVERIFY2(outcome.whyNot.contains(u"within 2 s"_s), qPrintable(outcome.whyNot));
    QVERIFY(clock.elapsed() >= 1900);
    QVERIFY(outcome.findings.isEmpty());
    QCOMPARE(outcomeOf("select 1").state, State::Planned); // the connection goes on
}

void TestServerCheck::canBeStopped()
{
    QSignalSpy spy(m_check.get(), &ServerCheck::checked);
    const quint64 check = m_check->check(SqlScript::parse("select dawdle()"), 0, m_catalog);
    QTRY_COMPARE(m_connection->state(), Connection::State::Running);
    m_check->stop(check);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.first().at(1).value<PlanOutcome>().state, State::NotChecked);
    m_check->stop(check); // once more does no harm
    QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), Connection::State::Idle, 10'000);
    QCOMPARE(spy.size(), 1);
}

void TestServerCheck::aRunDoesNotWaitForIt()
{
    QSignalSpy checked(m_check.get(), &ServerCheck::checked);
    QSignalSpy ran(m_connection.get(), &Connection::runFinished);
    for (int i = 0; i < 3; ++i)
        m_check->check(SqlScript::parse("select dawdle()"), 0, m_catalog);
    QTRY_COMPARE(m_connection->state(), Connection::State::Running);
    m_check->stopAll();
    QCOMPARE(checked.size(), 3);
    m_connection->run("select 1", RunLimits());
    QTRY_COMPARE_WITH_TIMEOUT(ran.size(), 1, 10'000);
    QVERIFY((ran.first().at(1).value<Result<RunSummary, PostgresError>>()));
}

void TestServerCheck::asksNothingWhenThePolicyForbids()
{
    m_check->setAllowed(false);
    const PlanOutcome outcome = outcomeOf("select nothing from nowhere");
    m_check->setAllowed(true);
    QCOMPARE(outcome.state, State::NotChecked);
    QVERIFY(outcome.whyNot.contains(u"administrator"_s));
    QVERIFY(!m_server->log().contains(u"nowhere"_s));
}

void TestServerCheck::answersOnceEach()
{
    QSignalSpy spy(m_check.get(), &ServerCheck::checked);
    QSet<quint64> asked;
    for (int i = 0; i < 20; ++i)
        asked.insert(m_check->check(SqlScript::parse(i % 2 == 0 ? "select 1" : "select nix"), 0, m_catalog));
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 20, 30'000);
    for (const QList<QVariant>& answer : spy)
        QVERIFY(asked.remove(answer.first().toULongLong()));
}

QTEST_GUILESS_MAIN(TestServerCheck)
#include "tst_server_check.moc"
