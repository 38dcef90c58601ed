// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/EvaluateCommand.h"
#include "evaluation/RowComparison.h"

#include <QObject>

namespace parlance {

//! Takes one question after the other through the whole path: Claude, the checks, both queries, the comparison. Main
//! thread.
class EvaluationRun final : public QObject {
    Q_OBJECT
public:
    EvaluationRun(TeamSession* session, const Endpoint& endpoint, ClaudeClient* client);
    //! Answered by itemFinished, when no other is under way.
    void start(const GoldQuestion& question);
    //! Ends what is under way; nothing is said about it.
    void stop();

signals:
    void itemFinished(const parlance::EvaluatedItem& item);

private:
    void takeAnswer(const Answer& answer);
    void runNext();
    void takeEnd(const Result<RunSummary, PostgresError>& result);
    void compare();
    void fail(const QString& problem);
    void finish(EvaluatedItem::Verdict verdict);

    TeamSession* m_session;
    Connection* m_connection;
    Assistant m_assistant;
    GoldQuestion m_question;
    EvaluatedItem m_item;
    QElapsedTimer m_clock;
    SqlReading m_gold;
    ComparedRows m_rows[2]; //!< of the gold query and of Claude's
    int m_running = -1;
    quint64 m_ask = 0;
    quint64 m_number = 0; //!< of the run under way
};

} // namespace parlance
