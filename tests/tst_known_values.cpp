// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QueryChecks.h"
#include "assistant/KnownValuesReader.h"
#include "assistant/SampleValues.h"
#include "assistant/SchemaText.h"
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;

//! What a real server's statistics tell of values.
class TestKnownValues final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void reads_data();
    void reads();
    void neverGivesWhatTheRoleMayNotRead();
    void findsLiteralsThatAreNoValue();
    void choosesSamples();
    void keepsPrivateColumnsHere();
    void keepsWhatIsMadeFromPrivateColumnsHere();
    void aPrivateColumnThatIsNotThereKeepsEverythingHere();
    void answersWhenTheServerDoesNot();

private:
    KnownValues::Values of(const QString& table, const QString& column) const
    {
        return m_known.of(u"public"_s, table, column);
    }
    const Column& column(const SchemaCatalog& catalog, const QString& name) const
    {
        for (const Column& each : catalog.find(u"public"_s, u"orders"_s)->columns)
            if (each.name == name)
                return each;
        return catalog.schemas.first().tables.first().columns.first();
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Connection> m_connection;
    SchemaCatalog m_catalog;
    KnownValues m_known;
};

void TestKnownValues::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    m_server->createRole(u"ada"_s, u"ada's password"_s);
    m_server->exec(uR"(create table orders (id int, status text, region varchar(20), code char(5), odd text, name text,
                                 note text, secret text, hidden text, vast text, wide text, part text);
        insert into orders select i, (array['open', 'paid', 'shipped'])[1 + i % 3], case when i % 2 = 0 then 'North' end,
            (array['A1', 'B2'])[1 + i % 2],
            (array['a,b', 'say "hi"', 'back\slash', '{x}', 'null', 'NULL', ' ', 'ünï', ''])[1 + i % 9], 'name ' || i,
            (array['n1', 'n2'])[1 + i % 2], (array['s1', 's2'])[1 + i % 2], (array['h1', 'h2'])[1 + i % 2],
            'v' || i % 90, repeat('w', 41 + i % 2), case when i = 1 then 'once' else 'often' end
            from generate_series(1, 3000) i;
        comment on column orders.note is 'What was said (PRIVATE)';
        comment on column orders.status is 'Not privately held';
        create table few (kind text); insert into few values ('a'), ('a'), ('b'), ('b'), ('c'), ('c');
        create table parts (id int, kind text) partition by list (id);
        create table parts_1 partition of parts for values in (1);
        insert into parts select 1, (array['x', 'y'])[1 + i % 2] from generate_series(1, 100) i;
        create table kinds (kind text primary key, name text);
        insert into kinds select 'kind ' || i, 'Only ' || i from generate_series(1, 9) i;
        create table many (kind text primary key); insert into many select 'kind ' || i from generate_series(1, 500) i;
        create table closed (kind text); insert into closed select 'closed value' from generate_series(1, 100);
        create view named as select secret as other, status as state from orders;
        create materialized view kept as select o.id, o.secret as s2, o.status as st, o.note as n2, upper(o.code) as up,
            n.other as deep, n.state as deep_state from orders o join named n on n.state = o.status where o.id < 50;
        create materialized view united as select status as s from orders union all select secret from orders;
        create table made (secret text, copy text generated always as (secret || '!') stored, plain text);
        insert into made (secret, plain) select (array['g1', 'g2'])[1 + i % 2], 'same' from generate_series(1, 100) i;
        comment on column made.secret is 'private';
        analyze;
        grant select on orders, few, parts, kinds, many, named, kept, united, made to ada)"_s);
    m_connection = std::make_unique<Connection>(m_server->parameters(u"ada"_s, u"ada's password"_s));
    SchemaReader reader(m_connection.get(), {});
    QSignalSpy read(&reader, &SchemaReader::readFinished);
    connect(&reader, &SchemaReader::readFinished, this, [this](const Result<SchemaCatalog, PostgresError>& result) {
        m_catalog = result.value_or(SchemaCatalog());
    });
    reader.read();
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30'000);
    KnownValuesReader values(m_connection.get(), {});
    connect(&values, &KnownValuesReader::readFinished, this, [this](const KnownValues& known) { m_known = known; });
    values.read();
    QTRY_VERIFY_WITH_TIMEOUT(!m_known.columns.isEmpty(), 30'000);
}

void TestKnownValues::reads_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<bool>("complete");
    const auto row = [](const char* name, const char* column, const QStringList& values, bool complete) {
        QTest::newRow(name) << u"orders"_s << QString::fromLatin1(column) << values << complete;
    };
    row("three states", "status", {u"open"_s, u"paid"_s, u"shipped"_s}, true);
    row("one value, and NULLs make up the rest", "region", {u"North"_s}, true);
    row("without the blanks that char pads", "code", {u"A1"_s, u"B2"_s}, true);
    row("signs of arrays, quotes and NULL as a word", "odd",
        {QString(), u" "_s, u"NULL"_s, u"a,b"_s, u"back\\slash"_s, u"null"_s, u"say \"hi\""_s, u"{x}"_s, u"ünï"_s},
        true);
    row("a value a row", "name", {}, false);
    QTest::newRow("a small table") << u"few"_s << u"kind"_s << QStringList{u"a"_s, u"b"_s, u"c"_s} << true;
    QTest::newRow("a lookup table, where each value stands once")
        << u"kinds"_s << u"kind"_s << QStringList{u"kind 1"_s, u"kind 2"_s, u"kind 3"_s, u"kind 4"_s, u"kind 5"_s,
                                                  u"kind 6"_s, u"kind 7"_s, u"kind 8"_s, u"kind 9"_s}
        << true;
    QTest::newRow("too many values that stand once") << u"many"_s << u"kind"_s << QStringList() << false;
    QTest::newRow("a partitioned table") << u"parts"_s << u"kind"_s << QStringList{u"x"_s, u"y"_s} << true;
    QTest::newRow("numbers are not read") << u"orders"_s << u"id"_s << QStringList() << false;
}

void TestKnownValues::reads()
{
    QFETCH(QString, table);
    QFETCH(QString, column);
    QFETCH(QStringList, values);
    QFETCH(bool, complete);
    KnownValues::Values found = of(table, column);
    found.values.sort();
    values.sort();
    QCOMPARE(found.values, values);
    QCOMPARE(found.complete, complete);
}

void TestKnownValues::neverGivesWhatTheRoleMayNotRead()
{
    QVERIFY(of(u"closed"_s, u"kind"_s).values.isEmpty());
    const KnownValues::Values part = of(u"orders"_s, u"part"_s);
    QVERIFY(!part.values.contains(u"once"_s) || part.complete);
}

void TestKnownValues::findsLiteralsThatAreNoValue()
{
    const auto found = [this](const QByteArray& sql) {
        QueryCheckRequest request;
        request.script = SqlScript::parse(sql);
        request.catalog = m_catalog;
        request.values = m_known;
        QStringList messages;
        for (const Finding& finding : checkQueryLater(request).result())
            if (finding.check == u"literals"_s)
                messages.append(finding.message);
        return messages.join(u' ');
    };
    QVERIFY(found("select id from orders where status = 'paid'").isEmpty());
    QVERIFY(found("select id from orders where name = 'anything'").isEmpty());
    QVERIFY2(found("select id from orders where status = 'shiped'").contains(u"The nearest is 'shipped'"_s),
             qPrintable(found("select id from orders where status = 'shiped'")));
    QVERIFY(found("select id from orders where code = 'C3'").contains(u"There are: "_s));
}

void TestKnownValues::choosesSamples()
{
    const SchemaCatalog catalog = withSampleValues(m_catalog, m_known, {});
    QCOMPARE(column(catalog, u"status"_s).sampleValues, (QStringList{u"open"_s, u"paid"_s, u"shipped"_s}));
    QCOMPARE(column(catalog, u"odd"_s).sampleValues.size(), 7); // not those of blanks alone
    QVERIFY(column(catalog, u"vast"_s).sampleValues.isEmpty()); // ninety values
    QVERIFY(column(catalog, u"wide"_s).sampleValues.isEmpty()); // too long to be sent
    QVERIFY(column(catalog, u"name"_s).sampleValues.isEmpty());
    // what stands in one row alone tells of that row
    QVERIFY(catalog.find(u"public"_s, u"kinds"_s)->columns.first().sampleValues.isEmpty());
    const QString text = schemaText(catalog);
    QVERIFY2(text.contains(u"status text for example [\"open\",\"paid\",\"shipped\"]"_s), qPrintable(text));
    QVERIFY(text.contains(u"\"say \\\"hi\\\"\""_s));
    QCOMPARE(schemaText(withSampleValues(m_catalog, m_known, {})), text);
    QVERIFY(!schemaText(m_catalog).contains(u"shipped"_s));
}

void TestKnownValues::keepsPrivateColumnsHere()
{
    const SchemaCatalog catalog = withSampleValues(m_catalog, m_known, {u"orders.secret"_s, u"public.orders.hidden"_s});
    for (const QString& name : {u"note"_s, u"secret"_s, u"hidden"_s})
        QVERIFY2(column(catalog, name).sampleValues.isEmpty(), qPrintable(name));
    QVERIFY(!column(catalog, u"status"_s).sampleValues.isEmpty()); // "privately" is another word
    QVERIFY(!schemaText(catalog).contains(u"s1"_s) && !schemaText(catalog).contains(u"h1"_s) &&
            !schemaText(catalog).contains(u"n1"_s));
}

void TestKnownValues::keepsWhatIsMadeFromPrivateColumnsHere()
{
    const SchemaCatalog catalog = withSampleValues(m_catalog, m_known, {u"orders.secret"_s});
    const auto samples = [&catalog](const QString& table, const QString& name) {
        for (const Column& each : catalog.find(u"public"_s, table)->columns)
            if (each.name == name)
                return each.sampleValues;
        return QStringList{u"no such column"_s};
    };
    QVERIFY(!of(u"kept"_s, u"s2"_s).values.isEmpty()); // the statistics know them
    QCOMPARE(samples(u"kept"_s, u"st"_s), (QStringList{u"open"_s, u"paid"_s, u"shipped"_s}));
    QCOMPARE(samples(u"kept"_s, u"deep_state"_s), (QStringList{u"open"_s, u"paid"_s, u"shipped"_s}));
    for (const QString& name : {u"s2"_s, u"n2"_s, u"up"_s, u"deep"_s}) // private, or not traced
        QCOMPARE(samples(u"kept"_s, name), QStringList());
    QCOMPARE(samples(u"united"_s, u"s"_s), QStringList());
    QCOMPARE(samples(u"made"_s, u"copy"_s), QStringList());
    QCOMPARE(samples(u"made"_s, u"plain"_s), QStringList{u"same"_s});
}

void TestKnownValues::aPrivateColumnThatIsNotThereKeepsEverythingHere()
{
    const QStringList names{u"orders.secret"_s, u"public.orders.sttus"_s};
    QCOMPARE(unknownPrivateColumns(m_catalog, names), QStringList{u"public.orders.sttus"_s});
    QCOMPARE(withSampleValues(m_catalog, m_known, names), m_catalog);
}

void TestKnownValues::answersWhenTheServerDoesNot()
{
    Connection nobody(m_server->parameters(u"nobody"_s, u"x"_s));
    KnownValuesReader values(&nobody, {});
    QSignalSpy spy(&values, &KnownValuesReader::readFinished);
    values.read();
    QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 30'000);
}

QTEST_GUILESS_MAIN(TestKnownValues)
#include "tst_known_values.moc"
