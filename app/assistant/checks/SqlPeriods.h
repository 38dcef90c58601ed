// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"
#include "assistant/checks/SaidPeriod.h"

namespace parlance {

//! A period that a statement filters a column by.
struct SqlPeriod {
    int query = 0;
    int column = -1; //!< index into SqlReading::columns
    DayRange days;
    SqlPlace place; //!< of the first condition
};

//! All periods that \a input's statement filters by; nothing when one condition on a day cannot be worked out exactly,
//! or does not hold for all rows. Pure.
std::optional<QList<SqlPeriod>> sqlPeriods(const CheckInput& input, const QDate& today);

//! Whether \a column holds days or moments, by its type, or by its name where the type is not known.
bool isDayColumn(const CheckInput& input, int column);

} // namespace parlance
