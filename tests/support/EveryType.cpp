// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/EveryType.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance::test {

QList<TypeSample> everyType()
{
    const QString longText(300, u'x');
    return {
        {u"smallint"_s, {u"-32768"_s, u"32767"_s, u"0"_s}},
        {u"integer"_s, {u"-2147483648"_s, u"2147483647"_s, u"42"_s}},
        {u"bigint"_s, {u"-9223372036854775808"_s, u"9223372036854775807"_s, u"999999999999999"_s}},
        {u"numeric"_s,
         {u"NaN"_s, u"Infinity"_s, u"-Infinity"_s, u"0.000000000000000000000000000001"_s, u"-0.10"_s,
          u"12345678901234567890.123456789"_s, u"2.5000000000000000"_s, u"123456789012.345"_s,
          u"1"_s + QString(60, u'0')}},
        {u"numeric(12,2)"_s, {u"0.00"_s, u"-9999999999.99"_s, u"0.07"_s, u"1234567.80"_s, u"0.29"_s}},
        {u"real"_s, {u"NaN"_s, u"Infinity"_s, u"-0"_s, u"0.1"_s, u"1e-45"_s, u"3.4028235e+38"_s, u"16777216"_s}},
        {u"double precision"_s,
         {u"NaN"_s, u"-Infinity"_s, u"-0"_s, u"0.1"_s, u"5e-324"_s, u"1.7976931348623157e+308"_s,
          u"0.3333333333333333"_s, u"1e+15"_s, u"123456.789"_s}},
        {u"money"_s, {u"-$92,233,720,368,547,758.08"_s, u"$0.07"_s, u"$1,234.50"_s}},
        {u"boolean"_s, {u"t"_s, u"f"_s}},
        {u"text"_s,
         {u""_s,
          u" "_s,
          u"NULL"_s,
          u"null"_s,
          u"\\."_s,
          u"\\N"_s,
          u"a,b;c"_s,
          u"say \"x\""_s,
          u"it's"_s,
          u"two\nlines"_s,
          u"a\r\nb\rc"_s,
          u"\ttab"_s,
          u"=1+1"_s,
          u"+49"_s,
          u"-x"_s,
          u"@a"_s,
          u"'a"_s,
          u"größe 日本 😀"_s,
          u"\x01\x1b\x7f"_s,
          u"_x0041_"_s,
          u"<a href=\"x\">&amp;</a>"_s,
          u"|`*_[]~"_s,
          u"  two  blanks  "_s,
          u"\uFEFFbom"_s,
          u"2024-01-01"_s,
          u"007"_s,
          u"1e5"_s,
          longText}},
        {u"character varying(20)"_s, {u"abc "_s, u"\"quoted\""_s}},
        {u"character(5)"_s, {u"ab"_s, u""_s}},
        {u"name"_s, {u"pg_class"_s, u"a b"_s}},
        {u"\"char\""_s, {u"a"_s, u""_s}},
        {u"bytea"_s, {u"\\x"_s, u"\\xdeadbeef00ff"_s}},
        {u"date"_s,
         {u"infinity"_s, u"-infinity"_s, u"0044-03-15 BC"_s, u"1899-12-31"_s, u"1900-02-28"_s, u"1900-03-01"_s,
          u"2024-02-29"_s, u"9999-12-31"_s, u"10000-01-01"_s, u"5874897-12-31"_s}},
        {u"time"_s, {u"00:00:00"_s, u"24:00:00"_s, u"12:34:56.789012"_s}},
        {u"timetz"_s, {u"00:00:00+00"_s, u"23:59:59.999999-15:59"_s}},
        {u"timestamp"_s,
         {u"infinity"_s, u"-infinity"_s, u"4713-01-01 00:00:00 BC"_s, u"1900-02-28 23:59:59.999"_s,
          u"1900-03-01 00:00:00"_s, u"2024-02-29 12:34:56.789"_s, u"2024-02-29 12:34:56.789012"_s,
          u"1999-12-31 23:59:59.9"_s, u"9999-12-31 23:59:59"_s, u"294276-12-31 23:59:59"_s}},
        {u"timestamptz"_s,
         {u"infinity"_s, u"2024-07-01 10:00:00.25+00"_s, u"2024-10-27 00:30:00+00"_s, u"2024-10-27 01:30:00+00"_s,
          u"1900-01-01 00:00:00+00"_s, u"0044-03-15 12:00:00+00 BC"_s, u"2024-01-01 00:00:00.000001+00"_s}},
        {u"interval"_s,
         {u"00:00:00"_s, u"-1 years -2 mons +3 days -04:05:06.789"_s, u"178000000 years"_s, u"-1 days"_s, u"1 day"_s}},
        {u"uuid"_s, {u"00000000-0000-0000-0000-000000000000"_s, u"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"_s}},
        {u"json"_s,
         {u"{\"b\" : 1.10, \"a\": [ ]}"_s, u"\"x\""_s, u"null"_s, u"[1,\n\t2]"_s, u"12345678901234567890.0"_s,
          u"{\"k\": \"\\n\\u0000\"}"_s}},
        {u"jsonb"_s, {u"{\"b\": 1.10, \"a\": [1e3]}"_s, u"null"_s, u"\"ä\""_s}},
        {u"jsonpath"_s, {u"$.a[*]"_s}},
        {u"xml"_s, {u"<a b=\"1\">x &amp; y</a>"_s, u""_s}},
        {u"inet"_s, {u"10.0.0.1"_s, u"::1"_s, u"192.168.0.0/16"_s}},
        {u"cidr"_s, {u"10.0.0.0/8"_s}},
        {u"macaddr"_s, {u"08:00:2b:01:02:03"_s}},
        {u"macaddr8"_s, {u"08:00:2b:01:02:03:04:05"_s}},
        {u"bit(8)"_s, {u"10101010"_s}},
        {u"bit varying"_s, {u""_s, u"101"_s}},
        {u"point"_s, {u"(1,-2.5)"_s}},
        {u"line"_s, {u"{1,-1,0}"_s}},
        {u"lseg"_s, {u"[(0,0),(1,1)]"_s}},
        {u"box"_s, {u"(1,1),(0,0)"_s}},
        {u"path"_s, {u"((0,0),(1,1))"_s, u"[(0,0),(1,1)]"_s}},
        {u"polygon"_s, {u"((0,0),(1,1),(1,0))"_s}},
        {u"circle"_s, {u"<(0,0),1>"_s}},
        {u"tsvector"_s, {u"'a':1 'it''s':2A"_s, u""_s}},
        {u"tsquery"_s, {u"'a' & !'b'"_s}},
        {u"int4range"_s, {u"empty"_s, u"[1,5)"_s, u"(,)"_s}},
        {u"numrange"_s, {u"(1.5,]"_s, u"[1.50,2.0)"_s}},
        {u"tstzrange"_s, {u"[\"2024-01-01 00:00:00+00\",)"_s}},
        {u"daterange"_s, {u"[2024-01-01,2024-02-01)"_s}},
        {u"int8multirange"_s, {u"{}"_s, u"{[1,3),[5,8)}"_s}},
        {u"integer[]"_s, {u"{}"_s, u"{1,NULL,3}"_s, u"[0:1]={1,2}"_s, u"{{1,2},{3,4}}"_s}},
        {u"text[]"_s, {u"{}"_s, u"{\"\",NULL,\"NULL\",\"a,b\",\"\\\"\",\"\\\\\"}"_s, u"{\"two\nlines\"}"_s}},
        {u"numeric(6,1)[]"_s, {u"{1.0,NaN}"_s}},
        {u"oid"_s, {u"4294967295"_s, u"0"_s}},
        {u"regclass"_s, {u"pg_class"_s, u"-"_s}},
        {u"regtype"_s, {u"timestamp with time zone"_s}},
        {u"pg_lsn"_s, {u"16/B374D848"_s}},
        {u"xid8"_s, {u"18446744073709551615"_s}},
        {u"tid"_s, {u"(0,1)"_s}},
        {u"pg_snapshot"_s, {u"10:20:10,14,15"_s}},
        {u"aclitem"_s, {u"postgres=r/postgres"_s}},
        {u"every_mood"_s, {u"sad"_s, u"it's \"ok\""_s, u""_s}},
        {u"every_pair"_s, {u"(1,\"x,y\")"_s, u"(,)"_s, u"(2,\"\"\"\")"_s}},
        {u"every_amount"_s, {u"1.50"_s, u"99999.99"_s}},
    };
}

QString typesNeeded()
{
    return u"create type every_mood as enum ('sad', 'it''s \"ok\"', ''); create type every_pair as (a int, b text); "
           "create domain every_amount as numeric(8,2) check (value >= 0);"_s;
}

QString tableOfEveryType(const QString& table)
{
    QStringList columns{u"id integer"_s};
    const QList<TypeSample> types = everyType();
    for (qsizetype i = 0; i < types.size(); ++i)
        columns.append(u"c%1 %2"_s.arg(i).arg(types.at(i).type));
    return u"create table %1 (%2);"_s.arg(table, columns.join(u", "_s));
}

QString randomRows(const QString& table, int rows, QRandomGenerator& random)
{
    const QList<TypeSample> types = everyType();
    QStringList lines;
    for (int row = 0; row < rows; ++row) {
        QStringList cells{QString::number(row)};
        for (const TypeSample& sample : types) {
            if (random.bounded(8) == 0) {
                cells.append(u"NULL"_s);
                continue;
            }
            QString value = sample.values.at(random.bounded(int(sample.values.size())));
            cells.append(u'\'' + value.replace(u"'"_s, u"''"_s) + u'\'');
        }
        lines.append(u'(' + cells.join(u", "_s) + u')');
    }
    return u"insert into %1 values %2;"_s.arg(table, lines.join(u",\n"_s));
}

} // namespace parlance::test
