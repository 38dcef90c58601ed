// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/Cost.h"
#include "evaluation/SchemaCoverage.h"

#include <QString>

#include <optional>

namespace parlance {

//! What came of one question.
struct EvaluatedItem {
    enum class Verdict { None, Correct, Close, Wrong, Failed }; //!< None: with --schema-only
    QString id;
    Verdict verdict = Verdict::None;
    QString sql;             //!< Claude's; empty: none
    QString problem;         //!< Failed: why, a sentence
    bool unanswered = false; //!< Failed for want of an answer (network, limits): worth asking again
    qint64 tokens = 0;
    std::optional<Cost> cost; //!< nothing: not asked, or the price is not known
    int repairs = 0;
    QString model; //!< which answered
    double seconds = 0;
    SchemaCoverage coverage;
    bool operator==(const EvaluatedItem&) const = default;
};

//! "correct", "close", "wrong", "failed"; empty for None.
QString verdictText(EvaluatedItem::Verdict verdict);
//! The verdict of such a text; None when it is none.
EvaluatedItem::Verdict verdictFromText(const QString& text);

} // namespace parlance
