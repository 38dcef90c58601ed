// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportJob.h"
#include "support/ResultChunks.h"
#include "support/WrittenResult.h"

#include <QtTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

namespace {

//! A job and what it answered.
struct Watched {
    explicit Watched(const ExportTask& task)
        : job(task)
    {
        QObject::connect(&job, &ExportJob::finished, &job, [this](const Result<ExportSummary, ExportError>& result) {
            ++answers;
            if (result)
                summary = *result;
            else
                error = result.error();
        });
        QObject::connect(&job, &ExportJob::progressed, &job, [this](const ExportProgress& now) { last = now; });
        job.start();
    }
    bool ends(int milliseconds = 60'000)
    {
        return QTest::qWaitFor([this] { return answers > 0; }, milliseconds);
    }

    ExportJob job;
    int answers = 0;
    std::optional<ExportSummary> summary;
    std::optional<ExportError> error;
    ExportProgress last;
};

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace

//! Exports in the background: from a table in its order, and straight from the server.
class TestExportJob : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<PostgresServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"out.csv"_s);
    }
    void writesATableInTheOrderShown();
    void streamsARunAsCopyWritesIt();
    void leavesTheOldFileWhenStopped_data();
    void leavesTheOldFileWhenStopped();
    void leavesTheOldFileWhenTheStatementFails();
    void endsTheServersWorkWhenStopped();
    void namesATargetThatCannotBeWritten_data();
    void namesATargetThatCannotBeWritten();
    void saysThatTheDiskIsFull();
    void neverWritesRowsThatCannotBeReadBack();
    void writesIntoAPipe();
    void stopsWhileNobodyReadsAPipe_data();
    void stopsWhileNobodyReadsAPipe();
    void survivesAReaderThatGoes();
    void canBeDestroyedAtAnyTime();
    void tellsHowFarItIs();

private:
    ExportTask table(int rows) const;
    ExportTask run(const QByteArray& sql) const;
    QStringList left() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

ExportTask TestExportJob::table(int rows) const
{
    ExportTask task;
    task.format = u"csv"_s;
    task.path = m_path;
    const Rows result = rowsOf(*m_server, "select i, 'x' || i as t, nullif(i % 2, 0) as odd from generate_series(1, " +
                                              QByteArray::number(rows) + ") i");
    task.table.setColumns(result.columns);
    for (const ResultChunkPtr& chunk : result.chunks)
        task.table.append(chunk);
    return task;
}

ExportTask TestExportJob::run(const QByteArray& sql) const
{
    ExportTask task;
    task.format = u"csv"_s;
    task.path = m_path;
    task.run = ExportRun{m_server->superuserParameters(), sql, {}};
    return task;
}

void TestExportJob::writesATableInTheOrderShown()
{
    ExportTask task = table(5);
    Watched all(task);
    QVERIFY(all.ends());
    QVERIFY2(all.summary, all.error ? qPrintable(all.error->message) : "");
    QCOMPARE(contents(m_path), QByteArray("i,t,odd\n1,x1,1\n2,x2,\n3,x3,1\n4,x4,\n5,x5,1\n"));
    QCOMPARE(all.summary->rows, 5);
    QCOMPARE(all.summary->bytes, contents(m_path).size());
    QCOMPARE(all.summary->path, m_path);

    task.order = std::make_shared<const std::vector<quint32>>(std::vector<quint32>{4, 0, 0});
    task.columns = {2, 0};
    Watched some(task);
    QVERIFY(some.ends());
    QCOMPARE(contents(m_path), QByteArray("odd,i\n1,5\n1,1\n1,1\n"));

    // Many chunks, backwards.
    task = table(20'000);
    std::vector<quint32> backwards;
    for (quint32 row = 20'000; row > 0; --row)
        backwards.push_back(row - 1);
    task.order = std::make_shared<const std::vector<quint32>>(backwards);
    Watched large(task);
    QVERIFY(large.ends());
    const QByteArrayList lines = contents(m_path).split('\n');
    QCOMPARE(lines.size(), 20'002);
    QCOMPARE(lines.at(1), QByteArray("20000,x20000,"));
    QCOMPARE(lines.at(20'000), QByteArray("1,x1,1"));
}

void TestExportJob::streamsARunAsCopyWritesIt()
{
    const QByteArray query = "select i, md5(i::text), i * 1.5 as n from generate_series(1, 60000) i";
    ExportTask task = run(query);
    task.run->limits.maximumRows = 10; // of the grid: a file gets all
    Watched job(task);
    QVERIFY(job.ends());
    QVERIFY2(job.summary, job.error ? qPrintable(job.error->message) : "");
    QCOMPARE(job.summary->rows, 60'000);
    QCOMPARE(contents(m_path),
             m_server->psql(u"COPY (%1) TO STDOUT WITH (FORMAT csv, HEADER)"_s.arg(QString::fromUtf8(query)),
                            m_server->superuser(), m_server->superuserPassword()));
    QCOMPARE(left(), QStringList{u"out.csv"_s});
}

void TestExportJob::leavesTheOldFileWhenStopped_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("a file that streams") << u"csv"_s;
    QTest::newRow("a workbook") << u"xlsx"_s;
}

void TestExportJob::leavesTheOldFileWhenStopped()
{
    QFETCH(QString, format);
    QFile old(m_path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    ExportTask task = run("select i, md5(i::text) from generate_series(1, 100000000) i");
    task.format = format;
    Watched job(task);
    QTRY_VERIFY_WITH_TIMEOUT(job.job.progress().rows > 1000, 60'000);
    job.job.stop();
    job.job.stop();
    QVERIFY(job.ends());
    QVERIFY(job.error.has_value());
    QCOMPARE(job.error->kind, ExportError::Kind::Stopped);
    QVERIFY(!job.job.isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(left(), QStringList{u"out.csv"_s}, 60'000);
    QCOMPARE(contents(m_path), QByteArray("old"));
    QCOMPARE(job.answers, 1);
}

void TestExportJob::leavesTheOldFileWhenTheStatementFails()
{
    QFile old(m_path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    Watched job(run("select 1 / (5000 - i) from generate_series(1, 9000) i"));
    QVERIFY(job.ends());
    QVERIFY(job.error.has_value());
    QCOMPARE(job.error->kind, ExportError::Kind::Database);
    QCOMPARE(job.error->postgres.sqlState, u"22012"_s);
    QVERIFY2(job.error->message.contains(u"division by zero"_s) && job.error->message.contains(u"as it was"_s),
             qPrintable(job.error->message));
    QCOMPARE(contents(m_path), QByteArray("old"));
    QCOMPARE(left(), QStringList{u"out.csv"_s});
}

void TestExportJob::endsTheServersWorkWhenStopped()
{
    Watched job(run("select pg_sleep(600)"));
    const QString sleeping = u"select count(*) from pg_stat_activity where query = 'select pg_sleep(600)' and state = "
                             "'active'"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_server->exec(sleeping).trimmed(), u"1"_s, 60'000);
    job.job.stop();
    QVERIFY(job.ends());
    QCOMPARE(job.error->kind, ExportError::Kind::Stopped);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->exec(sleeping).trimmed(), u"0"_s, 60'000);
    QTRY_COMPARE_WITH_TIMEOUT(left(), QStringList(), 60'000);
}

void TestExportJob::namesATargetThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("word");
    QTest::newRow("a folder") << QDir::tempPath() << u"it is a folder"_s;
    QTest::newRow("in a folder that is not there") << u"/no such folder/x.csv"_s << u"/no such folder/x.csv"_s;
    QTest::newRow("where nobody may write") << u"/proc/x.csv"_s << u"/proc/x.csv"_s;
}

void TestExportJob::namesATargetThatCannotBeWritten()
{
    QFETCH(QString, path);
    QFETCH(QString, word);
    ExportTask task = table(1);
    task.path = path;
    Watched job(task);
    QVERIFY(job.ends());
    QVERIFY(job.error.has_value());
    QCOMPARE(job.error->kind, ExportError::Kind::File);
    QVERIFY2(job.error->message.contains(word), qPrintable(job.error->message));
}

void TestExportJob::saysThatTheDiskIsFull()
{
    QProcess mount;
    mount.start(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=1m"_s, u"parlance"_s, m_folder->path()});
    mount.waitForFinished();
    const bool mounted = mount.exitCode() == 0; // as root; else the device that is always full
    ExportTask task = table(200'000);
    task.path = mounted ? m_path : u"/dev/full"_s;
    if (mounted) {
        QFile old(m_path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
    }
    Watched job(task);
    const bool ended = job.ends();
    const QByteArray after = contents(m_path);
    const QStringList names = left();
    QProcess::execute(u"umount"_s, {m_folder->path()});
    QVERIFY(ended);
    QVERIFY(job.error.has_value());
    QCOMPARE(job.error->kind, ExportError::Kind::File);
    QVERIFY2(job.error->message.contains(u"No space left"_s), qPrintable(job.error->message));
    if (mounted) {
        QCOMPARE(after, QByteArray("old"));
        QCOMPARE(names, QStringList{u"out.csv"_s});
        QVERIFY(job.error->message.contains(u"as it was"_s));
    }
}

void TestExportJob::neverWritesRowsThatCannotBeReadBack()
{
    class Lost final : public ChunkSource {
        ResultChunkPtr load() const override { return nullptr; }
    };
    ExportTask task = table(10);
    auto chunk = std::make_shared<ResultChunk>();
    chunk->columnCount = 3;
    chunk->rowCount = 5;
    chunk->source = std::make_shared<const Lost>();
    task.table.append(chunk);
    Watched job(task);
    QVERIFY(job.ends());
    QVERIFY(job.error.has_value());
    QCOMPARE(job.error->kind, ExportError::Kind::File);
    QVERIFY(!job.error->message.isEmpty());
    QCOMPARE(left(), QStringList());
}

void TestExportJob::writesIntoAPipe()
{
    QCOMPARE(mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    Watched job(table(20'000));
    QTest::qWait(50); // it waits for a reader
    QCOMPARE(job.answers, 0);
    QProcess reader;
    reader.start(u"cat"_s, {m_path});
    QVERIFY(job.ends());
    QVERIFY2(job.summary, job.error ? qPrintable(job.error->message) : "");
    QVERIFY(reader.waitForFinished());
    const QByteArray read = reader.readAllStandardOutput();
    QCOMPARE(read.count('\n'), 20'001);
    QCOMPARE(job.summary->bytes, read.size());
    QVERIFY(!QFileInfo(m_path).isFile());
}

void TestExportJob::stopsWhileNobodyReadsAPipe_data()
{
    QTest::addColumn<bool>("opened");
    QTest::newRow("nobody opened it") << false;
    QTest::newRow("somebody opened it and does not read") << true;
}

void TestExportJob::stopsWhileNobodyReadsAPipe()
{
    QFETCH(bool, opened);
    QCOMPARE(mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    QProcess reader;
    if (opened)
        reader.start(u"sh"_s, {u"-c"_s, u"exec sleep 600 < \"$0\""_s, m_path});
    Watched job(table(200'000));
    if (opened)
        QTRY_VERIFY_WITH_TIMEOUT(job.job.progress().rows > 0, 60'000);
    job.job.stop();
    QVERIFY(job.ends());
    QCOMPARE(job.error->kind, ExportError::Kind::Stopped);
    reader.kill();
    reader.waitForFinished();
}

void TestExportJob::survivesAReaderThatGoes()
{
    QCOMPARE(mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
    QProcess reader;
    reader.start(u"head"_s, {u"-c"_s, u"10"_s, m_path});
    Watched job(table(200'000));
    QVERIFY(job.ends());
    QVERIFY(job.error.has_value());
    QVERIFY2(job.error->message.contains(u"Broken pipe"_s), qPrintable(job.error->message));
    QTRY_COMPARE(reader.state(), QProcess::NotRunning);
}

void TestExportJob::canBeDestroyedAtAnyTime()
{
    for (int i = 0; i < 20; ++i) {
        Watched job(run("select i, md5(i::text) from generate_series(1, 1000000) i"));
        QTest::qWait(i * 5);
    }
    for (int i = 0; i < 20; ++i)
        const Watched job(table(10));
    QTRY_VERIFY_WITH_TIMEOUT(left().isEmpty() || left() == QStringList{u"out.csv"_s}, 60'000);
}

void TestExportJob::tellsHowFarItIs()
{
    ExportTask task = table(1000);
    Watched job(task);
    QVERIFY(job.ends());
    QCOMPARE(job.last.rows, 1000);
    QCOMPARE(job.last.totalRows, 1000);
    QCOMPARE(job.last.bytes, contents(m_path).size());
    // Wide rows: the server sends when its buffer of 8 KB is full.
    task = run("select i, repeat('x', 9000), pg_sleep(0.01)::text from generate_series(1, 300) i");
    task.expectedRows = 300;
    Watched slow(task);
    QTRY_VERIFY_WITH_TIMEOUT(slow.last.secondsLeft >= 0 && slow.last.rows > 0 && slow.last.rows < 300, 60'000);
    QVERIFY(slow.ends());
    QCOMPARE(slow.last.rows, 300);
}

QTEST_GUILESS_MAIN(TestExportJob)
#include "tst_export_job.moc"
