// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayView>

namespace parlance {

//! A number as RFC 8259, section 6, has it: what PostgreSQL writes for finite integers, numerics and floats. NaN,
//! Infinity and money's "$1.00" are none. Pure.
bool isPlainNumber(QByteArrayView text);

//! Whether a spreadsheet may take \a text for a formula: it begins with = + - @, a tab or a CR. Pure.
bool isFormulaStart(QByteArrayView text);

} // namespace parlance
