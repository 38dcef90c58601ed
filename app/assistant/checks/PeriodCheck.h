// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! The period that the question asks for against the one that the SQL filters by, both worked out from today; nothing
//! where either cannot be told for sure.
QList<Finding> checkPeriod(const CheckInput& input);

} // namespace parlance
