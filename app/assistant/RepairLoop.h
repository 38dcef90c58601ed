// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/AnswerCheck.h"

#include <QStringList>

#include <optional>

namespace parlance {

//! What becomes of Claude's answers to one question: each is checked, and one that cannot run goes back to be written
//! again, at most Repair::most times and never twice for the same error. GUI thread.
class RepairLoop final : public QObject {
    Q_OBJECT
public:
    explicit RepairLoop(QObject* parent = nullptr);

    //! Who asks the server about SQL; none: nobody does. Must live as long as this, or be taken away.
    void setServerCheck(ServerCheck* check) { m_checks.setServerCheck(check); }
    void setKnownValues(const KnownValues& values) { m_checks.setKnownValues(values); }

    //! Another question: what was repaired before is forgotten.
    void begin();
    //! Checks \a answer to \a question. Answered by again or done, unless stopped: for an answer without SQL at once.
    //! Its usage grows by that of the answers that were repaired.
    void take(Answer answer, const Question& question, const SchemaCatalog& catalog);
    //! Nothing more is said about the answer that is being checked.
    void stop() { m_checks.stop(); }
    //! How often the answer went back.
    int rounds() const { return int(m_repairs.size()); }
    //! The answer that was being repaired when it failed with \a title: SQL that cannot run and says why is worth more
    //! than an error. Nothing when none was.
    std::optional<Answer> instead(const QString& title) const;

signals:
    //! Claude is to write another: \a attempt is to go along. \a problem says why, for people; the \a round-th time.
    void again(const parlance::Question::Attempt& attempt, int round, const QString& problem);
    void done(const parlance::Answer& answer);

private:
    void takeChecked(const Answer& checked, const std::optional<AnswerProblem>& problem);

    AnswerCheck m_checks;
    bool m_mayAgain = false; //!< for the purpose of the question
    QList<Repair> m_repairs;
    QStringList m_problems;           //!< keys of the repairs' problems
    std::optional<Answer> m_fallback; //!< the answer that is being repaired
    ClaudeUsage m_spent;              //!< on what was repaired
};

} // namespace parlance
