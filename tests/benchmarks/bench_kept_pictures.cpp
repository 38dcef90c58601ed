// SPDX-License-Identifier: GPL-3.0-or-later
// Takes pictures of several results in one tab and of two that are compared, in the real window over a private server:
// bench_kept_pictures FOLDER [theme width height].
#include "support/PictureArguments.h"
#include "support/WorksheetTest.h"
#include "ui/MainWindow.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QMenu>
#include <QTabBar>
#include <QTableView>

#include <cstdio>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The pictures of one theme and size.
class Photographer final {
public:
    Photographer(QString folder, QString theme, QSize size)
        : m_folder(std::move(folder))
        , m_theme(std::move(theme))
        , m_size(size)
    {
        makeShop(m_server);
    }

    void takeAll()
    {
        Workplace place(m_server, QJsonObject{{u"maximumRows"_s, 250}});
        place.start();
        Workplace::signIn();
        m_window = place.desktop()->windows().constFirst();
        place.desktop()->services()->settings->setValue(Settings::Key::Theme, m_theme);
        m_window->resize(m_size);
        QTest::keyClick(m_window, Qt::Key_T, Qt::ControlModifier);
        kept();
    }

private:
    void shoot(const char* name, QWidget* what = nullptr)
    {
        QTest::qWait(300);
        const QString file = u"%1/kept-%2-%3-%4.png"_s.arg(m_folder, QLatin1String(name), m_theme).arg(m_size.width());
        if (!(what == nullptr ? m_window : what)->grab().save(file))
            qFatal("cannot write %s", qPrintable(file));
    }
    static void run(const QString& sql)
    {
        type(sql);
        runKey();
        if (!ends())
            qWarning("a run did not end");
        QTest::qWait(200);
    }
    static QTabBar* tabs() { return visible<QTabBar>("resultTabs"); }
    void kept()
    {
        run(u"SELECT order_id, customer_id, total FROM orders WHERE order_id < 200 ORDER BY 1"_s);
        shoot("one");
        tabs()->setFocus();
        QTest::keyClick(tabs(), Qt::Key_F2);
        QTest::keyClicks(QApplication::focusWidget(), u"Before the fix"_s);
        shoot("name");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        type(u"SELECT order_id, customer_id, CASE WHEN order_id % 40 = 0 THEN NULL ELSE total END AS total FROM orders "
             "WHERE order_id BETWEEN 4 AND 203 ORDER BY 1"_s);
        QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        ends();
        QTest::qWait(300);
        shoot("two");
        run(u"SELECT name FROM customers"_s);
        run(u"SELECT * FROM orders"_s);
        tabs()->setCurrentIndex(2);
        shoot("pinned");
        tabs()->setFocus();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(tabs(), &event);
        if (auto* menu = visible<QMenu>("resultMenu"); menu != nullptr) {
            shoot("menu", menu);
            menu->close();
        }
        click(visible("compareButton"));
        QTest::qWait(500);
        if (QWidget* dialog = visible("comparisonDialog"); dialog != nullptr) {
            auto* table = visible<QTableView>("comparisonTable");
            table->setCurrentIndex(table->model()->index(4, 3));
            shoot("compare", dialog);
        }
    }

    QString m_folder;
    QString m_theme;
    QSize m_size;
    PostgresServer m_server;
    QWidget* m_window = nullptr;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("Usage: bench_kept_pictures FOLDER [theme width height]\n", stderr);
        return 2;
    }
    const PictureArguments pictures(argc, argv, 2);
    Photographer(pictures.folder, pictures.theme, pictures.size).takeAll();
    return 0;
}
