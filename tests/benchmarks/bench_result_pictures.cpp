// SPDX-License-Identifier: GPL-3.0-or-later
// Takes pictures of a result and what belongs to it, in the real window over a private server:
// bench_result_pictures FOLDER [theme width height].
#include "support/PictureArguments.h"
#include "support/WindowTest.h"
#include "ui/editor/SqlEditor.h"
#include "ui/MainWindow.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/ResultPane.h"
#include "ui/results/ResultView.h"

#include <QBuffer>
#include <QDir>
#include <QMenu>
#include <QScrollBar>

#include <cstdio>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 60'000;

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
        Workplace place(m_server);
        place.start();
        Workplace::signIn();
        m_window = place.desktop()->windows().constFirst();
        place.desktop()->services()->settings->setValue(Settings::Key::Theme, m_theme);
        m_window->resize(m_size);
        QTest::keyClick(m_window, Qt::Key_T, Qt::ControlModifier);
        run();
        order();
        filter();
        values();
        bars();
    }

private:
    void shoot(const char* name)
    {
        QTest::qWait(250);
        const QString file =
            u"%1/result-%2-%3-%4.png"_s.arg(m_folder, QLatin1String(name), m_theme).arg(m_size.width());
        if (!m_window->grab().save(file))
            qFatal("cannot write %s", qPrintable(file));
    }
    static void waitFor(const std::function<bool()>& condition)
    {
        if (!QTest::qWaitFor(condition, patience))
            qWarning("a state was not reached");
    }
    static ResultView* view() { return visible<ResultView>("resultView"); }
    static ResultPane* pane() { return qobject_cast<ResultPane*>(view()->parentWidget()->parentWidget()); }
    static void clickHeader(int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const ResultHeader* header = view()->header();
        QTest::mouseClick(
            header->viewport(), Qt::LeftButton, modifiers,
            {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2});
        QTest::qWait(300);
    }
    void run()
    {
        QImage image(64, 40, QImage::Format_RGB32);
        image.fill(QColor(0x0f, 0x76, 0x6e));
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        const QString sql =
            u"SELECT o.order_id, o.customer_id, c.name, o.total * 12345 AS amount, now() - o.order_id * interval '1 "
            u"day' "
            "AS ordered_at, jsonb_build_object('id', o.order_id, 'tags', array['a', 'b'], 'price', o.total, 'paid', "
            "true) AS details, array[o.order_id, o.customer_id] AS ids, '\\x%1'::bytea AS picture, '<order><line "
            "no=\"1\">"
            "text</line></order>'::xml AS document FROM orders o JOIN customers c USING (customer_id)"_s.arg(
                QString::fromLatin1(png.toHex()));
        auto* editor = visible<SqlEditor>("sqlEditor");
        editor->setSelection(0, 0, 0, 0);
        editor->insertSql(sql);
        QTest::keyClick(editor, Qt::Key_F5);
        waitFor([] { return labelText("statusText").contains(u"300 rows"_s); });
        shoot("plain");
    }
    void order()
    {
        clickHeader(2);
        clickHeader(3, Qt::ShiftModifier);
        clickHeader(3, Qt::ShiftModifier);
        clickHeader(3, Qt::ControlModifier);
        shoot("sorted");
        view()->freezeUpTo(1);
        view()->horizontalScrollBar()->setValue(200);
        shoot("frozen");
        view()->horizontalScrollBar()->setValue(0);
        view()->unfreeze();
        emit view()->header()->customContextMenuRequested(
            {view()->header()->sectionViewportPosition(2) + 30, view()->header()->height() / 2});
        QTest::qWait(300);
        if (auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget()); menu != nullptr) {
            menu->grab().save(u"%1/result-column-menu-%2.png"_s.arg(m_folder, m_theme));
            menu->close();
        }
    }
    void filter()
    {
        pane()->ordering()->addTerm({FilterTerm::Kind::GreaterOrEqual, 3, u"100000"_s});
        pane()->ordering()->addTerm({FilterTerm::Kind::Contains, 2, u"o"_s});
        QTest::keyClicks(visible<QLineEdit>("rowFilter"), u"contoso"_s);
        QTest::qWait(400);
        shoot("filtered");
        pane()->ordering()->addTerm({FilterTerm::Kind::Less, 3, u"much"_s});
        QTest::qWait(300);
        shoot("filter-refused");
        pane()->ordering()->showAllRows();
        pane()->ordering()->setSortKeys({});
        emit pane()->view()->columnMenuRequested(3, m_window->mapToGlobal(QPoint(500, 400)));
        QTest::qWait(200);
        if (auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget()); menu != nullptr) {
            menu->findChild<QAction*>(u"filterColumn"_s)->trigger();
            menu->close();
        }
        shoot("condition");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    }
    void values()
    {
        view()->setFocus();
        const QList<std::pair<int, const char*>> columns{
            {5, "json"}, {6, "array"}, {7, "picture"}, {8, "xml"}, {4, "time"}};
        for (const auto& [column, name] : columns) {
            view()->showPosition(3, column);
            if (visible("cellViewer") == nullptr)
                QTest::keyClick(view(), Qt::Key_Return, Qt::ShiftModifier);
            QTest::qWait(300);
            shoot(name);
        }
        QTest::keyClick(view(), Qt::Key_F4);
        shoot("record");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F4);
    }
    void bars()
    {
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"contoso"_s);
        QTest::qWait(300);
        shoot("find");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(view(), Qt::Key_G, Qt::ControlModifier);
        shoot("go-to");
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
        std::fputs("Usage: bench_result_pictures FOLDER [theme width height]\n", stderr);
        return 2;
    }
    const PictureArguments pictures(argc, argv, 2);
    Photographer(pictures.folder, pictures.theme, pictures.size).takeAll();
    return 0;
}
