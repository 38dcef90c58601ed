// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SqlReading.h"

#include <QDate>

#include <optional>

namespace parlance {

//! A bound of a period: which way it cuts, and whether the bound itself is in.
struct PeriodBound {
    ReadMoment moment;
    bool from = true;      //!< the earliest; else the latest
    bool inclusive = true; //!< >=, <= and BETWEEN
};

//! The words of a period on a column: "1 Jul – 30 Sep 2026", "since 1 Jan 2026, reckoned from today". At most one bound
//! each way. \a wholeDays: the column holds days, not moments. Nothing where a bound cannot be told for sure. Pure.
std::optional<QString> periodText(const QList<PeriodBound>& bounds, bool wholeDays, const QDate& today);

//! The first or last day that \a bound lets in, moments brought to their day. Nothing where it cannot be told for sure.
//! Pure.
std::optional<QDate> boundDay(const PeriodBound& bound, bool wholeDays, const QDate& today);

} // namespace parlance
