// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportFormat.h"
#include "exporting/InsertWriter.h"
#include "exporting/XlsxWriter.h"
#include "support/ResultChunks.h"
#include "support/SpreadsheetReader.h"
#include "support/WrittenResult.h"

#include <QtTest>

#include <clocale>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! The formats for spreadsheets, pages and other databases, each read by a program that is not ours.
class TestExportFormats : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<PostgresServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void writesCsvForExcel_data();
    void writesCsvForExcel();
    void writesAnObjectALine();
    void writesHtml();
    void writesInsertsThatPostgresReadsBack();
    void quotesNamesOnlyWhereNeeded();
    void writesLiterals_data();
    void writesLiterals();
    void writesAWorkbook();
    void saysInTheWorkbookWhatIsNotAsSent();
    void splitsAWorkbookOverSheets();
    void leavesNoTemporaryFiles();
    void saysThatTheTemporaryFolderIsFull_data();
    void saysThatTheTemporaryFolderIsFull();
    void namesEveryFormat();

private:
    QList<SpreadsheetReader::Sheet> workbook(const Rows& rows, const ExportSettings& settings = {},
                                             qint64 sheetRows = XlsxWriter::rowsPerSheet) const;
    std::unique_ptr<PostgresServer> m_server;
};

void TestExportFormats::writesCsvForExcel_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("csv");
    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QLocale german(QLocale::German, QLocale::Germany);
    QTest::newRow("points and commas in English")
        << english << QByteArray("select 1234.50 as n, -0.5::float8 as f, 'a,b' as t")
        << QByteArray("n,f,t\r\n1234.50,-0.5,\"a,b\"\r\n");
    QTest::newRow("commas and semicolons in German")
        << german << QByteArray("select 1234.50 as n, -0.5::float8 as f, 'a;b' as t, 1e300::float8 as g")
        << QByteArray("n;f;t;g\r\n1234,50;-0,5;\"a;b\";1e+300\r\n");
    QTest::newRow("texts that a spreadsheet would run are guarded")
        << english << QByteArray("values ('=1+1', '+49 170', '-x', '@a', e'\\tb', e'\\rc', '=a,b')")
        << QByteArray("column1,column2,column3,column4,column5,column6,column7\r\n"
                      "'=1+1,'+49 170,'-x,'@a,\"'\tb\",\"'\rc\",\"'=a,b\"\r\n");
    QTest::newRow("numbers never are")
        << english
        << QByteArray("select -1 as a, -1.5 as b, -1e-7::float8 as c, '-Infinity'::float8 as d, "
                      "'-2'::money as e")
        << QByteArray("a,b,c,d,e\r\n-1,-1.5,-1e-07,-Infinity,-$2.00\r\n");
    QTest::newRow("a negative interval is no number")
        << english << QByteArray("select interval '-1 day' as i") << QByteArray("i\r\n'-1 days\r\n");
    QTest::newRow("names of columns are guarded too")
        << english << QByteArray("select 1 as \"=a\", 2 as \"@b\"") << QByteArray("'=a,'@b\r\n1,2\r\n");
    QTest::newRow("NULL, empty text, quotes and line breaks")
        << english << QByteArray("values (null, '', 'say \"x\"', e'a\\nb')")
        << QByteArray("column1,column2,column3,column4\r\n,\"\",\"say \"\"x\"\"\",\"a\nb\"\r\n");
}

void TestExportFormats::writesCsvForExcel()
{
    QFETCH(QLocale, locale);
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, csv);
    ExportSettings settings;
    settings.locale = locale;
    QCOMPARE(written(u"csv-excel"_s, rowsOf(*m_server, query), settings), "\xEF\xBB\xBF" + csv);
}

void TestExportFormats::writesAnObjectALine()
{
    const Rows rows =
        rowsOf(*m_server, "select e'{\"a\":\\r\\n\\t\"x\\\\ny\"\\n}'::json as j, 1.50 as n, e'l\\nm' as t "
                          "union all select null, null, null");
    QCOMPARE(written(u"ndjson"_s, rows), QByteArray("{\"j\":{\"a\":  \t\"x\\ny\" },\"n\":1.50,\"t\":\"l\\nm\"}\n"
                                                    "{\"j\":null,\"n\":null,\"t\":null}\n"));
    QCOMPARE(written(u"ndjson"_s, rowsOf(*m_server, "select 1 as a where false")), QByteArray());
}

void TestExportFormats::writesHtml()
{
    ExportSettings settings;
    settings.origin.question = u"How <many>?"_s;
    settings.origin.sample = true;
    const QByteArray html = written(
        u"html"_s, rowsOf(*m_server, "select 1 as \"n & m\", '<script>\"' as t, null as z, e'a\\nb' as l"), settings);
    QVERIFY(html.startsWith("<!DOCTYPE html>\n"));
    QVERIFY(html.contains("<h1>How &lt;many&gt;?</h1>\n<p>Sample data</p>\n"));
    QVERIFY(html.contains("<tr><th class=\"n\">n &amp; m</th><th>t</th><th>z</th><th>l</th></tr>"));
    QVERIFY(html.contains("<tr><td class=\"n\">1</td><td>&lt;script&gt;&quot;</td><td class=\"null\">NULL</td>"
                          "<td>a\nb</td></tr>"));
    QVERIFY(!html.contains("<script"));
}

void TestExportFormats::writesInsertsThatPostgresReadsBack()
{
    const QString create =
        u"create type mood as enum ('sad', 'it''s ok'); create type pair as (a int, b text);"
        "create table \"Old\" (id int, big bigint, n numeric(20,4), f8 float8, f4 real, b boolean, t text, \"char\" "
        "\"char\","
        "d date, ts timestamp, tz timestamptz, i interval, u uuid, x bytea, j json, jb jsonb, ia int[], ta text[], m "
        "mood,"
        "p pair, r numrange, ip inet, bits bit(3), vb varbit, pt point, mo money, o oid, tm time, ttz timetz, xm xml)"_s;
    m_server->exec(create);
    m_server->exec(
        u"insert into \"Old\" values (1, 9223372036854775807, 1.5, '-0', 0.1, true, e'it''s\\\\ \\n \"x\"', 'a', "
        "'2024-02-29', '0044-03-15 12:00:00 BC', 'infinity', '-1 day 02:00', "
        "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\xdead00', '{\"a\" : 1}', '[1.0]', '{1,null}', '{\"a "
        "b\",\"\\\"\"}', "
        "'it''s ok', '(1,\"x,y\")', '[1,2.5)', '10.0.0.0/8', '101', '', '(1,2)', '-12.30', 4294967295, '24:00', "
        "'12:00+02', '<a/>')"_s);
    m_server->exec(
        u"insert into \"Old\" values (-2147483648, -9223372036854775808, 'NaN', '-Infinity', 'NaN', false, '', '', '-infinity')"_s);
    m_server->exec(u"insert into \"Old\" values (null)"_s);
    m_server->exec(u"insert into \"Old\" (id, f8, t) select i, 1e300 / i, 'x' || i from generate_series(1, 250) i"_s);
    const Rows rows = rowsOf(*m_server, "select * from \"Old\"");
    ExportSettings settings;
    settings.origin.tableName = u"\"New\""_s;
    const QByteArray sql = written(u"sql"_s, rows, settings);
    m_server->exec(u"create table \"New\" (like \"Old\")"_s);
    m_server->exec(QString::fromUtf8(sql));
    QCOMPARE(m_server->exec(u"select count(*) from \"New\""_s).trimmed(), u"253"_s);
    QCOMPARE(m_server->exec(u"select fresh::text from \"New\" fresh except all select old::text from \"Old\" old"_s)
                 .trimmed(),
             QString());
    QCOMPARE(m_server->exec(u"select f8 from \"New\" where id = 1 limit 1"_s).trimmed(), u"-0"_s);
}

void TestExportFormats::quotesNamesOnlyWhereNeeded()
{
    QCOMPARE(written(u"sql"_s,
                     rowsOf(*m_server, "select 1 as id, 2 as \"Größe\", 3 as \"select\", 4 as \"a\"\"b\", 5 as id")),
             QByteArray("INSERT INTO table_name (id, \"Größe\", \"select\", \"a\"\"b\", \"id (2)\") VALUES\n"
                        "  (1, 2, 3, 4, 5);\n"));
    QCOMPARE(written(u"sql"_s, rowsOf(*m_server, "select from generate_series(1, 2)")),
             QByteArray("INSERT INTO table_name DEFAULT VALUES;\nINSERT INTO table_name DEFAULT VALUES;\n"));
    QCOMPARE(written(u"sql"_s, rowsOf(*m_server, "select 1 as a where false")),
             QByteArray("-- The result has no rows.\n"));
}

void TestExportFormats::writesLiterals_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<TypeFamily>("family");
    QTest::addColumn<QByteArray>("literal");
    QTest::newRow("a number is bare") << QByteArray("-1.50") << TypeFamily::Numeric << QByteArray("-1.50");
    QTest::newRow("a number's text is not") << QByteArray("-1.50") << TypeFamily::Text << QByteArray("'-1.50'");
    QTest::newRow("NaN is quoted") << QByteArray("NaN") << TypeFamily::Float << QByteArray("'NaN'");
    QTest::newRow("the negative zero is quoted") << QByteArray("-0") << TypeFamily::Float << QByteArray("'-0'");
    QTest::newRow("true") << QByteArray("t") << TypeFamily::Boolean << QByteArray("true");
    QTest::newRow("quotes are doubled") << QByteArray("it's") << TypeFamily::Text << QByteArray("'it''s'");
    QTest::newRow("backslashes stand") << QByteArray("\\xde") << TypeFamily::Bytea << QByteArray("'\\xde'");
}

void TestExportFormats::writesLiterals()
{
    QFETCH(QByteArray, value);
    QFETCH(TypeFamily, family);
    QFETCH(QByteArray, literal);
    QCOMPARE(sqlLiteral(value, family), literal);
}

QList<SpreadsheetReader::Sheet> TestExportFormats::workbook(const Rows& rows, const ExportSettings& settings,
                                                            qint64 sheetRows) const
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"book.xlsx"_s));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file");
    {
        XlsxWriter writer(&file, settings, sheetRows);
        QString problem = writer.begin(rows.columns);
        for (const ResultChunkPtr& chunk : rows.chunks)
            problem += writer.write(*chunk);
        problem += writer.end();
        if (!problem.isEmpty())
            qFatal("%s", qPrintable(problem));
    }
    file.close();
    return SpreadsheetReader::sheets(file.fileName());
}

void TestExportFormats::writesAWorkbook()
{
    // libxlsxwriter prints numbers with printf: a language with a decimal comma must not reach it.
    std::setlocale(LC_ALL, "");
    const Rows rows =
        rowsOf(*m_server,
               "select 1 as i, 1234567.50::numeric(12,2) as amount, 0.1::float8 as f, date '2024-02-29' as d, "
               "timestamp '2024-02-29 12:34:56.789' as ts, timestamptz '2024-07-01 10:00:00+00' as at, '=1+1' as t, "
               "null as z, "
               "true as b, 9223372036854775807 as big, e'x\\ry _x0041_' as e",
               u"Europe/Berlin"_s);
    ExportSettings settings;
    settings.origin.question = u"What is there?"_s;
    settings.origin.sql = u"select 1\nas i"_s;
    settings.origin.team = u"Shop"_s;
    settings.origin.database = u"shop_db"_s;
    settings.origin.role = u"shop"_s;
    settings.origin.timeZone = u"Europe/Berlin"_s;
    settings.origin.ranAt = QDateTime(QDate(2024, 3, 1), QTime(9, 30), Qt::UTC);
    settings.origin.sample = true;
    settings.origin.partial = u"Partial: the first row of more."_s;
    const QList<SpreadsheetReader::Sheet> sheets = workbook(rows, settings);
    QCOMPARE(sheets.size(), 2);
    QCOMPARE(sheets.at(0).name, u"Result"_s);
    QCOMPARE(sheets.at(0).rows.size(), 2);
    QCOMPARE(sheets.at(0).texts(0), QStringList({u"i"_s, u"amount"_s, u"f"_s, u"d"_s, u"ts"_s, u"at (Europe/Berlin)"_s,
                                                 u"t"_s, u"z"_s, u"b"_s, u"big"_s, u"e"_s}));
    QCOMPARE(sheets.at(0).texts(1), QStringList({u"1"_s, u"1234567.50"_s, u"0.1"_s, u"2024-02-29"_s,
                                                 u"2024-02-29 12:34:56.789"_s, u"2024-07-01 12:00:00"_s, u"=1+1"_s,
                                                 u""_s, u"t"_s, u"9223372036854775807"_s, u"x\ry _x0041_"_s}));
    QCOMPARE(sheets.at(0).type(1, 1), u"float"_s);
    QCOMPARE(sheets.at(0).type(1, 3), u"date"_s);
    QCOMPARE(sheets.at(0).type(1, 6), u"string"_s);
    QCOMPARE(sheets.at(0).type(1, 9), u"string"_s);
    QHash<QString, QString> about;
    for (qsizetype row = 0; row < sheets.at(1).rows.size(); ++row)
        about.insert(sheets.at(1).text(row, 0), sheets.at(1).text(row, 1));
    QCOMPARE(about.value(u"Question"_s), u"What is there?"_s);
    QCOMPARE(about.value(u"SQL"_s), u"select 1\nas i"_s);
    QCOMPARE(about.value(u"Team"_s), u"Shop"_s);
    QCOMPARE(about.value(u"Database"_s), u"shop_db"_s);
    QCOMPARE(about.value(u"Role"_s), u"shop"_s);
    QCOMPARE(about.value(u"Time"_s), u"2024-03-01 09:30:00 UTC"_s);
    QCOMPARE(about.value(u"Rows"_s), u"1"_s);
    QCOMPARE(about.value(u"Partial"_s), u"Partial: the first row of more."_s);
    QVERIFY(about.contains(u"Sample data"_s));
}

void TestExportFormats::saysInTheWorkbookWhatIsNotAsSent()
{
    const QByteArray longText(40'000, 'y');
    const Rows rows{
        {makeColumn(u"amount"_s, 1700, u"numeric"_s), makeColumn(u"day"_s, 1082, u"date"_s),
         makeColumn(u"note"_s, 25, u"text"_s), makeColumn(u"span"_s, 1186, u"interval"_s)},
        {makeChunk({{QByteArray("1.50"), QByteArray("2024-01-01"), QByteArray("plain"), QByteArray("1 day")},
                    {QByteArray("12345678901234567"), QByteArray("infinity"), longText, QByteArray("2 days")},
                    {QByteArray("NaN"), QByteArray("1850-01-01"), QByteArray("a\x02"), std::nullopt}})}};
    const QList<SpreadsheetReader::Sheet> sheets = workbook(rows);
    QCOMPARE(sheets.at(0).text(2, 0), u"12345678901234567"_s);
    QCOMPARE(sheets.at(0).text(3, 2), u"a␂"_s);
    QVERIFY(sheets.at(0).text(2, 2).size() <= 32'767);
    QVERIFY(sheets.at(0).text(2, 2).endsWith(u"… (cut: 40000 characters in all)"_s));
    QHash<QString, QStringList> about;
    for (qsizetype row = 0; row < sheets.at(1).rows.size(); ++row)
        about.insert(sheets.at(1).text(row, 0), sheets.at(1).texts(row));
    QCOMPARE(about.value(u"amount"_s).value(2), u"number, text"_s);
    QVERIFY(about.value(u"amount"_s).value(3).contains(u"row 2: text: Excel keeps 15 significant digits"_s));
    QVERIFY(about.value(u"amount"_s).value(3).contains(u"row 3: text: no plain number"_s));
    QVERIFY(about.value(u"day"_s).value(3).contains(u"rows 2, 3: text: Excel has dates from 1900-03-01"_s));
    QVERIFY(about.value(u"note"_s).value(3).contains(u"row 2: cut"_s));
    QVERIFY(about.value(u"note"_s).value(3).contains(u"row 3: control characters"_s));
    QCOMPARE(about.value(u"span"_s).value(3), u"text: Excel has no such type"_s);
}

void TestExportFormats::splitsAWorkbookOverSheets()
{
    const Rows rows = rowsOf(*m_server, "select i from generate_series(1, 25) i");
    const QList<SpreadsheetReader::Sheet> sheets = workbook(rows, {}, 11);
    QCOMPARE(sheets.size(), 4);
    QCOMPARE(sheets.at(2).name, u"Result 2"_s);
    QCOMPARE(sheets.at(0).rows.size(), 11);
    QCOMPARE(sheets.at(2).rows.size(), 11);
    QCOMPARE(sheets.at(3).rows.size(), 6);
    QCOMPARE(sheets.at(3).text(0, 0), u"i"_s);
    QCOMPARE(sheets.at(0).text(10, 0), u"10"_s);
    QCOMPARE(sheets.at(2).text(1, 0), u"11"_s);
    QCOMPARE(sheets.at(3).text(5, 0), u"25"_s);
}

void TestExportFormats::leavesNoTemporaryFiles()
{
    const Rows rows = rowsOf(*m_server, "select i, 'x' || i as t from generate_series(1, 5000) i");
    QTemporaryDir folder;
    ExportSettings settings;
    settings.temporaryFolder = folder.path();
    // Its unnamed files are seen as open ones only.
    const auto openFiles = [&folder] {
        qsizetype count = 0;
        for (const QFileInfo& file : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::AllEntries | QDir::System))
            count += file.symLinkTarget().startsWith(folder.path()) ? 1 : 0;
        return count;
    };
    QVERIFY(written(u"xlsx"_s, rows, settings).startsWith("PK"));
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const std::unique_ptr<ResultWriter> stopped = ResultWriter::create(u"xlsx"_s, &buffer, settings);
        QCOMPARE(stopped->begin(rows.columns), QString());
        QCOMPARE(stopped->write(*rows.chunks.first()), QString());
        QVERIFY(openFiles() > 1);
    }
    QCOMPARE(openFiles(), 0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

void TestExportFormats::saysThatTheTemporaryFolderIsFull_data()
{
    QTest::addColumn<int>("megabytes");
    QTest::newRow("while the rows are written") << 1;
    QTest::newRow("while the sheet is put together") << 12;
}

void TestExportFormats::saysThatTheTemporaryFolderIsFull()
{
    QFETCH(int, megabytes);
    QTemporaryDir folder;
    QProcess mount;
    mount.start(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=%1m"_s.arg(megabytes), u"parlance"_s, folder.path()});
    mount.waitForFinished();
    if (mount.exitCode() != 0) { // nobody but root may mount: a folder that takes nothing is the next best thing
        ExportSettings settings;
        settings.temporaryFolder = u"/proc"_s;
        QVERIFY(written(u"xlsx"_s, {{makeColumn(u"a"_s, 25, u"text"_s)}, {}}, settings).contains("/proc"));
        return;
    }
    const Rows rows =
        rowsOf(*m_server, "select i, md5(i::text) as t, md5((-i)::text) as u from generate_series(1, 60000) i");
    ExportSettings settings;
    settings.temporaryFolder = folder.path();
    const QByteArray problem = written(u"xlsx"_s, rows, settings);
    QProcess::execute(u"umount"_s, {folder.path()});
    QVERIFY2(problem.contains("could not be put together in the folder"), problem.left(300).constData());
    QVERIFY2(problem.contains("No space left") || problem.contains("disk is full"), problem.left(300).constData());
}

void TestExportFormats::namesEveryFormat()
{
    QCOMPARE(ResultWriter::formats(), QStringList({u"table"_s, u"csv"_s, u"csv-excel"_s, u"xlsx"_s, u"json"_s,
                                                   u"ndjson"_s, u"markdown"_s, u"html"_s, u"sql"_s}));
    for (const ExportFormat& format : ExportFormat::all()) {
        QVERIFY(!format.name.isEmpty() && !format.suffix.isEmpty() && !format.explanation.isEmpty());
        QCOMPARE(ExportFormat::byId(format.id).name, format.name);
    }
    QCOMPARE(ExportFormat::byId(u"xml"_s).id, QString());
}

QTEST_GUILESS_MAIN(TestExportFormats)
#include "tst_export_formats.moc"
