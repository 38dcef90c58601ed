// SPDX-License-Identifier: GPL-3.0-or-later
// 1,000,000 rows × 10 columns to a file through the console program, against psql's COPY of the same query, alternating
// in one run; medians of five for CSV, of one for the others. Build it and parlance-cli as a release.
#include "support/PostgresServer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using parlance::test::PostgresServer;

namespace {

constexpr int rounds = 5;

double secondsOf(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s failed", qPrintable(program));
    return double(clock.nsecsElapsed()) / 1e9;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const PostgresServer server;
    server.exec(
        u"create table big as select i as id, i * 7 as big_id, (i % 1000)::smallint as small, (i * "
        "1.37)::numeric(12,2) as amount, 'customer ' || i as name, timestamptz '2024-01-01' + i * interval "
        "'13 seconds' as at, (date '2020-01-01' + i % 2000) as day, i % 3 = 0 as flag, case when i % 5 = 0 "
        "then null else md5(i::text) end as code, i / 3.0::float8 as ratio from generate_series(1, 1000000) i"_s);
    server.exec(u"vacuum analyze big"_s);
    const QTemporaryDir folder;
    const QString sql = u"select * from big"_s;
    const QString connection =
        u"host=127.0.0.1 port=%1 dbname=postgres user=%2 sslmode=disable"_s.arg(server.port()).arg(server.superuser());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PGPASSWORD"_s, server.superuserPassword());
    environment.insert(u"PARLANCE_PASSWORD"_s, server.superuserPassword());
    environment.insert(u"PARLANCE_CONFIG_DIR"_s, folder.path());
    environment.insert(u"PARLANCE_DATA_DIR"_s, folder.path());
    const QString copied = folder.filePath(u"psql.csv"_s);
    const auto psql = [&] {
        return secondsOf(server.binaryFolder() + u"/psql"_s,
                         {u"-X"_s, u"-q"_s, u"-d"_s, connection, u"-c"_s,
                          u"\\copy (%1) to '%2' with (format csv, header)"_s.arg(sql, copied)},
                         environment);
    };
    const auto ours = [&](const QString& format) {
        return secondsOf(QStringLiteral(PARLANCE_CLI),
                         {u"run"_s, u"--connect"_s, connection, u"-c"_s, sql, u"--format"_s, format, u"-o"_s,
                          folder.filePath(u"ours."_s + format)},
                         environment);
    };
    psql();
    ours(u"csv"_s);
    std::vector<double> reference, measured, ratios;
    for (int round = 0; round < rounds; ++round) {
        reference.push_back(psql());
        measured.push_back(ours(u"csv"_s));
        ratios.push_back(measured.back() / reference.back());
        std::printf("round %d: psql \\copy %.2f s, parlance-cli csv %.2f s, ratio %.2f\n", round + 1, reference.back(),
                    measured.back(), ratios.back());
        std::fflush(stdout);
    }
    const bool same = QProcess::execute(u"cmp"_s, {copied, folder.filePath(u"ours.csv"_s)}) == 0;
    std::printf("csv: median ratio %.2f (at most 1.30); %.1f MB, byte for byte %s\n", median(ratios),
                double(QFileInfo(copied).size()) / 1e6, same ? "the same" : "NOT the same");
    const double base = median(reference);
    for (const char* format : {"csv-excel", "json", "ndjson", "sql", "html", "markdown", "xlsx"}) {
        const QString name = QString::fromLatin1(format);
        const double took = ours(name);
        std::printf("%-9s %6.2f s, %.1f x psql's csv, %.1f MB\n", format, took, took / base,
                    double(QFileInfo(folder.filePath(u"ours."_s + name)).size()) / 1e6);
        std::fflush(stdout);
    }
    return same ? 0 : 1;
}
