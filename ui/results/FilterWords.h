// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"
#include "results/ResultFilter.h"

namespace parlance {

//! The comparison in words: "contains", "is at least", "is NULL".
QString kindText(FilterTerm::Kind kind);
//! Whether the comparison needs a text to compare with.
bool takesText(FilterTerm::Kind kind);
//! The condition as a chip says it: "total > 100", "name contains “Ltd”".
QString termText(const FilterTerm& term, const QList<ResultColumn>& columns);

} // namespace parlance
