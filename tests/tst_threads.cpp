// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"
#include "commands/Interrupts.h"
#include "journal/JournalLock.h"
#include "postgres/ChunkBuilder.h"
#include "postgres/ConnectionLink.h"
#include "results/ResultTable.h"
#include "sample/FileLock.h"
#include "support/PostgresServer.h"

#include <libpq-fe.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>

using namespace parlance;
using parlance::test::PostgresServer;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* portVariable = "TST_THREADS_PORT";

//! Runs \a work(number) in so many threads at once and waits for them.
template <typename Work>
void inThreads(int count, Work work)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back(work, i);
    for (std::thread& thread : threads)
        thread.join();
}

struct Closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
};
using Connected = std::unique_ptr<PGconn, Closer>;
using Answered = std::unique_ptr<PGresult, Closer>;

//! The way of chunks from a worker to its Connection: as a queue of events is, but one the thread sanitizer can see.
class Queue final {
public:
    void push(ResultChunkPtr chunk)
    {
        const std::lock_guard lock(m_mutex);
        m_chunks.push_back(std::move(chunk));
        m_changed.notify_one();
    }
    //! Waits; nullptr: the last one was taken.
    ResultChunkPtr pop()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_chunks.empty(); });
        ResultChunkPtr chunk = std::move(m_chunks.front());
        m_chunks.pop_front();
        return chunk;
    }
    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_chunks.size();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<ResultChunkPtr> m_chunks;
};

} // namespace

//! The thread sanitizer asks for this. Qt Test keeps a watchdog thread of its own, which Debian's Qt, not instrumented,
//! seems to end without having waited for it. What is left out makes the sanitizer blind to the destruction of a
//! QWaitCondition (the classes tested here have none) and to what QTest::qRun itself deletes; nothing of ours.
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions()
{
    return "race:^QWaitCondition::~QWaitCondition\n"
           "race:^QTest::qRun\n";
}

//! What is handed over between threads by mutex, atomic or the kernel's lock, without an event loop. This runs under
//! the thread sanitizer (preset tsan), with no suppressions but Qt Test's own. Debian's Qt and libpq are not
//! instrumented: it sees what our own code and std do in both threads, and is blind to what stands inside QMutex,
//! queued signals and QFuture (Connection with its worker, Journal, the SQL parser's threads): those are tested under
//! the other sanitizers only.
class TestThreads final : public QObject {
    Q_OBJECT

private slots:
    void chunksPassWithoutOvertakingTheirReader();
    void aReaderThatWentLeavesNobodyWaiting();
    void aStopFindsItsStatementAndNoOther();
    void stopsAndHandlesOfManyThreadsAgree();
    void aWaitIsWokenFromAnotherThread();
    void oneHoldsALockOfTheJournalAtATime();
    void oneHoldsALockOfTheSampleAtATime();
    void secretsAreCutInEveryThread();
    void anInterruptIsSeenByAThreadThatWrites();

private:
    static Connected connect();
};

Connected TestThreads::connect()
{
    const QByteArray port = qgetenv(portVariable);
    const char* const names[] = {"host", "port", "user", "password", "dbname", nullptr};
    const char* const values[] = {"127.0.0.1", port.constData(), "ada", "secret", "postgres", nullptr};
    Connected connection(PQconnectdbParams(names, values, 0));
    if (PQstatus(connection.get()) != CONNECTION_OK)
        qFatal("%s", PQerrorMessage(connection.get()));
    return connection;
}

void TestThreads::chunksPassWithoutOvertakingTheirReader()
{
    constexpr int rows = 100'000; // some twenty chunks, more than may be on their way
    const auto link = std::make_shared<ConnectionLink>();
    const Connected connection = connect();
    Queue queue;
    std::size_t longest = 0;
    std::thread worker([&] {
        PQsendQuery(connection.get(),
                    "select g, g * 1.5, repeat('x', 40) || g, null from generate_series(1, 100000) g");
        PQsetSingleRowMode(connection.get());
        ChunkBuilder builder(4);
        const auto deliver = [&] {
            while (!link->waitForRoom(100)) {
            }
            link->chunkSent();
            queue.push(builder.take());
            longest = std::max(longest, queue.size());
        };
        while (const Answered result{PQgetResult(connection.get())}) {
            if (PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE)
                continue;
            builder.append(result.get());
            if (builder.isFull())
                deliver();
        }
        deliver();
        queue.push(nullptr);
    });
    ResultTable table;
    table.setColumns(QList<ResultColumn>(4));
    while (const ResultChunkPtr chunk = queue.pop()) {
        table.append(chunk);
        link->chunkTaken();
    }
    worker.join();
    QCOMPARE(table.rowCount(), rows);
    for (int row = 0; row < rows; row += 997) {
        QCOMPARE(table.cell(row, 0).toByteArray(), QByteArray::number(row + 1));
        QVERIFY(table.isNull(row, 3));
    }
    QVERIFY2(longest <= ConnectionLink::maximumChunksOnTheirWay, qPrintable(QString::number(longest)));
}

void TestThreads::aReaderThatWentLeavesNobodyWaiting()
{
    const auto link = std::make_shared<ConnectionLink>();
    for (int i = 0; i < ConnectionLink::maximumChunksOnTheirWay; ++i)
        link->chunkSent();
    QVERIFY(!link->waitForRoom(1));
    std::atomic_int gaveUp = 0;
    std::thread cutter([&] {
        while (gaveUp < 1)
            std::this_thread::yield();
        link->cut();
    });
    inThreads(3, [&](int) {
        ++gaveUp; // about to wait
        QElapsedTimer timer;
        timer.start();
        while (!link->isCut() && timer.elapsed() < 60'000)
            (void)link->waitForRoom(60'000);
    });
    cutter.join();
    QVERIFY(link->isCut());
}

void TestThreads::aStopFindsItsStatementAndNoOther()
{
    const auto link = std::make_shared<ConnectionLink>();
    const Connected connection = connect();
    link->setCancelHandle(PQgetCancel(connection.get()));
    std::atomic<quint64> current = 0;
    std::atomic_bool done = false;
    std::thread stopper([&] {
        quint64 stopped = 0;
        while (!done) {
            const quint64 request = current;
            if (request != 0 && request % 2 == 0 && request != stopped)
                link->requestStop(stopped = request); // every second statement, while it is on the server
        }
    });
    QStringList ends;
    for (quint64 request = 1; request <= 8; ++request) {
        const bool hangs = request % 2 == 0;
        link->beginStatement(request);
        current = request;
        const Answered result(PQexec(connection.get(), hangs ? "select pg_sleep(60)" : "select 1"));
        link->endStatement();
        while (!link->waitForCancel(1000)) {
        } // a late one would hit the next
        ends.append(hangs == link->isStopRequested(request)
                        ? QString::fromLatin1(PQresStatus(PQresultStatus(result.get())))
                        : u"another was stopped"_s);
    }
    done = true;
    stopper.join();
    link->setCancelHandle(nullptr);
    const QStringList pair{u"PGRES_TUPLES_OK"_s, u"PGRES_FATAL_ERROR"_s};
    QCOMPARE(ends, pair + pair + pair + pair);
}

void TestThreads::stopsAndHandlesOfManyThreadsAgree()
{
    const Connected connection = connect();
    const auto link = std::make_shared<ConnectionLink>();
    inThreads(4, [&](int number) {
        for (quint64 i = 1; i <= 100; ++i) {
            switch (number) {
            case 0: // the worker: opens, runs and closes over and over
                link->setCancelHandle(PQgetCancel(connection.get()));
                link->beginStatement(i);
                link->endStatement();
                link->setCancelHandle(nullptr);
                break;
            case 1: // who presses Stop
                link->requestStop(i);
                break;
            case 2: // the clock
                link->cancel();
                break;
            default: // who looks
                (void)link->isStopRequested(i);
                (void)link->waitForCancel(1);
            }
        }
    });
    QVERIFY(link->waitForCancel(30'000));
    QVERIFY(link->isStopRequested(100));
    const Answered result(PQexec(connection.get(), "select 1"));
    QVERIFY(result); // the connection took no harm; a late cancel may have hit this one
}

void TestThreads::aWaitIsWokenFromAnotherThread()
{
    const Connected connection = connect(); // its socket stays quiet
    const auto link = std::make_shared<ConnectionLink>();
    std::thread stopper([&] { link->requestStop(7); });
    QElapsedTimer timer;
    timer.start();
    while (!link->isStopRequested(7) && timer.elapsed() < 60'000)
        link->waiter().wait(PQsocket(connection.get()), 60'000);
    stopper.join();
    QVERIFY(timer.elapsed() < 50'000);
}

void TestThreads::oneHoldsALockOfTheJournalAtATime()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"journal.lock"_s);
    std::atomic_int holders = 0;
    std::atomic_int times = 0;
    std::atomic_bool broken = false;
    inThreads(4, [&](int) {
        for (int i = 0; i < 5; ++i) {
            JournalLock lock; // each thread is another program to it
            if (!lock.acquire(path, std::chrono::seconds(60)))
                continue;
            broken = broken || ++holders != 1 || !JournalLock::isHeldByAnyone(path);
            ++times;
            --holders;
        }
    });
    QVERIFY(!broken);
    QCOMPARE(times.load(), 20);
    QVERIFY(!JournalLock::isHeldByAnyone(path));
}

void TestThreads::oneHoldsALockOfTheSampleAtATime()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"setup.lock"_s);
    std::atomic_int holders = 0;
    std::atomic_int times = 0;
    std::atomic_bool broken = false;
    inThreads(4, [&](int) {
        FileLock lock(path);
        for (int i = 0; i < 50; ++i) {
            while (!lock.tryLock(FileLock::Mode::Exclusive))
                std::this_thread::yield();
            broken = broken || ++holders != 1;
            ++times;
            --holders;
            lock.unlock();
        }
    });
    QVERIFY(!broken);
    QCOMPARE(times.load(), 200);
}

void TestThreads::secretsAreCutInEveryThread()
{
    std::atomic_int cut = 0;
    inThreads(4, [&](int number) {
        for (int i = 0; i < 50; ++i) {
            const QString text = u"user=ada password=s3cret%1 host=db%2"_s.arg(number).arg(i);
            cut += redacted(text) == u"user=ada password=… host=db%1"_s.arg(i) ? 1 : 0;
        }
    });
    QCOMPARE(cut.load(), 200);
}

void TestThreads::anInterruptIsSeenByAThreadThatWrites()
{
    Interrupts interrupts;
    interrupts.listen();
    QVERIFY(!Interrupts::flag());
    std::atomic_bool writing = false;
    std::thread writer([&] {
        while (!Interrupts::flag())
            writing = true;
    });
    while (!writing)
        std::this_thread::yield();
    std::raise(SIGINT);
    writer.join();
    QCOMPARE(Interrupts::status(), 130);
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (qEnvironmentVariableIsSet(portVariable)) {
        TestThreads test;
        return QTest::qExec(&test, argc, argv);
    }
    // The test proper is a program of its own: the thread sanitizer takes the programs that QProcess starts (they share
    // the memory until they run) for this one's forked self and goes blind.
    const PostgresServer server;
    server.createRole(u"ada"_s, u"secret"_s);
    qputenv(portVariable, QByteArray::number(server.port()));
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedChannels);
    program.start(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    const bool ended = program.waitForFinished(-1);
    return ended && program.exitStatus() == QProcess::NormalExit ? program.exitCode() : 1;
}

#include "tst_threads.moc"
