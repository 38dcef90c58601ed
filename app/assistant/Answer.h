// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/PlanOutcome.h"
#include "base/Result.h"
#include "claude/ClaudeProtocol.h"
#include "postgres/SqlScript.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace parlance {

struct ReadingWords;

struct Assumption {
    QString label;
    QString value;
    bool operator==(const Assumption&) const = default;
};

//! SQL that Claude wrote first and that could not run, so that it was asked again.
struct Repair {
    static constexpr int most = 2; //!< how often Claude may write the SQL of one question again
    QString problem;               //!< why, a sentence for people
    QString sql;                   //!< as Claude wrote it then
    bool operator==(const Repair&) const = default;
};

//! What Claude answered: the answer document (resources/answer-schema.json) as a value. Texts are plain text, never
//! markup.
struct Answer {
    enum class Kind { Sql, Clarify, Cannot };
    enum class Confidence { Low, Medium, High };
    Kind kind = Kind::Sql;
    QString sql;
    QString explanation;
    QList<Assumption> assumptions;
    Confidence confidence = Confidence::Medium;
    QString question;    //!< clarify
    QStringList options; //!< clarify
    QString reason;      //!< cannot
    QStringList followUps;
    // beside the document:
    QString model; //!< which model answered
    ClaudeUsage usage;
    QString modelNotice;     //!< said once: the model retires, or another one was taken
    QList<Finding> findings; //!< what the checks found in sql
    PlanOutcome plan;        //!< what the server said to sql
    QList<Repair> repairs;   //!< what came before sql, in order; usage is the sum of all
    bool operator==(const Answer&) const = default;
};

//! The text of a whole reply as an Answer: the document alone, inside prose and a fence, or the tagged form
//! (<sql>…</sql>), or one closed ```sql block alone among prose. Enum values in any case; a missing or unknown kind
//! does not parse. The error is a sentence.
Result<Answer, QString> answerFromText(const QString& text);
//! Whether the document or <sql> begins anywhere in \a text: where it does not, the answer keeps to no form at all.
bool hasAnswerForm(const QString& text);
//! The answer document again, with model, usage, findings and repairs (for `ask --format json`), keys in the document's
//! order.
QByteArray answerToJson(const Answer& answer);
//! The same with "reading": what the program reads in the SQL, [{"label","text","start","length"}], null where it is
//! not read in words.
QByteArray answerToJson(const Answer& answer, const ReadingWords& reading);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::Answer)
