// SPDX-License-Identifier: GPL-3.0-or-later
// 1,000,000 rows × 10 columns through Connection into a ResultTable, against draining the same query with bare libpq
// single-row mode, alternating in one run; medians of five. Then once by QSqlQueryModel.
#include "support/PostgresServer.h"
#include "support/RunRecorder.h"

#include <libpq-fe.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQueryModel>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::RunRecorder;

namespace {

constexpr int rounds = 5;

struct Measured {
    double firstRow = 0;
    double all = 0;
};

double seconds(const QElapsedTimer& clock)
{
    return double(clock.nsecsElapsed()) / 1e9;
}

Measured drainBare(const ConnectionParameters& parameters, const QByteArray& sql)
{
    const QByteArray host = parameters.host.toUtf8();
    const QByteArray port = parameters.port.toUtf8();
    const QByteArray database = parameters.database.toUtf8();
    const QByteArray user = parameters.user.toUtf8();
    const QByteArray password = parameters.password.toUtf8();
    const char* const keys[] = {"host", "port", "dbname", "user", "password", "sslmode", nullptr};
    const char* const values[] = {host.constData(), port.constData(),     database.constData(),
                                  user.constData(), password.constData(), "disable",
                                  nullptr};
    PGconn* connection = PQconnectdbParams(keys, values, 0);
    if (PQstatus(connection) != CONNECTION_OK)
        qFatal("%s", PQerrorMessage(connection));
    PQclear(PQexec(connection, "begin read only"));
    Measured measured;
    QElapsedTimer clock;
    clock.start();
    PQsendQueryParams(connection, sql.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQsetSingleRowMode(connection);
    while (PGresult* result = PQgetResult(connection)) {
        if (measured.firstRow == 0)
            measured.firstRow = seconds(clock);
        PQclear(result);
    }
    measured.all = seconds(clock);
    PQfinish(connection);
    return measured;
}

Measured drainIntoTable(Connection& connection, RunRecorder& recorder, const QByteArray& sql)
{
    recorder.reset();
    RunLimits limits;
    limits.maximumRows = 0;
    Measured measured;
    QElapsedTimer clock;
    QEventLoop loop; // this program is the event loop's owner: it has nothing else to do
    QObject context;
    QObject::connect(&connection, &Connection::runChunk, &context, [&] {
        if (measured.firstRow == 0)
            measured.firstRow = seconds(clock);
    });
    QObject::connect(&connection, &Connection::runFinished, &context, [&] {
        measured.all = seconds(clock);
        loop.quit();
    });
    clock.start();
    connection.run(sql, limits);
    loop.exec();
    if (!recorder.run)
        qFatal("%s", qPrintable(recorder.message()));
    return measured;
}

//! Into a QSqlQueryModel; no cell is looked at.
Measured drainIntoQueryModel(const ConnectionParameters& parameters, const QByteArray& sql)
{
    Measured measured;
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
        model.setQuery(QString::fromLatin1(sql), database);
        measured.firstRow = seconds(clock);
        while (model.canFetchMore())
            model.fetchMore();
        measured.all = seconds(clock);
        if (model.rowCount() != 1'000'000)
            qFatal("%d rows", model.rowCount());
    }
    QSqlDatabase::removeDatabase(u"model"_s);
    return measured;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

qint64 statusKilobytes(const char* name)
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const PostgresServer server;
    server.exec(u"create table big as select i as id, i * 7 as big_id, (i % 1000)::smallint as small, (i * "
                u"1.37)::numeric(12,2) as "
                "amount, 'customer ' || i as name, timestamptz '2024-01-01' + i * interval '13 seconds' as at, (date "
                "'2020-01-01' + i % "
                "2000) as day, i % 3 = 0 as flag, case when i % 5 = 0 then null else md5(i::text) end as code, i / "
                "3.0::float8 as ratio "
                "from generate_series(1, 1000000) i"_s);
    server.exec(u"vacuum analyze big"_s);
    const QByteArray sql = "select * from big";
    ConnectionParameters parameters = server.superuserParameters();
    parameters.sslMode = u"disable"_s;
    Connection connection(parameters);
    RunRecorder recorder(&connection);
    drainBare(parameters, sql);
    drainIntoTable(connection, recorder, "select 1");
    std::vector<double> bare, bareFirst, ours, oursFirst, ratios;
    const qint64 before = statusKilobytes("VmRSS");
    for (int round = 0; round < rounds; ++round) {
        const Measured reference = drainBare(parameters, sql);
        const Measured measured = drainIntoTable(connection, recorder, sql);
        bare.push_back(reference.all);
        bareFirst.push_back(reference.firstRow * 1000);
        ours.push_back(measured.all);
        oursFirst.push_back(measured.firstRow * 1000);
        ratios.push_back(measured.all / reference.all);
        std::printf("round %d: bare %.3f s, table %.3f s, ratio %.3f\n", round + 1, reference.all, measured.all,
                    ratios.back());
    }
    const ResultTable& table = recorder.table;
    qint64 values = 0;
    for (qint64 row = 0; row < table.rowCount(); ++row) {
        for (int column = 0; column < table.columnCount(); ++column)
            values += table.cell(row, column).size();
    }
    const qint64 ideal = values + table.rowCount() * table.columnCount() * 4;
    std::printf("rows %lld, chunks %d, values %.1f MB\n", table.rowCount(), recorder.chunks, double(values) / 1e6);
    std::printf("all rows:  bare %.3f s, table %.3f s (medians); ratio of medians %.3f, median ratio %.3f\n",
                median(bare), median(ours), median(ours) / median(bare), median(ratios));
    std::printf("first row: bare %.2f ms, table %.2f ms (BEGIN included)\n", median(bareFirst), median(oursFirst));
    std::printf("memory: table %.1f MB = %.4f x (values + 4 bytes a cell); resident %.1f MB before, %.1f MB now, peak "
                "%.1f MB\n",
                double(table.memoryBytes()) / 1e6, double(table.memoryBytes()) / double(ideal), double(before) / 1e3,
                double(statusKilobytes("VmRSS")) / 1e3, double(statusKilobytes("VmHWM")) / 1e3);
    const Measured model = drainIntoQueryModel(parameters, sql);
    std::printf("QSqlQueryModel: all rows %.3f s = %.2f x ours, first row %.0f ms, its thread held up all the while; "
                "peak %.1f MB\n",
                model.all, model.all / median(ours), model.firstRow * 1000, double(statusKilobytes("VmHWM")) / 1e3);
    return 0;
}
