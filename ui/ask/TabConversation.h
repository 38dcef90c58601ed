// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/ask/AnsweredQuestion.h"

namespace parlance {

//! What asking in a tab goes on from, as the journal keeps it: the question and SQL that the next question continues,
//! and the tables that the person pinned or left out.
struct TabConversation {
    Question::Previous last; //!< its error is not kept: it belonged to a run
    QList<TableName> used;   //!< read by last
    QList<TableName> pinned;
    QList<TableName> leftOut;
    AnsweredQuestion answered; //!< whose SQL stands in the tab, edited or not
    bool anyway = false;       //!< that SQL could not run as it was checked last
    bool operator==(const TabConversation&) const = default;

    //! JSON; empty when there is nothing to keep.
    QString toText() const;
    //! Of toText(); what cannot be read counts as nothing.
    static TabConversation fromText(const QString& text);
};

} // namespace parlance
