// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "order": LIMIT without ORDER BY, where chance decides which rows come.
QList<Finding> checkOrder(const CheckInput& input);

} // namespace parlance
