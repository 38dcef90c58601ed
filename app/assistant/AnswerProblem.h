// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/PlanOutcome.h"
#include "schema/SchemaCatalog.h"

#include <optional>

namespace parlance {

//! Why Claude's SQL cannot run: what goes back to Claude.
struct AnswerProblem {
    QString forPeople; //!< a sentence, in the server's own words
    QString forClaude; //!< whole sentences; the server's words masked, the nearest names, no value of a row
    QString key;       //!< the same for the same error; stays here
    bool operator==(const AnswerProblem&) const = default;
};

//! The problem of \a script, Claude's SQL, in which the checks \a found something and to which the server said \a plan:
//! what check 1 or the server refuses; where the server was not asked, names that are not there and grammar that is
//! not PostgreSQL's. Nothing when there is none. Pure.
std::optional<AnswerProblem> problemOfAnswer(const SqlScript& script, const QList<Finding>& found,
                                             const PlanOutcome& plan, const SchemaCatalog& catalog);

} // namespace parlance
