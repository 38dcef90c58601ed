// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "commands/EvaluationReport.h"
#include "evaluation/QuestionSet.h"
#include "evaluation/RowComparison.h"
#include "team/TeamSession.h"

#include <QElapsedTimer>
#include <QObject>

namespace parlance {

class SessionLedger;

//! Takes one question after the other through the whole path: Claude, the checks, both queries, the comparison. Main
//! thread.
class EvaluationRun final : public QObject {
    Q_OBJECT
public:
    //! \a tab tells its connection of the session's pool from those of other runs.
    EvaluationRun(TeamSession* session, const Endpoint& endpoint, ClaudeClient* client, quint64 tab);
    //! Before the first start; \a ledger outlives this.
    void setLedger(SessionLedger* ledger);
    void setKeyRenewal(const Assistant::KeyRenewal& renewal);
    //! Answered by itemFinished with \a index, when no other is under way.
    void start(qsizetype index, const GoldQuestion& question);
    //! Ends what is under way; nothing is said about it.
    void stop();

signals:
    void itemFinished(qsizetype index, const parlance::EvaluatedItem& item);
    void budgetUsedUp(const QString& sentence);

private:
    void takeAnswer(const Answer& answer);
    void runNext();
    void takeEnd(const Result<RunSummary, PostgresError>& result);
    void compare();
    void takeError(const AskError& error);
    void fail(const QString& problem);
    void finish(EvaluatedItem::Verdict verdict);

    TeamSession* m_session;
    Connection* m_connection;
    SessionLedger* m_ledger = nullptr;
    Assistant m_assistant;
    GoldQuestion m_question;
    qsizetype m_index = 0;
    EvaluatedItem m_item;
    QElapsedTimer m_clock;
    SqlReading m_gold;
    ComparedRows m_rows[2]; //!< of the gold query and of Claude's
    int m_running = -1;
    quint64 m_ask = 0;
    quint64 m_number = 0; //!< of the run under way
};

} // namespace parlance
