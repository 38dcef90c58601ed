// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ExactSum.h"
#include "results/ResultSummary.h"
#include "support/ResultChunks.h"
#include "support/TableReader.h"

#include <QtTest>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::TableReader;

namespace {

//! Values of a type, and how PostgreSQL is asked for what it makes of them; an empty text: not asked.
struct TypeRow {
    const char* name;
    const char* values; //!< a query of one column v
    const char* number = "v";
    const char* extreme = "v";
};

const TypeRow typeRows[] = {
    {"integers", "select unnest('{1,2,2,null,-5,2147483647,2147483647,2147483647}'::int[]) v"},
    {"small integers", "select unnest('{1,1,32767,-32768,null}'::smallint[]) v"},
    {"bigints whose sum is none", "select 9223372036854775807 - g % 5 v from generate_series(1, 1000) g"},
    {"negative bigints", "select unnest('{-9223372036854775808,-9223372036854775808,-1}'::bigint[]) v"},
    {"an average that ends", "select unnest('{1,2,3,4}'::int[]) v"},
    {"an average that does not", "select unnest('{1,1,2}'::int[]) v"},
    {"a negative average that does not", "select unnest('{-1,-1,-2}'::int[]) v"},
    {"an average that is rounded up", "select unnest('{1,1,0}'::int[]) v"},
    {"zeros", "select unnest('{0,0.00,-0.0,0.000}'::numeric[]) v"},
    {"money amounts", "select (random() * 1e9 - 3e8)::numeric(12,2) v from generate_series(1, 1000)"},
    {"numerics of mixed scales",
     "select unnest('{1,1.0,1.00,0.5,0.333333333333333333333,-7.25,1e20,null}'::numeric[]) v"},
    {"numerics of any size",
     "select unnest(array[1e1000, 1, -1e1000, 1e-1000, 1e200, 12345678901234567890.123456789, 0.1]::numeric[]) v"},
    {"small numerics", "select unnest('{0.0000000001,0.0000000000000003,0.00002}'::numeric[]) v"},
    {"very small numerics", "select unnest(array[1e-30,3e-40,7e-35]::numeric[]) v"},
    {"a small sum of many", "select case when g = 1 then 0.001 else 0 end v from generate_series(1, 7000) g"},
    {"NaN", "select unnest('{1,NaN,2,NaN,Infinity}'::numeric[]) v"},
    {"infinity", "select unnest('{1,Infinity,2,null}'::numeric[]) v"},
    {"minus infinity", "select unnest('{1,-Infinity,-Infinity}'::numeric[]) v"},
    {"both infinities", "select unnest('{1,Infinity,-Infinity}'::numeric[]) v"},
    {"doubles, by the digits they show",
     "select unnest('{0.1,0.2,0.3,-0,0,1e300,-1e300,1e-300,1e15,123456.789,null}'::float8[]) v", "v::text::numeric"},
    {"doubles with NaN", "select unnest('{0.1,NaN}'::float8[]) v", "v::text::numeric"},
    {"reals, by the digits they show", "select unnest('{0.1,0.2,16777216,1e-10,1.5}'::real[]) v", "v::text::numeric"},
    {"money", "select unnest('{1.00,-1.00,1234.50,-0.01,null}'::numeric[])::money v", "v::numeric"},
    {"no values", "select null::int v from generate_series(1, 3)"},
    {"no rows", "select 1 v where false"},
    {"dates", "select unnest('{2024-02-29,infinity,-infinity,\"0044-03-15 BC\",2024-02-29,null}'::date[]) v", ""},
    {"dates BC", "select unnest('{2024-02-29,\"0044-03-15 BC\",\"0045-03-15 BC\"}'::date[]) v", ""},
    {"timestamps", "select timestamp '2024-01-01' + g % 7 * interval '1 microsecond' v from generate_series(1,50) g",
     ""},
    {"timestamps with zones over a change of the clock",
     "select timestamptz '2024-10-26 22:00 UTC' + g % 20 * interval '15 minutes' v from generate_series(0, 50) g", ""},
    {"times", "select unnest('{00:00,24:00:00,12:00:00.5,null}'::time[]) v", ""},
    {"times with zones", "select unnest('{12:00:00+00,13:00:00+01,11:00:00-01,12:00:00+00}'::timetz[]) v", ""},
    {"intervals that are equal", "select unnest('{1 mon,30 days,720:00:00,1 year,360 days,29 days}'::interval[]) v",
     ""},
    {"intervals that are equal, other way round",
     "select unnest('{360 days,1 year,29 days,720:00:00,30 days}'::interval[]) v", ""},
    {"texts", "select unnest(array['b','B','ä','a','A','z','a','',null]) collate \"de-x-icu\" v", ""},
    {"padded texts", "select unnest(array['b','B ','a','a ',null])::char(5) collate \"de-x-icu\" v", ""},
    {"log positions", "select unnest('{0/A,0/9,1/0,0/A}'::pg_lsn[]) v", ""},
    {"oids", "select unnest('{9,10,4294967295}'::oid[]) v", "v::int8::numeric"},
    {"enums, as declared", "select unnest('{ok,angry,sad,null,ok}'::mood[]) v", ""},
    {"networks", "select unnest('{10.0.0.2,9.0.0.1,::1,10.0.0.0/8,null}'::inet[]) v", ""},
    {"booleans", "select unnest(array[true,false,true,null]) v", "", ""},
    {"uuids", "select ('00000000-0000-0000-0000-00000000000' || g % 5)::uuid v from generate_series(1, 20) g", "", ""},
    {"bytes", "select unnest(array['\\x00','\\x00','\\x0000',null]::bytea[]) v", "", ""},
    {"arrays", "select unnest(array['{1,2}','{1,2}','{}',null])::int[] v", "", ""},
};

QByteArray withoutZeros(QByteArray text)
{
    while (text.contains('.') && (text.endsWith('0') || text.endsWith('.')))
        text.chop(1);
    return text;
}

} // namespace

//! What a selection amounts to is what PostgreSQL's aggregates say of the same cells.
class TestResultSummary final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->exec(u"create type mood as enum ('sad', 'ok', 'Happy', 'angry')"_s);
        m_reader = std::make_unique<TableReader>(*m_server);
    }
    void cleanupTestCase() { m_reader.reset(); }

    void isPostgresqls_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("extreme");
        for (const TypeRow& row : typeRows)
            QTest::newRow(row.name) << QString::fromUtf8(row.values) << QString::fromLatin1(row.number)
                                    << QString::fromLatin1(row.extreme);
    }

    void isPostgresqls()
    {
        QFETCH(QString, values);
        QFETCH(QString, number);
        QFETCH(QString, extreme);
        m_server->exec(
            u"drop table if exists t; create table t as select row_number() over () n, v from (%1) s"_s.arg(values));
        const ResultTable table = m_reader->read(u"select v from t order by n"_s);
        const auto result = summarize(table, {{0, table.rowCount() - 1, 0, 0}}, nullptr, m_go, german);
        QVERIFY(result);
        QCOMPARE(result->cells, ask(u"count(*)"_s)->toLongLong());
        QCOMPARE(result->nulls, ask(u"count(*) - count(v)"_s)->toLongLong());
        QCOMPARE(result->distinct, std::optional(ask(u"count(distinct v)"_s)->toLongLong()));
        QCOMPARE(result->numbers, number.isEmpty() ? 0 : ask(u"count(v)"_s)->toLongLong());
        QCOMPARE(result->sum, number.isEmpty() ? std::nullopt : ask(u"sum(%1)"_s.arg(number)));
        const auto average = number.isEmpty() ? std::nullopt : ask(u"avg(%1)"_s.arg(number));
        QCOMPARE(result->average.has_value(), average.has_value());
        if (average)
            QCOMPARE(result->averageRounded ? *result->average : withoutZeros(*result->average),
                     result->averageRounded ? *average : withoutZeros(*average));
        QCOMPARE(result->minimum, extreme.isEmpty() ? std::nullopt : ask(u"min(v)"_s));
        QCOMPARE(result->maximum, extreme.isEmpty() ? std::nullopt : ask(u"max(v)"_s));
    }

    void ofRandomNumbersIsPostgresqls()
    {
        for (int round = 0; round < 30; ++round) {
            m_server->exec(
                u"drop table if exists t; create table t as select n, ((random() - 0.4) * 10::numeric ^ (random() "
                "* %1)::int)::numeric v from generate_series(1, %2) n"_s.arg(round * 2)
                    .arg(1 + round * round));
            const ResultTable table = m_reader->read(u"select v from t order by n"_s);
            const auto result = summarize(table, {{0, table.rowCount() - 1, 0, 0}}, nullptr, m_go, german);
            QVERIFY(result);
            QCOMPARE(result->sum, ask(u"sum(v)"_s));
            const auto average = ask(u"avg(v)"_s);
            QCOMPARE(result->averageRounded ? *result->average : withoutZeros(*result->average),
                     result->averageRounded ? *average : withoutZeros(*average));
            QCOMPARE(result->minimum, ask(u"min(v)"_s));
            QCOMPARE(result->maximum, ask(u"max(v)"_s));
        }
    }

    void anAverageSaysWhetherItIsWhole_data()
    {
        QTest::addColumn<QList<QByteArray>>("numbers");
        QTest::addColumn<QByteArray>("average");
        QTest::addColumn<bool>("rounded");
        const auto row = [](const char* name, const QList<QByteArray>& numbers, const char* average, bool rounded) {
            QTest::newRow(name) << numbers << QByteArray(average) << rounded;
        };
        row("keeps the digits of its numbers", {"10.00", "20.00"}, "15.00", false);
        row("gets more where it needs them", {"10.00", "20.01"}, "15.005", false);
        row("of integers", {"1", "2"}, "1.5", false);
        row("of equal integers", {"100", "100"}, "100", false);
        row("never ends", {"1", "0", "0"}, "0.33333333333333333333", true);
        row("rounds half up", {"2", "0", "0"}, "0.66666666666666666667", true);
        row("below 0 away from it", {"-2", "0", "0"}, "-0.66666666666666666667", true);
        row("of nothing", {}, "", false);
        row("of one infinity", {"Infinity", "1"}, "Infinity", false);
        row("of zeros", {"0", "0", "0"}, "0", false);
    }

    void anAverageSaysWhetherItIsWhole()
    {
        QFETCH(QList<QByteArray>, numbers);
        QFETCH(QByteArray, average);
        QFETCH(bool, rounded);
        ExactSum sum;
        for (const QByteArray& number : std::as_const(numbers))
            QVERIFY(sum.add(number));
        QVERIFY(!sum.add("no number"));
        QCOMPARE(sum.count(), numbers.size());
        QCOMPARE(sum.average().text, average);
        QCOMPARE(sum.average().rounded, rounded);
    }

    void ofAnyCellsInAnyOrder()
    {
        m_server->exec(
            u"drop table if exists t; create table t as select n, (random() * 100)::numeric(6,2) a, nullif(n % 7, 3) "
            "b from generate_series(1, 500) n"_s);
        const ResultTable table = m_reader->read(u"select n, a, b from t order by n"_s);
        std::mt19937 random(7);
        const auto any = [&random](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
        for (int round = 0; round < 40; ++round) {
            auto order = std::make_shared<RowOrder>();
            for (quint32 row = 0; row < 500; ++row) {
                if (round % 2 == 0 || any(3) == 0)
                    order->push_back(row);
            }
            std::shuffle(order->begin(), order->end(), random);
            const RowOrderPtr rows = round % 3 == 0 ? nullptr : order;
            const int count = rows ? static_cast<int>(rows->size()) : 500;
            QList<CellRange> ranges;
            QSet<std::pair<int, int>> cells;
            for (int i = 0; i <= any(4); ++i) {
                const int first = any(count);
                const int last = std::min(first + any(200), count - 1);
                const int column = 1 + any(2);
                ranges << CellRange{first, last, column, 2};
                for (int row = first; row <= last; ++row) {
                    for (int c = column; c <= 2; ++c)
                        cells << std::pair(rows ? static_cast<int>(rows->at(static_cast<std::size_t>(row))) : row, c);
                }
            }
            const auto result = summarize(table, ranges, rows, m_go, german);
            QVERIFY(result);
            QStringList list;
            for (const auto& [row, column] : std::as_const(cells))
                list << u"(%1,%2)"_s.arg(row + 1).arg(column);
            const QString from =
                u" from (select case c when 1 then a else b end v from t join (values %1) x(r, c) on r = n) s"_s.arg(
                    list.join(u','));
            const auto asked = [&](const char* what) {
                return m_server->exec(u"select %1"_s.arg(QString::fromLatin1(what)) + from).toUtf8();
            };
            QCOMPARE(result->cells, cells.size());
            QCOMPARE(result->nulls, asked("count(*) - count(v)").toLongLong());
            QCOMPARE(*result->distinct, asked("count(distinct v)").toLongLong());
            QCOMPARE(result->sum.value_or(QByteArray()), asked("sum(v)"));
            QCOMPARE(withoutZeros(result->minimum.value_or(QByteArray())), withoutZeros(asked("min(v)")));
            QCOMPARE(withoutZeros(result->maximum.value_or(QByteArray())), withoutZeros(asked("max(v)")));
        }
    }

    void differentTypesAreToldApart()
    {
        ResultTable table;
        table.setColumns({test::makeColumn(u"a"_s, 23, u"integer"_s), test::makeColumn(u"b"_s, 25, u"text"_s),
                          test::makeColumn(u"c"_s, 1700, u"numeric"_s)});
        table.append(test::makeChunk({{"1", "1", "1.0"}, {"2", "x", std::nullopt}}));
        const auto all = summarize(table, {{0, 1, 0, 2}}, nullptr, m_go, german);
        QVERIFY(all);
        QCOMPARE(all->cells, 6);
        QCOMPARE(all->nulls, 1);
        QCOMPARE(all->distinct, std::optional<qint64>(4)); // 1, 2, "1", "x"
        QCOMPARE(all->numbers, 3);
        QCOMPARE(all->sum, std::optional<QByteArray>("4.0"));
        QVERIFY(!all->minimum);
        QVERIFY(!all->maximum);
        const auto numbers = summarize(table, {{0, 1, 0, 0}, {0, 1, 2, 2}}, nullptr, m_go, german);
        QVERIFY(numbers);
        QCOMPARE(numbers->distinct, std::optional<qint64>(2));
        QCOMPARE(numbers->maximum, std::optional<QByteArray>("2"));
        const auto outside = summarize(table, {{5, 9, 0, 2}, {0, 1, 7, 9}}, nullptr, m_go, german);
        QVERIFY(outside);
        ResultSummary nothing;
        nothing.distinct = 0;
        QCOMPARE(*outside, nothing);
    }

    void oneNumberIsOneHoweverItIsWritten()
    {
        ResultTable table;
        table.setColumns(
            {test::makeColumn(u"a"_s, 701, u"double precision"_s), test::makeColumn(u"b"_s, 1700, u"numeric"_s)});
        table.append(test::makeChunk({{"1e+15", "1000000000000000.00"},
                                      {"1.5e-07", "0.00000015"},
                                      {"-0", "0.0"},
                                      {"-1.25e+20", "-125000000000000000000"},
                                      {"10", "10.0"},
                                      {"100", "1e2"},
                                      {"NaN", "NaN"}}));
        const auto result = summarize(table, {{0, 6, 0, 1}}, nullptr, m_go, german);
        QVERIFY(result);
        QCOMPARE(result->distinct, std::optional<qint64>(7));
    }

    void manyRowsGiveTheSame()
    {
        m_server->exec(
            u"drop table if exists t; create table t as select n, ((random() * 1e10)::bigint / 100.0)::numeric(12,2) "
            "v from generate_series(1, 120000) n"_s);
        const ResultTable table = m_reader->read(u"select v from t order by n"_s);
        const auto result = summarize(table, {{0, table.rowCount() - 1, 0, 0}}, nullptr, m_go, german);
        QVERIFY(result);
        QCOMPARE(result->distinct, std::optional(ask(u"count(distinct v)"_s)->toLongLong()));
        QCOMPARE(result->sum, ask(u"sum(v)"_s));
        QCOMPARE(result->minimum, ask(u"min(v)"_s));
        const std::atomic_bool cancelled = true;
        const auto none = summarize(table, {{0, table.rowCount() - 1, 0, 0}}, nullptr, cancelled, german);
        QVERIFY(!none);
        QCOMPARE(none.error(), RowsError::cancelled());
    }

private:
    //! An aggregate over v in the order of n, as text; nothing for NULL.
    std::optional<QByteArray> ask(const QString& aggregate) const
    {
        const QByteArray text = m_server
                                    ->exec(u"set timezone = 'Europe/Berlin'; set extra_float_digits = 1; select "
                                           u"case when %1 is null then 'NULL' else format('%s', %1) end from "
                                           "(select v from t order by n) s"_s.arg(aggregate))
                                    .toUtf8();
        return text == "NULL" ? std::nullopt : std::optional(text);
    }

    const QLocale german = QLocale(QLocale::German, QLocale::Germany);
    const std::atomic_bool m_go = false;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<TableReader> m_reader;
};

QTEST_GUILESS_MAIN(TestResultSummary)
#include "tst_result_summary.moc"
