// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

namespace parlance {

//! What PostgreSQL's grammar lets a keyword be (catcode of pg_get_keywords()).
enum class SqlKeywordCategory { None, Unreserved, ColumnName, TypeOrFunctionName, Reserved };

//! The category of \a word in any case; None when it is no keyword. Pure, any thread.
SqlKeywordCategory sqlKeywordCategory(QByteArrayView word);
//! PostgreSQL's keywords in lower case, by alphabet.
QList<QByteArray> sqlKeywords();

} // namespace parlance
