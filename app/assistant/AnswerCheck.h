// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"
#include "assistant/AnswerProblem.h"
#include "assistant/checks/QueryChecks.h"
#include "assistant/Question.h"

#include <QObject>
#include <QPointer>

namespace parlance {

class ServerCheck;

//! The checks of one answer's SQL: those that read it, then the server. One answer at a time. GUI thread.
class AnswerCheck final : public QObject {
    Q_OBJECT
public:
    explicit AnswerCheck(QObject* parent = nullptr);

    //! Who asks the server; none: nobody does.
    void setServerCheck(ServerCheck* check);
    void setKnownValues(const KnownValues& values) { m_values = values; }
    //! Checks the SQL of \a answer to \a question. Answered by done, unless stopped or started anew.
    void start(const Answer& answer, const Question& question, const SchemaCatalog& catalog);
    void stop();

signals:
    //! \a checked is the answer with findings and plan, \a problem why it cannot run.
    void done(const parlance::Answer& checked, const std::optional<parlance::AnswerProblem>& problem);

private:
    void askServer(const JudgedAnswer& judged);
    void take(const PlanOutcome& plan);

    QPointer<ServerCheck> m_server;
    quint64 m_started = 0;  //!< counts the answers: what comes back for an earlier one is dropped
    quint64 m_checking = 0; //!< the server's check under way; 0: none
    Answer m_answer;
    SchemaCatalog m_catalog;
    std::optional<KnownValues> m_values;
    JudgedAnswer m_judged;
};

} // namespace parlance
