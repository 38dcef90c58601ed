// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "schema/SchemaCatalog.h"

namespace parlance {

//! A row of another table that a cell refers to.
struct ReferredRow {
    QString table; //!< "customers", with its schema unless that is public
    QString value; //!< what it is found by, as shown: "2449", "7, 12"
    QString sql;   //!< reads it
    bool operator==(const ReferredRow&) const = default;
};

//! The rows that the foreign keys of a cell's column lead to, by the catalog's constraints, never by names. None for a
//! NULL, for a computed column, and where not all columns of the key stand in the result. Pure.
QList<ReferredRow> referredRows(const SchemaCatalog& catalog, const ResultTable& table, qint64 row, int column);

//! Whether the column holds keys, by the catalog (primary, unique and foreign keys) or by its name (id, …_id): such
//! numbers are names, not amounts.
bool isKeyColumn(const SchemaCatalog& catalog, const ResultColumn& column);

} // namespace parlance
