// SPDX-License-Identifier: GPL-3.0-or-later
// What results cost in memory, one after the other in one process: 1 and 10 million rows held in memory, against the
// bytes of their values; 50 million rows into the table of a window with the default budget, which puts most of them on
// disk, and a reading of all of them; 1 million rows in a QSqlQueryModel; a value of 500 MB and one of 1 GB; Stop to
// idle. `bench_store [million rows of the largest, 50] [folder for the temporary file]`
#include "postgres/Connection.h"
#include "results/ResultKeeper.h"
#include "results/ResultScan.h"
#include "support/PostgresServer.h"
#include "ui/results/ResultView.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQueryModel>
#include <QTableView>
#include <QTemporaryDir>

#include <cstdio>
#include <malloc.h>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

namespace {

double megabytes(qint64 bytes)
{
    return double(bytes) / 1e6;
}

qint64 statusBytes(const char* name)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return 0;
}

//! The peak counts from here on.
void resetPeak()
{
    malloc_trim(0);
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

QByteArray rowsQuery(qint64 rows)
{
    return "select i as id, i % 1000 as small, (i * 1.37)::numeric(12,2) as amount from (select generate_series(1, " +
           QByteArray::number(rows) + ") i) s";
}

//! A connection, a keeper and a view, as a tab has them.
struct Place {
    Place(const test::PostgresServer& server, std::shared_ptr<ResultMemory> account, const QString& spillFolder)
        : connection(server.superuserParameters())
        , memory(std::move(account))
        , folder(spillFolder)
    {
        view.setResultModel(&model);
        view.resize(1280, 800);
        view.show();
        QObject::connect(&connection, &Connection::runColumns, &view,
                         [this](quint64, const QList<ResultColumn>& columns) { model.begin(columns); });
        QObject::connect(&connection, &Connection::runChunk, &view, [this](quint64, const ResultChunkPtr& chunk) {
            model.append(chunk);
            if (stopAfter > 0 && model.table().rowCount() >= stopAfter) {
                stopAfter = 0;
                sinceStop.start();
                connection.stop();
            }
        });
        QObject::connect(&connection, &Connection::runFinished, &view,
                         [this](quint64, const Result<RunSummary, PostgresError>& result) {
                             model.finish();
                             problem = result ? QString() : result.error().message;
                             QApplication::quit();
                         });
    }
    //! Seconds.
    double run(const QByteArray& sql)
    {
        RunLimits limits;
        limits.maximumRows = 0;
        limits.statementTimeoutSeconds = 0;
        QElapsedTimer clock;
        clock.start();
        connection.run(sql, limits, std::make_shared<ResultKeeper>(memory, SpillLimits{true, folder, QString()}));
        QApplication::exec();
        return double(clock.elapsed()) / 1000;
    }

    Connection connection;
    std::shared_ptr<ResultMemory> memory;
    QString folder;
    ResultModel model;
    ResultView view;
    QString problem;
    qint64 stopAfter = 0;
    QElapsedTimer sinceStop;
};

//! Bytes of all values, read by one scan from the first row to the last.
qint64 scannedBytes(const ResultTable& table, double* seconds)
{
    QElapsedTimer clock;
    clock.start();
    qint64 bytes = 0;
    ResultScan scan(table);
    for (qint64 row = 0; row < table.rowCount(); ++row) {
        if (!scan.moveTo(row))
            qFatal("row %lld cannot be read back", row);
        for (int column = 0; column < table.columnCount(); ++column)
            bytes += scan.cell(column).size();
    }
    *seconds = double(clock.elapsed()) / 1000;
    return bytes;
}

void measureRows(const test::PostgresServer& server, qint64 rows, qint64 budget, const QString& folder)
{
    resetPeak();
    const qint64 before = statusBytes("VmRSS");
    Place place(server, std::make_shared<ResultMemory>(budget), folder);
    const double seconds = place.run(rowsQuery(rows));
    if (!place.problem.isEmpty())
        qFatal("%s", qPrintable(place.problem));
    const qint64 peak = statusBytes("VmHWM");
    const ResultTable& table = place.model.table();
    double scanSeconds = 0;
    const qint64 values = scannedBytes(table, &scanSeconds);
    const qint64 ideal = values + table.rowCount() * table.columnCount() * 4;
    std::printf(
        "%lld rows in %.1f s: values %.0f MB (with 4 bytes a cell %.0f MB); in memory %.0f MB (%.3f x), on disk "
        "%.0f MB; resident %.0f MB before, peak %.0f MB, after a scan of all (%.1f s) %.0f MB, peak %.0f MB\n",
        table.rowCount(), seconds, megabytes(values), megabytes(ideal), megabytes(table.memoryBytes()),
        double(table.memoryBytes()) / double(ideal), megabytes(table.diskBytes()), megabytes(before), megabytes(peak),
        scanSeconds, megabytes(statusBytes("VmRSS")), megabytes(statusBytes("VmHWM")));
    std::fflush(stdout);
}

void measureQueryModel(const test::PostgresServer& server)
{
    resetPeak();
    const qint64 before = statusBytes("VmRSS");
    const ConnectionParameters parameters = server.superuserParameters();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, u"model"_s);
        database.setHostName(parameters.host);
        database.setPort(parameters.port.toInt());
        database.setDatabaseName(parameters.database);
        database.setUserName(parameters.user);
        database.setPassword(parameters.password);
        if (!database.open())
            qFatal("%s", qPrintable(database.lastError().text()));
        QElapsedTimer clock;
        clock.start();
        QSqlQueryModel model;
        QTableView view;
        view.setModel(&model);
        view.show();
        model.setQuery(QString::fromLatin1(rowsQuery(1'000'000)), database);
        while (model.canFetchMore())
            model.fetchMore();
        std::printf("QSqlQueryModel: %d rows in %.1f s, the window frozen all the while; resident %.0f MB before, peak "
                    "%.0f MB\n",
                    model.rowCount(), double(clock.elapsed()) / 1000, megabytes(before),
                    megabytes(statusBytes("VmHWM")));
    }
    QSqlDatabase::removeDatabase(u"model"_s);
    std::fflush(stdout);
}

void measureHugeValue(const test::PostgresServer& server, const QByteArray& size, const QString& folder)
{
    resetPeak();
    const qint64 before = statusBytes("VmRSS");
    {
        Place place(server, std::make_shared<ResultMemory>(), folder);
        const double seconds = place.run("select repeat('x', " + size + ")");
        const ResultTable& table = place.model.table();
        const qint64 shown = table.rowCount() > 0 ? table.cell(0, 0).size() : 0;
        std::printf(
            "a value of %s bytes: %.1f s, %lld bytes there, %s; resident %.0f MB before, peak %.0f MB, now %.0f "
            "MB\n",
            size.constData(), seconds, shown, place.problem.isEmpty() ? "no error" : qPrintable(place.problem),
            megabytes(before), megabytes(statusBytes("VmHWM")), megabytes(statusBytes("VmRSS")));
    }
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 1000)
        QApplication::processEvents(QEventLoop::AllEvents, 50); // the worker closes its worn connection
    std::printf("  and after it was closed: resident %.0f MB\n", megabytes(statusBytes("VmRSS")));
    std::fflush(stdout);
}

void measureStop(const test::PostgresServer& server, const QString& folder)
{
    Place place(server, std::make_shared<ResultMemory>(), folder);
    std::printf("Stop to idle while rows rush in:");
    for (int round = 0; round < 5; ++round) {
        place.stopAfter = 500'000;
        place.run(rowsQuery(100'000'000));
        std::printf(" %.1f ms", double(place.sinceStop.nsecsElapsed()) / 1e6);
    }
    std::printf("\n");
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const qint64 largest = (argc > 1 ? QByteArray(argv[1]).toLongLong() : 50) * 1'000'000;
    const QTemporaryDir temporary;
    const QString folder = argc > 2 ? QString::fromLocal8Bit(argv[2]) : temporary.path();
    const test::PostgresServer server;
    constexpr qint64 unlimited = 64LL * 1024 * ResultMemory::megabyte;
    measureRows(server, 1'000'000, unlimited, folder);
    measureQueryModel(server);
    measureRows(server, 10'000'000, unlimited, folder);
    measureRows(server, largest, ResultMemory::usualBudget, folder);
    measureStop(server, folder);
    measureHugeValue(server, "500000000", folder);
    measureHugeValue(server, "1000000000", folder);
    return 0;
}
