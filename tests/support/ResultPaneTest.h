// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the tests of a result's pane share. Header only: the support library knows no widgets.
#include "support/ResultChunks.h"
#include "ui/results/ResultHeader.h"
#include "ui/results/ResultModel.h"
#include "ui/results/ResultOrdering.h"
#include "ui/results/ResultPane.h"
#include "ui/results/ResultView.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

namespace parlance::test {

//! A pane in a window of its own, driven by real keys and mouse.
class PaneTest final {
public:
    explicit PaneTest(QSize size = QSize(700, 320))
    {
        pane.setTheme(makeTheme(QColor(0x0f, 0x76, 0x6e), false));
        pane.resize(size);
        pane.show();
        QApplication::setActiveWindow(&pane);
        pane.view()->setFocus();
    }
    void fill(const QList<ResultColumn>& columns, const QList<QList<TestCell>>& rows, bool complete = true)
    {
        pane.model()->begin(columns);
        pane.model()->append(makeChunk(rows));
        if (complete)
            pane.model()->finish();
    }
    //! The texts of a column from the top, as shown.
    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < pane.model()->rowCount(); ++row)
            texts.append(pane.model()->index(row, column).data().toString());
        return texts;
    }
    void clickHeader(int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(view()->header()->viewport(), Qt::LeftButton, modifiers, headerPoint(column));
    }
    QPoint headerPoint(int column) const
    {
        const ResultHeader* header = view()->header();
        return {header->sectionViewportPosition(column) + header->sectionSize(column) / 2, header->height() / 2};
    }
    void clickCell(int row, int column, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, modifiers, cellPoint(row, column));
    }
    QPoint cellPoint(int row, int column) const
    {
        return view()->visualRect(pane.model()->index(row, column)).center();
    }
    //! A key where the focus is, as a person presses it.
    static void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    static void type(const QString& text) { QTest::keyClicks(QApplication::focusWidget(), text); }
    template <typename Widget = QWidget>
    Widget* shown(const char* name) const
    {
        for (Widget* widget : pane.findChildren<Widget*>(QLatin1String(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    QString label(const char* name) const
    {
        const auto* found = shown<QLabel>(name);
        return found == nullptr ? QString() : found->text();
    }
    //! The action of that name in the menu that is open; nullptr: there is none.
    static QAction* menuAction(const char* name)
    {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            const auto* menu = qobject_cast<QMenu*>(widget);
            if (menu == nullptr || !menu->isVisible())
                continue;
            if (auto* action = menu->findChild<QAction*>(QLatin1String(name)); action != nullptr)
                return action;
        }
        return nullptr;
    }
    //! Clicks it in its menu with the mouse.
    static bool choose(const char* name)
    {
        QAction* action = menuAction(name);
        if (action == nullptr || !action->isEnabled())
            return false;
        auto* menu = qobject_cast<QMenu*>(action->parent());
        if (menu == nullptr)
            return false;
        QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(action).center());
        return true;
    }
    ResultView* view() const { return pane.view(); }
    ResultModel* model() const { return pane.model(); }

    ResultPane pane;
};

//! Three columns of every-day kinds.
inline QList<ResultColumn> shopColumns()
{
    return {makeColumn(QStringLiteral("id"), 23, QStringLiteral("integer")),
            makeColumn(QStringLiteral("name"), 25, QStringLiteral("text")),
            makeColumn(QStringLiteral("total"), 1700, QStringLiteral("numeric"))};
}

//! Rows whose numbers sort otherwise than their texts.
inline QList<QList<TestCell>> shopRows()
{
    return {{"1", "Contoso", "9"},
            {"2", "fabrikam", "10"},
            {"3", "Adatum", "-1.5"},
            {"4", std::nullopt, std::nullopt},
            {"5", "contoso", "10"}};
}

//! \a count rows: number, "name n", number × 3 modulo 1000.
inline QList<QList<TestCell>> manyRows(int count, int from = 1)
{
    QList<QList<TestCell>> rows;
    for (int i = from; i < from + count; ++i)
        rows.append({QByteArray::number(i), "name " + QByteArray::number(i), QByteArray::number(i * 3 % 1000)});
    return rows;
}

} // namespace parlance::test
