// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! Where a tab's SQL comes from.
enum class SqlOrigin { None, Claude, Person, Ready, Table, History, Result, Verified, Doubtful };

//! As the journal keeps it: "claude", "person", …; empty for None. Pure.
QString sqlOriginName(SqlOrigin origin);
//! None for a name of another version; "claude part" is Claude's too. Pure.
SqlOrigin sqlOriginNamed(const QString& name);

} // namespace parlance
