// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "words": a number, year, period, state, table or column that the answer's explanation or assumptions name and
//! the SQL does not show. Nothing without such words. On the parser's thread.
QList<Finding> checkWords(const CheckInput& input);

} // namespace parlance
