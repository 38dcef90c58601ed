// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "joins", conditions: columns joined that follow no key, tables that nothing joins, an outer join that WHERE
//! undoes.
QList<Finding> checkJoins(const CheckInput& input);

} // namespace parlance
