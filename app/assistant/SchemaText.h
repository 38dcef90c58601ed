// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"

namespace parlance {

struct SchemaSlice;

//! What of a catalog goes to Claude, as text: compact, DDL-like, comments as JSON strings. Pure and deterministic.

//! The head of a whole schema text: the database's name.
QString schemaHeadText(const SchemaCatalog& catalog);
//! The lines about a schema before its tables: empty without a comment.
QString schemaCommentText(const Schema& schema);
//! The lines of one table. \a columnsLeftOut says how many of its columns do not stand in \a table.
QString schemaTableText(const Table& table, int columnsLeftOut = 0);
//! All readable tables of \a catalog.
QString schemaText(const SchemaCatalog& catalog);
//! The tables and columns of \a slice, and how many there are beside them.
QString schemaText(const SchemaSlice& slice);

//! How many tokens a model makes of \a text, rounded up: 2.5 characters each, as the models since 4.7 do (1M tokens of
//! context ≈ 2.5M characters, docs/about-claude/models/overview); older ones make fewer.
int estimatedTokens(const QString& text);
int estimatedTokens(qsizetype characters);

} // namespace parlance
