// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

namespace parlance {

//! Check 1: it parses, is one statement, only reads. Pure.
QList<Finding> checkStatement(const SqlScript& script);

} // namespace parlance
