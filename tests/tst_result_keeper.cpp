// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultKeeper.h"
#include "results/ResultOrder.h"
#include "results/ResultScan.h"
#include "support/ResultChunks.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <random>
#include <thread>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#endif

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::makeColumn;
using parlance::test::TestCell;

namespace {

constexpr int rowsAChunk = 500;

TestCell cellOf(qint64 row, int column)
{
    if ((row + column) % 7 == 0)
        return std::nullopt;
    if ((row + column) % 11 == 0)
        return QByteArray("");
    return QByteArray::number(row * 31 + column).repeated(static_cast<int>(1 + row % 5));
}

ResultChunkPtr chunkFrom(qint64 first)
{
    QList<QList<TestCell>> rows;
    for (qint64 row = first; row < first + rowsAChunk; ++row)
        rows.append({cellOf(row, 0), cellOf(row, 1), cellOf(row, 2)});
    return test::makeChunk(rows);
}

//! A table of \a chunks chunks that \a keeper kept; ends early when it keeps no more, with its words in \a problem.
ResultTable keptTable(ResultKeeper& keeper, int chunks, QString* problem = nullptr)
{
    ResultTable table;
    table.setColumns(
        {makeColumn(u"a"_s, 25, u"text"_s), makeColumn(u"b"_s, 25, u"text"_s), makeColumn(u"c"_s, 25, u"text"_s)});
    for (int i = 0; i < chunks; ++i) {
        const Result<ResultChunkPtr, QString> kept = keeper.keep(chunkFrom(qint64(i) * rowsAChunk));
        if (!kept) {
            if (problem)
                *problem = kept.error();
            break;
        }
        table.append(*kept);
    }
    return table;
}

bool isRight(const ResultTable& table, qint64 row)
{
    for (int column = 0; column < 3; ++column) {
        const TestCell expected = cellOf(row, column);
        if (table.isNull(row, column) != !expected || table.cell(row, column) != expected.value_or(QByteArray()))
            return false;
    }
    return true;
}

bool isRight(const ResultScan& scan, qint64 row)
{
    for (int column = 0; column < 3; ++column) {
        const TestCell expected = cellOf(row, column);
        if (scan.isNull(column) != !expected || scan.cell(column) != expected.value_or(QByteArray()))
            return false;
    }
    return true;
}

QStringList filesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System);
}

//! The files of the program that have no name any more and lay in \a folder, as Linux tells them.
int namelessFiles(const QString& folder)
{
    int count = 0;
    for (const QFileInfo& link :
         QDir(u"/proc/self/fd"_s).entryInfoList(QDir::System | QDir::Files | QDir::NoDotAndDotDot)) {
        const QString target = link.symLinkTarget();
        count += target.startsWith(folder) && target.endsWith(u"(deleted)"_s) ? 1 : 0;
    }
    return count;
}

SpillLimits limitsFor(const QString& folder)
{
    return {true, folder, QString()};
}

} // namespace

//! Results larger than the memory allowed for them: on disk, and back, byte for byte.
class TestResultKeeper final : public QObject {
    Q_OBJECT
private slots:
    void whatIsOnDiskReadsBackFromSeveralThreads();
    void memoryIsGivenBackWithTheChunks();
    void smallResultsStayInMemoryWhateverOthersTook();
    void noFileHasAName();
    void aKilledProgramLeavesNoFile();
    void spillingMayBeForbidden();
    void aFolderThatCannotBeUsedIsNamed();
    void aFullDiskKeepsWhatWasThere();
    void scansLetGoOfWhatTheyRead();
    void aDiskThatFailsIsSaidWhereTheRowsWouldStand();
};

void TestResultKeeper::whatIsOnDiskReadsBackFromSeveralThreads()
{
    const QTemporaryDir folder;
    const auto memory = std::make_shared<ResultMemory>(2 * ResultMemory::megabyte);
    ResultKeeper keeper(memory, limitsFor(folder.filePath(u"rows"_s)));
    const ResultTable table = keptTable(keeper, 400);
    QCOMPARE(table.rowCount(), 400 * rowsAChunk);
    QVERIFY2(table.diskBytes() > 3 * ResultMemory::megabyte, "most of it lies on disk");
    QVERIFY(table.memoryBytes() < 3 * ResultMemory::megabyte);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (unsigned number = 0; number < 4; ++number) {
        threads.emplace_back([number, copy = table, &wrong] {
            std::mt19937 random(number);
            if (number % 2 == 0) {
                ResultScan scan(copy);
                for (qint64 row = 0; row < copy.rowCount(); ++row)
                    wrong += scan.moveTo(row) && isRight(scan, row) ? 0 : 1;
            }
            for (int i = 0; i < 20'000; ++i)
                wrong += isRight(copy, qint64(random()) % copy.rowCount()) ? 0 : 1;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(isRight(table, table.rowCount() - 1));
}

void TestResultKeeper::memoryIsGivenBackWithTheChunks()
{
    const QTemporaryDir folder;
    const auto memory = std::make_shared<ResultMemory>(64 * ResultMemory::megabyte);
    {
        ResultKeeper keeper(memory, limitsFor(folder.path()));
        ResultTable table = keptTable(keeper, 100);
        QCOMPARE(table.diskBytes(), 0);
        QVERIFY(memory->usedBytes() > ResultMemory::megabyte);
        QVERIFY(memory->usedBytes() <= table.memoryBytes());
        const ResultTable copy = table;
        table.clear();
        QVERIFY(memory->usedBytes() > ResultMemory::megabyte);
        QVERIFY(isRight(copy, 4000));
    }
    QTRY_COMPARE_WITH_TIMEOUT(memory->usedBytes(), 0, 30'000);
}

void TestResultKeeper::smallResultsStayInMemoryWhateverOthersTook()
{
    const auto memory = std::make_shared<ResultMemory>(0);
    SpillLimits limits = limitsFor(u"/nowhere"_s);
    limits.allowed = false;
    ResultKeeper keeper(memory, limits);
    const ResultTable table = keptTable(keeper, 3);
    QCOMPARE(table.rowCount(), 3 * rowsAChunk);
    QVERIFY(memory->usedBytes() > 0);
}

void TestResultKeeper::noFileHasAName()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    {
        ResultKeeper keeper(std::make_shared<ResultMemory>(0), limitsFor(folder.filePath(u"rows"_s)));
        const ResultTable table = keptTable(keeper, 100);
        QVERIFY(table.diskBytes() > 0);
        QCOMPARE(filesIn(folder.filePath(u"rows"_s)), QStringList());
        QVERIFY(namelessFiles(folder.filePath(u"rows"_s)) > 0);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(folder.filePath(u"rows"_s)) & others));
        for (const QFileInfo& link : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::System | QDir::Files)) {
            if (link.symLinkTarget().startsWith(folder.path()))
                QVERIFY2(!(QFile::permissions(link.filePath()) & others), qPrintable(link.symLinkTarget()));
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(namelessFiles(folder.path()), 0, 30'000);
#endif
}

void TestResultKeeper::aKilledProgramLeavesNoFile()
{
    const QTemporaryDir folder;
    QProcess program;
    program.setProgram(QCoreApplication::applicationFilePath());
    program.setArguments({u"--spill"_s, folder.path()});
    program.start();
    QVERIFY(program.waitForStarted());
    QByteArray said;
    while (!said.contains("kept") && program.waitForReadyRead(30'000))
        said += program.readAllStandardOutput();
    QVERIFY2(said.contains("kept"), said.constData());
    program.kill();
    QVERIFY(program.waitForFinished());
    QCOMPARE(filesIn(folder.path()), QStringList());
}

void TestResultKeeper::spillingMayBeForbidden()
{
    SpillLimits limits = limitsFor(u"/nowhere"_s);
    limits.allowed = false;
    limits.setBy = u"the policy of the team Sales (/etc/parlance/teams.json)"_s;
    ResultKeeper keeper(std::make_shared<ResultMemory>(2 * ResultMemory::megabyte), limits);
    QString problem;
    const ResultTable table = keptTable(keeper, 400, &problem);
    QVERIFY2(problem.contains(u"2 MB"_s) && problem.contains(limits.setBy), qPrintable(problem));
    QVERIFY(table.rowCount() > 0);
    QVERIFY(isRight(table, table.rowCount() - 1));
}

void TestResultKeeper::aFolderThatCannotBeUsedIsNamed()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ResultKeeper keeper(std::make_shared<ResultMemory>(0), limitsFor(file.fileName() + u"/rows"_s));
    QString problem;
    const ResultTable table = keptTable(keeper, 400, &problem);
    QVERIFY2(problem.contains(file.fileName() + u"/rows"_s), qPrintable(problem));
    QVERIFY(isRight(table, table.rowCount() - 1));
}

void TestResultKeeper::aFullDiskKeepsWhatWasThere()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.path());
    // A small disk of its own where that may be mounted, else a limit for files that is reached in the same way.
    const bool mounted = ::mount("tmpfs", path.constData(), "tmpfs", 0, "size=3m,mode=700") == 0;
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    if (!mounted) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{3 * 1024 * 1024, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    }
    {
        ResultKeeper keeper(std::make_shared<ResultMemory>(0), limitsFor(folder.path()));
        QString problem;
        const ResultTable table = keptTable(keeper, 400, &problem);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(problem.contains(folder.path()), qPrintable(problem));
        QVERIFY2(problem.contains(mounted ? u"No space left"_s : u"File too large"_s), qPrintable(problem));
        QVERIFY(table.diskBytes() > ResultMemory::megabyte);
        ResultScan scan(table);
        for (qint64 row = 0; row < table.rowCount(); ++row)
            QVERIFY(scan.moveTo(row) && isRight(scan, row));
    }
    QTRY_COMPARE_WITH_TIMEOUT(namelessFiles(folder.path()), 0, 30'000);
    if (mounted)
        QCOMPARE(::umount2(path.constData(), MNT_DETACH), 0);
#endif
}

void TestResultKeeper::scansLetGoOfWhatTheyRead()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    ResultKeeper keeper(std::make_shared<ResultMemory>(0), limitsFor(folder.path()));
    const ResultTable table = keptTable(keeper, 400);
    ResultScan scan(table);
    for (qint64 row = 0; row < table.rowCount(); ++row)
        QVERIFY(scan.moveTo(row));
    for (qint64 row = 0; row < table.rowCount(); row += 97)
        QVERIFY(isRight(table, row));
    QFile maps(u"/proc/self/maps"_s);
    QVERIFY(maps.open(QIODevice::ReadOnly));
    const qsizetype mapped = maps.readAll().count(QFile::encodeName(folder.path()));
    QVERIFY2(mapped > 0 && mapped <= qsizetype(2 * MappedChunks::mostChunks + 1), qPrintable(QString::number(mapped)));
#endif
}

//! What a mapping does not survive: the program would end by SIGBUS.
void TestResultKeeper::aDiskThatFailsIsSaidWhereTheRowsWouldStand()
{
#ifdef Q_OS_LINUX
    const QTemporaryDir folder;
    ResultKeeper keeper(std::make_shared<ResultMemory>(0), limitsFor(folder.path()));
    const ResultTable table = keptTable(keeper, 400);
    QVERIFY(isRight(table, 0));
    for (const QFileInfo& handle : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System)) {
        if (handle.symLinkTarget().startsWith(folder.path()))
            QCOMPARE(::truncate(QFile::encodeName(handle.filePath()).constData(), 100'000), 0);
    }
    const qint64 last = table.rowCount() - 1;
    QVERIFY(!table.isNull(last, 0));
    QCOMPARE(table.cell(last, 0), QByteArrayView("(cannot be read back from the temporary file)"));
    ResultScan scan(table);
    QVERIFY(!scan.moveTo(last));
    const auto sorted = sortRows(table, {{0, false}}, nullptr, false);
    QVERIFY(!sorted);
    QCOMPARE(sorted.error(), RowsError::unreadable());
#endif
}

//! The program that is to be killed: keeps rows on disk and waits.
static int spillAndWait(const QString& folder)
{
    ResultKeeper keeper(std::make_shared<ResultMemory>(0), limitsFor(folder));
    const ResultTable table = keptTable(keeper, 100);
    std::fputs(table.diskBytes() > 0 ? "kept\n" : "nothing is on disk\n", stdout);
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == u"--spill"_s)
        return spillAndWait(arguments.at(2));
    TestResultKeeper test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_result_keeper.moc"
