// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/CheckInput.h"

#include <QFuture>

#include <optional>

namespace parlance {

//! A statement to be checked and what to check it against.
struct QueryCheckRequest {
    SqlScript script;
    qsizetype statement = 0;
    SchemaCatalog catalog;
    QString question;  //!< empty: none
    QStringList words; //!< the answer's explanation and assumptions; empty: none
    std::optional<KnownValues> values;
    QDate today;             //!< in the session's time zone; not valid: the computer's
    bool ownPeriods = false; //!< what a year is, the team or the person says: dates are not judged
};

//! All checks that read the statement itself: names, literals, joins, order; with a question or an answer's words those
//! too. Nothing for what is no query. Does not wait: the work is done on the parser's thread.
QFuture<QList<Finding>> checkQueryLater(const QueryCheckRequest& request);

//! The SQL of an answer (request.script.text): parsed and judged as checkStatement() does, and when it is one query
//! that may run, the checks above too. Does not wait.
QFuture<QList<Finding>> checkAnswerLater(const QueryCheckRequest& request);

//! An answer's SQL, split into statements, and what checkAnswerLater() finds in it.
struct JudgedAnswer {
    SqlScript script;
    QList<Finding> findings;
};
QFuture<JudgedAnswer> judgeAnswerLater(const QueryCheckRequest& request);

} // namespace parlance
