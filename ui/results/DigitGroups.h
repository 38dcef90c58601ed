// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace parlance {

//! A number's text with a comma between each three digits before its point, for the eye alone: never for what is
//! copied. Anything that is not plain digits (an exponent, NaN, money) comes back as it is.
QByteArray groupedDigits(QByteArrayView number);

} // namespace parlance
