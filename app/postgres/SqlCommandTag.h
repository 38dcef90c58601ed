// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include <rapidjson/document.h>

namespace parlance {

//! PostgreSQL's command tag (CreateCommandTag in src/backend/tcop/utility.c, PostgreSQL 15) of a statement node of
//! libpg_query's JSON tree, \a node its type's name, \a fields what stands in it (SELECT for a SELECT INTO too: that is
//! the reader's). Empty for a node PostgreSQL 15 does not have. Pure.
QString sqlCommandTag(const char* node, const rapidjson::Value& fields);

} // namespace parlance
