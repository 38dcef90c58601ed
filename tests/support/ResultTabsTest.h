// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of several results in a tab share. Header only, as WorksheetTest.h.
#include "support/WorksheetTest.h"
#include "ui/worksheet/ResultArea.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QTabBar>

namespace parlance::test {

inline QTabBar* resultTabs()
{
    return visible<QTabBar>("resultTabs");
}

//! That of the tab in sight.
inline ResultArea* resultArea()
{
    for (auto* found : visible("mainWindow")->findChildren<ResultArea*>()) {
        if (found->isVisible())
            return found;
    }
    return nullptr;
}

//! Types it, runs it with Ctrl+Enter and waits for its rows.
inline void runThis(const QString& sql)
{
    type(sql);
    runKey();
    QVERIFY(ends());
    QTRY_VERIFY(view() != nullptr && view()->model()->columnCount() > 0);
}

//! Opens the menu of the tab in sight with the menu key.
inline QMenu* openResultMenu()
{
    resultTabs()->setFocus();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(resultTabs(), &event);
    return visible<QMenu>("resultMenu");
}

//! Goes to the action with the keys and presses Enter; false: it is not there, or not to be had.
inline bool chooseForResult(const char* name)
{
    QMenu* menu = openResultMenu();
    auto* action = menu == nullptr ? nullptr : menu->findChild<QAction*>(QLatin1String(name));
    if (action == nullptr || !action->isEnabled()) {
        if (menu != nullptr)
            menu->close();
        return false;
    }
    for (int i = 0; i < 20 && menu->activeAction() != action; ++i)
        QTest::keyClick(menu, Qt::Key_Down);
    const bool found = menu->activeAction() == action;
    QTest::keyClick(menu, found ? Qt::Key_Return : Qt::Key_Escape);
    return found;
}

} // namespace parlance::test
