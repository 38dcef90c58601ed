// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"
#include "assistant/Question.h"

#include <QJsonObject>

namespace parlance {

//! The question whose SQL stands in the editor, or stood there before it was edited, with its answer. Whatever is said
//! of that SQL goes by it, not by what is typed into the question box meanwhile. A plain value.
struct AnsweredQuestion {
    bool byClaude = false; //!< else people wrote it: a ready or verified question, one from the history
    QString continued;     //!< what it went on from, in words that stand alone; empty: nothing
    Question question;     //!< as it was asked, with what was asked back and what was put right
    Answer answer;
    bool operator==(const AnsweredQuestion&) const = default;

    bool isEmpty() const { return answer.sql.isEmpty(); }
    //! The question in words that stand alone: "count tickets, then: only 2025 (only VIP customers)".
    QString wholeText() const;
    //! What the checks hold the SQL against: the question, what was answered when Claude asked back, what was put
    //! right.
    QString saidText() const;
    //! Whether \a sql is the answer's, but for spaces and semicolons around it.
    bool isSql(const QString& sql) const;

    //! For the journal: what the card says, without findings: those are found again.
    QJsonObject toJson() const;
    //! Of toJson(); empty where that cannot be read.
    static AnsweredQuestion fromJson(const QJsonObject& object);
};

} // namespace parlance
