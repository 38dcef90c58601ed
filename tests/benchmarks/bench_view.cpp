// SPDX-License-Identifier: GPL-3.0-or-later
// 1,000,000 rows × 10 columns streaming into a ResultView, five times: first row visible, last row (as a ratio against
// a bare libpq drain of the same query in the same run), memory, and the pauses of the GUI thread as a probe sees them
// that posts an event each millisecond (the age of each counts). Then the same probe while nothing happens (what the
// machine itself does to it), while somebody scrolls by wheel, page and thumb, and while they scroll and the rows are
// sorted by columns of several types.
#include "postgres/Connection.h"
#include "support/PostgresServer.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/ResultView.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextStream>
#include <QThread>
#include <QTimer>
#include <QWheelEvent>

#include <libpq-fe.h>

#include <atomic>

using namespace parlance;

namespace {

const char query[] =
    "SELECT g AS id, 'customer ' || g AS name, (g % 10007 * 7919 % 100000) / 100.0 AS price, g % 97 AS quantity, "
    "timestamptz '2026-01-01 00:00:00+00' + g * interval '1 second' AS ordered_at, md5(g::text) AS token, "
    "g % 2 = 0 AS paid, CASE WHEN g % 5 = 0 THEN NULL ELSE 'note ' || g % 1000 END AS note, "
    "g * 1.5::float8 AS weight, date '2026-01-01' + g % 300 AS day FROM generate_series(1, 1000000) g";

qint64 drainWithLibpq(const test::PostgresServer& server)
{
    const QByteArray port = QByteArray::number(server.port());
    const QByteArray password = server.superuserPassword().toUtf8();
    const char* const keys[] = {"host", "port", "user", "dbname", "password", nullptr};
    const char* const values[] = {"127.0.0.1", port.constData(), "postgres", "postgres", password.constData(), nullptr};
    PGconn* connection = PQconnectdbParams(keys, values, 0);
    if (PQstatus(connection) != CONNECTION_OK)
        qFatal("%s", PQerrorMessage(connection));
    QElapsedTimer timer;
    timer.start();
    PQsendQueryParams(connection, query, 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQsetSingleRowMode(connection);
    while (PGresult* result = PQgetResult(connection))
        PQclear(result);
    const qint64 elapsed = timer.nsecsElapsed();
    PQfinish(connection);
    return elapsed;
}

//! Posts an event to the GUI thread every millisecond and keeps how old each was when it was handled.
class Probe final : public QThread {
public:
    //! To be made on the GUI thread. Events that were not handled when it dies die with it.
    Probe() = default;
    std::vector<qint64> ages; //!< microseconds; written on the GUI thread only
    std::atomic_bool stop = false;

    //! The 99th percentile of time, not of events: an event that waited 20 ms stands for 20 ms.
    qint64 percentile99()
    {
        std::sort(ages.begin(), ages.end());
        qint64 all = 0;
        for (const qint64 age : ages)
            all += std::max<qint64>(age, 1000);
        qint64 seen = 0;
        for (const qint64 age : ages) {
            seen += std::max<qint64>(age, 1000);
            if (static_cast<double>(seen) >= 0.99 * static_cast<double>(all))
                return age;
        }
        return 0;
    }

protected:
    void run() override
    {
        while (!stop) {
            QElapsedTimer posted;
            posted.start();
            QMetaObject::invokeMethod(
                &m_receiver, [this, posted] { ages.push_back(posted.nsecsElapsed() / 1000); }, Qt::QueuedConnection);
            usleep(1000);
        }
    }

private:
    QObject m_receiver;
};

struct Round {
    qint64 firstVisible = -1; //!< nanoseconds since Run
    qint64 total = 0;         //!< nanoseconds since Run
    double memoryRatio = 0;   //!< to values + 4 bytes a cell
    qint64 memory = 0;        //!< bytes
    qint64 p99 = 0;           //!< microseconds
    qint64 longest = 0;       //!< microseconds
};

double memoryRatio(const ResultTable& table)
{
    qint64 bytes = 0;
    for (qint64 row = 0; row < table.rowCount(); ++row) {
        for (int column = 0; column < table.columnCount(); ++column)
            bytes += table.cell(row, column).size() + 4;
    }
    return static_cast<double>(table.memoryBytes()) / static_cast<double>(bytes);
}

Round streamIntoView(const test::PostgresServer& server)
{
    Round round;
    Connection connection(server.superuserParameters());
    ResultModel model;
    ResultView view;
    view.setTheme(ThemeManager().theme(QColor(0x0f, 0x76, 0x6e)));
    view.setResultModel(&model);
    view.resize(1280, 800);
    view.show();
    Probe probe;
    QElapsedTimer timer;
    QObject::connect(&connection, &Connection::openFinished, qApp, [&](const auto& result) {
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
        probe.start();
        timer.start();
        RunLimits limits;
        limits.maximumRows = 0;
        connection.run(query, limits);
    });
    QObject::connect(&connection, &Connection::runColumns, qApp,
                     [&](quint64, const QList<ResultColumn>& columns) { model.begin(columns); });
    QObject::connect(&connection, &Connection::runChunk, qApp, [&](quint64, const ResultChunkPtr& chunk) {
        model.append(chunk);
        if (round.firstVisible < 0) {
            view.viewport()->repaint();
            round.firstVisible = timer.nsecsElapsed();
        }
    });
    QObject::connect(&connection, &Connection::runFinished, qApp, [&](quint64, const auto& result) {
        if (!result)
            qFatal("%s", qPrintable(result.error().message));
        model.finish();
        round.total = timer.nsecsElapsed();
        probe.stop = true;
        qApp->quit();
    });
    connection.open();
    QApplication::exec();
    probe.wait();
    round.p99 = probe.percentile99();
    round.longest = probe.ages.empty() ? 0 : probe.ages.back();
    round.memory = model.table().memoryBytes();
    round.memoryRatio = memoryRatio(model.table());
    return round;
}

//! Moves as a person would, one step each 16 ms: by wheel, by PageDown, by dragging the thumb.
class Scroller final : public QObject {
public:
    explicit Scroller(ResultView* view)
        : m_view(view)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Scroller::step);
        m_timer.start(16);
    }
    int steps = 0;

private:
    void step()
    {
        QScrollBar* bar = m_view->verticalScrollBar();
        const int kind = ++steps / 60 % 3;
        if (kind == 0) {
            const QPointF at(200, 200);
            QWheelEvent wheel(at, m_view->viewport()->mapToGlobal(at), {}, QPoint(0, -120), Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(m_view->viewport(), &wheel);
        } else if (kind == 1) {
            QKeyEvent press(QEvent::KeyPress, Qt::Key_PageDown, Qt::NoModifier);
            QApplication::sendEvent(m_view, &press);
        } else {
            bar->setSliderDown(true);
            bar->setSliderPosition(static_cast<int>(qint64(steps) * 7919 % std::max(1, bar->maximum())));
            bar->setSliderDown(false);
        }
    }

    ResultView* m_view;
    QTimer m_timer;
};

void report(QTextStream& out, const QString& what, Probe& probe)
{
    probe.stop = true;
    probe.wait();
    const double p99 = static_cast<double>(probe.percentile99()) / 1000;
    out << what << ": GUI pauses p99 " << p99 << " ms, longest "
        << (probe.ages.empty() ? 0 : static_cast<double>(probe.ages.back()) / 1000) << " ms" << Qt::endl;
}

void runFor(int milliseconds)
{
    QTimer::singleShot(milliseconds, qApp, &QApplication::quit);
    QApplication::exec();
}

void scrollAndSort(const test::PostgresServer& server, QTextStream& out)
{
    Connection connection(server.superuserParameters());
    ResultModel model;
    ResultView view;
    view.setTheme(makeTheme(QColor(0x0f, 0x76, 0x6e), false));
    view.setResultModel(&model);
    view.resize(1280, 800);
    view.show();
    ResultOrdering ordering(&model);
    QObject::connect(&connection, &Connection::runColumns, qApp,
                     [&](quint64, const QList<ResultColumn>& columns) { model.begin(columns); });
    QObject::connect(&connection, &Connection::runChunk, qApp,
                     [&](quint64, const ResultChunkPtr& chunk) { model.append(chunk); });
    QObject::connect(&connection, &Connection::runFinished, qApp, [&](quint64, const auto&) {
        model.finish();
        QApplication::quit();
    });
    RunLimits limits;
    limits.maximumRows = 0;
    connection.run(query, limits);
    QApplication::exec();
    {
        Probe probe;
        probe.start();
        runFor(3000);
        report(out, QStringLiteral("nothing happens"), probe);
    }
    {
        Scroller scroller(&view);
        Probe probe;
        probe.start();
        runFor(6000);
        report(out, QStringLiteral("scrolling, %1 steps").arg(scroller.steps), probe);
    }
    for (const int column : {2, 1, 5, 4}) {
        Scroller scroller(&view);
        Probe probe;
        probe.start();
        QElapsedTimer timer;
        timer.start();
        const QMetaObject::Connection done = QObject::connect(&model, &ResultModel::rowsChanged, qApp, [&] {
            QTimer::singleShot(500, qApp, &QApplication::quit); // the first frames in the new order count too
        });
        ordering.setSortKeys({{column, true}});
        QApplication::exec();
        QObject::disconnect(done);
        report(out,
               QStringLiteral("scrolling while it sorts by %1, %2 ms")
                   .arg(model.table().columns().at(column).name)
                   .arg(timer.elapsed() - 500),
               probe);
    }
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QTextStream out(stdout);
    const test::PostgresServer server;
    std::vector<double> ratios;
    for (int i = 0; i < 5; ++i) {
        const qint64 bare = drainWithLibpq(server);
        const Round round = streamIntoView(server);
        ratios.push_back(static_cast<double>(round.total) / static_cast<double>(bare));
        out << "bare libpq " << bare / 1000000 << " ms; into the view " << round.total / 1000000 << " ms (ratio "
            << ratios.back() << "); first row visible after " << static_cast<double>(round.firstVisible) / 1e6
            << " ms; GUI pauses p99 " << static_cast<double>(round.p99) / 1000 << " ms, longest "
            << static_cast<double>(round.longest) / 1000 << " ms; result " << round.memory / 1000000
            << " MB = " << round.memoryRatio << " × (values + 4 bytes a cell)" << Qt::endl;
    }
    std::sort(ratios.begin(), ratios.end());
    out << "median ratio " << ratios[2] << Qt::endl;
    scrollAndSort(server, out);
    return 0;
}
