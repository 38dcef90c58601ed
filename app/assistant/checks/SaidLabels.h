// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! A value of a column (an enum label, one of a list, one known from the statistics, one that the comment explains)
//! that a sentence names.
struct SaidLabel {
    QString label;  //!< as the sentence may say it
    QString column; //!< table.column, as written in SQL
};

//! The values of the columns of the query's tables that \a text names and the statement does not show. A short word
//! counts only before what it tells of ("paid orders"). On the parser's thread.
QList<SaidLabel> labelsMissing(const CheckInput& input, const QString& text);

} // namespace parlance
