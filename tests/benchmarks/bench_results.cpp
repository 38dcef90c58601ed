// SPDX-License-Identifier: GPL-3.0-or-later
// All that is measured of results, in one run, one program after the other, each with the machine's load before it:
// the table against bare libpq and QSqlQueryModel; first row; pauses of the GUI thread while rows stream in, are
// scrolled and sorted; frames of a wide result; sorting, filtering and summing against QSortFilterProxyModel; CSV and
// the other formats against psql's \copy; memory of 1, 10 and 50 million rows, huge values, Stop to idle.
//     bench_results [million rows of the largest, 50]
#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

#include <cstdio>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QString folder = QFileInfo(QCoreApplication::applicationFilePath()).absolutePath();
    int failed = 0;
    for (const char* const name :
         {"bench_drain", "bench_view", "bench_scroll", "bench_sort", "bench_export", "bench_store"}) {
        double load[3] = {};
        ::getloadavg(load, 3);
        std::printf("\n== %s (load %.1f, %.1f, %.1f)\n", name, load[0], load[1], load[2]);
        std::fflush(stdout);
        QStringList arguments;
        if (qstrcmp(name, "bench_store") == 0)
            arguments = QCoreApplication::arguments().mid(1);
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(folder + u'/' + QString::fromLatin1(name), arguments);
        if (!process.waitForFinished(-1) || process.exitCode() != 0) {
            std::printf("%s failed\n", name);
            ++failed;
        }
    }
    return failed == 0 ? 0 : 1;
}
