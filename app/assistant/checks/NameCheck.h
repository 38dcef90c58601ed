// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! Check "names": tables, columns and aliases that are not there, ambiguous columns, tables that may not be read. An
//! Error each, with the nearest real name where there is one; silent where the catalog cannot tell.
QList<Finding> checkNames(const CheckInput& input);

} // namespace parlance
