// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"

namespace parlance {

//! One statement to send, and where it stands in the editor's text (UTF-8 bytes).
struct RunItem {
    QByteArray sql;
    qsizetype start = 0;
    bool operator==(const RunItem&) const = default;
};

//! What a run will send, or why nothing is sent. Every statement is judged before the first one runs.
struct RunPlan {
    QList<RunItem> items;
    std::optional<Finding> refusal; //!< start counts in the editor's text
    qsizetype judged = 0;           //!< how many statements were to run
    qsizetype refused = -1;         //!< which of them was refused, from 0; -1: none
    bool operator==(const RunPlan&) const = default;
};

//! All statements of \a script, which begins at byte \a offset of the editor's text. Pure.
RunPlan planRun(const SqlScript& script, qsizetype offset);
//! The one statement of \a script that \a start and \a length (of SqlEditor::runRange) mark. Pure.
RunPlan planStatement(const SqlScript& script, qsizetype start, qsizetype length);

//! A place in a text for people: 1-based line and column, the column in characters.
struct TextPlace {
    qsizetype line = 1;
    qsizetype column = 1;
    bool operator==(const TextPlace&) const = default;
};
TextPlace placeOf(QByteArrayView utf8, qsizetype offset);
//! How many bytes from \a offset make up the word there; at least 1 where the text goes on.
qsizetype wordLength(QByteArrayView utf8, qsizetype offset);

} // namespace parlance
