// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/KnownValues.h"
#include "schema/SchemaCatalog.h"

namespace parlance {

//! Those of \a privateColumns ("table.column" of schema public, "schema.table.column") that \a catalog has no column
//! for: misspelt, most likely, so that what they were to protect is not known. Pure.
QStringList unknownPrivateColumns(const SchemaCatalog& catalog, const QStringList& privateColumns);

//! \a catalog with frequent values of columns with few values, to be sent along: none of a column that its comment or
//! \a privateColumns call private, none of a column made from one (of a view, a materialized view, or generated) or
//! whose making cannot be traced, none that stand in one row alone, and none at all where a private column is unknown.
//! Reads the definitions of views on the parser's thread: workers and tests only.
SchemaCatalog withSampleValues(SchemaCatalog catalog, const KnownValues& known, const QStringList& privateColumns);

} // namespace parlance
