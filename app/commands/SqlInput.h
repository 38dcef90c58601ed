// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "commands/Arguments.h"

namespace parlance {

//! Why there is no SQL to work on.
struct SqlInputProblem {
    int status = 0;  //!< the exit status
    QString message; //!< a sentence
};

//! The SQL that was given.
struct SqlInput {
    QByteArray text;       //!< without a byte order mark, which PostgreSQL takes for a part of the first word
    qsizetype skipped = 0; //!< bytes of the input before it
};

//! The SQL of `-c SQL`, a FILE or `-` (standard input), byte for byte; exactly one of them. What is no UTF-8
//! text, and so cannot be SQL, is refused as a whole.
Result<SqlInput, SqlInputProblem> readSqlInput(const Arguments& arguments);

} // namespace parlance
