// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting, filtering and summing 1,000,000 rows that came from a server, against QSortFilterProxyModel over the same
// texts (as numbers, as QString's locale-aware order, as QDateTime). The proxy gets fewer rows where the whole would
// take minutes. Medians of five, the proxy once.
//     bench_sort [ROWS] [PROXY-ROWS]
#include "results/ResultComparison.h"
#include "results/ResultFilter.h"
#include "results/ResultFind.h"
#include "results/ResultOrder.h"
#include "results/ResultSummary.h"
#include "support/TableReader.h"

#include <QAbstractTableModel>
#include <QCoreApplication>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <cstdio>
#include <future>

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

void filterAll(const ResultTable& table)
{
    using Kind = FilterTerm::Kind;
    const std::atomic_bool go = false;
    FilterOptions options;
    options.timeZone = QTimeZone("Europe/Berlin");
    const auto filter = [&](const char* what, const FilterTerm& term) {
        qsizetype found = 0;
        const double time = milliseconds(rounds, [&] {
            const auto rows = filterRows(table, {term}, nullptr, go, options);
            found = rows ? static_cast<qsizetype>((*rows)->size()) : -1;
        });
        std::printf("filter, %-32s %8.1f ms, %lld rows left\n", what, time, static_cast<long long>(found));
    };
    filter("text in any column, none has it", {Kind::Contains, -1, u"no such text"_s});
    filter("two digits in any column", {Kind::Contains, -1, u"77"_s});
    filter("text in any column, not ASCII", {Kind::Contains, -1, u"Äpfel"_s});
    filter("text in one column", {Kind::Contains, 2, u"MER 77"_s});
    filter("numeric > 5e7", {Kind::Greater, 0, u"5e7"_s});
    filter("timestamptz < a date", {Kind::Less, 1, u"2025-01-01"_s});
    filter("text = paid", {Kind::Equals, 4, u"paid"_s});
    const double find = milliseconds(rounds, [&] { (void)findInResult(table, nullptr, u"no such text"_s, {}, go); });
    std::printf("find what is nowhere                     %8.1f ms\n", find);
}

void summarizeAll(const ResultTable& table)
{
    const std::atomic_bool go = false;
    for (int column = 0; column < table.columnCount(); ++column) {
        const double time = milliseconds(rounds, [&] {
            (void)summarize(table, {{0, table.rowCount() - 1, column, column}}, nullptr, go);
        });
        std::printf("summarize %-30s %8.1f ms\n", table.columns().at(column).name.toUtf8().constData(), time);
    }
    const double compare = milliseconds(1, [&] { (void)compareResults(table, table, {6}, go); });
    std::printf("compare with itself by uuid              %8.1f ms\n", compare);
}

//! From setting the flag to the return of a sort that is under way.
void cancelSorts(const ResultTable& table)
{
    for (const int column : {0, 2}) {
        std::vector<double> delays;
        for (int round = 0; round < 20; ++round) {
            std::atomic_bool cancelled = false;
            auto sorting = std::async(std::launch::async, [&] {
                return sortRows(table, {{column, false}}, nullptr, cancelled).has_value();
            });
            sorting.wait_for(std::chrono::milliseconds(round * 10));
            QElapsedTimer clock;
            clock.start();
            cancelled = true;
            sorting.wait();
            delays.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        std::sort(delays.begin(), delays.end());
        std::printf("cancel a sort by %-23s %8.1f ms in the middle, %.1f ms at most\n",
                    table.columns().at(column).name.toUtf8().constData(), delays[delays.size() / 2], delays.back());
    }
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
    filterAll(table);
    summarizeAll(table);
    cancelSorts(table);
    return 0;
}
