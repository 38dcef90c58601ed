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
    Trust trust = Trust::Medium;
    bool operator==(const CheckList&) const = default;

    //! \a serverAsked: the server planned the statement or refused it. \a question, \a words: there was a question, and
    //! an answer's words, to check against. \a said: Claude's own confidence, which lowers the trust and never raises
    //! it; nothing for SQL that is not Claude's.
    static CheckList of(const QList<Finding>& findings, bool serverAsked, bool question, bool words,
                        std::optional<Answer::Confidence> said);
    qsizetype count(State state) const;
    //! The worst of them in a few words: "8 checks passed", a warning's own sentence with "(+1)".
    QString summary() const;
    State worst() const;
    static QString trustText(Trust trust);
};

} // namespace parlance
