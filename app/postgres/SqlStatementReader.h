// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

#include <rapidjson/document.h>

namespace parlance {

//! Where a statement stands: its tokens without comments, and what must be added to the tree's locations.
struct SqlStatementPlace {
    const SqlToken* first = nullptr;
    const SqlToken* last = nullptr; //!< not behind it
    qsizetype base = 0;             //!< offset in the whole text of the text that was parsed
};

//! Judges one parse tree (a node such as {"SelectStmt":{…}} of libpg_query's JSON): kind, readsOnly and refusals.
//! Walks without recursion. Pure.
SqlStatement readStatementTree(const rapidjson::Value& tree, const QByteArray& text, const SqlStatementPlace& place);

} // namespace parlance
