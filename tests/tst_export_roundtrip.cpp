// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxText.h"
#include "postgres/PostgresType.h"
#include "support/EveryType.h"
#include "support/SpreadsheetReader.h"
#include "support/WrittenResult.h"

#include <QtTest>

#include <QStringDecoder>

#include <rapidjson/document.h>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

namespace {

constexpr int rowCount = 400;

using Json = rapidjson::Document;

Json parsed(QByteArrayView text)
{
    Json document;
    document.Parse<rapidjson::kParseNumbersAsStringsFlag>(text.data(), static_cast<std::size_t>(text.size()));
    return document;
}

QByteArray textOf(const rapidjson::Value& value)
{
    return {value.GetString(), static_cast<qsizetype>(value.GetStringLength())};
}

//! Whether a JSON value says what the server's text of that type does.
bool says(const rapidjson::Value& value, QByteArrayView text, TypeFamily family)
{
    if (family == TypeFamily::Boolean)
        return value.IsBool() && value.GetBool() == (text == QByteArrayView("t"));
    if (family == TypeFamily::Json)
        return parsed(text) == value;
    return value.IsString() && textOf(value) == text; // numbers are read as their digits
}

//! As UTF-8, a byte order mark at its start kept.
QString decoded(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(utf8);
}

//! Line ends are one kind for a spreadsheet, and a tab at the start of a line is none in OpenDocument.
QString withoutCarriageReturns(QString text)
{
    return text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n').replace(u"\n\t"_s, u"\n"_s);
}

} // namespace

//! Random rows of every type through each exporter and back by another program: what comes out is what the server had.
class TestExportRoundtrip : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_server.reset(); }
    void csvComesBackByCopy();
    void insertsComeBack();
    void jsonSaysTheSame_data();
    void jsonSaysTheSame();
    void aWorkbookShowsTheSame();
    void aSumOfMoneyIsPostgresSum();

private:
    QString difference(const QString& table) const
    {
        return m_server->exec(u"(select a::text from origin a except all select b::text from %1 b) union all "
                              "(select b::text from %1 b except all select a::text from origin a)"_s.arg(table));
    }
    std::unique_ptr<PostgresServer> m_server;
    Rows m_rows;
    QTemporaryDir m_folder;
};

void TestExportRoundtrip::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("The seed is %u.", seed); // to make the rows of a failure again
    QRandomGenerator random(seed);
    m_server->exec(u"alter database postgres set timezone to 'Europe/Berlin'"_s);
    m_server->exec(typesNeeded() + tableOfEveryType(u"origin"_s));
    m_server->exec(randomRows(u"origin"_s, rowCount, random));
    m_server->exec(u"create table by_copy (like origin); create table by_insert (like origin)"_s);
    m_rows = rowsOf(*m_server, "select * from origin order by id", u"Europe/Berlin"_s);
}

void TestExportRoundtrip::csvComesBackByCopy()
{
    QFile file(m_folder.filePath(u"rows.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(written(u"csv"_s, m_rows));
    file.close();
    m_server->psql(u"\\copy by_copy from '%1' with (format csv, header)"_s.arg(file.fileName()), m_server->superuser(),
                   m_server->superuserPassword());
    QCOMPARE(m_server->exec(u"select count(*) from by_copy"_s).trimmed(), QString::number(rowCount));
    QCOMPARE(difference(u"by_copy"_s).trimmed(), QString());
}

void TestExportRoundtrip::insertsComeBack()
{
    ExportSettings settings;
    settings.origin.tableName = u"by_insert"_s;
    m_server->exec(QString::fromUtf8(written(u"sql"_s, m_rows, settings)));
    QCOMPARE(m_server->exec(u"select count(*) from by_insert"_s).trimmed(), QString::number(rowCount));
    QCOMPARE(difference(u"by_insert"_s).trimmed(), QString());
}

void TestExportRoundtrip::jsonSaysTheSame_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("an array") << u"json"_s;
    QTest::newRow("an object a line") << u"ndjson"_s;
}

void TestExportRoundtrip::jsonSaysTheSame()
{
    QFETCH(QString, format);
    QByteArray text = written(format, m_rows);
    if (format == u"ndjson") {
        QCOMPARE(text.count('\n'), rowCount);
        text = '[' + text.replace('\n', ',').chopped(1) + ']';
    }
    const Json document = parsed(text);
    QVERIFY2(!document.HasParseError(), text.mid(qsizetype(document.GetErrorOffset()), 200).constData());
    QCOMPARE(document.Size(), rapidjson::SizeType(rowCount));
    rapidjson::SizeType at = 0;
    for (const ResultChunkPtr& chunk : m_rows.chunks) {
        for (qsizetype row = 0; row < chunk->rowCount; ++row, ++at) {
            for (int column = 0; column < chunk->columnCount; ++column) {
                const ResultColumn& is = m_rows.columns.at(column);
                const rapidjson::Value& value = document[at][is.name.toUtf8().constData()];
                const bool same = chunk->isNull(row, column)
                                    ? value.IsNull()
                                    : says(value, chunk->cell(row, column), typeFamily(is.typeOid));
                QVERIFY2(same, qPrintable(u"%1: %2"_s.arg(is.typeName, QString::fromUtf8(chunk->cell(row, column)))));
            }
        }
    }
}

void TestExportRoundtrip::aWorkbookShowsTheSame()
{
    ExportSettings settings;
    settings.origin.timeZone = u"Europe/Berlin"_s;
    QFile file(m_folder.filePath(u"rows.xlsx"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(written(u"xlsx"_s, m_rows, settings));
    file.close();
    const SpreadsheetReader::Sheet sheet = SpreadsheetReader::sheets(file.fileName()).value(0);
    qsizetype at = 1;
    int numbers = 0;
    int dates = 0;
    for (const ResultChunkPtr& chunk : m_rows.chunks) {
        for (qsizetype row = 0; row < chunk->rowCount; ++row, ++at) {
            for (int column = 0; column < chunk->columnCount; ++column) {
                const ResultColumn& is = m_rows.columns.at(column);
                const QString shown = withoutCarriageReturns(sheet.text(at, column));
                const QString type = sheet.type(at, column);
                QString expected = withoutCarriageReturns(decoded(XlsxText::fitted(chunk->cell(row, column)).utf8)
                                                              .replace(u"_x005F_"_s, u"_"_s)
                                                              .replace(u"_x000D_"_s, u"\r"_s));
                if (type == u"date" && typeFamily(is.typeOid) == TypeFamily::TimestampTz)
                    expected = expected.left(expected.lastIndexOf(QRegularExpression(u"[+-]\\d\\d"_s)));
                const bool same = type == u"float" && expected.contains(u'e') ? shown.toDouble() == expected.toDouble()
                                                                              : shown == expected;
                QVERIFY2(same, qPrintable(u"%1 (%2): %3 instead of %4"_s.arg(is.typeName, type, shown, expected)));
                numbers += type == u"float" ? 1 : 0;
                dates += type == u"date" ? 1 : 0;
            }
        }
    }
    QCOMPARE(at, rowCount + 1);
    QVERIFY2(numbers > 1000 && dates > 200, qPrintable(u"%1 numbers, %2 dates"_s.arg(numbers).arg(dates)));
}

void TestExportRoundtrip::aSumOfMoneyIsPostgresSum()
{
    const QByteArray query = "select (random() * 2e10 - 1e10)::numeric(12,2) as amount from generate_series(1, 5000)";
    m_server->exec(u"create table money_rows as "_s + QString::fromUtf8(query));
    QFile file(m_folder.filePath(u"money.xlsx"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(written(u"xlsx"_s, rowsOf(*m_server, "select amount from money_rows")));
    file.close();
    QCOMPARE(SpreadsheetReader::computed(file.fileName(), u"TEXT(SUM([Result.A2:Result.A5001]);&quot;0.00&quot;)"_s),
             m_server->exec(u"select sum(amount) from money_rows"_s).trimmed());
}

QTEST_GUILESS_MAIN(TestExportRoundtrip)
#include "tst_export_roundtrip.moc"
