// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting, filtering and summing 1,000,000 rows that came from a server, against QSortFilterProxyModel over the same
// texts (as numbers, as QString's locale-aware order, as QDateTime). The proxy gets fewer rows where the whole would
// take minutes. Medians of five, the proxy once.
//     bench_sort [ROWS] [PROXY-ROWS]
#include "results/ResultOrder.h"
#include "support/TableReader.h"

#include <QAbstractTableModel>
#include <QCoreApplication>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::TableReader;

namespace {

constexpr int rounds = 5;

//! What a program without typed keys does: a model over the texts and a proxy that compares variants.
class PlainModel final : public QAbstractTableModel {
public:
    PlainModel(const ResultTable& table, int rows)
        : m_table(table)
        , m_rows(rows)
    {}
    int rowCount(const QModelIndex& = {}) const override { return m_rows; }
    int columnCount(const QModelIndex& = {}) const override { return m_table.columnCount(); }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role != Qt::DisplayRole || m_table.isNull(index.row(), index.column()))
            return {};
        const QString text = QString::fromUtf8(m_table.cell(index.row(), index.column()));
        switch (m_table.columns().at(index.column()).typeOid) {
        case 1700:
            return text.toDouble();
        case 1184:
            return QDateTime::fromString(text.left(19) + text.mid(text.size() - 3) + u":00"_s, Qt::ISODate);
        default:
            return text;
        }
    }

private:
    ResultTable m_table;
    int m_rows;
};

template <typename Work>
double milliseconds(int times, const Work& work)
{
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer clock;
        clock.start();
        work();
        all.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

double proxySort(const ResultTable& table, int column, int rows)
{
    PlainModel model(table, rows);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setSortLocaleAware(true);
    return milliseconds(1, [&] { proxy.sort(column); });
}

void sortAll(const ResultTable& table, int proxyRows)
{
    const std::atomic_bool go = false;
    for (int column = 0; column < table.columnCount(); ++column) {
        const QByteArray name = table.columns().at(column).name.toUtf8();
        const auto sort = [&] { (void)sortRows(table, {{column, true}}, nullptr, go, QLocale(u"en_US"_s)); };
        const double ours = milliseconds(rounds, sort);
        const double proxy = proxySort(table, column, proxyRows);
        std::printf("sort by %-28s %8.1f ms of %lld rows; QSortFilterProxyModel %9.1f ms of %d rows\n",
                    name.constData(), ours, table.rowCount(), proxy, proxyRows);
    }
    const double several = milliseconds(rounds, [&] {
        (void)sortRows(table, {{4, false}, {2, true}, {1, false}}, nullptr, go, QLocale(u"en_US"_s));
    });
    std::printf("sort by three columns                %8.1f ms\n", several);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const int rows = argc > 1 ? QByteArray(argv[1]).toInt() : 1'000'000;
    const int proxyRows = argc > 2 ? QByteArray(argv[2]).toInt() : std::min(rows, 100'000);
    const PostgresServer server;
    TableReader reader(server);
    const ResultTable table = reader.read(
        u"select ((random() * 1e10)::bigint / 100.0)::numeric(12,2) \"numeric(12,2)\", timestamptz '2024-01-01' + "
        "random() * interval '2 years' \"timestamptz\", 'customer ' || (random() * 1e9)::int \"text, all different\", "
        "random() * 1e6 \"double precision\", (array['open','paid','shipped','returned'])[1 + (random() * 3)::int] "
        "\"text, four different\", case when random() < 0.9 then (random() * 1e9)::int end \"integer, some null\", "
        "gen_random_uuid() \"uuid\", ((random() * 1e10)::bigint / 100.0)::numeric * 1e15 \"numeric, 25 digits\" from generate_series(1, %1)"_s
            .arg(rows));
    std::printf("%lld rows, %.1f MB, %d cores\n", table.rowCount(), double(table.memoryBytes()) / 1e6,
                QThread::idealThreadCount());
    sortAll(table, proxyRows);
    return 0;
}
