// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"
#include "schema/SchemaCatalog.h"

namespace parlance {

//! The queries of sql/catalog/ in the order in which catalogFromRows() takes their rows.
QList<QByteArray> catalogQueries();

//! Puts the rows of catalogQueries() together. Pure; any thread.
SchemaCatalog catalogFromRows(const QList<RowSet>& results);

} // namespace parlance
