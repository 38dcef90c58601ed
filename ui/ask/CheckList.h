// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"

#include <optional>

namespace parlance {

//! The checks of one answer by name, each with what it found, and what was not checked: the text behind the row of
//! marks. A plain value.
struct CheckList {
    enum class State { Passed, Noted, Warned, Failed, NotDone };
    struct Item {
        State state = State::Passed;
        QString name;    //!< "Tables and columns are there"
        Finding finding; //!< message empty: it found nothing
        bool operator==(const Item&) const = default;
    };
    //! How far the answer may be believed (law 11).
    enum class Trust { Low, Medium, High };

    QList<Item> items;
    QString notChecked; //!< whole sentences: always something
    //! What no check can tell, for the end of the row of marks.
    static QString neverChecked();
    Trust trust = Trust::Medium;
    bool running = false; //!< they run again, and nothing is known yet
    bool operator==(const CheckList&) const = default;

    //! \a plan: the server's word. \a question, \a words: there was a question, and an answer's words, to check
    //! against. \a said: Claude's own confidence, which lowers the trust and never raises it; nothing for SQL that is
    //! not Claude's.
    static CheckList of(const QList<Finding>& findings, const PlanOutcome& plan, bool question, bool words,
                        std::optional<Answer::Confidence> said);
    //! Of SQL whose checks are to run again.
    static CheckList again();
    qsizetype count(State state) const;
    //! The worst of them in a few words: "8 checks passed", "6 passed, 1 note", a warning's own sentence with "(+1)".
    QString summary() const;
    //! Notes are no alarm; a check that was not done is none either, but the rest is not all.
    State worst() const;
    static QString trustText(Trust trust);
};

} // namespace parlance
