// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/PostgresType.h"
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;

namespace {

//! The settings of law 5, for psql.
const QString settings =
    u"set datestyle = 'ISO'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = "
    "1; set standard_conforming_strings = on; set timezone = 'Europe/Berlin';\n"_s;

} // namespace

//! A cell is the server's own text: for every built-in type the same bytes as psql prints.
class TestConnectionValues final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->createRole(u"ada"_s, u"secret"_s);
        m_limits.timeZone = u"Europe/Berlin"_s;
        m_connection = std::make_unique<Connection>(m_server->parameters(u"ada"_s, u"secret"_s));
    }
    void cleanupTestCase() { m_connection.reset(); }

    void areWhatPsqlPrints_data()
    {
        QTest::addColumn<QString>("expression");
        const char* const expressions[] = {"true",
                                           "false",
                                           "null::boolean",
                                           "''",
                                           "null::text",
                                           "' leading and trailing '",
                                           "E'tab\\tand ü 😀'",
                                           "'x'::\"char\"",
                                           "'name'::name",
                                           "'ab'::char(5)",
                                           "'abc'::varchar(2)",
                                           "'unknown'",
                                           "(-32768)::smallint",
                                           "2147483647::int",
                                           "(-9223372036854775808)::bigint",
                                           "4294967295::oid",
                                           "12345678901234567890.123456789::numeric",
                                           "'NaN'::numeric",
                                           "'-Infinity'::numeric",
                                           "1.10::numeric(12,4)",
                                           "0.00::numeric",
                                           "(10::numeric)^200",
                                           "0.1::real",
                                           "3.4028235e38::real",
                                           "0.1::float8 + 0.2",
                                           "1e-300::float8",
                                           "'NaN'::float8",
                                           "'-Infinity'::float8",
                                           "-0.0::float8",
                                           "1234.5::money",
                                           "'\\xdeadbeef00'::bytea",
                                           "''::bytea",
                                           "date '2024-02-29'",
                                           "date 'infinity'",
                                           "date '0044-03-15 BC'",
                                           "time '23:59:59.999999'",
                                           "timetz '12:00:00.5+05:30'",
                                           "timestamp '2024-03-31 02:30:00.123456'",
                                           "timestamp '-infinity'",
                                           "timestamptz '2024-03-31 02:30:00.000001 UTC'",
                                           "timestamptz '0001-01-01 00:00:00 UTC'",
                                           "timestamptz '294276-12-31 23:59:59 UTC'",
                                           "interval '1 year -2 mons 3 days -04:05:06.789'",
                                           "interval '0'",
                                           "justify_interval('1000 hours')",
                                           "'{\"b\": 1, \"a\": [1.0, null, \"ü\"], \"b\": 2}'::json",
                                           "'{\"b\": 1, \"a\": [1.0, null, \"ü\"]}'::jsonb",
                                           "'$.a[*] ? (@ > 1)'::jsonpath",
                                           "'<a b=\"c\">d</a>'::xml",
                                           "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
                                           "inet '192.168.0.1/24'",
                                           "inet '::1'",
                                           "cidr '10.0.0.0/8'",
                                           "macaddr '08:00:2b:01:02:03'",
                                           "macaddr8 '08:00:2b:01:02:03:04:05'",
                                           "B'10110'",
                                           "B'101'::bit varying(5)",
                                           "point '(1.5,-2)'",
                                           "lseg '[(0,0),(1,1)]'",
                                           "box '(2,2),(0,0)'",
                                           "path '((0,0),(1,1),(2,0))'",
                                           "path '[(0,0),(1,1)]'",
                                           "polygon '((0,0),(1,1),(2,0))'",
                                           "circle '<(0,0),2.5>'",
                                           "line '{1,-1,0}'",
                                           "to_tsvector('english', 'The quick brown foxes')",
                                           "to_tsquery('english', 'fox & !dog')",
                                           "array[1,null,3]",
                                           "array[['a','b c'],['\"','\\']]",
                                           "'{}'::int[]",
                                           "array[1.50,2]::numeric(6,2)[]",
                                           "array[date '2024-01-01']",
                                           "array[timestamptz '2024-01-01 UTC']",
                                           "'[2:3]={7,8}'::int[]",
                                           "array[true,null]",
                                           "int4range(1,5)",
                                           "int8range(null,9,'[]')",
                                           "numrange(1.5,2.5)",
                                           "daterange('2024-01-01','2024-02-01')",
                                           "'empty'::tsrange",
                                           "tstzrange('2024-01-01 UTC', null)",
                                           "int4multirange(int4range(1,2), int4range(5,9))",
                                           "datemultirange()",
                                           "row(1, 'a b', null)",
                                           "row()",
                                           "'pg_class'::regclass",
                                           "'int4'::regtype",
                                           "'sum(int4)'::regprocedure",
                                           "'now'::regproc",
                                           "'+(int4,int4)'::regoperator",
                                           "'public'::regnamespace",
                                           "'postgres'::regrole",
                                           "'english'::regconfig",
                                           "'simple'::regdictionary",
                                           "'\"C\"'::regcollation",
                                           "'(0,1)'::tid",
                                           "'123'::xid",
                                           "'5'::cid",
                                           "'9000000000'::xid8",
                                           "'16/B374D848'::pg_lsn",
                                           "'10:20:10,14,15'::pg_snapshot",
                                           "'10:20:10,14,15'::txid_snapshot",
                                           "'1 2 3'::int2vector",
                                           "'1 2'::oidvector",
                                           "acldefault('r', 10)",
                                           "'c'::refcursor",
                                           "repeat('wide', 3000)"};
        for (const char* expression : expressions)
            QTest::newRow(expression) << QString::fromUtf8(expression);
    }
    void areWhatPsqlPrints()
    {
        QFETCH(QString, expression);
        const QString sql = u"select "_s + expression + u" as v"_s;
        QByteArray printed =
            m_server->psql(settings + sql, u"ada"_s, u"secret"_s, u"postgres"_s, {u"-q"_s, u"-P"_s, u"null=(null)"_s});
        printed.chop(1); // the line's end
        RunRecorder recorder(m_connection.get());
        PARLANCE_RUN(*m_connection, recorder, sql.toUtf8(), m_limits);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.table.isNull(0, 0) ? QByteArray("(null)") : recorder.cell(0, 0), printed);
        // And the type's name is the one that PostgreSQL has for it.
        const ResultColumn& column = recorder.table.columns().at(0);
        const QString name =
            m_server->exec(u"select format_type(%1, %2)"_s.arg(column.typeOid).arg(column.typeModifier));
        QCOMPARE(column.typeName, name);
    }

    void knowsEveryBuiltInType()
    {
        // Each base, range, pseudo and array type below the first user's OID, with PostgreSQL's name and family.
        const QStringList types =
            m_server
                ->exec(
                    u"select format('%s|%s|%s', oid, typcategory, format_type(oid, null)) from pg_type where oid < "
                    u"10000 and typtype in "
                    "('b','r','m') and typelem not in (select reltype from pg_class where reltype <> 0) and (typcategory <> 'C') order by oid"_s)
                .split(u'\n');
        QVERIFY(types.size() > 100);
        QStringList unknown;
        for (const QString& type : types) {
            const quint32 oid = type.section(u'|', 0, 0).toUInt();
            const QString category = type.section(u'|', 1, 1);
            const QString name = type.section(u'|', 2);
            if (name == "pg_brin_bloom_summary"_L1 || name == "pg_brin_minmax_multi_summary"_L1)
                continue; // never a column of a query
            if (builtinTypeName(oid) != name && oid != 1042 && oid != 1560)
                unknown << type + u" but "_s + builtinTypeName(oid);
            if (category == "N"_L1 && name.startsWith("reg"_L1))
                continue;
            if (category == "N"_L1 && !isNumber(oid))
                unknown << type + u" is no number"_s;
            if (category == "A"_L1 && name.endsWith("[]"_L1) && typeFamily(oid) != TypeFamily::Array)
                unknown << type + u" is no array"_s;
        }
        QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
    }

    void writesModifiersAsTheServerDoes_data()
    {
        QTest::addColumn<QString>("type");
        for (const char* type :
             {"numeric(12,2)", "numeric(3,-2)", "character(7)", "character varying(9)", "bit(3)", "bit varying(4)",
              "time(2) without time zone", "time(3) with time zone", "timestamp(0) without time zone",
              "timestamp(6) with time zone", "interval(3)", "interval year to month", "interval day to second(2)",
              "interval hour", "interval minute to second", "numeric(12,2)[]", "character varying(5)[]"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void writesModifiersAsTheServerDoes()
    {
        QFETCH(QString, type);
        RunRecorder recorder(m_connection.get());
        PARLANCE_RUN(*m_connection, recorder, "select null::" + type.toUtf8(), m_limits);
        QVERIFY2(recorder.run, qPrintable(recorder.message()));
        QCOMPARE(recorder.table.columns().at(0).typeName, type);
    }

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Connection> m_connection;
    RunLimits m_limits;
};

QTEST_GUILESS_MAIN(TestConnectionValues)
#include "tst_connection_values.moc"
