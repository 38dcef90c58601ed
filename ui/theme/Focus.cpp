// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Focus.h"

#include <QWidget>

namespace parlance {

namespace {

//! The widgets in \a root that take the focus, with itself. Qt orders no others, and one with a proxy is no stop.
QList<QWidget*> stopsIn(QWidget* root)
{
    const auto isStop = [](const QWidget* widget) {
        return widget->focusPolicy() != Qt::NoFocus && widget->focusProxy() == nullptr;
    };
    QList<QWidget*> found;
    if (isStop(root))
        found.append(root);
    for (QWidget* widget = root->nextInFocusChain(); widget != root; widget = widget->nextInFocusChain()) {
        if (root->isAncestorOf(widget) && isStop(widget))
            found.append(widget);
    }
    return found;
}

} // namespace

bool isFocusLost(const QWidget* widget)
{
    const QWidget* focus = widget->window()->focusWidget();
    return focus != nullptr && (!focus->isVisible() || !focus->isEnabled());
}

void putBehindInTabOrder(QWidget* stop, QWidget* root)
{
    QWidget* last = stop;
    for (QWidget* widget : stopsIn(root)) {
        QWidget::setTabOrder(last, widget);
        last = widget;
    }
}

void putBeforeInTabOrder(QWidget* stop, QWidget* root)
{
    QWidget* before = stop->previousInFocusChain();
    while (before != stop && (before->focusPolicy() == Qt::NoFocus || before == root || root->isAncestorOf(before)))
        before = before->previousInFocusChain();
    if (before != stop)
        putBehindInTabOrder(before, root);
}

QWidget* lastInTabOrder(QWidget* root)
{
    const QList<QWidget*> stops = stopsIn(root);
    return stops.isEmpty() ? root : stops.constLast();
}

} // namespace parlance
