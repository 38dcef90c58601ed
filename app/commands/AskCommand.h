// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "commands/ConsoleCommand.h"
#include "commands/ConsoleSignIn.h"
#include "commands/StatementRunner.h"
#include "journal/Journal.h"
#include "team/EndpointSource.h"
#include "team/SessionLedger.h"

namespace parlance {

//! `ask`: a question in plain English → SQL, and with --run its rows.
class AskCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit AskCommand(const CommandContext& context);
    ~AskCommand() override;
    void start() override;
    void cancel() override;

private:
    QString usageProblem() const;
    void loadEndpoint();
    void continueWhenReady();
    void showRequest();
    void ask();
    void saySent(const QString& model, const QByteArray& body);
    void sayWaiting(int seconds, const QString& reason, int nextTry, int tries);
    void takeAnswer(const Answer& answer);
    void takeError(const AskError& error);
    void sayBudget() const;
    void explain(const Answer& answer) const;
    bool prepareRun();
    void runAnswer(const Answer& answer);
    Question question() const;
    bool has(const char* option) const { return m_context.arguments.has(QString::fromLatin1(option)); }

    CommandContext m_context;
    ConsoleSignIn m_signIn;
    Settings m_settings;
    SecretStore m_secrets;
    EndpointSource m_endpoints;
    ClaudeClient m_client;
    std::unique_ptr<Journal> m_journal; //!< made when something is about to be sent
    std::unique_ptr<SessionLedger> m_ledger;
    Assistant m_assistant;
    TeamSession* m_session = nullptr;
    StatementRunner* m_runner = nullptr;
    QString m_format;
    QString m_saidModel;   //!< the model that the question was said to go to
    QString m_modelNotice; //!< what was said when it changed
    int m_saidTry = 0;     //!< the try whose wait was said
    bool m_nothingSent = true;
    bool m_keyKnown = false;
    bool m_asked = false;
    bool m_running = false;
};

} // namespace parlance
