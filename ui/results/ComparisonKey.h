// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"
#include "schema/SchemaCatalog.h"

namespace parlance {

//! The columns that tell a result's rows apart as far as the catalog knows: the primary keys, where all their columns
//! are there, of the tables it reads. Empty: not known. Pure.
QList<int> primaryKeyColumns(const QList<ResultColumn>& columns, const SchemaCatalog& catalog);

} // namespace parlance
