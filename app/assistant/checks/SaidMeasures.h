// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Columns of numbers that \a claims name and the statement does not use, while it adds up or averages another column
//! of the same table that nothing of \a all speaks of: most likely the wrong one. English.
QStringList measuresMissing(const CheckInput& input, const QString& claims, const QString& all);

} // namespace parlance
