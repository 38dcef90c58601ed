// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "joins", sums: SUM, AVG or COUNT over rows that a one-to-many join has multiplied.
QList<Finding> checkFanOut(const CheckInput& input);

} // namespace parlance
