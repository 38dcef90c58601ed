// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ComparedResult.h"
#include "ui/results/ComparisonModel.h"

namespace parlance {

//! "3 only left · 2 only right · 5 changed · 9,988 equal". Pure.
QString comparisonSummary(const Differences& differences);
//! What else must be said for the numbers to be understood: rows whose key repeats, results that are not all there,
//! filters that do not count, whole rows compared. A sentence a line; empty: nothing. Pure.
QString comparisonNotes(const Differences& differences, const ComparedResult& left, const ComparedResult& right,
                        bool wholeRows);

} // namespace parlance
