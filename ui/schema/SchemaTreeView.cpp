// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaTreeView.h"

#include "ui/theme/RowPainting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace parlance {

SchemaTreeView::SchemaTreeView(QWidget* parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("schemaTree"));
    setHeaderHidden(true);
    setRootIsDecorated(true);
    setIndentation(18);
    setExpandsOnDoubleClick(false);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setAllColumnsShowFocus(true);
    setAttribute(Qt::WA_MacShowFocusRect, false);
}

void SchemaTreeView::setTheme(const Theme& theme)
{
    m_theme = theme;
    viewport()->update();
}

void SchemaTreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = selectionModel() && selectionModel()->isSelected(index);
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    paintRowGround(painter, row.adjusted(2, 0, -2, 0), m_theme, selected, hasFocus() && index == currentIndex());
    QTreeView::drawRow(painter, option, index);
}

void SchemaTreeView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (!model()->hasChildren(index))
        return;
    constexpr int side = 14;
    const QString name = isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right");
    const int top = rect.top() + 5 + (QFontMetrics(font()).height() - side) / 2;
    icon(name, m_theme.muted).paint(painter, QRect(rect.right() - side, top, side, side));
}

void SchemaTreeView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid()) {
        if (event->modifiers().testFlag(Qt::ControlModifier))
            emit insertRequested(currentIndex());
        else
            emit openRequested(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_F5 && event->modifiers() == Qt::NoModifier) {
        emit refreshRequested();
        return;
    }
    const QString text = event->text();
    const bool command = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (!command && !text.isEmpty() && text.at(0).isLetterOrNumber()) {
        emit filterRequested(text);
        return;
    }
    QTreeView::keyPressEvent(event);
}

void SchemaTreeView::mouseDoubleClickEvent(QMouseEvent* event)
{
    QTreeView::mouseDoubleClickEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    // Left of its text stands the chevron: a fast click there only opens and closes.
    if (event->button() == Qt::LeftButton && index.isValid() && event->position().x() >= visualRect(index).left())
        emit openRequested(index);
}

} // namespace parlance
