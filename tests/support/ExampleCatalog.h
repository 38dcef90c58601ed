// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"

namespace parlance::test {

//! A small shop as values: customers, orders (with an enum), order_items, a view, and a table that may not be read.
SchemaCatalog exampleCatalog();
//! As many tables of fifteen commented columns as wanted, chained by foreign keys.
SchemaCatalog wideCatalog(int tables);

} // namespace parlance::test
