// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"
#include "schema/SchemaCatalog.h"

namespace parlance {

//! What Claude may be told of the server's \a error (law 6): SQLSTATE with its name, the position, and the message as
//! far as it is known to hold no value. The sentence must be one of PostgreSQL's own, in English, and of what stands in
//! its places only names of the catalog, types, keywords and operators are kept, the rest is "…"; of any other sentence
//! (another language, a function's own words) nothing is told. Never DETAIL, HINT or CONTEXT. One line. Pure.
QString maskedServerError(const PostgresError& error, const SchemaCatalog& catalog);

} // namespace parlance
