// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/TeamView.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace parlance {

TeamView::TeamView(QWidget* parent)
    : QListView(parent)
{
    setObjectName(QStringLiteral("teamBox"));
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
}

QSize TeamView::sizeHint() const
{
    const int rows = model() ? std::max(1, model()->rowCount()) : 1;
    return {QListView::sizeHint().width(), rows * std::max(40, sizeHintForRow(0))};
}

// One card and a half: that there are more is seen.
QSize TeamView::minimumSizeHint() const
{
    const int rows = model() ? model()->rowCount() : 0;
    const int card = std::max(40, sizeHintForRow(0));
    return {160, rows > 1 ? card * 3 / 2 : card};
}

void TeamView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit chosen();
        return;
    }
    QListView::keyPressEvent(event);
}

void TeamView::mouseReleaseEvent(QMouseEvent* event)
{
    QListView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid())
        emit chosen();
}

} // namespace parlance
