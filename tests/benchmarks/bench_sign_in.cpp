// SPDX-License-Identifier: GPL-3.0-or-later
// How long a person waits at the start, seven times: from the making of the program's parts to the sign-in window that
// takes keys, and from Enter in the password field to the session's window with the schema's tables painted, on
// loopback against a catalog of three tables and one of 300. In the same run what a bare libpq needs to sign in.
#include "support/WindowTest.h"

#include <QElapsedTimer>
#include <QTextStream>
#include <QWindow>

#include <libpq-fe.h>

#include <algorithm>

using namespace parlance;
using namespace parlance::test;

namespace {

constexpr int rounds = 7;

double bareSignIn(const PostgresServer& server)
{
    const QByteArray port = QByteArray::number(server.port());
    const QByteArray host = server.host().toUtf8();
    const char* const keys[] = {"host", "port", "user", "dbname", "password", nullptr};
    const char* const values[] = {host.constData(), port.constData(), "shop", "shop_db", "shop-pass", nullptr};
    QElapsedTimer timer;
    timer.start();
    PGconn* connection = PQconnectdbParams(keys, values, 0);
    if (PQstatus(connection) != CONNECTION_OK)
        qFatal("%s", PQerrorMessage(connection));
    const double milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    PQfinish(connection);
    return milliseconds;
}

//! Waits for the events of the window system and of the program, without the pauses of QTest::qWaitFor.
void waitUntil(const std::function<bool()>& reached)
{
    QElapsedTimer timer;
    timer.start();
    while (!reached()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
        if (timer.elapsed() > 30'000)
            qFatal("a state was not reached");
    }
}

struct Times {
    std::vector<double> window, schema, bare;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

void measure(const PostgresServer& server, Times& times)
{
    Workplace workplace(server);
    QElapsedTimer timer;
    timer.start();
    workplace.start();
    waitUntil([] {
        auto* edit = visible<QLineEdit>("passwordEdit");
        return edit != nullptr && edit->window()->windowHandle() != nullptr &&
               edit->window()->windowHandle()->isExposed();
    });
    times.window.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    times.bare.push_back(bareSignIn(server));
    auto* edit = visible<QLineEdit>("passwordEdit");
    edit->setFocus();
    typeText(edit, QStringLiteral("shop-pass"));
    timer.start();
    QTest::keyClick(edit, Qt::Key_Return);
    waitUntil([] {
        auto* tree = visible<QAbstractItemView>("schemaTree");
        if (tree == nullptr || tree->model()->rowCount() == 0 || !tree->window()->windowHandle()->isExposed())
            return false;
        tree->viewport()->repaint();
        return true;
    });
    times.schema.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QTextStream out(stdout);
    const PostgresServer server;
    makeShop(server);
    for (const int tables : {2, 300}) {
        if (tables > 2) {
            QString sql;
            for (int i = 0; i < tables; ++i)
                sql += QStringLiteral("CREATE TABLE t%1 (id int PRIMARY KEY, a text, b numeric, c date, d jsonb);"
                                      "GRANT SELECT ON t%1 TO shop;")
                           .arg(i);
            server.exec(sql, QStringLiteral("shop_db"));
        }
        Times times;
        for (int i = 0; i < rounds; ++i)
            measure(server, times);
        out << "sign-in window usable " << median(times.window) << " ms (first " << times.window.front()
            << "); Enter to " << tables << " tables shown " << median(times.schema) << " ms (slowest "
            << *std::max_element(times.schema.begin(), times.schema.end()) << "); a bare libpq sign-in "
            << median(times.bare) << " ms" << Qt::endl;
    }
    return 0;
}
