// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QFont>
#include <QRect>

class QPainter;

namespace parlance {

//! The ground of a row in our hand-painted lists: rounded, the selection's colour with a bar of 3 px in the accent, and
//! a thin ring while the list has the keyboard. Draws nothing for a row that is not selected.
void paintRowGround(QPainter* painter, const QRect& row, const Theme& theme, bool selected, bool focused);
//! \a font at the captions' size (9 pt for an interface of 10 pt).
QFont captionFont(const QFont& font);
//! The system's fixed-width font at the captions' size.
QFont monoCaptionFont(const QFont& font);

} // namespace parlance
