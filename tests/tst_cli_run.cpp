// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"

#include <QtTest>

#include <csignal>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! `parlance-cli run`: what it writes where, and how it ends.
class TestCliRun : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<CliShop>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void writesEachFormat_data();
    void writesEachFormat();
    void writesCsvAsCopyDoes();
    void runsSeveralInOrderUpToTheFirstError();
    void runsNothingWhenOneIsRefused_data();
    void runsNothingWhenOneIsRefused();
    void capsTheTableAlone();
    void replacesTheOutputFileOnlyWhenWhole();
    void readsFilesAndStandardInput();
    void endsQuietlyWhenNobodyReads();
    void leavesTheFileToItsOwner();
    void takesADashForStandardOutput();
    void cancelsOnInterrupt_data();
    void cancelsOnInterrupt();
    void endsTheTimeOutAtTheFirstRow();
    void keepsARunToAFileToTheServersLimit();
    void writesAWorkbookToAFileOnly();

private:
    std::unique_ptr<CliShop> m_shop;
};

void TestCliRun::writesEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("a table by default") << QString()
                                        << QByteArray(" id | customer |  total\n"
                                                      "----+----------+---------\n"
                                                      "  1 | Ada      |    9.50\n"
                                                      "  2 | Bo, \"B\"  |    NULL\n"
                                                      "  3 | Cy       | 1000.00\n");
    QTest::newRow("csv") << u"csv"_s
                         << QByteArray("id,customer,total\n1,Ada,9.50\n2,\"Bo, \"\"B\"\"\",\n3,Cy,1000.00\n");
    QTest::newRow("json") << u"json"_s
                          << QByteArray("[\n{\"id\":1,\"customer\":\"Ada\",\"total\":9.50},\n"
                                        "{\"id\":2,\"customer\":\"Bo, \\\"B\\\"\",\"total\":null},\n"
                                        "{\"id\":3,\"customer\":\"Cy\",\"total\":1000.00}\n]\n");
    QTest::newRow("csv for Excel") << u"csv-excel"_s
                                   << QByteArray("\xEF\xBB\xBFid,customer,total\r\n1,Ada,9.50\r\n"
                                                 "2,\"Bo, \"\"B\"\"\",\r\n3,Cy,1000.00\r\n");
    QTest::newRow("an object a line") << u"ndjson"_s
                                      << QByteArray("{\"id\":1,\"customer\":\"Ada\",\"total\":9.50}\n"
                                                    "{\"id\":2,\"customer\":\"Bo, \\\"B\\\"\",\"total\":null}\n"
                                                    "{\"id\":3,\"customer\":\"Cy\",\"total\":1000.00}\n");
    QTest::newRow("INSERT statements") << u"sql"_s
                                       << QByteArray("INSERT INTO table_name (id, customer, total) VALUES\n"
                                                     "  (1, 'Ada', 9.50),\n  (2, 'Bo, \"B\"', NULL),\n"
                                                     "  (3, 'Cy', 1000.00);\n");
    QTest::newRow("markdown") << u"markdown"_s
                              << QByteArray("| id | customer | total |\n| ---: | --- | ---: |\n| 1 | Ada | 9.50 |\n"
                                            "| 2 | Bo, \"B\" | NULL |\n| 3 | Cy | 1000.00 |\n");
}

void TestCliRun::writesEachFormat()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, output);
    QStringList arguments{u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select * from orders order by id"_s};
    if (!format.isEmpty())
        arguments += {u"--format"_s, format};
    const CliOutcome outcome = m_shop->cli(arguments);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QCOMPARE(outcome.output, output);
}

void TestCliRun::writesCsvAsCopyDoes()
{
    const QString query = u"select i, md5(i::text) as \"a,b\", nullif(i % 5, 0), e'x\\n\"y\"', '' as e, now()::date "
                          "from generate_series(1, 5000) i"_s;
    const CliOutcome outcome =
        m_shop->cli({u"run"_s, u"--connect"_s, m_shop->connection(), u"--format"_s, u"csv"_s, u"-c"_s, query});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QCOMPARE(outcome.output, m_shop->server().psql(u"copy (%1) to stdout (format csv, header)"_s.arg(query), u"shop"_s,
                                                   u"secret"_s, u"shop_db"_s));
}

void TestCliRun::runsSeveralInOrderUpToTheFirstError()
{
    const CliOutcome outcome = m_shop->cli(
        {u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select 1 as a; select 'ä' || nothing; select 3 as c"_s});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.output, QByteArray(" a\n---\n 1\n"));
    QVERIFY2(outcome.words.contains("ERROR:  column \"nothing\" does not exist (42703)\n"
                                    "LINE 1: select 'ä' || nothing\n"
                                    "                      ^\n"),
             outcome.words.constData());
    const CliOutcome both = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, u"select 1 as a; select 2 as b"_s});
    QCOMPARE(both.output, QByteArray(" a\n---\n 1\n\n b\n---\n 2\n"));
}

void TestCliRun::runsNothingWhenOneIsRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("one that writes") << u"select 1; delete from orders"_s << QByteArray("DELETE changes data");
    QTest::newRow("one that commits") << u"select 1; commit; create table t ()"_s << QByteArray("COMMIT is not needed");
    QTest::newRow("a function that acts")
        << u"select 1; select pg_advisory_lock(1)"_s << QByteArray("pg_advisory_lock");
    QTest::newRow("one of several that does not parse") << u"select 1; selct 2"_s << QByteArray("only on its own");
}

void TestCliRun::runsNothingWhenOneIsRefused()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, words);
    const CliOutcome outcome = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, sql});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY2(outcome.words.contains(words), outcome.words.constData());
    QVERIFY(outcome.words.contains("Nothing was run."));
}

void TestCliRun::capsTheTableAlone()
{
    const QString query = u"select i from generate_series(1, 8) i"_s;
    const CliOutcome table = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"-c"_s, query});
    QCOMPARE(table.status, 0);
    QCOMPARE(table.output, QByteArray(" i\n---\n 1\n 2\n 3\n 4\n 5\n"));
    QVERIFY2(table.words.contains("Only the first 5 rows are shown"), table.words.constData());
    const CliOutcome csv = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"csv"_s, u"-c"_s, query});
    QCOMPARE(csv.output, QByteArray("i\n1\n2\n3\n4\n5\n6\n7\n8\n"));
    QCOMPARE(csv.words, QByteArray());
}

void TestCliRun::replacesTheOutputFileOnlyWhenWhole()
{
    const QString path = m_shop->filePath(u"out.csv"_s);
    const auto read = [&path] {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    };
    const auto run = [&](const QString& sql, const QString& to) {
        return m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"csv"_s, u"-o"_s, to, u"-c"_s, sql});
    };
    QCOMPARE(run(u"select 1 as a"_s, path).status, 0);
    QCOMPARE(read(), QByteArray("a\n1\n"));
    QCOMPARE(run(u"select 1 / (3 - i) from generate_series(1, 9) i"_s, path).status, 1);
    QCOMPARE(read(), QByteArray("a\n1\n"));
    const CliOutcome nowhere = run(u"select 1"_s, u"/no such folder/x.csv"_s);
    QCOMPARE(nowhere.status, 1);
    QVERIFY2(nowhere.words.contains("/no such folder/x.csv"), nowhere.words.constData());
    const CliOutcome device = run(u"select 1 as a"_s, u"/dev/stdout"_s);
    QCOMPARE(device.status, 0);
    QCOMPARE(device.output, QByteArray("a\n1\n"));
    const CliOutcome full = run(u"select 1 as a"_s, u"/dev/full"_s);
    QCOMPARE(full.status, 1);
    QVERIFY2(full.words.contains("No space left"), full.words.constData());
}

void TestCliRun::readsFilesAndStandardInput()
{
    QFile file(m_shop->filePath(u"q.sql"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xEF\xBB\xBF-- größe\nselect 'ä' as x;\n");
    file.close();
    QCOMPARE(m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, file.fileName()}).output,
             QByteArray("x\nä\n"));
    QCOMPARE(m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, u"-"_s}, "select 2 as y").output,
             QByteArray("y\n2\n"));
}

void TestCliRun::endsQuietlyWhenNobodyReads()
{
    const CliOutcome outcome =
        m_shop->shell(u"$CLI run --team shop --format csv -c 'select i, md5(i::text) from generate_series(1, 2000000) "
                      "i' | head -n 2; echo \"status ${PIPESTATUS[0]}\""_s);
    QCOMPARE(outcome.output, QByteArray("i,md5\n1,c4ca4238a0b923820dcc509a6f75849b\nstatus 0\n"));
    QCOMPARE(outcome.words, QByteArray());
}

void TestCliRun::leavesTheFileToItsOwner()
{
    const QByteArray path = QFile::encodeName(m_shop->filePath(u"theirs.csv"_s));
    QFile file(QFile::decodeName(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const uid_t owner = geteuid() == 0 ? 65534 : geteuid(); // only root writes what is another's
    QCOMPARE(chown(path.constData(), owner, getegid()), 0);
    const CliOutcome outcome = m_shop->cli(
        {u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, u"-o"_s, file.fileName(), u"-cselect 1 as x"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    struct stat info {};
    QCOMPARE(stat(path.constData(), &info), 0);
    QCOMPARE(info.st_uid, owner);
    QCOMPARE(info.st_size, 4);
}

void TestCliRun::takesADashForStandardOutput()
{
    const CliOutcome outcome =
        m_shop->shell(u"cd \"$HOME\" && $CLI run --team shop --format csv -o - -c 'select 1 as x' && test ! -e ./-"_s);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QCOMPARE(outcome.output, QByteArray("x\n1\n"));
}

void TestCliRun::cancelsOnInterrupt_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("status");
    QTest::newRow("Ctrl+C") << SIGINT << 130;
    QTest::newRow("asked to end") << SIGTERM << 143;
}

void TestCliRun::cancelsOnInterrupt()
{
    QFETCH(int, signal);
    QFETCH(int, status);
    const QString sql = u"select i, pg_sleep(case i when 3 then 60 else 0 end)::text from generate_series(1, 4) i"_s;
    QFile file(m_shop->filePath(u"rows.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("as before");
    file.close();
    const QStringList entries = QFileInfo(file).dir().entryList(QDir::Files | QDir::Hidden);
    QProcess process;
    process.setProcessEnvironment(m_shop->environment());
    process.start(QStringLiteral(PARLANCE_CLI),
                  {u"run"_s, u"--team"_s, u"shop"_s, u"--format=csv"_s, u"-o"_s, file.fileName(), u"-c"_s, sql});
    const QString sleeping =
        u"select count(*) from pg_stat_activity where query = $$%1$$ and state = 'active'"_s.arg(sql);
    QTRY_COMPARE_WITH_TIMEOUT(m_shop->server().exec(sleeping).trimmed(), u"1"_s, 60'000);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), status);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(m_shop->server().exec(sleeping).trimmed(), u"0"_s, 20'000); // not when 60 s are over
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("as before"));
    QCOMPARE(QFileInfo(file).dir().entryList(QDir::Files | QDir::Hidden), entries);
}

void TestCliRun::endsTheTimeOutAtTheFirstRow()
{
    const auto run = [this](const QString& format, const QString& sql) {
        return m_shop->cli({u"run"_s, u"--team"_s, u"quick"_s, u"--format"_s, format, u"-c"_s, sql});
    };
    const CliOutcome late = run(u"csv"_s, u"select pg_sleep(60)"_s);
    QCOMPARE(late.status, 1);
    QVERIFY2(late.words.contains("no row came within 3 seconds"), late.words.constData());
    const CliOutcome table = run(u"table"_s, u"select pg_sleep(60)"_s);
    QCOMPARE(table.status, 1);
    // Rows come at once and for five seconds: more than the limit.
    const CliOutcome slow =
        run(u"csv"_s, u"select i, repeat('x', 4000), pg_sleep(0.05)::text from generate_series(1, 100) i"_s);
    QVERIFY2(slow.status == 0, slow.words.constData());
    QCOMPARE(slow.output.count('\n'), 101);
}

void TestCliRun::keepsARunToAFileToTheServersLimit()
{
    const auto run = [this](const QString& format, const QString& sql, const QString& team = u"hurried"_s) {
        return m_shop->cli({u"run"_s, u"--team"_s, team, u"--format"_s, format, u"-c"_s, sql});
    };
    QCOMPARE(run(u"csv"_s, u"show statement_timeout"_s).output, QByteArray("statement_timeout\n2s\n"));
    QVERIFY(run(u"table"_s, u"show statement_timeout"_s).output.contains("210s"));
    QCOMPARE(run(u"csv"_s, u"show statement_timeout"_s, u"quick"_s).output, QByteArray("statement_timeout\n0\n"));
    const CliOutcome slow = run(u"csv"_s, u"select i, pg_sleep(0.2)::text from generate_series(1, 300) i"_s);
    QCOMPARE(slow.status, 1);
    QVERIFY2(slow.words.contains("gives a run to a file 2 seconds on the server"), slow.words.constData());
    // A table that goes to a file is a run to a file too.
    const QString path = m_shop->filePath(u"table.txt"_s);
    const CliOutcome table =
        m_shop->cli({u"run"_s, u"--team"_s, u"hurried"_s, u"-o"_s, path, u"-c"_s, u"show statement_timeout"_s});
    QVERIFY2(table.status == 0, table.words.constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(" 2s\n"));
}

void TestCliRun::writesAWorkbookToAFileOnly()
{
    const CliOutcome bare =
        m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"xlsx"_s, u"-c"_s, u"select 1"_s});
    QCOMPARE(bare.status, 2);
    QVERIFY2(bare.words.contains("-o FILE"), bare.words.constData());
    QCOMPARE(bare.output, QByteArray());
    const QString path = m_shop->filePath(u"book.xlsx"_s);
    const CliOutcome book = m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"xlsx"_s, u"-o"_s, path,
                                         u"-c"_s, u"select * from orders"_s});
    QVERIFY2(book.status == 0, QByteArray(QByteArray::number(book.status) + book.words).constData());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(2) == "PK");
    const CliOutcome unknown =
        m_shop->cli({u"run"_s, u"--team"_s, u"shop"_s, u"--format"_s, u"xml"_s, u"-c"_s, u"select 1"_s});
    QCOMPARE(unknown.status, 2);
    QVERIFY2(unknown.words.contains("csv-excel, xlsx, json, ndjson, markdown, html, sql"), unknown.words.constData());
}

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_cli_run.moc"
