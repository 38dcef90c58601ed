// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"
#include "postgres/ResultChunk.h"
#include "postgres/SqlScript.h"

#include <optional>

namespace parlance {

//! What the server said to a statement before it ran: check 2. A plain value.
struct PlanOutcome {
    enum class State {
        NotChecked, //!< it was not asked, or gave no word in time: nothing is known
        Planned,    //!< names and types resolve, rights suffice, and it can be planned
        Refused,    //!< it cannot run; error says why
    };
    State state = State::NotChecked;
    QString whyNot;                     //!< NotChecked: a sentence for people
    std::optional<PostgresError> error; //!< Refused: the server's words; the position counts in the statement
    QString nearest;                    //!< Refused: the real name that an unknown one must have meant; empty: none
    QList<Finding> findings;            //!< of the check "server"; places count in the whole script
    double estimatedRows = -1;          //!< the planner's guess; -1: there is no plan
    double cost = -1;                   //!< the planner's total; -1: there is no plan
    QList<ResultColumn> columns;        //!< of the result, as described
    bool operator==(const PlanOutcome&) const = default;

    bool hasPlan() const { return cost >= 0; }
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::PlanOutcome)
