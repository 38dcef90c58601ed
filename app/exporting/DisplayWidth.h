// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! How many columns of a terminal \a text takes: wide East Asian characters and emoji two, combining marks none. Pure.
int displayWidth(const QString& text);
//! \a text on one line, as a terminal may be given it: control characters as \n, \t or \x1B. Pure.
QString printable(const QString& text);
//! The same for text of several lines: line ends and tabs stay. Pure.
QString printableLines(const QString& text);

} // namespace parlance
