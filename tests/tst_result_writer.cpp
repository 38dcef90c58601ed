// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/DisplayWidth.h"
#include "exporting/ExportTarget.h"
#include "support/ResultChunks.h"
#include "support/WrittenResult.h"

#include <QtTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

Q_DECLARE_METATYPE(QList<parlance::ResultColumn>)

namespace {

QByteArray output(const QString& format, const QList<ResultColumn>& columns, const QList<ResultChunkPtr>& chunks)
{
    return test::written(format, {columns, chunks});
}

} // namespace

class TestResultWriter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<test::PostgresServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void writesCsvAsCopyDoes_data();
    void writesCsvAsCopyDoes();
    void writesJson_data();
    void writesJson();
    void keepsJsonWhole();
    void alignsATable();
    void widensATableOnlyByItsFirstThousandRows();
    void writesMarkdown();
    void measuresWidth_data();
    void measuresWidth();
    void saysWhatWentWrong();
    void replacesAFileOnlyWhenWhole();
    void writesAPipeInPlace();
    void writesADeviceInPlace();
    void namesAFileThatCannotBeWritten_data();
    void namesAFileThatCannotBeWritten();

private:
    std::unique_ptr<test::PostgresServer> m_server;
};

void TestResultWriter::writesCsvAsCopyDoes_data()
{
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char* name, const QByteArray& query) { QTest::newRow(name) << query; };
    row("plain values", "select 1 as a, 'x' as b, true as c, 1.50::numeric as d");
    row("NULL, empty string and blanks", "values (null, '', ' ', '\t', 'NULL')");
    row("commas, quotes and line ends", "values ('a,b', 'say \"x\"', e'a\\nb', e'a\\rb', e'a\\r\\nb', '\"', ',')");
    row("a lone backslash and dot", "values ('\\.'), ('\\.x'), (''), (null)");
    row("a backslash and dot beside another column", "values ('\\.', 1)");
    row("a header that needs quotes",
        "select 1 as \"a,b\", 2 as \"say \"\"x\"\"\", 3 as \"größe\", 4 as \"a\", 5 as a");
    row("a header of one column", "select 1 as \"\\.\"");
    row("no row", "select 1 as a where false");
    row("one column of NULLs", "select null::text from generate_series(1, 3)");
    row("multi-byte text and backslashes", "values ('ä€😀', 'c:\\dir', e'\\b\\f\\v')");
    row("many types", "select 1::smallint, 2::bigint, 0.1::float8, 'NaN'::float4, '-Infinity'::numeric, "
                      "'\\xdead'::bytea, '{\"a\": [1, \"x\"]}'::jsonb, array[1, null, 3], array['a,b', '\"'], "
                      "date '2024-02-29', timestamp '2024-01-01 12:34:56.789', interval '1 day 2 hours', "
                      "'(1,2)'::point, '10.0.0.1'::inet, row(1, 'a b'), int4range(1, 5)");
    row("ten thousand rows", "select i, md5(i::text), case when i % 7 = 0 then null else i * 1.5 end, "
                             "repeat('\"', i % 3) from generate_series(1, 10000) i");
    row("no column", "select from generate_series(1, 3)");
}

void TestResultWriter::writesCsvAsCopyDoes()
{
    QFETCH(QByteArray, query);
    const test::Rows rows = test::rowsOf(*m_server, query);
    const QByteArray copied =
        m_server->psql(u"COPY (%1) TO STDOUT WITH (FORMAT csv, HEADER)"_s.arg(QString::fromUtf8(query)),
                       m_server->superuser(), m_server->superuserPassword());
    QVERIFY(!copied.isEmpty());
    QCOMPARE(output(u"csv"_s, rows.columns, rows.chunks), copied);
}

void TestResultWriter::writesJson_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* name, const QByteArray& query, const QByteArray& json) {
        QTest::newRow(name) << query << json;
    };
    row("no row is an empty array", "select 1 as a where false", "[]\n");
    row("numbers keep every digit",
        "select 1::int2 as a, 9223372036854775807 as b, 12345678901234567890.123456789000 as c, 0.1::float8 as d, "
        "1e300::float8 as e, -0.5 as f",
        "[\n{\"a\":1,\"b\":9223372036854775807,\"c\":12345678901234567890.123456789000,\"d\":0.1,\"e\":1e+300,"
        "\"f\":-0.5}\n]\n");
    row("NaN, infinities and money are strings",
        "select 'NaN'::numeric as a, 'Infinity'::float8 as b, '-Infinity'::float4 as c, 1.5::money as d",
        "[\n{\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"-Infinity\",\"d\":\"$1.50\"}\n]\n");
    row("booleans, NULL and an empty string", "select true as a, false as b, null as c, '' as d",
        "[\n{\"a\":true,\"b\":false,\"c\":null,\"d\":\"\"}\n]\n");
    row("json and jsonb stand as they are", "select '{\"b\": 1.0, \"a\":[ ]}'::json as a, '\"x\"'::jsonb as b",
        "[\n{\"a\":{\"b\": 1.0, \"a\":[ ]},\"b\":\"x\"}\n]\n");
    row("a repeated name gets a number", "select 1 as a, 2 as b, 3 as a, 4 as a",
        "[\n{\"a\":1,\"b\":2,\"a (2)\":3,\"a (3)\":4}\n]\n");
    row("a number that is taken is passed over", "select 1 as a, 2 as \"a (2)\", 3 as a",
        "[\n{\"a\":1,\"a (2)\":2,\"a (3)\":3}\n]\n");
    row("a name that repeats a numbered one", "select 1 as a, 2 as a, 3 as \"a (2)\"",
        "[\n{\"a\":1,\"a (3)\":2,\"a (2)\":3}\n]\n");
    row("escapes", "select e'\"\\\\\\n\\r\\t\\x01\\x7f/ä😀' as \"q\"\"\"",
        "[\n{\"q\\\"\":\"\\\"\\\\\\n\\r\\t\\u0001\\u007f/ä😀\"}\n]\n");
    row("everything else is text", "select date '2024-02-29' as a, array[1,2] as b, '1 day'::interval as c",
        "[\n{\"a\":\"2024-02-29\",\"b\":\"{1,2}\",\"c\":\"1 day\"}\n]\n");
    row("two rows", "values (1), (null)", "[\n{\"column1\":1},\n{\"column1\":null}\n]\n");
    row("no column", "select from generate_series(1, 2)", "[\n{},\n{}\n]\n");
}

void TestResultWriter::writesJson()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, json);
    const test::Rows rows = test::rowsOf(*m_server, query);
    QCOMPARE(output(u"json"_s, rows.columns, rows.chunks), json);
}

void TestResultWriter::keepsJsonWhole()
{
    // Bytes that are no UTF-8 come from a database in SQL_ASCII.
    const QList<ResultColumn> columns{test::makeColumn(u"a"_s, 25, u"text"_s)};
    const QByteArray json = output(u"json"_s, columns, {test::makeChunk({{QByteArray("a\xff\xc3(\x00z", 6)}})});
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(document.array().at(0).toObject().value(u"a"_s).toString(),
             QString(u"a\ufffd\ufffd("_s + QChar(0) + u'z'));
}

void TestResultWriter::alignsATable()
{
    const test::Rows rows = test::rowsOf(
        *m_server, "values (1, 'ä', null, 'x'), (1000, '日本', e'a\\nb\\x1b', 'é'), (-5, 'e\u0301', '', 'last')");
    QCOMPARE(QString::fromUtf8(output(u"table"_s, rows.columns, rows.chunks)),
             u" column1 | column2 | column3  | column4\n"
             u"---------+---------+----------+---------\n"
             u"       1 | ä       | NULL     | x\n"
             u"    1000 | 日本    | a\\nb\\x1B | é\n"
             u"      -5 | e\u0301       |          | last\n"_s);
    const test::Rows none = test::rowsOf(*m_server, "select 1 as a, 2 as bcd where false");
    QCOMPARE(output(u"table"_s, none.columns, none.chunks), QByteArray(" a | bcd\n---+-----\n"));
}

void TestResultWriter::widensATableOnlyByItsFirstThousandRows()
{
    const test::Rows rows =
        test::rowsOf(*m_server, "select case when i = 1500 then repeat('x', 200) else i::text end as t, i from "
                                "generate_series(1, 2000) i");
    const QList<QByteArray> lines = output(u"table"_s, rows.columns, rows.chunks).split('\n');
    QCOMPARE(lines.size(), 2003);
    QCOMPARE(lines.at(0), QByteArray("  t   |  i"));
    QCOMPARE(lines.at(2), QByteArray(" 1    |    1"));
    QCOMPARE(lines.at(1501), ' ' + QByteArray(200, 'x') + " | 1500");
}

void TestResultWriter::writesMarkdown()
{
    const test::Rows rows = test::rowsOf(*m_server, "select 1 as n, 'a|b' as \"x|y\", null as z union all "
                                                    "select 22, e'<b>\\r\\n*c*\\\\', '' order by 1");
    const test::Rows names = test::rowsOf(*m_server, "select 'a_b _c d_' as order_id, 'x__y' as _z");
    QCOMPARE(output(u"markdown"_s, names.columns, names.chunks),
             QByteArray("| order_id | \\_z |\n| --- | --- |\n| a_b \\_c d\\_ | x\\_\\_y |\n"));
    QCOMPARE(output(u"markdown"_s, rows.columns, rows.chunks), QByteArray("| n | x\\|y | z |\n"
                                                                          "| ---: | --- | --- |\n"
                                                                          "| 1 | a\\|b | NULL |\n"
                                                                          "| 22 | &lt;b><br>\\*c\\*\\\\ |  |\n"));
}

void TestResultWriter::measuresWidth_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("width");
    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("Latin") << u"größe"_s << 5;
    QTest::newRow("combining marks take no room") << u"e\u0301a\u0308"_s << 2;
    QTest::newRow("Chinese takes two columns each") << u"日本語"_s << 6;
    QTest::newRow("emoji beyond the first plane") << u"😀x"_s << 3;
    QTest::newRow("full-width forms") << u"ＡＢ"_s << 4;
    QTest::newRow("a zero-width joiner") << u"a\u200db"_s << 2;
    QTest::newRow("a lone surrogate is one") << QString(QChar(0xD800)) << 1;
}

void TestResultWriter::measuresWidth()
{
    QFETCH(QString, text);
    QFETCH(int, width);
    QCOMPARE(displayWidth(text), width);
}

void TestResultWriter::saysWhatWentWrong()
{
    for (const QString& format : ResultWriter::formats()) {
        const auto target = ExportTarget::open(u"/dev/full"_s);
        QVERIFY(target.has_value());
        const std::unique_ptr<ResultWriter> writer = ResultWriter::create(format, (*target)->device());
        QString problem = writer->begin({test::makeColumn(u"a"_s, 25, u"text"_s)});
        problem += writer->write(*test::makeChunk({{QByteArray("x")}}));
        problem += writer->end();
        QVERIFY2(problem.contains(u"No space left"), qPrintable(format + u": "_s + problem));
        QVERIFY(!(*target)->isReaderGone());
    }
    QVERIFY(ResultWriter::create(u"xml"_s, nullptr) == nullptr);
}

void TestResultWriter::replacesAFileOnlyWhenWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"out.csv"_s);
    const auto read = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    };
    {
        const auto target = ExportTarget::open(path);
        QVERIFY(target.has_value());
        (*target)->device()->write("first");
        QCOMPARE(read(), QByteArray("(none)"));
        QCOMPARE((*target)->commit(), QString());
    }
    QCOMPARE(read(), QByteArray("first"));
    {
        const auto target = ExportTarget::open(path);
        (*target)->device()->write("second, not finished");
    }
    QCOMPARE(read(), QByteArray("first"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"out.csv"_s});
}

void TestResultWriter::writesAPipeInPlace()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"pipe"_s);
    QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QProcess reader;
    reader.start(u"cat"_s, {path});
    QVERIFY(reader.waitForStarted());
    {
        const auto target = ExportTarget::open(path);
        QVERIFY(target.has_value());
        QCOMPARE((*target)->device()->write("through the pipe"), 16);
        QCOMPARE((*target)->commit(), QString());
    }
    QVERIFY(reader.waitForFinished());
    QCOMPARE(reader.readAllStandardOutput(), QByteArray("through the pipe"));
    QVERIFY(!QFileInfo(path).isFile());
}

void TestResultWriter::writesADeviceInPlace()
{
    const auto target = ExportTarget::open(u"/dev/null"_s);
    QVERIFY(target.has_value());
    QCOMPARE((*target)->device()->write("x"), 1);
    QCOMPARE((*target)->commit(), QString());
    struct stat info {};
    QCOMPARE(stat("/dev/null", &info), 0);
    QVERIFY(S_ISCHR(info.st_mode));
}

void TestResultWriter::namesAFileThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("in a folder that is not there") << u"/no such folder/out.csv"_s;
    QTest::newRow("a folder itself") << QDir::tempPath();
    QTest::newRow("in a file system that takes nothing") << u"/proc/out.csv"_s;
}

void TestResultWriter::namesAFileThatCannotBeWritten()
{
    QFETCH(QString, path);
    const auto target = ExportTarget::open(path);
    QVERIFY(!target.has_value());
    QVERIFY2(target.error().contains(path), qPrintable(target.error()));
}

QTEST_GUILESS_MAIN(TestResultWriter)
#include "tst_result_writer.moc"
