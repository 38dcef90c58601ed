// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/RowGatherer.h"
#include "results/ResultFilter.h"
#include "results/ResultKeeper.h"
#include "results/ResultOrder.h"
#include "results/ResultSummary.h"
#include "results/ValueKind.h"
#include "support/EveryType.h"
#include "support/SpreadsheetReader.h"
#include "support/TableReader.h"
#include "support/WrittenResult.h"

#include <QStringDecoder>
#include <QtTest>

#include <rapidjson/document.h>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

namespace {

constexpr int rowCount = 1500;

//! All rows that an order and a choice leave, as the writers get them.
Rows gathered(const ResultTable& table, const RowOrderPtr& order, const QList<int>& columns = {})
{
    RowGatherer gatherer(table, order, columns);
    Rows rows;
    rows.columns = gatherer.columns();
    for (auto chunk = gatherer.next(); chunk && *chunk; chunk = gatherer.next())
        rows.chunks.append(*chunk);
    return rows;
}

//! What PostgreSQL orders a column by: its own order, or the one we promise for types whose order we do not know.
QString orderOf(const ResultColumn& column)
{
    switch (valueKind(column)) {
    case ValueKind::PaddedText:
        return u"%1 collate \"de-x-icu\""_s.arg(column.name);
    case ValueKind::Text:
        return u"%1::text collate \"de-x-icu\""_s.arg(column.name);
    case ValueKind::Bytes:
        return u"%1::text collate \"C\""_s.arg(column.name);
    default:
        return column.name;
    }
}

} // namespace

//! Random rows of every type on their way: from the server into a store that keeps most of them on disk, chosen and
//! sorted there, out through each exporter, and held against what PostgreSQL says to the same question.
class TestResultJourney final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void everyTypeIsSortedAsPostgresqlSortsIt();
    void everyTypeIsFilteredByItsOwnValues();
    void aChoiceInOrderComesOutOfEachExporter();
    void thousandsOfColumnsNoneAndTwins_data();
    void thousandsOfColumnsNoneAndTwins();

private:
    QString where() const { return u"c0 is not null and id >= 100 and c9::text ilike '%a%'"_s; }
    QString asked() const
    {
        return u"from origin where %1 order by c4 desc nulls last, c8 nulls last, id"_s.arg(where());
    }
    RowOrderPtr chosen() const;
    ResultTable kept(const QByteArray& sql);

    std::unique_ptr<PostgresServer> m_server;
    QTemporaryDir m_folder;
    ResultTable m_table;
    const std::atomic_bool m_go = false;
    const QLocale m_german = QLocale(QLocale::German, QLocale::Germany);
};

ResultTable TestResultJourney::kept(const QByteArray& sql)
{
    Connection connection(m_server->superuserParameters());
    RunRecorder recorder(&connection);
    RunLimits limits;
    limits.maximumRows = 0;
    limits.timeZone = u"Europe/Berlin"_s;
    connection.run(sql, limits,
                   std::make_shared<ResultKeeper>(std::make_shared<ResultMemory>(0),
                                                  SpillLimits{true, m_folder.filePath(u"rows"_s), QString()}));
    if (!QTest::qWaitFor([&recorder] { return recorder.finished == 1; }, 120'000) || !recorder.run)
        qFatal("%s", qPrintable(recorder.message()));
    return recorder.table;
}

void TestResultJourney::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("The seed is %u.", seed); // to make the rows of a failure again
    QRandomGenerator random(seed);
    m_server->exec(u"alter database postgres set timezone to 'Europe/Berlin'"_s);
    m_server->exec(typesNeeded() + tableOfEveryType(u"origin"_s));
    m_server->exec(randomRows(u"origin"_s, rowCount, random));
    m_server->exec(u"create table by_insert (like origin)"_s);
    m_table = kept("select * from origin order by id");
    QCOMPARE(m_table.rowCount(), rowCount);
    QVERIFY2(m_table.diskBytes() > 0, "some of it lies on disk");
}

void TestResultJourney::everyTypeIsSortedAsPostgresqlSortsIt()
{
    for (int column = 1; column < m_table.columnCount(); ++column) {
        const ResultColumn& is = m_table.columns().at(column);
        for (const bool descending : {false, true}) {
            const auto sorted = sortRows(m_table, {{column, descending}}, nullptr, m_go, m_german);
            QVERIFY2(sorted, qPrintable(is.typeName));
            QStringList ids;
            for (const quint32 row : **sorted)
                ids << QString::number(row);
            const QString expected = m_server->exec(u"select id from origin order by %1 %2 nulls last, id"_s.arg(
                orderOf(is), descending ? u"desc"_s : u"asc"_s));
            QVERIFY2(ids.join(u'\n') == expected.trimmed(), qPrintable(is.typeName));
        }
    }
}

void TestResultJourney::everyTypeIsFilteredByItsOwnValues()
{
    FilterOptions options;
    options.timeZone = QTimeZone("Europe/Berlin");
    options.collation = m_german;
    for (int column = 1; column < m_table.columnCount(); ++column) {
        const ResultColumn& is = m_table.columns().at(column);
        if (valueKind(is) == ValueKind::Money)
            continue; // is typed without its signs
        for (qint64 row = 0; row < 30; ++row) {
            if (m_table.isNull(row, column))
                continue;
            // A byte order mark at its start is part of a value.
            QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
            const QString value = decoder(m_table.cell(row, column));
            const auto equal = filterRows(m_table, {{FilterTerm::Kind::Equals, column, value}}, nullptr, m_go, options);
            QVERIFY2(equal, qPrintable(u"%1 %2"_s.arg(is.typeName, value)));
            QVERIFY2(std::binary_search((*equal)->cbegin(), (*equal)->cend(), static_cast<quint32>(row)),
                     qPrintable(u"%1 %2"_s.arg(is.typeName, value)));
            QVERIFY((*equal)->size() < std::size_t(rowCount));
        }
        const auto none = filterRows(m_table, {{FilterTerm::Kind::IsNull, column, {}}}, nullptr, m_go, options);
        QVERIFY(none);
        QCOMPARE(
            QString::number((*none)->size()),
            m_server->exec(u"select count(*) from origin where %1 is not distinct from null"_s.arg(is.name)).trimmed());
        const auto summary = summarize(m_table, {{0, rowCount - 1, column, column}}, nullptr, m_go, m_german);
        QVERIFY(summary);
        QCOMPARE(summary->nulls, static_cast<qint64>((*none)->size()));
    }
}

RowOrderPtr TestResultJourney::chosen() const
{
    using Kind = FilterTerm::Kind;
    const QList<FilterTerm> terms{
        {Kind::IsNotNull, 1, {}}, {Kind::GreaterOrEqual, 0, u"100"_s}, {Kind::Contains, 10, u"a"_s}};
    const auto choice = filterRows(m_table, terms, nullptr, m_go);
    const auto order = choice ? sortRows(m_table, {{5, true}, {9, false}}, *choice, m_go, m_german) : choice;
    return order ? *order : nullptr;
}

void TestResultJourney::aChoiceInOrderComesOutOfEachExporter()
{
    const RowOrderPtr order = chosen();
    QVERIFY(order && order->size() > 100 && order->size() < 1400);
    const Rows rows = gathered(m_table, order);
    // CSV byte for byte as PostgreSQL's own of the same question.
    const QString reference = m_folder.filePath(u"reference.csv"_s);
    m_server->psql(u"\\copy (select * %1) to '%2' with (format csv, header)"_s.arg(asked(), reference),
                   m_server->superuser(), m_server->superuserPassword());
    QFile file(reference);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() == written(u"csv"_s, rows));
    // INSERTs bring the same rows back.
    ExportSettings settings;
    settings.origin.tableName = u"by_insert"_s;
    m_server->exec(QString::fromUtf8(written(u"sql"_s, rows, settings)));
    QCOMPARE(m_server
                 ->exec(u"(select a::text from origin a where %1 except all select b::text from by_insert b) union "
                        "all (select b::text from by_insert b except all select a::text from origin a where %1)"_s.arg(
                            where()))
                 .trimmed(),
             QString());
    // The others keep the order: their first column is the row's number.
    const QStringList ids = m_server->exec(u"select id %1"_s.arg(asked())).trimmed().split(u'\n');
    const Rows two = gathered(m_table, order, {0, 2});
    const auto idsIn = [](const QByteArray& text, const QString& pattern) {
        QStringList found;
        auto match =
            QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(QString::fromUtf8(text));
        while (match.hasNext())
            found << match.next().captured(1);
        return found;
    };
    QCOMPARE(idsIn(written(u"json"_s, two), u"\\{\"id\":\\s*(\\d+)"_s), ids);
    QCOMPARE(idsIn(written(u"ndjson"_s, two), u"^\\{\"id\":\\s*(\\d+)"_s), ids);
    QCOMPARE(idsIn(written(u"csv-excel"_s, two), u"^(\\d+)[;,]"_s), ids);
    QCOMPARE(idsIn(written(u"markdown"_s, two), u"^\\|\\s*(\\d+)\\s*\\|"_s), ids);
    QCOMPARE(idsIn(written(u"html"_s, two), u"<tr>\\s*<td[^>]*>(\\d+)<"_s), ids);
    QFile workbook(m_folder.filePath(u"rows.xlsx"_s));
    QVERIFY(workbook.open(QIODevice::WriteOnly));
    workbook.write(written(u"xlsx"_s, two));
    workbook.close();
    const SpreadsheetReader::Sheet sheet = SpreadsheetReader::sheets(workbook.fileName()).value(0);
    QStringList shown;
    for (qsizetype row = 1; row < sheet.rows.size(); ++row)
        shown << sheet.text(row, 0);
    QCOMPARE(shown, ids);
}

void TestResultJourney::thousandsOfColumnsNoneAndTwins_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("columns");
    QByteArrayList many;
    for (int i = 0; i < 1600; ++i)
        many << "n * " + QByteArray::number(i) + " as c" + QByteArray::number(i);
    QTest::newRow("1,600 columns") << QByteArray("select " + many.join(", ") + " from generate_series(1, 40) n")
                                   << 1600;
    QTest::newRow("no columns") << QByteArray("select from generate_series(1, 40)") << 0;
    QTest::newRow("columns of one name") << QByteArray(
                                                "select 40 - n as a, n as a, null as a from generate_series(1, 40) n")
                                         << 3;
    QTest::newRow("no rows") << QByteArray("select 1 as a where false") << 1;
}

void TestResultJourney::thousandsOfColumnsNoneAndTwins()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, columns);
    const ResultTable table = kept(sql);
    QCOMPARE(table.columnCount(), columns);
    const QString query = QString::fromUtf8(sql);
    const QString reference = m_folder.filePath(u"twins.csv"_s);
    m_server->psql(u"\\copy (%1) to '%2' with (format csv, header)"_s.arg(query, reference), m_server->superuser(),
                   m_server->superuserPassword());
    QFile file(reference);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(written(u"csv"_s, gathered(table, nullptr)), file.readAll());
    for (const char* const format : {"csv-excel", "json", "ndjson", "markdown", "html", "sql", "xlsx"})
        QVERIFY2(!written(QString::fromLatin1(format), gathered(table, nullptr)).isEmpty() || table.rowCount() == 0,
                 format);
    rapidjson::Document document;
    const QByteArray json = written(u"json"_s, gathered(table, nullptr));
    document.Parse(json.constData(), static_cast<std::size_t>(json.size()));
    QVERIFY(!document.HasParseError());
    QCOMPARE(qint64(document.Size()), table.rowCount());
    if (table.rowCount() > 0)
        QCOMPARE(int(document[0].MemberCount()), columns);
    const auto matches = filterRows(table, {{FilterTerm::Kind::Contains, -1, u"39"_s}}, nullptr, m_go);
    QVERIFY(matches);
    QCOMPARE((*matches)->empty(), columns == 0 || table.rowCount() == 0);
    if (columns == 0)
        return;
    const auto sorted = sortRows(table, {{columns - 1, true}, {0, false}}, nullptr, m_go);
    QVERIFY(sorted);
    QCOMPARE(qint64((*sorted)->size()), table.rowCount());
    if (columns == 3)
        QCOMPARE(table.cell((*sorted)->front(), 0), QByteArrayView("0")); // the third is NULL, the first decides
    const auto summary = summarize(table, {{0, table.rowCount() - 1, 0, columns - 1}}, nullptr, m_go);
    QVERIFY(summary);
    QCOMPARE(summary->cells, table.rowCount() * columns);
}

QTEST_GUILESS_MAIN(TestResultJourney)
#include "tst_result_journey.moc"
