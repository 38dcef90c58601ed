// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Part of check "joins": an arm of a UNION that lacks the condition which all its siblings have, on a column that its
//! tables have too. On the parser's thread.
QList<Finding> checkArms(const CheckInput& input);

} // namespace parlance
