// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/NearName.h"
#include "assistant/checks/QueryChecks.h"
#include "sample/ReadyQuestions.h"
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"
#include "support/TestPaths.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;

namespace {

//! A query of the corpus (tests/data/checks).
struct Example {
    QString question;
    QString says;   //!< what the answer explains
    QString breaks; //!< the check that must find it
    QString sql;
};

QString fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<Example> examples(const QString& name)
{
    QList<Example> found;
    for (const QString& block : fileText(parlance::test::dataFile(u"checks/"_s + name)).split(u"\n\n"_s).mid(1)) {
        Example example;
        for (const QString& line : block.split(u'\n', Qt::SkipEmptyParts)) {
            if (line.startsWith(u"-- says: "))
                example.says = line.mid(9);
            else if (line.startsWith(u"-- breaks: "))
                example.breaks = line.mid(11);
            else if (line.startsWith(u"-- "))
                example.question = line.mid(3);
            else
                example.sql += line;
        }
        found.append(example);
    }
    return found;
}

QString told(const QList<Finding>& findings)
{
    QString text;
    for (const Finding& finding : findings)
        text += u"\n    "_s + finding.check + u": "_s + finding.message;
    return text;
}

bool isAlarm(const Finding& finding)
{
    return finding.severity != Finding::Severity::Info;
}

} // namespace

//! What the checks find in a query with a catalog in hand, and above all what they leave in peace. The catalog is that
//! of the sample's tables, read from a real server, which also plans every query that is called correct.
class TestQueryChecks final : public QObject {
    Q_OBJECT
private:
    QList<Finding> check(const QString& sql, const QString& question = {}, const QString& says = {},
                         const std::optional<KnownValues>& values = {})
    {
        QueryCheckRequest request;
        request.script = SqlScript::parse(sql.toUtf8());
        request.catalog = m_catalog;
        request.question = question;
        request.today = QDate(2026, 11, 23); // the day the corpus was written on
        if (!says.isEmpty())
            request.words = {says};
        request.values = values;
        return checkQueryLater(request).result();
    }

    std::unique_ptr<PostgresServer> m_server;
    SchemaCatalog m_catalog;

private slots:
    void initTestCase();
    void correctQueriesAreLeftInPeace();
    void brokenQueriesAreCaught();
    void readyQuestionsRaiseNothing();
    void finds_data();
    void finds();
    void leavesInPeace_data();
    void leavesInPeace();
    void aLimitThatNoOrderBacks_data();
    void aLimitThatNoOrderBacks();
    void valuesKnownFromElsewhere_data();
    void valuesKnownFromElsewhere();
    void nearNames_data();
    void nearNames();
    void whatIsNoQueryIsNotRead_data();
    void whatIsNoQueryIsNotRead();
};

void TestQueryChecks::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    m_server->createDatabase(u"checks"_s);
    for (const QString& team : {u"sales"_s, u"marketing"_s, u"operations"_s})
        for (const QString& part : {u"schema"_s, u"keys"_s, u"comments"_s})
            m_server->exec(
                fileText(QStringLiteral(PARLANCE_SOURCE_DIR "/sql/sample/") + team + u'/' + part + u".sql"_s),
                u"checks"_s);
    m_server->exec(
        u"CREATE TABLE visits (visit_id bigint, day date) PARTITION BY RANGE (day);"
        "CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
        "CREATE TABLE secrets (secret text); CREATE SCHEMA other; CREATE TABLE other.places (place text);"
        "CREATE TABLE moods (mood text CHECK (mood = 'good' OR mood = 'bad' OR mood IS NULL), \"Weird Name\" text);"
        "CREATE VIEW open_orders AS SELECT order_id, customer_id FROM orders WHERE status = 'paid';"
        "CREATE ROLE reader LOGIN PASSWORD 'reader123'; GRANT USAGE ON SCHEMA other TO reader;"
        "GRANT SELECT ON ALL TABLES IN SCHEMA public, other TO reader; REVOKE ALL ON secrets FROM reader;"_s,
        u"checks"_s);
    Connection connection(m_server->parameters(u"reader"_s, u"reader123"_s, u"checks"_s));
    SchemaReader reader(&connection, RunLimits());
    std::optional<Result<SchemaCatalog, PostgresError>> result;
    connect(&reader, &SchemaReader::readFinished, this,
            [&result](const Result<SchemaCatalog, PostgresError>& answer) { result = answer; });
    reader.read();
    QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 30'000);
    QVERIFY2(result->has_value(), *result ? "" : qPrintable(result->error().message));
    m_catalog = **result;
}

void TestQueryChecks::correctQueriesAreLeftInPeace()
{
    const QList<Example> corpus = examples(u"correct.sql"_s);
    QVERIFY(corpus.size() >= 100);
    QStringList alarms;
    for (const Example& example : corpus) {
        m_server->exec(u"EXPLAIN "_s + example.sql, u"checks"_s); // else it is not correct
        QList<Finding> findings = check(example.sql, example.question, example.says);
        findings.removeIf([](const Finding& finding) { return !isAlarm(finding); });
        if (!findings.isEmpty())
            alarms.append(example.sql + told(findings));
    }
    qInfo("%lld of %lld correct queries raise an alarm", qlonglong(alarms.size()), qlonglong(corpus.size()));
    for (const QString& alarm : alarms)
        qInfo("%s", qPrintable(alarm));
    QVERIFY2(alarms.size() * 50 <= corpus.size(), qPrintable(alarms.join(u'\n')));
}

void TestQueryChecks::brokenQueriesAreCaught()
{
    const QList<Example> corpus = examples(u"broken.sql"_s);
    QVERIFY(corpus.size() >= 70);
    QHash<QString, std::pair<int, int>> counts; // caught, all
    QStringList missed;
    for (const Example& example : corpus) {
        const QList<Finding> findings = check(example.sql, example.question, example.says);
        const bool caught = std::any_of(findings.cbegin(), findings.cend(), [&example](const Finding& finding) {
            return isAlarm(finding) && finding.check == example.breaks;
        });
        counts[example.breaks].first += caught ? 1 : 0;
        ++counts[example.breaks].second;
        if (!caught)
            missed.append(example.breaks + u": "_s + example.question + u"\n  "_s + example.sql + told(findings));
    }
    for (auto at = counts.cbegin(); at != counts.cend(); ++at) {
        qInfo("%s: %d of %d caught", qPrintable(at.key()), at->first, at->second);
        QVERIFY2(at->first * 10 >= at->second * 9, qPrintable(missed.join(u'\n')));
    }
}

void TestQueryChecks::readyQuestionsRaiseNothing()
{
    int count = 0;
    for (const QString& team : {u"sales"_s, u"marketing"_s, u"operations"_s})
        for (const ReadyQuestion& ready : readyQuestions(team)) {
            const QList<Finding> findings = check(ready.sql, ready.question, ready.explanation);
            QVERIFY2(std::none_of(findings.cbegin(), findings.cend(), isAlarm),
                     qPrintable(ready.question + told(findings)));
            ++count;
        }
    QCOMPARE(count, 24);
}

void TestQueryChecks::finds_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("where"); // the text it points at
    QTest::addColumn<QString>("says");  // what it begins with
    QTest::addColumn<bool>("error");
    const auto row = [](const char* name, const char* sql, const char* where, const char* says, bool error) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromUtf8(where) << QString::fromUtf8(says) << error;
    };
    row("a table that is not there, with the nearest", "select * from ordrs", "ordrs",
        "There is no table ordrs. The nearest is orders.", true);
    row("a table of another schema", "select * from places.orders", "places.orders",
        "There is no table places.orders. It is orders.", true);
    row("a table that may not be read", "select secret from secrets", "secrets", "You may not read secrets.", true);
    row("a quoted name in another case", "select \"Status\" from orders", "\"Status\"",
        "There is no column \"Status\" in this query. The nearest is status.", true);
    row("a name that needs quotes", "select m.weird_name from moods m", "m.weird_name",
        "moods has no column weird_name. The nearest is \"Weird Name\".", true);
    row("places count bytes", "select 'ä', totl from orders", "totl", "There is no column totl", true);
    row("an alias that hides the table's name", "select orders.status from orders o", "orders.status",
        "orders is called o in this query. Write o.status.", true);
    row("a column of a table that is not in FROM", "select p.sku from orders o", "p.sku",
        "There is no table or alias p in FROM.", true);
    row("a column two tables have",
        "select region from orders, customers where orders.customer_id = customers.customer_id", "region",
        "region can mean orders.region or customers.region. Write which one.", true);
    row("a column of a subquery that it does not give", "select t.name from (select customer_id from customers) t",
        "t.name", "t has no column name.", true);
    row("a column within EXISTS",
        "select 1 from orders o where exists (select 1 from order_items i where i.order = o.order_id)", "i.order",
        "order_items has no column \"order\".", true);
    row("an output used in WHERE", "select shipping_fee * 2 as double from orders where double > 1", "double",
        "double is a name that this query gives to a result column", true);
    row("no label of an enum", "select 1 from orders where status = 'payed'", "'payed'",
        "'payed' is no value of orders.status. There are: pending", true);
    row("no label, in another case", "select 1 from orders where 'PAID' = status", "'PAID'",
        "'PAID' is no value of orders.status. The nearest is 'paid'.", true);
    row("no value of a list", "select 1 from campaigns where objective = 'lead_generation'", "'lead_generation'",
        "'lead_generation' is no value of campaigns.objective. The nearest is 'lead generation'.", false);
    row("no value of a chain of ORs", "select 1 from moods where mood = 'fine'", "'fine'",
        "'fine' is no value of moods.mood. There are: good, bad.", false);
    row("no value like it", "select 1 from orders where status::text like '%canceled%'", "'%canceled%'",
        "No value of orders.status is like '%canceled%'. The nearest is 'cancelled'.", false);
    row("no value through a subquery", "select 1 from (select status as s from orders) t where t.s = 'gone'", "'gone'",
        "'gone' is no value of orders.status.", true);
    row("a day that is none", "select 1 from orders where ordered_at > timestamp '2025-06-31 10:00'",
        "'2025-06-31 10:00'", "There is no day 2025-06-31 10:00.", false);
    row("a limit without order", "select o.order_id from orders o where o.status = 'paid' limit 3", "3",
        "3 rows are taken and none comes first", false);
    row("a count of what others multiply",
        "select c.region, count(c.customer_id) from customers c join orders o using (customer_id) group by c.region",
        "count", "Each row of customers appears once for every matching row of orders, so COUNT counts it", false);
    row("a count of a name, called by the table",
        "select c.region, count(c.name) as customers from customers c join orders o using (customer_id) group by 1",
        "count", "Each row of customers appears once for every matching row of orders, so COUNT counts it", false);
    row("two counts along one chain",
        "select count(o.order_id), count(i.order_item_id) from orders o join order_items i using (order_id)", "count",
        "Each row of orders appears once for every matching row of order_items", false);
    row("a sum of rows that a CTE has multiplied",
        "with x as (select o.order_id, o.shipping_fee as fee from orders o join order_items i using (order_id)) select "
        "sum(fee) from x",
        "sum", "Each row of orders appears once for every matching row of order_items", false);
    row("a sum of rows that a subquery's subquery has multiplied",
        "select avg(y.fee) from (select x.fee from (select o.shipping_fee as fee from orders o join order_items i "
        "using (order_id)) x) y",
        "avg", "Each row of orders appears once for every matching row of order_items", false);
    row("a window over multiplied rows",
        "select i.product_id, sum(o.shipping_fee) over (partition by o.region) from orders o join order_items i using "
        "(order_id)",
        "sum", "Each row of orders appears once for every matching row of order_items", false);
    row("one row of several without an order", "select distinct on (o.customer_id) * from orders o", "o.customer_id",
        "DISTINCT ON keeps one row of several", false);
    row("one row of several, ordered by no more than its key",
        "select distinct on (customer_id) customer_id, status from orders order by customer_id", "customer_id",
        "DISTINCT ON keeps one row of several", false);
}

void TestQueryChecks::finds()
{
    QFETCH(QString, sql);
    QFETCH(QString, where);
    QFETCH(QString, says);
    QFETCH(bool, error);
    const QList<Finding> findings = check(sql);
    QVERIFY2(findings.size() == 1, qPrintable(told(findings)));
    const Finding& finding = findings.first();
    QVERIFY2(finding.message.startsWith(says), qPrintable(finding.message));
    QCOMPARE(QString::fromUtf8(sql.toUtf8().mid(finding.start, finding.length)), where);
    QCOMPARE(finding.severity == Finding::Severity::Error, error);
}

void TestQueryChecks::leavesInPeace_data()
{
    QTest::addColumn<QString>("sql");
    const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QString::fromUtf8(sql); };
    row("a partition, which no catalog lists", "select visit_id from visits_2025");
    row("a table of another schema, unqualified", "select place from places");
    row("a system table", "select oid::regclass, nothing_known from pg_class");
    row("names in any case", "SELECT O.STATUS FROM Orders AS O WHERE O.Region = 'North'");
    row("system columns", "select ctid, o.xmin, tableoid from orders o");
    row("whole rows", "select o, o.*, to_json(o) from orders o");
    row("a function's columns", "select x.a, b from json_to_record('{}') as x(a int, b int)");
    row("a column list", "select a.x from (values (1, 2)) as a(x, y) where a.y = 2");
    row("USING makes one of two", "select customer_id from orders join customers using (customer_id)");
    row("NATURAL makes one of two", "select order_id from orders natural join order_items");
    row("an outer query's column", "select (select o.status) from orders o");
    row("ORDER BY an output", "select shipping_fee * 2 as fee from orders order by fee");
    row("GROUP BY an output", "select extract(year from ordered_at) as year, count(*) from orders group by year");
    row("a window by name", "select sum(shipping_fee) over w from orders window w as (partition by region)");
    row("a CTE that hides a table", "with orders as (select 1 as one) select one from orders");
    row("EXISTS with a limit",
        "select 1 from orders o where exists (select 1 from order_items i where i.order_id = o.order_id limit 1)");
    row("one row needs no order", "select max(ordered_at) from orders limit 1");
    row("a key lets one row through", "select o.status from orders o where o.order_id = 7 limit 1");
    row("one row of several, with an order",
        "select distinct on (customer_id) customer_id, status from orders order by customer_id, ordered_at desc");
    row("DISTINCT ON a key", "select distinct on (o.order_id) o.order_id, o.status from orders o");
    row("DISTINCT ON all that is shown", "select distinct on (customer_id, status) status, customer_id from orders");
    row("DISTINCT ON over rows in order", "select distinct on (customer_id) * from (select customer_id, status from "
                                          "orders order by customer_id, ordered_at desc) t");
    row("a value within coalesce", "select 1 from campaigns where coalesce(region, 'none') <> 'none'");
    row("ILIKE in another case", "select 1 from orders where status::text ilike 'CANCEL%'");
    row("a view of which no key is known",
        "select sum(o.shipping_fee) from orders o join open_orders v on v.order_id = o.order_id");
    row("grouped by the finest key", "select i.order_item_id, sum(o.shipping_fee) from orders o join order_items i "
                                     "using (order_id) group by i.order_item_id");
    row("a count of the many", "select c.region, count(o.order_id) from customers c left join orders o using "
                               "(customer_id) group by c.region");
    row("a count of what is grouped by is that of its matches",
        "select o.order_id, count(o.order_id) from orders o join order_items i using (order_id) group by o.order_id");
    row("a count of a name, called by what multiplies it",
        "select c.region, count(c.name) as orders from customers c join orders o using (customer_id) group by 1");
    row("a count of what differs", "select count(distinct o.order_id), count(i.order_item_id) from orders o join "
                                   "order_items i using (order_id)");
    row("a count of one row's matches", "select count(o.order_id) from orders o join order_items i using (order_id) "
                                        "where o.order_id = 7");
    row("a sum of the many of a CTE",
        "with x as (select o.region, i.line_total from orders o join order_items i using (order_id)) select region, "
        "sum(line_total) from x group by region");
    row("a sum of a CTE's rows grouped by the many",
        "with x as (select i.order_item_id, o.shipping_fee from orders o join order_items i using (order_id)) select "
        "order_item_id, sum(shipping_fee) from x group by order_item_id");
    row("a sum of a CTE that keeps each once",
        "with x as (select distinct o.order_id, o.shipping_fee from orders o join order_items i using (order_id)) "
        "select sum(shipping_fee) from x");
    row("a sum of a CTE that numbers its rows",
        "with x as (select o.shipping_fee, row_number() over (partition by o.order_id order by i.order_item_id) as n "
        "from orders o join order_items i using (order_id)) select sum(shipping_fee) from x where n = 1");
    row("a window over the many", "select sum(i.line_total) over (partition by o.region) from orders o join "
                                  "order_items i using (order_id)");
    row("a window over sums", "select o.region, sum(sum(i.line_total)) over () from orders o join order_items i using "
                              "(order_id) group by o.region");
    row("a window within one of the many",
        "select sum(o.shipping_fee) over (partition by i.order_item_id) from orders o join order_items i using "
        "(order_id)");
    row("a sum that counts rows",
        "select sum(case when o.status = 'paid' then 1 else 0 end) from orders o join order_items i using (order_id)");
    row("one line fixed by a constant", "select sum(s.weight_kg) from shipments s join logistics l on l.shipment_id = "
                                        "s.shipment_id and l.leg_number = 1");
    row("a key of two columns from two tables",
        "select sum(i.quantity_on_hand) from inventory i join warehouses w using (warehouse_id)");
    row("one row beside all",
        "select o.order_id, t.fee from orders o, (select max(shipping_fee) as fee from orders) t");
    row("a condition under OR connects",
        "select 1 from orders o, customers c where o.customer_id = c.customer_id or c.name = o.channel::text");
    row("an outer join kept by OR", "select 1 from customers c left join orders o using (customer_id) where o.order_id "
                                    "is null or o.status = 'paid'");
    row("an outer join asked on purpose",
        "select 1 from customers c left join orders o using (customer_id) where o.order_id is not null");
    row("coalesce keeps the outer join",
        "select 1 from customers c left join orders o using (customer_id) where coalesce(o.shipping_fee, 0) = 0");
    row("a subquery that is not correlated",
        "select 1 from orders where customer_id in (select customer_id from customers where region = 'North')");
    row("a date with a time", "select 1 from orders where ordered_at >= '2024-02-29 12:00:00+01'");
    row("EXPLAIN of a good query", "explain select status from orders");
}

void TestQueryChecks::leavesInPeace()
{
    QFETCH(QString, sql);
    const QList<Finding> findings = check(sql);
    QVERIFY2(findings.isEmpty(), qPrintable(told(findings)));
}

void TestQueryChecks::aLimitThatNoOrderBacks_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("alarm");
    QTest::newRow("Claude's answer to a question")
        << u"Our five products"_s << u"select sku from products limit 5"_s << true;
    QTest::newRow("any rows will do") << u"Show me some example products"_s << u"select * from products limit 5"_s
                                      << false;
    QTest::newRow("whether there are any")
        << u"Are there orders that were returned?"_s
        << u"select order_id from orders where status = 'returned' limit 1"_s << false;
    QTest::newRow("a look at a table, by hand") << QString() << u"select * from products limit 100"_s << false;
    QTest::newRow("one row in all") << u"How many products are there?"_s << u"select count(*) from products limit 1"_s
                                    << false;
}

void TestQueryChecks::aLimitThatNoOrderBacks()
{
    QFETCH(QString, question);
    QFETCH(QString, sql);
    const QList<Finding> findings = check(sql, question);
    QTEST(std::any_of(findings.cbegin(), findings.cend(),
                      [](const Finding& finding) { return isAlarm(finding) && finding.check == u"order"; }),
          "alarm");
}

void TestQueryChecks::valuesKnownFromElsewhere_data()
{
    QTest::addColumn<bool>("complete");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("says");
    QTest::newRow("absent from a complete list, with the nearest")
        << true << u"lighting"_s << u"'lighting' is no value of products.category. The nearest is 'Lighting'."_s;
    QTest::newRow("absent from a complete list, all named")
        << true << u"Toys"_s << u"'Toys' is no value of products.category. There are: Lighting, Kitchen."_s;
    QTest::newRow("in a complete list") << true << u"Kitchen"_s << QString();
    QTest::newRow("absent from a list with gaps") << false << u"Toys"_s << QString();
}

void TestQueryChecks::valuesKnownFromElsewhere()
{
    QFETCH(bool, complete);
    QFETCH(QString, value);
    QFETCH(QString, says);
    KnownValues values;
    values.columns.insert(KnownValues::columnKey(u"public"_s, u"products"_s, u"category"_s),
                          {{u"Lighting"_s, u"Kitchen"_s}, complete});
    const QList<Finding> findings =
        check(u"select name from products where category = '%1'"_s.arg(value), {}, {}, values);
    QCOMPARE(findings.isEmpty() ? QString() : findings.first().message, says);
    QVERIFY(findings.isEmpty() || findings.first().severity == Finding::Severity::Warning);
}

void TestQueryChecks::nearNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("candidates");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* word, const char* candidates, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(word) << QString::fromUtf8(candidates) << QString::fromUtf8(expected);
    };
    row("another case", "mci", "MCI,ATT", "MCI");
    row("a swap of two letters", "nmae", "name,city", "name");
    row("too short to guess", "nme", "name,city", "");
    row("two slips in eight letters", "custmer_i", "customer_i,order", "customer_i");
    row("two slips in seven letters", "regoins", "reg_ion_x,city", "");
    row("two candidates as near", "regiox", "region,regiot", "");
    row("the same words in another order", "id_customer", "customer_id,order_id", "customer_id");
    row("another separator", "small-business", "small business,enterprise", "small business");
    row("camel case", "orderItems", "order_items,orders", "order_items");
    row("singular for plural", "company", "companies,customers", "companies");
    row("nothing near", "total", "amount,price", "");
}

void TestQueryChecks::nearNames()
{
    QFETCH(QString, name);
    QFETCH(QString, candidates);
    QTEST(nearestName(name, candidates.split(u',')), "expected");
}

void TestQueryChecks::whatIsNoQueryIsNotRead_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("what does not parse") << u"selct nothing from nowhere"_s;
    QTest::newRow("what changes data") << u"delete from nowhere"_s;
    QTest::newRow("SHOW") << u"show all"_s;
    QTest::newRow("a statement of too many words") << u"select "_s + u"x+"_s.repeated(20'001) + u"1"_s;
}

void TestQueryChecks::whatIsNoQueryIsNotRead()
{
    QFETCH(QString, sql);
    QCOMPARE(check(sql), QList<Finding>());
}

QTEST_GUILESS_MAIN(TestQueryChecks)
#include "tst_query_checks.moc"
