// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

#include <functional>

namespace parlance {

//! Runs \a work on a thread with a stack of 256 MB (reserved, not used): libpg_query has no stack check. The only place
//! that may call libpg_query. Callers wait for the future or watch it; the work is never done on their own stack.
QFuture<SqlScript> onSqlParserThread(std::function<SqlScript()> work);

} // namespace parlance
