// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtGlobal>

class QWidget;

namespace parlance {

//! True while the focus of the window around \a widget has to leave because what holds it was hidden or disabled: Qt
//! calls focusNextPrevChild() then as it does for Tab, and would give the focus to whatever comes next.
bool isFocusLost(const QWidget* widget);

//! Puts \a root and all that is in it, in their order, right behind or before \a stop (which takes the focus) on the
//! way of Tab. Widgets made later than their neighbours stand at the end of that way until then.
void putBehindInTabOrder(QWidget* stop, QWidget* root);
void putBeforeInTabOrder(QWidget* stop, QWidget* root);

//! The last widget in \a root (or itself) that takes the focus on the way of Tab; \a root when there is none.
QWidget* lastInTabOrder(QWidget* root);

} // namespace parlance
