// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultFilter.h"
#include "results/ValueKind.h"

#include <compare>
#include <functional>

namespace parlance {

//! Compares a cell's text with an operand that was typed; unordered when the cell cannot be read as its type.
using CellComparison = std::function<std::partial_ordering(QByteArrayView cell)>;

//! Reads what was typed as a value of \a column's type; the sentence for people when it is none. The comparison is of
//! one thread.
Result<CellComparison, QString> readOperand(const QString& text, const ResultTable& table, int column,
                                            const FilterOptions& options);

//! Seconds east of UTC of a time on the clocks of a zone, as PostgreSQL decides: a time that the clocks skip counts as
//! before the change, one they show twice as after it. \a secondsSince1970 as if the clock showed UTC.
int offsetOfLocalTime(const QTimeZone& zone, qint64 secondsSince1970);

} // namespace parlance
