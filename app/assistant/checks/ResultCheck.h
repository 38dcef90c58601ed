// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"
#include "schema/SchemaCatalog.h"

#include <QFuture>

namespace parlance {

//! What is known of a result when its run has ended.
struct ResultFacts {
    qint64 rows = 0;
    bool capped = false;     //!< there are more
    bool onlyZero = false;   //!< one row of nothing but zeros and NULLs
    QStringList nullColumns; //!< names of those that hold nothing but NULL in the rows that came
    bool operator==(const ResultFacts&) const = default;
};

//! What is remarkable about the result of \a sql, one statement, in a few sentences: that row-level security or missing
//! rights may have hidden rows where there are none, and columns without a value. Empty: nothing. Does not wait: the
//! statement is read on the parser's thread.
QFuture<QString> remarkOnResultLater(const QByteArray& sql, const SchemaCatalog& catalog, const ResultFacts& facts);

} // namespace parlance
