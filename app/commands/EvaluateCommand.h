// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "commands/ConsoleCommand.h"
#include "commands/ConsoleSignIn.h"
#include "commands/EvaluationReport.h"
#include "evaluation/EvaluationState.h"
#include "evaluation/QuestionSet.h"
#include "journal/Journal.h"
#include "team/EndpointSource.h"
#include "team/SessionLedger.h"

#include <QElapsedTimer>

#include <memory>
#include <vector>

namespace parlance {

class EvaluationRun;
struct EvaluationTools;

//! `evaluate`: a file of questions with queries that answer them. With --schema-only it says for each whether the part
//! of the schema that would go to Claude holds all that the query reads; else Claude is asked, both queries run, and
//! their rows are compared, several at a time where --parallel says so. Ctrl+C prints what is done; with --resume it is
//! kept, and the next call goes on.
class EvaluateCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit EvaluateCommand(const CommandContext& context);
    ~EvaluateCommand() override;
    void start() override;
    void cancel() override;

private:
    bool isSchemaOnly() const { return m_context.arguments.has(QStringLiteral("schema-only")); }
    bool usesVerified() const { return m_context.arguments.has(QStringLiteral("verified")); }
    QString readFile(const QString& name);
    bool takeVerified();
    void loadEndpoint();
    void begin();
    QString prepare();
    void makeRuns();
    EvaluationTools toolsFor(quint64 tab);
    void next(EvaluationRun* run);
    void coverHere();
    void take(qsizetype index, const EvaluatedItem& item);
    void endIfDone();
    void sayHowToGoOn() const;
    QList<EvaluatedItem> inOrder() const;
    void write(int status);

    CommandContext m_context;
    ConsoleSignIn m_signIn;
    Settings m_settings;
    SecretStore m_secrets;
    EndpointSource m_endpoints;
    ClaudeClient m_client;
    TeamSession* m_session = nullptr;
    QList<GoldQuestion> m_questions;
    QHash<qsizetype, EvaluatedItem> m_items; //!< by the question's place
    QList<qsizetype> m_open;                 //!< questions that wait
    int m_parallel = 1;
    std::optional<EvaluationState> m_state; //!< with --resume
    Endpoint m_endpoint;                    //!< with the model of --model
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<SessionLedger> m_ledger;
    std::vector<std::unique_ptr<EvaluationRun>> m_runs;
    qsizetype m_underWay = 0;
    bool m_overBudget = false;
    bool m_keyKnown = false;
    bool m_begun = false;
    bool m_ended = false;
};

} // namespace parlance
