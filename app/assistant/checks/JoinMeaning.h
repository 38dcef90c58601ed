// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

namespace parlance {

//! What the columns of a join mean: their keys, and the words of their names. All pure.

//! Which foreign key a column is part of; nullptr: none.
const ForeignKey* keyOf(const Table& table, const QString& column);
//! Whether a column is part of any key.
bool isKeyPart(const Table& table, const QString& column);
//! The columns that \a origin stands for along its foreign keys, itself first.
QList<ColumnOrigin> roots(const SchemaCatalog& catalog, const ColumnOrigin& origin);
//! The words a column is known by; those of its table too where its own say nothing.
QStringList meaningOf(const ColumnOrigin& origin);
//! The columns' names share a word, or one says the other's table: flights.airline and airlines.uid.
bool shareMeaning(const ColumnOrigin& a, const ColumnOrigin& b);

} // namespace parlance
