// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/SqlEvidence.h"

namespace parlance {

//! A word that a sentence says of rows, and the column that would tell.
struct SaidState {
    QString word;
    QString column; //!< table.column, as written in SQL
};

//! States of the query's tables that \a text names ("billable hours", "unpaid invoices") by a boolean column or a day
//! that may be missing, when the statement uses no such column.
QList<SaidState> statesMissing(const CheckInput& input, const SqlEvidence& evidence, const QString& text);

} // namespace parlance
