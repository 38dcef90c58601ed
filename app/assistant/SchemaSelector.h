// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaIndex.h"
#include "assistant/SchemaSlice.h"
#include "knowledge/Glossary.h"

namespace parlance {

//! What decides which tables go to Claude with a question.
struct SelectionRequest {
    QString question;          //!< with what was answered to Claude's questions
    int tokenBudget = 24000;   //!< for the schema's text
    QList<TableName> pinned;   //!< by hand: always in, with all their columns
    QList<TableName> leftOut;  //!< by hand: never in
    QList<TableName> used;     //!< read by the conversation's last query
    QList<GlossaryTerm> terms; //!< the team's words; those that the question holds count with what they mean
    bool operator==(const SelectionRequest&) const = default;
};

//! Chooses the tables and columns for a question: everything when it fits, else ranked by words and keys. Columns are
//! thinned before tables are dropped, keys never. Pure and deterministic, any thread; two thousand tables take some
//! tens of milliseconds.
class SchemaSelector final {
public:
    static SchemaSlice select(const SchemaIndex& index, const SelectionRequest& request);
};

} // namespace parlance
