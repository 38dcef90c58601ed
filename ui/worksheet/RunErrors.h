// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"
#include "team/Team.h"
#include "ui/worksheet/RunPlan.h"

namespace parlance {

//! A failed run in words for the bar under the editor.
struct RunErrorWords {
    QString title;
    QString text;    //!< what to do
    QString caption; //!< SQLSTATE and place
    QString details;
    bool operator==(const RunErrorWords&) const = default;
};

//! Whether the connection is gone or never came to be (and not the statement is at fault).
bool isAboutConnection(const PostgresError& error);
//! \a offset is the error's byte in the editor's \a text, -1: none; \a index of \a count statements failed. Pure.
RunErrorWords describeRunError(const PostgresError& error, const QByteArray& text, qsizetype offset, qsizetype count,
                               qsizetype index);
//! Why nothing of \a plan ran, which was refused: which statement it was, where several stand. Pure.
RunErrorWords describeRefusal(const RunPlan& plan);
RunErrorWords describeConnectionError(const PostgresError& error, const Team& team);

} // namespace parlance
