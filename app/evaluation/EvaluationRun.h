// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "assistant/KnownValues.h"
#include "assistant/RequestLedger.h"
#include "assistant/ServerCheck.h"
#include "evaluation/EvaluatedItem.h"
#include "evaluation/QuestionSet.h"
#include "evaluation/RowComparison.h"
#include "postgres/Connection.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace parlance {

//! What a run works with; all of it outlives the run.
struct EvaluationTools {
    Connection* connection = nullptr; //!< for the queries; no other run's
    ServerCheck* serverCheck = nullptr;
    ClaudeClient* client = nullptr;
    RequestLedger* ledger = nullptr;
    Endpoint endpoint;
    std::shared_ptr<const SchemaIndex> index;
    KnownValues values; //!< for the checks
    AskLimits askLimits;
    RunLimits runLimits;
    Assistant::KeyRenewal keyRenewal;
    //! A question as it is asked now, not with the verified question of that very text (TeamSession::completed).
    std::function<Question(const Question&, const QString& leaveOut)> completed;
    std::function<std::optional<Cost>(const QString& model, const ClaudeUsage& usage)> price;
};

//! Takes one question after the other through the whole path: Claude, the checks, both queries, the comparison. Main
//! thread.
class EvaluationRun final : public QObject {
    Q_OBJECT
public:
    explicit EvaluationRun(const EvaluationTools& tools);
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

    EvaluationTools m_tools;
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
