// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/ReadingWords.h"
#include "sample/ReadyQuestions.h"
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"
#include "support/TestPaths.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;

namespace {

const QDate today(2026, 11, 23); // a Monday

QString fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

//! The queries of a corpus of tests/data/checks.
QStringList corpus(const QString& name)
{
    QStringList found;
    for (const QString& block : fileText(parlance::test::dataFile(u"checks/"_s + name)).split(u"\n\n"_s).mid(1)) {
        QString sql;
        for (const QString& line : block.split(u'\n', Qt::SkipEmptyParts))
            if (!line.startsWith(u"-- "))
                sql += line;
        found.append(sql);
    }
    return found;
}

//! "Counted: rows of orders" a line.
QString told(const ReadingWords& words)
{
    QStringList lines;
    for (const ReadingRow& row : words.rows)
        lines.append(row.label + u": "_s + row.text);
    return words.problem + lines.join(u'\n');
}

} // namespace

//! What a query is said to do, in the words of the program: right, or not said at all.
class TestReadingWords final : public QObject {
    Q_OBJECT
private:
    ReadingWords read(const QString& sql) { return readInWordsLater(sql.toUtf8(), m_catalog, today).result(); }

    std::unique_ptr<PostgresServer> m_server;
    SchemaCatalog m_catalog;
    QStringList m_queries; //!< of the corpora and the ready questions

private slots:
    void initTestCase();
    void says_data();
    void says();
    void piecesOfAllQueriesAreWholeExpressions();
    void readyQuestionsAreRead();
    void noConditionOfACorrectQueryGoesUnsaid();
    void tellsWhichTablesAreRead();
    void whatIsNoQueryIsNotRead();
};

void TestReadingWords::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    m_server->createDatabase(u"words"_s);
    for (const QString& team : {u"sales"_s, u"marketing"_s, u"operations"_s}) {
        for (const QString& part : {u"schema"_s, u"keys"_s, u"comments"_s})
            m_server->exec(
                fileText(QStringLiteral(PARLANCE_SOURCE_DIR "/sql/sample/") + team + u'/' + part + u".sql"_s),
                u"words"_s);
        for (const ReadyQuestion& question : readyQuestions(team))
            m_queries.append(question.sql);
    }
    m_queries += corpus(u"correct.sql"_s) + corpus(u"broken.sql"_s);
    QVERIFY(m_queries.size() > 150);
    m_server->exec(u"CREATE ROLE reader LOGIN PASSWORD 'reader123';"
                   "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;"_s,
                   u"words"_s);
    Connection connection(m_server->parameters(u"reader"_s, u"reader123"_s, u"words"_s));
    SchemaReader reader(&connection, RunLimits());
    std::optional<Result<SchemaCatalog, PostgresError>> result;
    connect(&reader, &SchemaReader::readFinished, this,
            [&result](const Result<SchemaCatalog, PostgresError>& answer) { result = answer; });
    reader.read();
    QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 30'000);
    QVERIFY2(result->has_value(), *result ? "" : qPrintable(result->error().message));
    m_catalog = **result;
    if (qEnvironmentVariableIsSet("PARLANCE_TELL"))
        for (const QString& sql : std::as_const(m_queries))
            qInfo("%s\n    %s\n", qPrintable(sql.simplified()),
                  qPrintable(told(read(sql)).replace(u"\n"_s, u"\n    "_s)));
}

void TestReadingWords::says_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("words");

    QTest::newRow("a half open range of moments is said as the days that are in")
        << u"SELECT count(*) FROM orders WHERE ordered_at >= '2026-07-01' AND ordered_at < '2026-10-01'"_s
        << u"Counted: rows of orders\n"
           "Period: ordered_at (Moment the order came in): 1 Jul – 30 Sep 2026\n"
           "Tables: orders"_s;
    QTest::newRow("BETWEEN over moments ends at midnight and says so")
        << u"SELECT count(*) FROM orders WHERE ordered_at BETWEEN '2026-07-01' AND '2026-09-30'"_s
        << u"Counted: rows of orders\n"
           "Period: ordered_at (Moment the order came in): since 1 Jul 2026, up to and with 30 Sep 2026 00:00\n"
           "Tables: orders"_s;
    QTest::newRow("BETWEEN over days holds both")
        << u"SELECT sum(gross_revenue) FROM revenue WHERE revenue_date BETWEEN '2025-12-01' AND '2026-01-31'"_s
        << u"Counted: sum of gross_revenue\nPeriod: revenue_date: 1 Dec 2025 – 31 Jan 2026\nTables: revenue"_s;
    QTest::newRow("the last full quarter is worked out from today")
        << u"SELECT count(*) FROM orders WHERE ordered_at >= date_trunc('quarter', now()) - INTERVAL '3 months' AND "
           "ordered_at < date_trunc('quarter', now())"_s
        << u"Counted: rows of orders\n"
           "Period: ordered_at (Moment the order came in): 1 Jul – 30 Sep 2026 (reckoned from today)\n"
           "Tables: orders"_s;
    QTest::newRow("days counted back from today")
        << u"SELECT count(*) FROM customers WHERE signed_up_on > current_date - 30"_s
        << u"Counted: rows of customers\n"
           "Period: signed_up_on (Day the account was opened): since 25 Oct 2026 (reckoned from today)\n"
           "Tables: customers"_s;
    QTest::newRow("a moment of the run is no whole day")
        << u"SELECT count(*) FROM orders WHERE ordered_at >= now() - interval '6 months'"_s
        << u"Counted: rows of orders\n"
           "Period: ordered_at (Moment the order came in): since 23 May 2026 at the time of day of the run "
           "(reckoned from today)\n"
           "Tables: orders"_s;
    QTest::newRow("a range that cannot hold a row")
        << u"SELECT count(*) FROM revenue WHERE revenue_date >= '2026-02-01' AND revenue_date < '2026-02-01'"_s
        << u"Counted: rows of revenue\n"
           "Period: revenue_date: no day at all: it begins on 1 Feb 2026 and ends on 31 Jan 2026\n"
           "Tables: revenue"_s;
    QTest::newRow("a bound that is not understood is shown as SQL")
        << u"SELECT count(*) FROM orders WHERE ordered_at >= (SELECT max(ordered_at) FROM orders) - interval '1 mon'"_s
        << u"Counted: rows of orders\n"
           "Period: ordered_at >= (SELECT max(ordered_at) FROM orders) - interval '1 mon'\n"
           "Tables: orders"_s;
    QTest::newRow("a year taken out of a column is shown as SQL")
        << u"SELECT count(*) FROM orders WHERE extract(year FROM ordered_at) = 2025"_s
        << u"Counted: rows of orders\nPeriod: extract(year FROM ordered_at) = 2025\nTables: orders"_s;
    QTest::newRow("a cast moment is shown as SQL")
        << u"SELECT count(*) FROM orders WHERE ordered_at::date <= '2026-09-30'"_s
        << u"Counted: rows of orders\nPeriod: ordered_at::date <= '2026-09-30'\nTables: orders"_s;
    QTest::newRow("two bounds the same way are both said")
        << u"SELECT count(*) FROM revenue WHERE revenue_date >= '2026-02-01' AND revenue_date >= '2026-03-01'"_s
        << u"Counted: rows of revenue\n"
           "Period: revenue_date >= '2026-03-01'; revenue_date: since 1 Feb 2026\n"
           "Tables: revenue"_s;
    QTest::newRow("a time of day that a column of days may drop is left to the SQL")
        << u"SELECT count(*) FROM revenue WHERE revenue_date < '2026-02-01 12:00'"_s
        << u"Counted: rows of revenue\nPeriod: revenue_date < '2026-02-01 12:00'\nTables: revenue"_s;
    QTest::newRow("through a CTE to what is counted")
        << u"WITH sold AS (SELECT sales_rep_id, sum(line_total) AS amount FROM orders JOIN order_items USING "
           u"(order_id) "
           "WHERE status <> 'cancelled' GROUP BY sales_rep_id) SELECT last_name, amount FROM sales_reps JOIN sold "
           "USING (sales_rep_id) WHERE amount > 1000 ORDER BY amount DESC LIMIT 3"_s
        << u"Shown: last_name, amount: sum of line_total\n"
           "Filters: amount (sum of line_total) is above 1000; in sold: status is not “cancelled”\n"
           "Grouped by: in sold: sales_rep_id\n"
           "Ordered by: amount, descending\n"
           "Limited to: 3 rows\n"
           "Tables: sales_reps, orders, order_items"_s;
    QTest::newRow("the first of each by a window")
        << u"SELECT t.order_id FROM (SELECT order_id, row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at) "
           "AS n FROM orders) t WHERE n = 1"_s
        << u"Shown: order_id\n"
           "Filters: n (row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at)) is 1\n"
           "Tables: orders"_s;
    QTest::newRow("a DISTINCT inside is not passed over")
        << u"SELECT count(*) FROM (SELECT DISTINCT customer_id FROM orders) t"_s
        << u"Counted: rows of t\nShown: in t: each different row once: customer_id\nTables: orders"_s;
    QTest::newRow("a condition of an outer join leaves no row out")
        << u"SELECT c.customer_id, count(o.order_id) FROM customers c LEFT JOIN orders o ON o.customer_id = "
           "c.customer_id AND o.status = 'paid' GROUP BY c.customer_id"_s
        << u"Counted: rows with a value in order_id\n"
           "Joined where: status is “paid”\n"
           "Grouped by: customers.customer_id\n"
           "Tables: customers, orders (where there is one)"_s;
    QTest::newRow("an OR stays together")
        << u"SELECT count(*) FROM orders WHERE (status = 'paid' OR (region = 'North' AND shipping_fee > 5)) AND "
           "channel IN ('web')"_s
        << u"Counted: rows of orders\n"
           "Filters: status = 'paid' OR (region = 'North' AND shipping_fee > 5); channel is “web”\n"
           "Tables: orders"_s;
    QTest::newRow("parentheses at the beginning belong to it")
        << u"SELECT (line_total + unit_price) * 2 AS twice, (line_total) + 1 more FROM order_items WHERE "
           "(line_total + 1) * 2 > 5"_s
        << u"Shown: twice: (line_total + unit_price) × 2, more: line_total + 1\n"
           "Filters: (line_total + 1) * 2 > 5\n"
           "Tables: order_items"_s;
    QTest::newRow("nothing is made of a pattern with more in it")
        << u"SELECT count(*) FROM customers WHERE name LIKE 'A_B%' AND email ILIKE '%shop%' AND city LIKE '%burg'"_s
        << u"Counted: rows of customers\n"
           "Filters: name LIKE 'A_B%'; email contains “shop”, in capitals or not; city ends with “burg”\n"
           "Tables: customers"_s;
    QTest::newRow("NOT, ANY of an array's text and BETWEEN SYMMETRIC are shown as SQL")
        << u"SELECT count(*) FROM orders WHERE NOT (status = 'paid') AND status = ANY ('{paid,shipped}') AND "
           "shipping_fee BETWEEN SYMMETRIC 9 AND 3"_s
        << u"Counted: rows of orders\n"
           "Filters: NOT (status = 'paid'); status = ANY ('{paid,shipped}'); shipping_fee BETWEEN SYMMETRIC 9 AND 3\n"
           "Tables: orders"_s;
    QTest::newRow("texts keep their blanks and their comment signs")
        << u"SELECT count(*) FROM customers WHERE name /* here */ = 'a  -- b' -- there\n AND city <> 'x' || 'y'"_s
        << u"Counted: rows of customers\nFilters: name is “a  -- b”; city <> 'x' || 'y'\nTables: customers"_s;
    QTest::newRow("groups that are kept")
        << u"SELECT region, avg(shipping_fee) FROM orders GROUP BY region HAVING count(*) >= 10 AND region <> 'West'"_s
        << u"Counted: average of shipping_fee (Charged for delivery, in US dollars)\n"
           "Groups kept: count(*) >= 10; region is not “West”\n"
           "Grouped by: region\n"
           "Tables: orders"_s;
    QTest::newRow("arithmetic under a sum")
        << u"SELECT round(sum(quantity * unit_price - line_total), 2) AS paid FROM order_items"_s
        << u"Counted: paid: sum of quantity × unit_price − line_total (rounded)\nTables: order_items"_s;
    QTest::newRow("a share of two sums, guarded")
        << u"SELECT round(100 * coalesce(sum(i.line_total), 0) / nullif(sum(i.quantity * i.unit_price), 0), 1) AS s "
           "FROM order_items AS i"_s
        << u"Counted: s: 100 × (sum of line_total (0 where there is none)) ÷ (sum of quantity × unit_price) "
           "(rounded)\nTables: order_items"_s;
    QTest::newRow("a difference keeps its parentheses")
        << u"SELECT sum(unit_price - (quantity - line_total)) AS s FROM order_items"_s
        << u"Counted: s: sum of unit_price − (quantity − line_total)\nTables: order_items"_s;
    QTest::newRow("whole numbers divide to a whole number")
        << u"SELECT sum(quantity) / count(*) AS each FROM order_items"_s
        << u"Counted: each: (sum of quantity) ÷ (rows of order_items) (whole part)\nTables: order_items"_s;
    QTest::newRow("a cast makes it exact")
        << u"SELECT sum(quantity)::numeric / count(*) AS each FROM order_items"_s
        << u"Counted: each: (sum of quantity) ÷ (rows of order_items)\nTables: order_items"_s;
    QTest::newRow("an aggregate of some rows says which")
        << u"SELECT count(*) FILTER (WHERE status = 'paid' AND shipping_fee > 5) AS a, sum(shipping_fee) FILTER "
           "(WHERE ordered_at >= '2026-01-01') AS b FROM orders"_s
        << u"Counted: a: rows of orders where status is “paid” and shipping_fee is above 5, b: sum of shipping_fee "
           "where ordered_at >= '2026-01-01'\nTables: orders"_s;
    QTest::newRow("CASE under an aggregate")
        << u"SELECT sum(CASE WHEN status <> 'paid' THEN 1 ELSE 0 END) AS a, count(CASE WHEN status = 'paid' OR "
           "region = 'West' THEN 1 END) AS b, sum(CASE WHEN status = 'paid' THEN shipping_fee ELSE 0 END) AS c "
           "FROM orders"_s
        << u"Counted: a: rows of orders where status is not “paid”, b: rows of orders where status = 'paid' OR "
           "region = 'West', c: sum of shipping_fee where status is “paid”\nTables: orders"_s;
    QTest::newRow("what has no words stays SQL")
        << u"SELECT avg(CASE WHEN status = 'paid' THEN 1 ELSE 0 END) AS a, sum(ln(shipping_fee)) AS b, "
           "sum(shipping_fee) OVER () AS c FROM orders GROUP BY shipping_fee"_s
        << u"Counted: a: avg(CASE WHEN status = 'paid' THEN 1 ELSE 0 END), b: sum(ln(shipping_fee))\n"
           "Shown: c: sum(shipping_fee) OVER ()\nGrouped by: shipping_fee\nTables: orders"_s;
    QTest::newRow("the time between the first and the last")
        << u"SELECT max(ordered_at) - min(ordered_at) AS span FROM orders"_s
        << u"Counted: span: (latest ordered_at) − (earliest ordered_at)\nTables: orders"_s;
    QTest::newRow("subtotals") << u"SELECT region, count(*) FROM orders GROUP BY ROLLUP (region)"_s
                               << u"Counted: rows of orders\nGrouped by: region (with subtotals)\nTables: orders"_s;
    QTest::newRow("a table read inside of a condition is named")
        << u"SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id)"_s
        << u"Shown: name\n"
           "Filters: EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id)\n"
           "Tables: customers, orders (inside of an expression)"_s;
    QTest::newRow("an inner limit says by what order")
        << u"SELECT avg(shipping_fee) FROM (SELECT shipping_fee FROM orders ORDER BY ordered_at DESC LIMIT 100) t"_s
        << u"Counted: average of shipping_fee (Charged for delivery, in US dollars)\n"
           "Ordered by: in t: ordered_at, latest first\n"
           "Limited to: in t: 100 rows\n"
           "Tables: orders"_s;
    const QString involved = u"This query is too involved to be read in words."_s;
    QTest::newRow("a column of truth values that stands for itself")
        << u"SELECT name FROM customers p WHERE p.is_active"_s
        << u"Shown: name\nFilters: is_active is true\nTables: customers"_s;
    QTest::newRow("its contrary") << u"SELECT name FROM customers p WHERE NOT is_active"_s
                                  << u"Shown: name\nFilters: is_active is false\nTables: customers"_s;
    QTest::newRow("and what is left when it may be empty")
        << u"SELECT name FROM customers p WHERE p.is_active IS NOT TRUE"_s
        << u"Shown: name\nFilters: is_active is false or empty (NULL)\nTables: customers"_s;
    QTest::newRow("two queries put together are not guessed at")
        << u"SELECT email FROM customers UNION SELECT email FROM sales_reps"_s << involved;
    QTest::newRow("nor put together inside")
        << u"SELECT count(*) FROM (SELECT email FROM customers UNION ALL SELECT email FROM sales_reps) t"_s << involved;
    QTest::newRow("nor a query that reads itself")
        << u"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n"_s
        << involved;
    QTest::newRow("nor a join that has a name of its own")
        << u"SELECT j.name FROM (customers c JOIN orders o USING (customer_id)) AS j"_s << involved;
}

void TestReadingWords::says()
{
    QFETCH(QString, sql);
    QFETCH(QString, words);
    m_server->exec(u"EXPLAIN "_s + sql, u"words"_s); // else nothing is shown by it
    QCOMPARE(told(read(sql)), words);
}

//! Each piece that can be shown as SQL is an expression for PostgreSQL's grammar, and says what stands there.
void TestReadingWords::piecesOfAllQueriesAreWholeExpressions()
{
    qsizetype pieces = 0;
    for (const QString& sql : std::as_const(m_queries)) {
        const SqlScript script = SqlScript::parse(sql.toUtf8());
        const SqlReading reading = readStatement(script, 0, m_catalog);
        QList<SqlPlace> places;
        for (const ReadQuery& query : reading.queries) {
            for (const ReadOutput& output : query.outputs)
                places.append(output.whole);
            for (const ReadConjunct& conjunct : query.conjuncts)
                places.append(conjunct.whole);
            for (const ReadItem& item : query.grouping + query.ordering)
                places.append(item.whole);
        }
        for (const SqlPlace& place : std::as_const(places)) {
            if (place.length == 0)
                continue;
            ++pieces;
            const QByteArray piece = script.text.mid(place.start, place.length);
            const SqlScript alone = SqlScript::parse("SELECT (" + piece + ")");
            QVERIFY2(alone.statements.size() == 1 && alone.statements.first().isParsed(),
                     qPrintable(QString::fromUtf8(piece) + u"\n  of "_s + sql));
        }
    }
    QVERIFY(pieces > 600);
}

void TestReadingWords::readyQuestionsAreRead()
{
    for (const QString& team : {u"sales"_s, u"marketing"_s, u"operations"_s})
        for (const ReadyQuestion& question : readyQuestions(team)) {
            const ReadingWords words = read(question.sql);
            QVERIFY2(words.problem.isEmpty(), qPrintable(question.question));
            QStringList tables;
            for (const TableName& table : words.tables)
                tables.append(table.name);
            QStringList expected = question.tables;
            tables.sort();
            expected.sort();
            QCOMPARE(tables, expected);
        }
}

//! Every value that a condition which must hold compares with is said, or is a day that was worked out.
void TestReadingWords::noConditionOfACorrectQueryGoesUnsaid()
{
    qsizetype values = 0;
    for (const QString& sql : corpus(u"correct.sql"_s)) {
        const SqlScript script = SqlScript::parse(sql.toUtf8());
        const SqlReading reading = readStatement(script, 0, m_catalog);
        const ReadingWords words = read(sql);
        if (!words.problem.isEmpty())
            continue;
        const QString text = told(words);
        for (const ReadQuery& query : reading.queries) {
            const bool said = query.role == ReadQuery::Role::Main || query.role == ReadQuery::Role::Cte ||
                              query.role == ReadQuery::Role::Subquery;
            for (const ReadCondition& condition : query.conditions) {
                if (!said || !condition.top || !condition.moments.isEmpty())
                    if (condition.moments.isEmpty() || condition.cast || !condition.function.isEmpty() || !said)
                        continue;
                for (const ReadLiteral& literal : condition.literals) {
                    if (QDate::fromString(literal.text.left(10), Qt::ISODate).isValid())
                        continue;
                    const QString inner = literal.text.mid(literal.text.startsWith(u'%') ? 1 : 0)
                                              .chopped(literal.text.endsWith(u'%') && literal.text.size() > 1 ? 1 : 0);
                    ++values;
                    QVERIFY2(text.contains(inner) || text.contains(u'…'), qPrintable(sql + u'\n' + text));
                }
            }
        }
    }
    QVERIFY2(values > 40, QByteArray::number(values).constData());
}

void TestReadingWords::tellsWhichTablesAreRead()
{
    const ReadingWords words = read(u"SELECT count(*) FROM orders WHERE customer_id IN (SELECT customer_id FROM "
                                    "customers) UNION ALL SELECT count(*) FROM leads"_s);
    QVERIFY(!words.problem.isEmpty());
    const QList<TableName> expected{
        {u"public"_s, u"orders"_s}, {u"public"_s, u"customers"_s}, {u"public"_s, u"leads"_s}};
    for (const TableName& table : expected)
        QVERIFY2(words.tables.contains(table), qPrintable(table.name));
    QCOMPARE(words.tables.size(), 3);
}

void TestReadingWords::whatIsNoQueryIsNotRead()
{
    QVERIFY(read(u"DELETE FROM orders"_s).isEmpty());
    QVERIFY(read(u"SELECT FROM WHERE"_s).isEmpty());
    QVERIFY(read(u"SELECT 1; SELECT 2"_s).isEmpty());
    QVERIFY(read(QString()).isEmpty());
}

QTEST_GUILESS_MAIN(TestReadingWords)
#include "tst_reading_words.moc"
