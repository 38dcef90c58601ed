// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

#include <rapidjson/document.h>

#include <memory>

namespace parlance {

//! The query of a statement as libpg_query's JSON: the fields of its SelectStmt (of the one behind EXPLAIN too).
struct SqlTree {
    rapidjson::Document document;
    const rapidjson::Value* select = nullptr; //!< in document
    qsizetype base = 0;                       //!< to be added to the tree's locations: bytes of the script before it
    QByteArray text;                          //!< of the statement
};

//! The tree of statement \a index; nothing where it was not parsed or is no query. Calls libpg_query and so runs on the
//! parser's thread alone (see SqlParserThread).
std::unique_ptr<SqlTree> readSqlTree(const SqlScript& script, qsizetype index);

} // namespace parlance
