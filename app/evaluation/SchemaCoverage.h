// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSlice.h"
#include "assistant/SqlReading.h"

namespace parlance {

//! What a correct query reads and a slice of the schema does not hold.
struct SchemaCoverage {
    QStringList tablesMissing;  //!< "schema.table"
    QStringList columnsMissing; //!< "schema.table.column"; those of missing tables too
    bool operator==(const SchemaCoverage&) const = default;
};

//! \a gold is the reading of the correct query over the whole catalog. Names that the catalog does not have do not
//! count. Sorted, each once. Pure.
SchemaCoverage schemaCoverage(const SqlReading& gold, const SchemaSlice& slice);

} // namespace parlance
