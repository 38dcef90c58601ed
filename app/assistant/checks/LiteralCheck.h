// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "literals": a compared text that is no value of its column (an Error where it is no enum label, for the server
//! refuses that), with the nearest real one; days that no calendar has. On the parser's thread.
QList<Finding> checkLiterals(const CheckInput& input);

} // namespace parlance
