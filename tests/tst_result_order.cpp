// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultOrder.h"
#include "support/ResultChunks.h"
#include "support/TableReader.h"

#include <QtTest>

#include <future>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::TableReader;

namespace {

//! Values of a type, and what PostgreSQL orders them by.
struct TypeRow {
    const char* name;
    const char* values;      //!< a query of one column v
    const char* order = "v"; //!< an expression over v
};

const TypeRow typeRows[] = {
    {"booleans", "select unnest(array[true,false,null,true,false]) v"},
    {"integers of every size", "select unnest('{-9223372036854775808,9223372036854775807,-9200000000000000001,0,1,-1,"
                               "9199999999999999999,10,9,100,null,-10,-9}'::bigint[]) v"},
    {"small integers", "select unnest('{-32768,32767,0,9,10,-9,-10,null}'::smallint[]) v"},
    {"oids", "select unnest('{0,4294967295,9,10,100}'::oid[]) v"},
    {"numerics of one scale", "select (random() * 1e9 - 5e8)::numeric(12,2) v from generate_series(1,300)"},
    {"numerics of mixed scales", "select unnest('{1,1.0,1.00,0.99,1.01,-1,-1.0,-0.5,-0.50,0,0.0,0.000000000000000001,"
                                 "123456789012345678,12345678901234567.8,null}'::numeric[]) v"},
    {"numerics of any size",
     "select unnest(array[1e1000, -1e1000, 1e-1000, -1e-1000, 'NaN', 'Infinity', '-Infinity', 0, 1e131071, "
     "1e-16383, -1e131071, 12345678901234567890.123456789, 12345678901234567890.123456788, "
     "12345678901234567890.1234567890, -12345678901234567890.123456789, 1, 1.0, 99999999999999999999, "
     "1234567890123.1, 1234567890123.2, null, 10, 9]::numeric[]) v"},
    {"numerics with NaN and infinity", "select unnest('{NaN,Infinity,-Infinity,1.5,-1.5,0,null,NaN}'::numeric[]) v"},
    {"numerics of wild exponents",
     "select ((random() - 0.5) * 10::numeric ^ (random() * 60 - 30)::int)::numeric v from generate_series(1,500)"},
    {"numerics that differ only far behind",
     "select 1234567890123456789012345678901234567890 + (random() * 50)::int / 10.0 v from generate_series(1,300)"},
    {"doubles",
     "select unnest('{NaN,Infinity,-Infinity,0,-0,1e-300,-1e-300,1e300,-1e300,5e-324,0.1,0.30000000000000004,0.3,"
     "1.7976931348623157e308,1e15,1e16,null}'::float8[]) v"},
    {"reals", "select unnest('{NaN,Infinity,-Infinity,0,-0,1e-30,3.4028235e38,0.1,16777216,16777218,null}'::real[]) v"},
    {"random doubles", "select (random() - 0.5) * 10 ^ (random() * 600 - 300) v from generate_series(1,300)"},
    {"money",
     "select "
     "unnest('{1.00,-1.00,1234.50,0,-0.01,99999999.99,-92233720368547758.08,92233720368547758.07,null}'::numeric[])"
     "::money v"},
    {"dates", "select unnest('{2024-02-29,infinity,-infinity,\"0044-03-15 BC\",\"4713-01-01 BC\",5874897-12-31,"
              "0001-01-01,\"0001-12-31 BC\",1999-12-31,2000-01-01,10000-01-01,null}'::date[]) v"},
    {"timestamps", "select unnest('{\"2024-03-31 02:30:00.123456\",\"2024-03-31 02:30:00.12345\",infinity,-infinity,"
                   "\"4713-01-01 00:00:00 BC\",\"294276-12-31 23:59:59.999999\",\"0001-01-01 00:00\",\"0001-12-31 "
                   "23:59:59.5 BC\",\"1969-12-31 23:59:59.999999\",null}'::timestamp[]) v"},
    {"timestamps with zones over a change of the clock", "select timestamptz '2024-10-26 22:00:00 UTC' + random() * "
                                                         "600 * interval '1 minute' v from generate_series(1,300)"},
    {"timestamps with zones of all times",
     "select unnest('{\"2024-10-27 00:30:00+00\",\"2024-10-27 01:30:00+00\",\"2024-10-27 01:15:00+00\",infinity,"
     "-infinity,\"4713-01-01 00:00:00+00 BC\",\"294276-12-31 20:59:59+00\",\"1880-01-01 00:00:00+00\",\"0044-03-15 "
     "12:00:00+00 BC\",null}'::timestamptz[]) v"},
    {"times", "select unnest('{00:00,24:00:00,23:59:59.999999,12:00:00.5,12:00:00.05,null}'::time[]) v"},
    {"times with zones",
     "select unnest('{12:00:00+00,13:00:00+01,11:00:00-01,12:00:00.000001+00,00:00:00+15:59,24:00:00-15:59,"
     "12:00:00+05:30,06:30:00+00,null}'::timetz[]) v"},
    {"intervals",
     "select unnest('{\"1 mon\",\"30 days\",\"29 days 24:00:00\",\"720:00:00\",\"1 year -2 mons 3 days -04:05:06.789\","
     "\"-1 mon\",\"0\",\"12 mons\",\"1 year\",\"360 days\",\"178000000 years\",\"-178000000 years\",\"178000000 years "
     "00:00:01\",\"2147483647 days\",\"2562047788:00:54.775807\",\"-00:00:00.000001\",null}'::interval[]) v"},
    {"random intervals",
     "select make_interval(months => (random() * 100)::int - 50, days => (random() * 100)::int - 50, secs => "
     "(random() * 1000000)::int - 500000) v from generate_series(1,300)"},
    {"uuids", "select gen_random_uuid() v from generate_series(1,300)"},
    {"uuids that differ at the end",
     "select ('00000000-0000-0000-0000-00000000000' || x)::uuid v from unnest('{a,1,f,9,0}'::text[]) x"},
    {"bytea", "select unnest(array['', '\\x00', '\\x0000', '\\xff', '\\xfe01', '\\x01', '\\xffffffffffffffff01', "
              "'\\xffffffffffffffff', null]::bytea[]) v"},
    {"log positions", "select unnest('{0/0,0/A,0/9,1/0,FFFFFFFF/0,10/0,9/0,null}'::pg_lsn[]) v"},
    {"bit strings", "select unnest(array[B'1',B'10',B'01',B'',B'11111111',B'111111110']::varbit[]) v"},
    {"MAC addresses", "select unnest('{08:00:2b:01:02:03,00:00:00:00:00:00,ff:ff:ff:ff:ff:ff}'::macaddr[]) v"},
    {"German words",
     "select unnest(array['Zebra','zebra','Äpfel','apfel','Apfel','äpfel','Öl','ol','strasse','straße','Straße','', "
     "' ','_','a b','ab','a-b','É','e','日本','😀','z','ß','ss','A','a',null,'10','9','é','é']) v",
     "v collate \"de-x-icu\""},
    {"random texts", "select substr(md5(random()::text), 1, 1 + (random() * 12)::int) v from generate_series(1,500)",
     "v collate \"de-x-icu\""},
    {"names", "select unnest('{b,B,a,A,_,Z}'::name[]) v", "v::text collate \"de-x-icu\""},
    {"padded texts", "select unnest(array['b','B','ä','a b','a',null])::char(5) v", "v collate \"de-x-icu\""},
    {"enums as they were declared", "select unnest(enum_range(null::mood)) v union all select null"},
    {"domains over enums", "select unnest(array['Happy','sad','angry',null])::feeling v"},
    {"network addresses",
     "select unnest('{10.0.0.2,9.0.0.1,10.0.0.0/8,10.0.0.0/16,10.1.0.0/16,10.0.0.1/8,10.0.0.1/16,10.0.0.1,::1,::,"
     "2001:db8::/32,2001:db8::1/32,2001:db8::1,::ffff:1.2.3.4,255.255.255.255,0.0.0.0/0,128.0.0.0/1,null}'::inet[]) v"},
    {"random networks", "select ('10.' || (random() * 3)::int || '.' || (random() * 255)::int || '.0/' || 8 + "
                        "(random() * 24)::int)::inet v from generate_series(1,300)"},
    {"networks", "select unnest('{10.0.0.0/8,9.0.0.0/8,10.1.0.0/16,::/0,192.168.0.0/24}'::cidr[]) v"},
    {"row addresses",
     "select unnest('{\"(0,1)\",\"(0,10)\",\"(0,9)\",\"(10,1)\",\"(9,1)\",\"(4294967295,1)\"}'::tid[]) v"},
    {"ranges of integers",
     "select "
     "unnest('{\"[1,5)\",\"[10,12)\",\"[9,12)\",empty,\"(,9)\",\"(,)\",\"(,10)\",\"[1,)\",\"[-3,5)\",\"[1,6)\",null}'"
     "::int4range[]) v"},
    {"ranges of numerics",
     "select unnest('{\"[1.0,5)\",\"(1,5)\",\"[1,5]\",\"[1,5.00)\",\"[-1e30,0)\",\"[1e-30,1)\",\"(,5]\","
     "\"(,5)\",empty,\"[NaN,]\"}'::numrange[]) v"},
    {"ranges of dates",
     "select unnest('{\"[2024-01-01,2024-02-01)\",\"[0044-03-15 BC,2024-02-01)\",\"[2024-01-01,infinity)\","
     "\"[2024-01-01,)\",\"[-infinity,2024-01-01)\",\"(,2024-01-01)\"}'::daterange[]) v"},
    {"ranges of timestamps",
     "select tstzrange(t, t + g * interval '1 hour') v from generate_series(0, 5) g, unnest('{\"2024-10-27 "
     "00:30:00+00\",\"2024-10-27 01:30:00+00\",\"2024-10-27 01:15:00+00\",\"0044-03-15 BC\"}'::timestamptz[]) t"},
    {"arrays of integers",
     "select unnest(array['{1,2}','{}','{10}','{9}','{1,10}','{1}','{-5,3}','{1,NULL}','{NULL}',"
     "'{{1,2},{3,4}}','{1,2,3,4}','{{1},{2}}','{{1,2}}','[0:1]={1,2}','[0:0][3:4]={{1,2}}',null]) "
     "::int[] v"},
    {"arrays of numerics", "select unnest(array['{1.0,2}','{1,2.00}','{1e40}','{-1e40,1}','{-1e-40}','{0}','{NaN}',"
                           "'{Infinity}','{-Infinity}','{-1.25}','{-1.2}','{10}','{9}'])::numeric[] v"},
    {"arrays of doubles",
     "select unnest(array['{1e300,2}','{-0,1}','{0,1}','{NaN}','{-Infinity}','{5e-324}'])::float8[] v"},
    {"arrays of timestamps", "select unnest(array['{2024-10-27 00:30:00+00}','{2024-10-27 01:15:00+00,infinity}',"
                             "'{2024-10-27 01:15:00+00}','{0044-03-15 BC}'])::timestamptz[] v"},
    {"arrays of dates and truths", "select unnest(array['{t,f}','{f}','{t}','{f,t}'])::bool[] v"},
    {"domains as what they stand on", "select unnest('{10,9,null,1.50}'::numeric[])::price v"},
    {"json by its text", "select unnest(array['{\"a\":1}','[]','null','\"x\"',null]::json[]) v",
     "v::text collate \"C\""},
    {"other arrays by their text", "select unnest(array['{b,a}','{}','{\"a b\"}','{a}',null])::text[] v",
     "v::text collate \"C\""},
    {"ranges of our own by their text", "select unnest(array['[1,5)','empty','(,9)'])::weight v",
     "v::text collate \"C\""},
    {"nothing but NULL", "select null::int v from generate_series(1,5)"},
    {"one value many times", "select 7 v from generate_series(1,5000)"},
};

QList<qint64> numbersOf(const QString& lines)
{
    QList<qint64> numbers;
    for (const QString& line : lines.split(u'\n', Qt::SkipEmptyParts))
        numbers << line.toLongLong() - 1;
    return numbers;
}

QList<qint64> numbersOf(const RowOrderPtr& order)
{
    return QList<qint64>(order->cbegin(), order->cend());
}

} // namespace

//! The order is PostgreSQL's own, whatever the type; NULLs come last and equal rows stay as they were.
class TestResultOrder final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->exec(u"create type mood as enum ('sad', 'ok', 'Happy', 'angry'); create domain price as numeric; "
                       "create domain feeling as mood; create type weight as range (subtype = float8)"_s);
        m_reader = std::make_unique<TableReader>(*m_server);
    }
    void cleanupTestCase() { m_reader.reset(); }

    void isPostgresqls_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("order");
        for (const TypeRow& row : typeRows)
            QTest::newRow(row.name) << QString::fromUtf8(row.values) << QString::fromUtf8(row.order);
    }

    void isPostgresqls()
    {
        QFETCH(QString, values);
        QFETCH(QString, order);
        makeTable(values);
        const ResultTable table = m_reader->read(u"select n, v from t order by n"_s);
        for (const bool descending : {false, true}) {
            const QString direction = descending ? u"desc"_s : u"asc"_s;
            const auto sorted = sortRows(table, {{1, descending}}, nullptr, m_go, german);
            QVERIFY(sorted);
            const QString all = u"select n from t order by (%1) %2 nulls last, n"_s.arg(order, direction);
            QCOMPARE(numbersOf(*sorted), numbersOf(m_server->exec(all)));

            // Some of the rows, backwards.
            auto some = std::make_shared<RowOrder>();
            for (qint64 row = table.rowCount() - 1; row >= 0; --row) {
                if (row % 3 != 1)
                    some->push_back(static_cast<quint32>(row));
            }
            const auto ofSome = sortRows(table, {{1, descending}}, some, m_go, german);
            QVERIFY(ofSome);
            const QString expected =
                u"select n from t where (n - 1) % 3 <> 1 order by (%1) %2 nulls last, n desc"_s.arg(order, direction);
            QCOMPARE(numbersOf(*ofSome), numbersOf(m_server->exec(expected)));
        }
    }

    void ofSeveralColumnsIsPostgresqls_data()
    {
        QTest::addColumn<QList<SortKey>>("keys");
        QTest::addColumn<QString>("order");
        const auto row = [](const char* name, const QList<SortKey>& keys, const char* order) {
            QTest::newRow(name) << keys << QString::fromLatin1(order);
        };
        row("two short columns", {{1, false}, {2, true}}, "a nulls last, b desc nulls last");
        row("the other way round", {{2, true}, {1, true}}, "b desc nulls last, a desc nulls last");
        row("columns that do not fit into one number", {{1, true}, {3, false}, {4, false}},
            "a desc nulls last, c nulls last, d nulls last");
        row("wide columns", {{4, true}, {3, true}, {1, false}}, "d desc nulls last, c desc nulls last, a nulls last");
        row("all", {{1, false}, {2, false}, {3, false}, {4, true}},
            "a nulls last, b nulls last, c nulls last, d desc nulls last");
        row("one column twice", {{1, false}, {1, true}}, "a nulls last");
    }

    void ofSeveralColumnsIsPostgresqls()
    {
        QFETCH(QList<SortKey>, keys);
        QFETCH(QString, order);
        m_server->exec(
            u"drop table if exists t; create table t as select n, nullif((random() * 4)::int, 0) a, "
            "nullif(chr(97 + (random() * 3)::int), 'a') b, case when random() < 0.8 then (n % 7) * 1e15::float8 "
            "end c, timestamptz '2024-01-01' + (n % 11) * interval '1 year 1 microsecond' d from "
            "generate_series(1, 3000) n"_s);
        const ResultTable table = m_reader->read(u"select n, a, b, c, d from t order by n"_s);
        const auto sorted = sortRows(table, keys, nullptr, m_go, german);
        QVERIFY(sorted);
        QCOMPARE(numbersOf(*sorted), numbersOf(m_server->exec(u"select n from t order by %1, n"_s.arg(order))));
    }

    void ofManyRowsIsPostgresqls_data()
    {
        QTest::addColumn<QString>("values");
        QTest::newRow("numerics") << u"select ((random() * 1e10)::bigint / 100.0)::numeric(12,2) v"_s;
        QTest::newRow("numerics of many scales")
            << u"select (random() * 1e6)::numeric(12,2) / (1 + (random() * 9)::int) v"_s;
        QTest::newRow("quotients, each a hundred times")
            << u"select (random() * 1000)::int / 7.0 + (random() * 3)::int / 100.0 v"_s;
        QTest::newRow("doubles") << u"select random() * 10 ^ (random() * 20) v"_s;
        QTest::newRow("timestamps") << u"select now() + random() * interval '20 years' v"_s;
        QTest::newRow("few texts")
            << u"select (array['b','a','C',null])[1 + (random() * 3)::int] collate \"de-x-icu\" v"_s;
        QTest::newRow("all texts different") << u"select md5(random()::text) collate \"de-x-icu\" v"_s;
        QTest::newRow("uuids") << u"select gen_random_uuid() v"_s;
        QTest::newRow("one value") << u"select 1 v"_s;
    }

    void ofManyRowsIsPostgresqls()
    {
        QFETCH(QString, values);
        makeTable(values + u" from generate_series(1, 120000)"_s);
        const ResultTable table = m_reader->read(u"select n, v from t order by n"_s);
        const auto sorted = sortRows(table, {{1, true}}, nullptr, m_go, german);
        QVERIFY(sorted);
        QCOMPARE((*sorted)->size(), std::size_t(120000));
        QVERIFY(numbersOf(*sorted) == numbersOf(m_server->exec(u"select n from t order by v desc nulls last, n"_s)));
    }

    void enumsAreTextsWhileTheirLabelsAreNotKnown()
    {
        ResultTable table;
        ResultColumn column = test::makeColumn(u"v"_s, 999999, u"mood"_s);
        table.setColumns({column});
        table.append(test::makeChunk({{"sad"}, {"ok"}, {"angry"}}));
        QCOMPARE(numbersOf(*sortRows(table, {{0, false}}, nullptr, m_go, german)), QList<qint64>({2, 1, 0}));
        column.enumLabels = {u"sad"_s, u"ok"_s, u"angry"_s};
        table.setColumns({column});
        QCOMPARE(numbersOf(*sortRows(table, {{0, false}}, nullptr, m_go, german)), QList<qint64>({0, 1, 2}));
        column.enumLabels = {u"sad"_s, u"ok"_s}; // the type has grown since
        table.setColumns({column});
        QCOMPARE(numbersOf(*sortRows(table, {{0, false}}, nullptr, m_go, german)), QList<qint64>({2, 1, 0}));
    }

    void labelsOfAnEnumAreAskedForOnceAConnection()
    {
        m_server->exec(u"create type late as enum ('b', 'a')"_s);
        const ResultTable first = m_reader->read(u"select 'a'::late v, 'b'::late w, 1 n, 'sad'::feeling f"_s);
        const QStringList labels{u"b"_s, u"a"_s};
        QCOMPARE(first.columns().at(0).enumLabels, labels);
        QCOMPARE(first.columns().at(1).enumLabels, labels);
        QVERIFY(first.columns().at(2).enumLabels.isEmpty());
        QCOMPARE(first.columns().at(3).enumLabels.size(), 4);
        m_server->exec(u"alter type late add value 'c'"_s);
        QCOMPARE(m_reader->read(u"select 'a'::late v"_s).columns().at(0).enumLabels, labels);
    }

    void valuesThatCannotBeReadAreSortedAsTexts()
    {
        ResultTable table;
        table.setColumns({test::makeColumn(u"v"_s, 1184, u"timestamp with time zone"_s)});
        table.append(test::makeChunk({{"b"}, {"2024-01-01 00:00:00+00"}, {std::nullopt}, {"a"}}));
        const auto sorted = sortRows(table, {{0, false}}, nullptr, m_go);
        QVERIFY(sorted);
        QCOMPARE(numbersOf(*sorted), QList<qint64>({1, 3, 0, 2}));
    }

    void withoutKeysIsWhatItWas()
    {
        ResultTable table;
        table.setColumns({test::makeColumn(u"v"_s, 23, u"integer"_s)});
        table.append(test::makeChunk({{"2"}, {"1"}}));
        const auto same = sortRows(table, {}, nullptr, m_go);
        QVERIFY(same && !*same);
        const auto rows = std::make_shared<const RowOrder>(RowOrder{1});
        QCOMPARE(*sortRows(table, {}, rows, m_go), rows);
        const auto none = sortRows(table, {{0, false}}, std::make_shared<const RowOrder>(), m_go);
        QVERIFY(none && *none && (*none)->empty());
        ResultTable empty;
        empty.setColumns(table.columns());
        const auto nothing = sortRows(empty, {{0, false}}, nullptr, m_go);
        QVERIFY(nothing && *nothing && (*nothing)->empty());
    }

    void endsWhenCancelled_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("numbers") << u"(random() * 1e9)::numeric(12,2)"_s;
        QTest::newRow("texts") << u"md5(random()::text)"_s;
        QTest::newRow("wide numbers") << u"1e30 + (random() * 1e9)::int"_s;
    }

    void endsWhenCancelled()
    {
        QFETCH(QString, value);
        const ResultTable table = m_reader->read(u"select %1 from generate_series(1, 300000)"_s.arg(value));
        for (const int milliseconds : {0, 1, 5, 20, 60}) {
            std::atomic_bool cancelled = milliseconds == 0;
            auto sorting = std::async(std::launch::async, [&] {
                return sortRows(table, {{0, false}}, nullptr, cancelled, german);
            });
            sorting.wait_for(std::chrono::milliseconds(milliseconds));
            QElapsedTimer clock;
            clock.start();
            cancelled = true;
            const auto result = sorting.get();
            QVERIFY2(clock.elapsed() < 1000, "a generous limit: this machine is busy");
            if (milliseconds == 0)
                QVERIFY(!result);
            if (!result)
                QCOMPARE(result.error(), RowsError::cancelled());
            else
                QCOMPARE((*result)->size(), std::size_t(300000)); // it was quicker
        }
    }

private:
    //! A table t of the values, each about 20 times in any order for few of them, numbered from 1.
    void makeTable(const QString& values)
    {
        m_server->exec(u"drop table if exists t; create table t as with value as materialized (%1) select row_number() "
                       "over () n, v from (select v from value, generate_series(1, greatest(1, 200 / (select "
                       "count(*)::int from value))) order by random()) s"_s.arg(values));
    }

    const QLocale german = QLocale(QLocale::German, QLocale::Germany);
    std::atomic_bool m_go = false;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<TableReader> m_reader;
};

QTEST_GUILESS_MAIN(TestResultOrder)
#include "tst_result_order.moc"
