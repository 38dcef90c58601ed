// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/CatalogRows.h"
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"
#include "support/TestPaths.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace parlance;
using parlance::test::PostgresServer;
using ReadResult = Result<SchemaCatalog, PostgresError>;

//! The catalog of a database that has everything which makes one hard to read, from a real server.
class TestSchemaReader final : public QObject {
    Q_OBJECT
private:
    const Table& table(const char* schema, const char* name) const
    {
        static const Table none;
        const Table* found = m_catalog.find(QString::fromUtf8(schema), QString::fromUtf8(name));
        return found ? *found : none;
    }
    static const Column& column(const Table& table, const char* name)
    {
        static const Column none;
        for (const Column& one : table.columns) {
            if (one.name == QString::fromUtf8(name))
                return one;
        }
        return none;
    }
    static QStringList list(const char* text) { return *text ? QString::fromUtf8(text).split(u'|') : QStringList(); }
    ReadResult read(Connection* connection)
    {
        SchemaReader reader(connection, RunLimits());
        std::optional<ReadResult> result;
        connect(&reader, &SchemaReader::readFinished, this, [&](const ReadResult& answer) { result = answer; });
        reader.read();
        const auto waited = [&] { return QTest::qWaitFor([&] { return result.has_value(); }, 20'000); };
        return waited() ? *result : ReadResult(unexpected(PostgresError()));
    }

    std::unique_ptr<PostgresServer> m_server;
    SchemaCatalog m_catalog;

private slots:
    void initTestCase();
    void schemasAreThoseWithTables();
    void tables_data();
    void tables();
    void columns_data();
    void columns();
    void keysKeepTheirOrder();
    void foreignKeysKeepTheirPairs();
    void checksAndIndexes();
    void viewsHaveTheirDefinition();
    void countsAgreeWithTheServers();
    void theDocumentKeepsTheOrderOfTheContract();
    void theDocumentIsWholeJson();
    void oneTransactionAndFewQueries();
    void anEmptyDatabaseHasItsName();
    void theReaderWaitsForABusyConnection();
    void aFailureIsTold();
    void theReaderMayDieMeanwhile();
};

void TestSchemaReader::initTestCase()
{
    PostgresServer::Options options;
    options.settings = {QStringLiteral("log_statement = all"), QStringLiteral("log_line_prefix = '%a|%d|'"),
                        QStringLiteral("log_min_duration_statement = -1")};
    m_server = std::make_unique<PostgresServer>(options);
    m_server->createRole(QStringLiteral("reader"), QStringLiteral("reader123"));
    m_server->createDatabase(QStringLiteral("nasty"));
    QFile script(parlance::test::dataFile(QStringLiteral("schema/nasty.sql")));
    QVERIFY(script.open(QIODevice::ReadOnly));
    m_server->exec(QString::fromUtf8(script.readAll()), QStringLiteral("nasty"));
    Connection connection(
        m_server->parameters(QStringLiteral("reader"), QStringLiteral("reader123"), QStringLiteral("nasty")));
    const ReadResult result = read(&connection);
    QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message));
    m_catalog = *result;
}

void TestSchemaReader::schemasAreThoseWithTables()
{
    QCOMPARE(m_catalog.database, QStringLiteral("nasty"));
    QStringList names;
    for (const Schema& schema : m_catalog.schemas)
        names.append(schema.name);
    QCOMPARE(names, list("Mixed Case|hidden|public"));
    QCOMPARE(m_catalog.schemas.first().comment, QStringLiteral("Quoted, with a \"quote\""));
    QStringList tables;
    for (const Table& one : m_catalog.schemas.last().tables)
        tables.append(one.name);
    QCOMPARE(tables, list("capital|cheap|city|counted|event|foreign_one|keeper|leaf_note|no_partition|note|nothing_"
                          "granted|one_column|"
                          "referring|secured|target|without_columns"));
}

void TestSchemaReader::tables_data()
{
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("name");
    QTest::addColumn<Table::Kind>("kind");
    QTest::addColumn<bool>("readable");
    QTest::addColumn<int>("partitions");
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<int>("columns");
    const auto row = [](const char* title, const char* schema, const char* name, Table::Kind kind, bool readable,
                        int partitions, qint64 rows, int columns) {
        QTest::newRow(title) << QString::fromUtf8(schema) << QString::fromUtf8(name) << kind << readable << partitions
                             << rows << columns;
    };
    using Kind = Table::Kind;
    row("a table with quotes in its name, never analysed", "Mixed Case", "Order \"1\"", Kind::Table, true, 0, -1, 12);
    row("an analysed empty table", "public", "target", Kind::Table, true, 0, 0, 3);
    row("partitions are counted and summed under their parent", "public", "event", Kind::PartitionedTable, true, 3, 400,
        2);
    row("a partitioned table without partitions", "public", "no_partition", Kind::PartitionedTable, true, 0, 0, 1);
    row("an inheriting table is listed with all its columns", "public", "capital", Kind::Table, true, 0, -1, 3);
    row("a view", "public", "cheap", Kind::View, true, 0, -1, 2);
    row("a foreign table", "public", "foreign_one", Kind::ForeignTable, true, 0, -1, 2);
    row("one readable column is enough", "public", "one_column", Kind::Table, true, 0, -1, 2);
    row("no right at all", "public", "nothing_granted", Kind::Table, false, 0, -1, 1);
    row("a right without USAGE on the schema", "hidden", "granted_in_vain", Kind::Table, false, 0, -1, 1);
    row("a table in a hidden schema", "hidden", "secret", Kind::Table, false, 0, -1, 2);
    row("a table without columns", "public", "without_columns", Kind::Table, true, 0, -1, 0);
}

void TestSchemaReader::tables()
{
    QFETCH(QString, schema);
    QFETCH(QString, name);
    const Table& found = table(qUtf8Printable(schema), qUtf8Printable(name));
    QCOMPARE(found.name, name);
    QCOMPARE(found.schema, schema);
    QTEST(found.kind, "kind");
    QTEST(found.readable, "readable");
    QTEST(found.partitions, "partitions");
    QTEST(found.estimatedRows, "rows");
    QTEST(int(found.columns.size()), "columns");
    QCOMPARE(found.rowSecurity, name == QStringLiteral("secured"));
    QVERIFY(found.oid != 0);
}

void TestSchemaReader::columns_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected"); // type|null|default|identity|generated|comment|labels
    const auto row = [](const char* title, const char* name, const char* expected) {
        QTest::newRow(title) << QString::fromUtf8(name) << QString::fromUtf8(expected);
    };
    const char* labels = "angry,sad,ok,it's \"fine\", {really}";
    row("an identity column", "Id", "bigint|no||always|||");
    row("an identity by default", "by default", "integer|no||by default|||");
    row("a default with a quote", "Select", "text|no|'x''y'::text|||A column called Select|");
    row("a numeric with its precision", "price", "numeric(12,2)|yes|||||");
    row("a generated column has an expression and no default", "total",
        "numeric|yes|||(price * (quantity)::numeric)||");
    row("an enum, its later label in its place", "mood",
        qPrintable(QStringLiteral("mood|yes|'ok'::mood||||") + QString::fromUtf8(labels)));
    row("a domain over an enum", "known", qPrintable(QStringLiteral("mood_known|no|||||") + QString::fromUtf8(labels)));
    row("a domain over a domain is not null either", "shown",
        qPrintable(QStringLiteral("mood_shown|no|||||") + QString::fromUtf8(labels)));
    row("an array of an enum is no enum", "moods", "mood[]|yes|||||");
    row("a composite type", "complex", "pair|yes|||||");
    row("a time with its precision", "at", "timestamp(3) with time zone|yes|now()||||");
}

void TestSchemaReader::columns()
{
    QFETCH(QString, name);
    const Column& one = column(table("Mixed Case", "Order \"1\""), qUtf8Printable(name));
    const QStringList parts{one.type,
                            one.nullable ? QStringLiteral("yes") : QStringLiteral("no"),
                            one.defaultExpression,
                            one.identity,
                            one.generated,
                            one.comment,
                            one.enumLabels.join(u',')};
    QTEST(parts.join(u'|'), "expected");
}

void TestSchemaReader::keysKeepTheirOrder()
{
    QCOMPARE(table("public", "target").primaryKey, list("b|a|c"));
    QCOMPARE(table("public", "event").primaryKey, list("id|at"));
    QCOMPARE(table("Mixed Case", "Order \"1\"").uniqueKeys,
             (QList<QStringList>{list("Select|quantity"), list("quantity|price")}));
    QVERIFY(table("public", "city").primaryKey.isEmpty());
    QCOMPARE(table("Mixed Case", "Order \"1\"").comment, QStringLiteral("Orders, naïve 🚀\nand a second line"));
}

void TestSchemaReader::foreignKeysKeepTheirPairs()
{
    const QList<ForeignKey> expected{
        {QStringLiteral("crossing"), list("z|x|y"), QStringLiteral("public"), QStringLiteral("target"), list("c|b|a")},
        {QStringLiteral("to Order"), list("order_id"), QStringLiteral("Mixed Case"), QStringLiteral("Order \"1\""),
         list("Id")}};
    QCOMPARE(table("public", "referring").foreignKeys, expected);
    QCOMPARE(table("public", "note").foreignKeys.size(), 1); // not one more for each partition
    QCOMPARE(table("public", "note").foreignKeys.first().toTable, QStringLiteral("event"));
    const ForeignKey toLeaf{QStringLiteral("to_leaf"), list("id|at"), QStringLiteral("public"),
                            QStringLiteral("event_2024"), list("id|at")};
    QCOMPARE(table("public", "leaf_note").foreignKeys, QList<ForeignKey>{toLeaf}); // a target that is not listed
    const QList<ForeignKey>& keeper = table("public", "keeper").foreignKeys;
    QCOMPARE(keeper.size(), 2);
    QCOMPARE(keeper.last().toSchema, QStringLiteral("hidden"));
    QCOMPARE(keeper.last().toTable, QStringLiteral("secret"));
    const QList<const Table*> referring = m_catalog.referencing(QStringLiteral("public"), QStringLiteral("target"));
    QCOMPARE(referring.size(), 1);
    QCOMPARE(referring.first()->name, QStringLiteral("referring"));
    QCOMPARE(m_catalog.referencing(QStringLiteral("hidden"), QStringLiteral("target")).size(), 0);
}

void TestSchemaReader::checksAndIndexes()
{
    const Table& order = table("Mixed Case", "Order \"1\"");
    QCOMPARE(order.checks.size(), 2);
    QVERIFY(order.checks.contains(QStringLiteral("CHECK ((price >= (0)::numeric))")));
    QCOMPARE(table("public", "capital").checks, list("CHECK ((people > 0))"));
    QStringList indexes;
    for (const Index& index : order.indexes)
        indexes.append(index.name + (index.unique ? QStringLiteral("!") : QString()));
    QCOMPARE(
        indexes,
        list("Lower|Order \"1\"_Select_quantity_key!|Order \"1\"_pkey!|Order \"1\"_quantity_price_key!|unique_index!"));
    QVERIFY(order.indexes.first().definition.contains(QStringLiteral("(lower(\"Select\")) WHERE (quantity > 0)")));
    QCOMPARE(table("public", "counted").indexes.size(), 1);
    QCOMPARE(table("public", "event").indexes.size(), 2);
}

void TestSchemaReader::viewsHaveTheirDefinition()
{
    QVERIFY(table("public", "cheap").definition.startsWith(QStringLiteral("SELECT ")));
    QVERIFY(table("public", "cheap").definition.contains(QStringLiteral("< (10)::numeric")));
    QCOMPARE(table("public", "counted").kind, Table::Kind::MaterializedView);
    QVERIFY(table("public", "counted").definition.startsWith(QStringLiteral("SELECT count(*)")));
    QVERIFY(table("public", "city").definition.isEmpty());
}

// The same counts by other ways: information_schema, as its owner, which lists partitions too.
void TestSchemaReader::countsAgreeWithTheServers()
{
    const QString places = QStringLiteral("table_schema IN ('public','hidden','Mixed Case')");
    const QString partitions = QStringLiteral("(SELECT relname FROM pg_class WHERE relispartition)");
    qsizetype columnCount = 0;
    for (const Schema& schema : m_catalog.schemas) {
        for (const Table& one : schema.tables) {
            if (one.kind != Table::Kind::MaterializedView) // unknown to information_schema
                columnCount += one.columns.size();
        }
    }
    const auto number = [&](const QString& sql) {
        return m_server->exec(sql, QStringLiteral("nasty")).trimmed().toLongLong();
    };
    QCOMPARE(qlonglong(m_catalog.tableCount() - 1),
             number(QStringLiteral("SELECT count(*) FROM information_schema.tables WHERE %1 AND table_name NOT IN %2")
                        .arg(places, partitions)));
    QCOMPARE(qlonglong(columnCount),
             number(QStringLiteral("SELECT count(*) FROM information_schema.columns WHERE %1 AND table_name NOT IN %2")
                        .arg(places, partitions)));
}

void TestSchemaReader::theDocumentKeepsTheOrderOfTheContract()
{
    const QString json = QString::fromUtf8(catalogToJson(m_catalog));
    const QStringList tableKeys =
        list("name|kind|comment|estimatedRows|readable|partitions|definition|columns|primaryKey|"
             "uniqueKeys|checks|foreignKeys|indexes");
    const qsizetype start = json.indexOf(QStringLiteral("{\"name\":\"referring\""));
    QVERIFY(start > 0);
    qsizetype last = start;
    for (const QString& key : tableKeys) {
        const qsizetype place = json.indexOf(QString(u'"' + key + QStringLiteral("\":")), last);
        QVERIFY2(place >= last, qPrintable(key));
        last = place;
    }
    QVERIFY(
        json.startsWith(QStringLiteral("{\"database\":\"nasty\",\"schemas\":[{\"name\":\"Mixed Case\",\"comment\":")));
    QVERIFY(json.contains(QStringLiteral(
        R"({"name":"Select","type":"text","nullable":false,"default":"'x''y'::text","identity":null,"generated":null,)"
        R"("comment":"A column called Select","enumLabels":[]})")));
    QVERIFY(json.contains(QStringLiteral(
        R"({"name":"crossing","columns":["z","x","y"],"toSchema":"public","toTable":"target","toColumns":["c","b","a"]})")));
    QVERIFY(json.contains(QStringLiteral(R"("uniqueKeys":[["Select","quantity"],["quantity","price"]])")));
}

void TestSchemaReader::theDocumentIsWholeJson()
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(catalogToJson(m_catalog), &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(document.object().value(QStringLiteral("schemas")).toArray().size(), 3);
    const QJsonObject order = document[QStringLiteral("schemas")][0][QStringLiteral("tables")][0].toObject();
    QCOMPARE(order.value(QStringLiteral("name")).toString(), QStringLiteral("Order \"1\""));
    QVERIFY(order.value(QStringLiteral("estimatedRows")).isNull());
    QCOMPARE(order.value(QStringLiteral("kind")).toString(), QStringLiteral("table"));
    for (const Table::Kind kind : {Table::Kind::Table, Table::Kind::PartitionedTable, Table::Kind::View,
                                   Table::Kind::MaterializedView, Table::Kind::ForeignTable})
        QVERIFY(list("table|partitioned table|view|materialized view|foreign table").at(int(kind)) == kindName(kind));
}

void TestSchemaReader::oneTransactionAndFewQueries()
{
    QVERIFY(catalogQueries().size() <= 6);
    ConnectionParameters parameters =
        m_server->parameters(QStringLiteral("reader"), QStringLiteral("reader123"), QStringLiteral("nasty"));
    parameters.applicationName = QStringLiteral("counted");
    Connection connection(parameters);
    QVERIFY(read(&connection).has_value());
    connection.close();
    const QString log = m_server->log();
    const qsizetype mine = log.indexOf(QStringLiteral("counted|nasty|"));
    QVERIFY(mine >= 0);
    const QString after = log.mid(mine);
    QCOMPARE(after.count(QRegularExpression(
                 QStringLiteral("counted\\|nasty\\|LOG: +execute[^\\n]*:(?:(?!counted\\|)[\\s\\S])*?\\bFROM\\b"))),
             catalogQueries().size());
    QCOMPARE(after.count(QStringLiteral("REPEATABLE READ")), 1);
    QVERIFY(after.contains(QStringLiteral("READ ONLY")));
}

void TestSchemaReader::anEmptyDatabaseHasItsName()
{
    m_server->createDatabase(QStringLiteral("empty"));
    Connection connection(
        m_server->parameters(QStringLiteral("reader"), QStringLiteral("reader123"), QStringLiteral("empty")));
    const ReadResult result = read(&connection);
    QVERIFY(result.has_value());
    QCOMPARE(result->database, QStringLiteral("empty"));
    QVERIFY(result->schemas.isEmpty());
    QCOMPARE(catalogToJson(*result), QByteArray("{\"database\":\"empty\",\"schemas\":[]}"));
}

void TestSchemaReader::theReaderWaitsForABusyConnection()
{
    Connection connection(
        m_server->parameters(QStringLiteral("reader"), QStringLiteral("reader123"), QStringLiteral("nasty")));
    QSignalSpy ran(&connection, &Connection::runFinished);
    connection.run("SELECT pg_sleep(0.3)", RunLimits());
    const ReadResult result = read(&connection);
    QVERIFY(result.has_value());
    QCOMPARE(ran.count(), 1);
    QCOMPARE(result->tableCount(), m_catalog.tableCount());
}

void TestSchemaReader::aFailureIsTold()
{
    Connection connection(
        m_server->parameters(QStringLiteral("reader"), QStringLiteral("wrong"), QStringLiteral("nasty")));
    const ReadResult result = read(&connection);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, PostgresError::Kind::WrongPassword);
}

void TestSchemaReader::theReaderMayDieMeanwhile()
{
    Connection connection(
        m_server->parameters(QStringLiteral("reader"), QStringLiteral("reader123"), QStringLiteral("nasty")));
    QSignalSpy answered(&connection, &Connection::readFinished);
    auto reader = std::make_unique<SchemaReader>(&connection, RunLimits());
    reader->read();
    reader.reset();
    QTRY_COMPARE(answered.count(), 1);
    QVERIFY(read(&connection).has_value());
}

QTEST_GUILESS_MAIN(TestSchemaReader)
#include "tst_schema_reader.moc"
