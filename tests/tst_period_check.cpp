// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QueryChecks.h"
#include "assistant/checks/SaidPeriod.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

namespace {

const QDate today(2026, 11, 23); // a Monday

Column column(const QString& name, const QString& type)
{
    Column made;
    made.name = name;
    made.type = type;
    return made;
}

SchemaCatalog ticketCatalog()
{
    Table ticket;
    ticket.schema = u"public"_s;
    ticket.name = u"ticket"_s;
    ticket.columns = {column(u"id"_s, u"integer"_s), column(u"customer_id"_s, u"integer"_s),
                      column(u"amount"_s, u"numeric"_s), column(u"opened_at"_s, u"timestamp with time zone"_s),
                      column(u"closed_at"_s, u"timestamp with time zone"_s)};
    ticket.primaryKey = QStringList{u"id"_s};
    Table contract;
    contract.schema = u"public"_s;
    contract.name = u"contract"_s;
    contract.columns = {column(u"id"_s, u"integer"_s), column(u"starts_on"_s, u"date"_s),
                        column(u"ends_on"_s, u"date"_s), column(u"book_year"_s, u"integer"_s)};
    contract.primaryKey = QStringList{u"id"_s};
    return {u"desk"_s, {{u"public"_s, QString(), {contract, ticket}}}};
}

QString told(const QList<Finding>& findings)
{
    QString text;
    for (const Finding& finding : findings)
        text += u"\n    "_s + finding.check + u": "_s + finding.message;
    return text;
}

} // namespace

//! The period of a question against the period of a query, on 23 November 2026: what is wrong is said, what may be
//! right is left in peace.
class TestPeriodCheck final : public QObject {
    Q_OBJECT
private:
    static QList<Finding> periods(const QString& question, const QString& sql, bool own = false,
                                  const QString& says = {})
    {
        QueryCheckRequest request;
        request.script = SqlScript::parse(sql.toUtf8());
        request.catalog = ticketCatalog();
        request.question = question;
        request.today = today;
        request.ownPeriods = own;
        if (!says.isEmpty())
            request.words = {says};
        QList<Finding> findings = checkQueryLater(request).result();
        findings.removeIf([](const Finding& finding) { return !finding.message.contains(u", which is "); });
        return findings;
    }

private slots:
    void finds_data();
    void finds();
    void leavesInPeace_data();
    void leavesInPeace();
    void saysBothPeriodsAndWhere();
    void whatTheTeamCallsAYearIsNotJudged();
    void readsQuestions_data();
    void readsQuestions();
};

void TestPeriodCheck::finds_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* question, const char* where) {
        QTest::newRow(name) << QString::fromUtf8(question) << QString::fromUtf8(where);
    };
    row("last month is another month", "How many tickets did we get last month?",
        "opened_at >= '2026-08-01' AND opened_at < '2026-09-01'");
    row("last month, and the SQL goes on to today", "How many tickets did we get last month?",
        "opened_at >= date_trunc('month', CURRENT_DATE) - INTERVAL '1 month'");
    row("last month, and the SQL takes the one before", "Tickets of last month",
        "date_trunc('month', opened_at) = date_trunc('month', now()) - interval '2 months'");
    row("last month is a whole year", "Tickets opened last month", "opened_at > CURRENT_DATE - 365");
    row("last year is another", "How many tickets last year?", "extract(year from opened_at) = 2023");
    row("last year is this one", "How many tickets last year?",
        "extract(year from opened_at) = extract(year from current_date)");
    row("last year, and the SQL takes a month of it", "How many tickets last year?",
        "opened_at BETWEEN '2025-03-01' AND '2025-03-31'");
    row("this year is last year", "Tickets this year", "opened_at >= '2025-01-01' AND opened_at < '2026-01-01'");
    row("this year is to_char's other year", "Tickets this year", "to_char(opened_at, 'YYYY') = '2025'");
    row("this quarter is the one before", "Tickets this quarter",
        "opened_at >= '2026-07-01' AND opened_at < '2026-10-01'");
    row("this quarter is all of the year", "Tickets this quarter", "opened_at >= date_trunc('year', current_date)");
    row("today is January", "How many tickets came in today?", "opened_at::date = '2026-01-01'");
    row("today is yesterday", "How many tickets came in today?", "opened_at::date = current_date - 1");
    row("yesterday is also today", "How many tickets came in yesterday?", "opened_at >= current_date - 1");
    row("this week is the month", "Tickets this week", "opened_at >= date_trunc('month', now())");
    row("a year is a month of it", "How many tickets were opened in 2025?",
        "opened_at >= '2025-03-01' AND opened_at < '2025-04-01'");
    row("a year is a quarter of it", "How many tickets were opened in 2025?",
        "extract(year from opened_at) = 2025 and extract(quarter from opened_at) = 2");
    row("a quarter is a month of it", "Tickets in Q3 2025", "date_trunc('month', opened_at) = '2025-08-01'");
    row("a month is all of its year", "Tickets in March 2025", "extract(year from opened_at) = 2025");
    row("a month is half of it", "Tickets in March 2025", "opened_at >= '2025-03-01' AND opened_at < '2025-03-16'");
    row("German", "Wie viele Tickets kamen letzten Monat?", "opened_at >= '2026-08-01' AND opened_at < '2026-09-01'");
    row("French", "Combien de tickets le mois dernier ?", "opened_at >= '2026-08-01' AND opened_at < '2026-09-01'");
}

void TestPeriodCheck::finds()
{
    QFETCH(QString, question);
    QFETCH(QString, where);
    const QList<Finding> found = periods(question, u"SELECT count(*) FROM ticket WHERE "_s + where);
    QVERIFY2(found.size() == 1, qPrintable(told(found)));
    QCOMPARE(found.first().severity, Finding::Severity::Warning);
}

void TestPeriodCheck::leavesInPeace_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("sql");
    const auto row = [](const char* name, const char* question, const char* where) {
        QTest::newRow(name) << QString::fromUtf8(question)
                            << u"SELECT count(*) FROM ticket WHERE "_s + QString::fromUtf8(where);
    };
    const auto all = [](const char* name, const char* question, const char* sql) {
        QTest::newRow(name) << QString::fromUtf8(question) << QString::fromUtf8(sql);
    };
    row("last month", "Tickets last month",
        "opened_at >= date_trunc('month', CURRENT_DATE) - INTERVAL '1 month' AND opened_at < date_trunc('month', "
        "CURRENT_DATE)");
    row("last month in days written out", "Tickets last month",
        "opened_at >= '2026-10-01' AND opened_at < '2026-11-01'");
    row("last month with BETWEEN", "Tickets last month", "opened_at::date BETWEEN '2026-10-01' AND '2026-10-31'");
    row("last month truncated", "Tickets last month",
        "date_trunc('month', opened_at) = date_trunc('month', CURRENT_DATE - INTERVAL '1 month')");
    row("last month by its parts", "Tickets last month",
        "extract(month from opened_at) = extract(month from current_date - interval '1 month') AND extract(year from "
        "opened_at) = extract(year from current_date - interval '1 month')");
    row("last month as text", "Tickets last month", "to_char(opened_at, 'YYYY-MM') = '2026-10'");
    row("the last month as the last 30 days", "Tickets in the last month", "opened_at >= CURRENT_DATE - 30");
    row("the last month as a month up to now", "Tickets in the last month", "opened_at >= now() - interval '1 month'");
    row("last year", "Tickets last year", "date_part('year', opened_at) = date_part('year', CURRENT_DATE) - 1");
    row("last year between", "Tickets last year", "opened_at BETWEEN '2025-01-01' AND '2025-12-31'");
    row("the last year as twelve months", "Tickets in the past year", "opened_at > now() - interval '1 year'");
    row("the last year as twelve full months", "Tickets in the past year",
        "opened_at >= date_trunc('month', now()) - interval '12 months' AND opened_at < date_trunc('month', now())");
    row("this year up to now", "Tickets this year", "opened_at >= date_trunc('year', now())");
    row("this year to its end", "Tickets this year", "extract(year from opened_at) = 2026");
    row("this year to the last full month", "Tickets this year",
        "opened_at >= '2026-01-01' AND opened_at < '2026-11-01'");
    row("a fiscal year begun in July", "Tickets this year", "opened_at >= '2026-07-01' AND opened_at < '2027-07-01'");
    row("this quarter", "Tickets this quarter", "opened_at >= date_trunc('quarter', current_date)");
    row("this week from Monday", "Tickets this week", "opened_at >= date_trunc('week', current_date)");
    row("this week from Sunday", "Tickets this week", "opened_at >= '2026-11-22' AND opened_at < '2026-11-29'");
    row("last week as seven days", "Tickets last week", "opened_at >= current_date - interval '7 days'");
    row("today", "Tickets today", "opened_at >= current_date AND opened_at < current_date + 1");
    row("yesterday", "Tickets yesterday", "opened_at::date = current_date - 1");
    row("what is due this month from today on", "Which tickets close this month?",
        "closed_at >= current_date AND closed_at < date_trunc('month', current_date) + interval '1 month'");
    row("a year", "Tickets in 2025", "opened_at >= '2025-01-01' AND opened_at < '2026-01-01'");
    row("the year that is under way", "Tickets in 2026", "opened_at >= '2026-01-01'");
    row("a month", "Tickets in March 2025", "opened_at >= '2025-03-01' AND opened_at < '2025-04-01'");
    row("a quarter", "Tickets in Q3 2025", "opened_at >= '2025-07-01' AND opened_at < '2025-10-01'");
    row("so far", "Tickets this month so far", "opened_at >= '2026-11-01' AND opened_at < '2026-11-20'");
    row("since", "Tickets since last month", "opened_at >= '2026-10-01'");
    row("twelve months", "Tickets in the last 12 months", "opened_at >= '2025-11-01'");
    row("a part of the year is asked for", "Tickets in the summer of this year",
        "opened_at >= '2026-06-01' AND opened_at < '2026-09-01'");
    row("a half", "Tickets in the first half of 2025", "opened_at >= '2025-01-01' AND opened_at < '2025-07-01'");
    row("two periods compared", "Tickets this month compared to last month",
        "opened_at >= '2026-10-01' AND opened_at < '2026-12-01'");
    row("growth over a year", "How did tickets grow in 2025?",
        "opened_at >= '2025-03-01' AND opened_at < '2026-01-01'");
    row("a day of a month", "Tickets on 3 March 2025", "opened_at >= '2025-03-03' AND opened_at < '2025-03-04'");
    row("an end", "Tickets open at the end of last year", "opened_at <= '2025-11-30'");
    row("a fiscal year is said", "Tickets last fiscal year", "opened_at >= '2025-02-01' AND opened_at < '2025-08-01'");
    row("bounds that cannot be worked out", "Tickets last month",
        "opened_at >= make_date(2026, 8, 1) AND opened_at < make_date(2026, 9, 1)");
    row("one bound in a subquery", "Tickets last month", "opened_at >= (SELECT min(closed_at) FROM ticket)");
    row("one of two", "Tickets last month", "opened_at >= '2026-08-01' OR closed_at >= '2026-08-01'");
    row("in another time zone", "Tickets last month",
        "opened_at AT TIME ZONE 'Asia/Tokyo' >= '2026-08-01' AND opened_at AT TIME ZONE 'Asia/Tokyo' < '2026-09-01'");
    all("a filter of one sum", "Tickets last month",
        "SELECT count(*) FILTER (WHERE opened_at >= '2026-10-01' AND opened_at < '2026-11-01') FROM ticket WHERE "
        "opened_at >= '2026-01-01'");
    all("by month over more", "Tickets this quarter by month",
        "SELECT date_trunc('month', opened_at), count(*) FROM ticket WHERE opened_at >= '2026-01-01' GROUP BY 1");
    all("contracts that were valid", "Contracts valid last month",
        "SELECT count(*) FROM contract WHERE starts_on <= '2026-10-31' AND ends_on >= '2026-10-01'");
    all("what did not happen last year", "Contracts of this year whose customer had no ticket",
        "SELECT count(*) FROM contract c WHERE c.starts_on >= '2026-01-01' AND NOT EXISTS (SELECT 1 FROM ticket t "
        "WHERE "
        "t.customer_id = c.id AND t.opened_at < '2020-01-01')");
    all("a series of months", "Tickets last year by month",
        "SELECT m, count(t.id) FROM generate_series(date '2025-02-01', date '2026-01-01', interval '1 month') m LEFT "
        "JOIN ticket t ON date_trunc('month', t.opened_at) = m GROUP BY m");
    all("all parts of a year put together", "Tickets in 2025",
        "SELECT count(*) FROM ticket WHERE opened_at >= '2025-01-01' AND opened_at < '2025-07-01' UNION ALL SELECT "
        "count(*) FROM ticket WHERE opened_at >= '2025-07-01' AND opened_at < '2026-01-01'");
    all("no day is filtered", "Tickets in 2025", "SELECT count(*) FROM contract WHERE book_year = 2025");
}

void TestPeriodCheck::leavesInPeace()
{
    QFETCH(QString, question);
    QFETCH(QString, sql);
    const QList<Finding> found = periods(question, sql);
    QVERIFY2(found.isEmpty(), qPrintable(told(found)));
}

void TestPeriodCheck::saysBothPeriodsAndWhere()
{
    const QString sql =
        u"SELECT count(*) FROM ticket WHERE amount > 5 AND opened_at >= '2026-08-01' AND opened_at < '2026-09-01'"_s;
    const QList<Finding> found = periods(u"How many tickets last month?"_s, sql);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().check, u"question"_s);
    QCOMPARE(found.first().message, u"The question asks for \"last month\", which is 1 Oct – 31 Oct 2026, and the SQL "
                                    "takes 1 Aug – 31 Aug 2026. Check the dates, or ask in other words."_s);
    QCOMPARE(sql.mid(found.first().start, found.first().length), u"opened_at >= '2026-08-01'"_s);
}

void TestPeriodCheck::whatTheTeamCallsAYearIsNotJudged()
{
    const QString sql = u"SELECT count(*) FROM ticket WHERE opened_at >= '2026-02-01'"_s;
    QCOMPARE(periods(u"Tickets this year"_s, sql).size(), 1);
    QCOMPARE(periods(u"Tickets this year"_s, sql, true).size(), 0);
    QCOMPARE(periods(u"Tickets this year"_s, sql, false, u"Counts the fiscal year from February."_s).size(), 0);
    QVERIFY(speaksOfFiscalYears(u"Our year starts in February."_s));
    QVERIFY(!speaksOfFiscalYears(u"Customers of last year"_s));
}

void TestPeriodCheck::readsQuestions_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QDate>("from");
    QTest::addColumn<QDate>("to");
    QTest::newRow("last quarter") << u"sales last quarter"_s << QDate(2026, 7, 1) << QDate(2026, 9, 30);
    QTest::newRow("last week") << u"sales last week?"_s << QDate(2026, 11, 16) << QDate(2026, 11, 22);
    QTest::newRow("this month") << u"This month's sales"_s << QDate(2026, 11, 1) << QDate(2026, 11, 30);
    QTest::newRow("the third quarter of a year")
        << u"sales in the third quarter of 2024"_s << QDate(2024, 7, 1) << QDate(2024, 9, 30);
    QTest::newRow("a month of a leap year") << u"sales in February 2024"_s << QDate(2024, 2, 1) << QDate(2024, 2, 29);
    QTest::newRow("German") << u"Umsatz dieses Jahr"_s << QDate(2026, 1, 1) << QDate(2026, 12, 31);
    QTest::newRow("two of them") << u"sales this year and last year"_s << QDate() << QDate();
    QTest::newRow("a year and a period") << u"customers of 2024: sales last month"_s << QDate() << QDate();
    QTest::newRow("the last month of a year") << u"sales in the last month of 2024"_s << QDate() << QDate();
    QTest::newRow("until a year") << u"sales until 2024"_s << QDate() << QDate();
    QTest::newRow("a number like a year") << u"orders over 2025 euros"_s << QDate() << QDate();
    QTest::newRow("a season") << u"sales in 2024/25"_s << QDate() << QDate();
    QTest::newRow("none") << u"sales by region"_s << QDate() << QDate();
}

void TestPeriodCheck::readsQuestions()
{
    QFETCH(QString, question);
    const std::optional<SaidPeriod> said = saidPeriod(question, today);
    QTEST(said ? said->days.from : QDate(), "from");
    QTEST(said ? said->days.to : QDate(), "to");
}

QTEST_GUILESS_MAIN(TestPeriodCheck)
#include "tst_period_check.moc"
