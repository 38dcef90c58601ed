// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultFilter.h"
#include "support/ResultChunks.h"
#include "support/TableReader.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::TableReader;
using Kind = FilterTerm::Kind;

namespace {

//! A column, and what people type against it; the SQL form of the operand where it is another.
struct TypeRow {
    const char* name;
    const char* values; //!< a query of one column v
    const char* type;   //!< the type the server reads the operand as
    std::initializer_list<const char*> operands;
    const char* column = "v";
};

const TypeRow typeRows[] = {
    {"integers against whole and broken numbers",
     "select generate_series(-20, 20) v union all select null",
     "numeric",
     {"0", "7", "-7", "1.5", "-0.0", " 3 ", "1e1", "99999999999999999999999", "NaN", "Infinity", "+5", ".5", "5."}},
    {"bigints",
     "select unnest('{-9223372036854775808,9223372036854775807,0,null,9223372036854775806}'::bigint[]) v",
     "numeric",
     {"9223372036854775807", "9223372036854775806.5", "-9223372036854775808", "1e18"}},
    {"numerics of any size",
     "select unnest(array[1e1000, -1e1000, 1e-1000, 'NaN', 'Infinity', '-Infinity', 0, 0.1, 0.10, "
     "0.100000000000000000001, "
     "12345678901234567890.123456789, 1, 1.0, 1.5, -1.5, null]::numeric[]) v",
     "numeric",
     {"0.1", "0.10", "1", "NaN", "inf", "-infinity", "1e1000", "1e-1000", "12345678901234567890.1234567890", "0"}},
    {"doubles as their digits say",
     "select unnest('{NaN,Infinity,0,-0,0.1,1e300,-1e300,1.5,null}'::float8[]) v",
     "float8",
     {"0", "0.1", "1e300", "NaN", "-1e300", "1.5"}},
    {"money",
     "select unnest('{1.00,-1.00,1234.50,0,null}'::numeric[])::money v",
     "numeric",
     {"1234.5", "-1", "0", "0.001"},
     "v::numeric"},
    {"booleans", "select unnest(array[true,false,null]) v", "boolean", {"true", "f", "NO", "1", "on"}},
    {"dates",
     "select unnest('{2024-02-29,2024-03-01,infinity,-infinity,\"0044-03-15 BC\",null}'::date[]) v",
     "timestamp",
     {"2024-02-29", "2024-02-29 12:00", "infinity", "0044-03-15 BC", "2024-3-1", "5000-01-01"}},
    {"timestamps",
     "select timestamp '2024-01-01' + g * interval '7 hours 0.000001 seconds' v from generate_series(0, 20) g union "
     "all "
     "select 'infinity'",
     "timestamp",
     {"2024-01-02", "2024-01-01 07:00:00.000001", "2024-01-02T04:00:00.000004", "-infinity", "0001-01-01 BC"}},
    {"timestamps with zones, in the run's zone or an offset that is typed",
     "select timestamptz '2024-10-26 22:00 UTC' + g * interval '15 minutes' v from generate_series(0, 20) g union all "
     "select "
     "timestamptz '2024-03-31 00:00 UTC' + g * interval '15 minutes' from generate_series(0, 12) g",
     "timestamptz",
     {"2024-10-27 01:30", "2024-10-27 02:30", "2024-10-27 02:30+02", "2024-10-27 02:30:00+01:00", "2024-10-27 00:30Z",
      "2024-10-27 00:30 UTC", "2024-03-31 02:30", "2024-03-31 03:30", "2024-03-31 01:59:59", "2024-10-27T02:30:00-0330",
      "2024-10-27", "infinity"}},
    {"times",
     "select unnest('{00:00,24:00:00,23:59:59.999999,12:00:00.5,null}'::time[]) v",
     "time",
     {"12:00", "12:00:00.5", "24:00", "00:00:00"}},
    {"times with zones",
     "select unnest('{12:00:00+00,13:00:00+01,11:00:00-01,12:30:00+05:30}'::timetz[]) v",
     "timetz",
     {"12:00+00", "13:00:00+01", "07:00+0000"}},
    {"intervals",
     "select unnest('{1 mon,30 days,720:00:00,1 year,-1 day,\"-04:05:06.7\",null}'::interval[]) v",
     "interval",
     {"30 days", "1 month", "720 hours", "1 year", "-04:05:06.7", "00:00", "2 weeks 3 days", "90 minutes",
      "-1 days +01:00", "100000 day"}},
    {"uuids in any form",
     "select unnest('{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,00000000-0000-0000-0000-000000000000}'::uuid[]) v",
     "uuid",
     {"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "{a0eebc999c0b4ef8bb6d6bb9bd380a11}",
      "00000000-0000-0000-0000-000000000001"}},
    {"bytes",
     "select unnest(array['', '\\x00ff', '\\xff', '\\x0a', null]::bytea[]) v",
     "bytea",
     {"\\x00FF", "\\x", "\\x0b"}},
    {"log positions", "select unnest('{0/0,0/A,0/9,1/0}'::pg_lsn[]) v", "pg_lsn", {"0/A", "1/0", "0/10"}},
    {"enums, as declared",
     "select unnest('{ok,angry,sad,null,Happy}'::mood[]) v",
     "mood",
     {"ok", "sad", "angry", "Happy"}},
    {"networks",
     "select unnest('{10.0.0.2,9.0.0.1,::1,10.0.0.0/8,10.0.0.0/16,null}'::inet[]) v",
     "inet",
     {"10.0.0.0/8", "10.0.0.2", "9.0.0.1/32", "::1", "10.0.0.3", "2001:db8::/32"}},
    {"ranges",
     "select unnest('{\"[1,5)\",empty,\"(,9)\",\"[2,)\",null}'::int4range[]) v",
     "int4range",
     {"[1,5)", "empty", "(,9)", "[1,)"}},
    {"arrays of numbers",
     "select unnest(array['{1,2}','{}','{10}','{9,1}','{9,NULL}',null])::int[] v",
     "int[]",
     {"{1,2}", "{}", "{9}", "{10,1}"}},
    {"texts, byte for byte",
     "select unnest(array['a','A','ä','b','B',' b','','10','9',null]) v",
     "text",
     {"a", "A", "ä", " b", "", "10", "zz"},
     "v collate \"de-x-icu\""},
    {"padded texts",
     "select unnest(array['ab','abc','b',null])::char(5) v",
     "char(5)",
     {"ab", "abc", "ab  "},
     "v collate \"de-x-icu\""},
    {"json, byte for byte",
     "select unnest(array['{\"a\":1}','[]',null]) v",
     "text",
     {"[]", "{\"a\":1}"},
     "v::text collate \"C\""},
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

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"''"_s) + u'\'';
}

} // namespace

//! A filter leaves the rows that PostgreSQL's WHERE would.
class TestResultFilter final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->exec(u"create type mood as enum ('sad', 'ok', 'Happy', 'angry')"_s);
        m_reader = std::make_unique<TableReader>(*m_server);
        m_options.timeZone = QTimeZone("Europe/Berlin");
        m_options.collation = QLocale(QLocale::German, QLocale::Germany);
    }
    void cleanupTestCase() { m_reader.reset(); }

    void comparesAsPostgresqlDoes_data()
    {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QStringList>("operands");
        QTest::addColumn<QString>("column");
        for (const TypeRow& row : typeRows) {
            QStringList operands;
            for (const char* const operand : row.operands)
                operands << QString::fromUtf8(operand);
            QTest::newRow(row.name) << QString::fromUtf8(row.values) << QString::fromLatin1(row.type) << operands
                                    << QString::fromUtf8(row.column);
        }
    }

    void comparesAsPostgresqlDoes()
    {
        QFETCH(QString, values);
        QFETCH(QString, type);
        QFETCH(QStringList, operands);
        QFETCH(QString, column);
        m_server->exec(
            u"drop table if exists t; create table t as select row_number() over () n, v from (%1) s"_s.arg(values));
        const ResultTable table = m_reader->read(u"select n, v from t order by n"_s);
        const std::pair<Kind, QString> comparisons[] = {{Kind::Equals, u"="_s},  {Kind::NotEquals, u"<>"_s},
                                                        {Kind::Less, u"<"_s},    {Kind::LessOrEqual, u"<="_s},
                                                        {Kind::Greater, u">"_s}, {Kind::GreaterOrEqual, u">="_s}};
        for (const QString& operand : std::as_const(operands)) {
            for (const auto& [kind, sign] : comparisons) {
                const auto rows = filterRows(table, {{kind, 1, operand}}, nullptr, m_go, m_options);
                QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
                const QString sql =
                    u"set timezone = 'Europe/Berlin'; select n from t where %1 %2 %3::%4 order by n"_s.arg(
                        column, sign, quoted(operand), type);
                const auto expected = numbersOf(m_server->exec(sql));
                QVERIFY2(numbersOf(*rows) == expected, qPrintable(sql));
            }
        }
        for (const Kind kind : {Kind::IsNull, Kind::IsNotNull}) {
            const auto rows = filterRows(table, {{kind, 1, {}}}, nullptr, m_go, m_options);
            QVERIFY(rows);
            QCOMPARE(numbersOf(*rows), numbersOf(m_server->exec(u"select n from t where v %1 order by n"_s.arg(
                                           kind == Kind::IsNull ? u"is null"_s : u"is not null"_s))));
        }
    }

    void saysWhatCannotBeRead_data()
    {
        QTest::addColumn<quint32>("type");
        QTest::addColumn<QString>("operand");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, quint32 type, const char* operand, const char* message) {
            QTest::newRow(name) << type << QString::fromUtf8(operand) << QString::fromUtf8(message);
        };
        row("a word for an integer", 23, "ten", "“ten” is not a number. Write it like 1234.56.");
        row("a comma in a number", 1700, "1,5", "“1,5” is not a number. Write it like 1234.56.");
        row("nothing for a number", 1700, "", "“” is not a number. Write it like 1234.56.");
        row("two points", 701, "1.2.3", "“1.2.3” is not a number. Write it like 1234.56.");
        row("half an exponent", 1700, "1e", "“1e” is not a number. Write it like 1234.56.");
        row("a word for an address", 869, "localhost",
            "“localhost” is not an address. Write it like 10.1.2.3, 10.1.0.0/16 or 2001:db8::1.");
        row("a currency", 790, "$5", "“$5” is not an amount. Write it without the currency, like 1234.56.");
        row("a day that is none", 1082, "2023-02-29", "“2023-02-29” is not a date. Write it like 2024-12-31.");
        row("a date of another country", 1082, "31.12.2024", "“31.12.2024” is not a date. Write it like 2024-12-31.");
        row("an offset without need", 1114, "2024-01-01 00:00+01",
            "“2024-01-01 00:00+01” is not a date and time without a time zone. Write it like 2024-12-31 23:59:59.");
        row("hours that are none", 1184, "2024-01-01 25:00",
            "“2024-01-01 25:00” is not a date and time. Write it like 2024-12-31 23:59:59 or 2024-12-31 23:59:59+01.");
        row("a time that is none", 1083, "12", "“12” is not a time of day. Write it like 23:59:59.");
        row("a time without its offset", 1266, "12:00",
            "“12:00” is not a time with an offset from UTC. Write it like 23:59:59+01.");
        row("a span without its unit", 1186, "5", "“5” is not a span of time. Write it like 1 day 02:30:00.");
        row("a boolean that is none", 16, "maybe", "“maybe” is neither true nor false. Write true or false.");
        row("a short UUID", 2950, "a0", "“a0” is not a UUID. Write it like a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11.");
        row("half a byte", 17, "\\xabc", "“\\xabc” is not a row of bytes. Write it like \\xdeadbeef.");
        row("a log position that is none", 3220, "16", "“16” is not a log position. Write it like 16/B374D848.");
    }

    void saysWhatCannotBeRead()
    {
        QFETCH(quint32, type);
        QFETCH(QString, operand);
        QFETCH(QString, message);
        ResultTable table;
        table.setColumns({test::makeColumn(u"v"_s, type, u"t"_s)});
        const QList<FilterTerm> terms{{Kind::IsNotNull, 0, {}}, {Kind::Less, 0, operand}};
        const auto rows = filterRows(table, terms, nullptr, m_go, m_options);
        QVERIFY(!rows);
        QCOMPARE(rows.error(), (RowsError{RowsError::Kind::Operand, message, 1}));
    }

    void aTimeWithoutItsOffsetNeedsAZone()
    {
        ResultTable table;
        table.setColumns({test::makeColumn(u"v"_s, 1184, u"timestamp with time zone"_s)});
        const auto rows = filterRows(table, {{Kind::Less, 0, u"2024-01-01"_s}}, nullptr, m_go);
        QVERIFY(!rows);
        QCOMPARE(rows.error().message,
                 u"“2024-01-01” lacks its offset from UTC. Write it like 2024-12-31 23:59:59+01."_s);
        QVERIFY(!filterRows(table, {{Kind::Less, -1, u"2024-01-01"_s}}, nullptr, m_go));
    }

    void findsTextInAnyColumn_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* const text : {"a",      "ab",  "AB",
                                       "1",      "12",  "t",
                                       "ä",      "Ä",   "STRASSE",
                                       "straße", "日",  "%",
                                       "_",      "\\",  "2024",
                                       "nulL",   "99.", "no such text",
                                       "é",      " ",   "customer 1234",
                                       "r 1"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void findsTextInAnyColumn()
    {
        QFETCH(QString, text);
        m_server->exec(
            u"create table if not exists texts as select n, (array['Äpfel','apfel','AB','ab c','日本','Straße',"
            "'strasse','%','_','\\','null','é',' '])[1 + n % 13] a, case when n % 3 = 0 then 'customer ' || n end b,"
            " (n * 1.37)::numeric(12,2) c, date '2024-01-01' + n % 500 d, null::int e from generate_series(1, "
            "120000) n"_s);
        if (m_texts.rowCount() == 0)
            m_texts = m_reader->read(u"select * from texts order by n"_s);
        const QString holds = u"strpos(lower(%1::text collate \"de-x-icu\"), lower(%2 collate \"de-x-icu\")) > 0"_s;
        QStringList any;
        for (const char* const column : {"n", "a", "b", "c", "d", "e"})
            any << u"coalesce("_s + holds.arg(QString::fromLatin1(column), quoted(text)) + u", false)"_s;
        const auto expected =
            numbersOf(m_server->exec(u"select n from texts where %1 order by n"_s.arg(any.join(u" or "_s))));
        const auto rows = filterRows(m_texts, {{Kind::Contains, -1, text}}, nullptr, m_go, m_options);
        QVERIFY(rows);
        QVERIFY(numbersOf(*rows) == expected);
        // The other way through the rows: all of them, but as an order.
        auto all = std::make_shared<RowOrder>();
        for (qint64 row = m_texts.rowCount() - 1; row >= 0; --row)
            all->push_back(static_cast<quint32>(row));
        const auto backwards = filterRows(m_texts, {{Kind::Contains, -1, text}}, all, m_go, m_options);
        QVERIFY(backwards);
        QVERIFY(numbersOf(*backwards) == QList<qint64>(expected.crbegin(), expected.crend()));
        // And in one column, with another condition.
        const auto both = filterRows(m_texts, {{Kind::Contains, 1, text}, {Kind::Greater, 0, u"60000.5"_s}}, nullptr,
                                     m_go, m_options);
        QVERIFY(both);
        QVERIFY(numbersOf(*both) ==
                numbersOf(m_server->exec(u"select n from texts where n > 60000.5 and %1 order by n"_s.arg(
                    holds.arg(u"a"_s, quoted(text))))));
    }

    void aTextIsNotFoundAcrossCells()
    {
        ResultTable table;
        const auto column = test::makeColumn(u"v"_s, 25, u"text"_s);
        table.setColumns({column, column});
        table.append(
            test::makeChunk({{"xa", "bx"}, {"", "ab"}, {"xx", ""}, {"aab", std::nullopt}, {"x", "a"}, {"b", "aab"}}));
        const auto rows = filterRows(table, {{Kind::Contains, -1, u"AB"_s}}, nullptr, m_go);
        QVERIFY(rows);
        QCOMPARE(numbersOf(*rows), QList<qint64>({1, 3, 5}));
    }

    void isTheSameInPieces_data()
    {
        QTest::addColumn<QList<FilterTerm>>("terms");
        QTest::newRow("a text in any column") << QList<FilterTerm>{{Kind::Contains, -1, u"7"_s}};
        QTest::newRow("a text in one column") << QList<FilterTerm>{{Kind::Contains, 0, u"7"_s}};
        QTest::newRow("a comparison") << QList<FilterTerm>{{Kind::GreaterOrEqual, 0, u"777"_s}};
        QTest::newRow("nothing asked") << QList<FilterTerm>{{Kind::Contains, -1, {}}};
    }

    void isTheSameInPieces()
    {
        QFETCH(QList<FilterTerm>, terms);
        ResultTable table;
        table.setColumns({test::makeColumn(u"v"_s, 23, u"integer"_s)});
        RowOrder inPieces;
        for (int chunk = 0; chunk < 10; ++chunk) {
            QList<QList<test::TestCell>> rows;
            for (int row = 0; row < 100 + chunk; ++row)
                rows << QList<test::TestCell>{QByteArray::number(table.rowCount() + row)};
            FilterOptions options = m_options;
            options.firstRow = table.rowCount();
            table.append(test::makeChunk(rows));
            const auto found = filterRows(table, terms, nullptr, m_go, options);
            QVERIFY(found);
            if (*found)
                inPieces.insert(inPieces.end(), (*found)->cbegin(), (*found)->cend());
            else // all of the first piece
                inPieces.resize(static_cast<std::size_t>(table.rowCount()));
            if (!*found)
                std::iota(inPieces.begin(), inPieces.end(), 0u);
        }
        const auto whole = filterRows(table, terms, nullptr, m_go, m_options);
        QVERIFY(whole);
        if (*whole)
            QVERIFY(**whole == inPieces);
        else
            QCOMPARE(inPieces.size(), static_cast<std::size_t>(table.rowCount()));
    }

    void endsWhenCancelled()
    {
        ResultTable table;
        table.setColumns({test::makeColumn(u"v"_s, 23, u"integer"_s)});
        table.append(test::makeChunk({{"1"}, {"2"}}));
        const std::atomic_bool cancelled = true;
        for (const FilterTerm& term : {FilterTerm{Kind::Contains, -1, u"1"_s}, FilterTerm{Kind::Equals, 0, u"1"_s}}) {
            const auto rows = filterRows(table, {term}, nullptr, cancelled);
            QVERIFY(!rows);
            QCOMPARE(rows.error(), RowsError::cancelled());
        }
    }

private:
    const std::atomic_bool m_go = false;
    FilterOptions m_options;
    ResultTable m_texts;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<TableReader> m_reader;
};

QTEST_GUILESS_MAIN(TestResultFilter)
#include "tst_result_filter.moc"
