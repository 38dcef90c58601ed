// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "question": a year, month, quarter, number, quoted text, period or state of the question that the SQL does not
//! show. Nothing without a question. On the parser's thread.
QList<Finding> checkQuestion(const CheckInput& input);

} // namespace parlance
