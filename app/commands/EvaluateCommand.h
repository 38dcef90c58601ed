// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "commands/ConsoleCommand.h"
#include "commands/ConsoleSignIn.h"
#include "evaluation/QuestionSet.h"
#include "evaluation/SchemaCoverage.h"
#include "team/EndpointSource.h"

#include <QElapsedTimer>

#include <memory>

namespace parlance {

class EvaluationRun;

//! What came of one question.
struct EvaluatedItem {
    enum class Verdict { None, Correct, Close, Wrong, Failed }; //!< None: with --schema-only
    QString id;
    Verdict verdict = Verdict::None;
    QString sql;     //!< Claude's; empty: none
    QString problem; //!< Failed: why, a sentence
    qint64 tokens = 0;
    double seconds = 0;
    int repairs = 0; //!< how often Claude wrote the SQL again
    SchemaCoverage coverage;
    bool operator==(const EvaluatedItem&) const = default;
};

//! The document of `evaluate --format json` (the contract in the design). Pure.
QByteArray evaluationToJson(const QList<EvaluatedItem>& items);
//! For people: a line a question that is not right, and the shares. Pure.
QString evaluationToText(const QList<EvaluatedItem>& items);

//! `evaluate`: a file of questions with queries that answer them. With --schema-only it says for each whether the part
//! of the schema that would go to Claude holds all that the query reads; else Claude is asked, both queries run, and
//! their rows are compared. Ctrl+C prints what is done.
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
    bool readFile(const QString& name);
    bool takeVerified();
    void loadEndpoint();
    void begin();
    void next();
    void coverHere();
    void take(const EvaluatedItem& item);
    void write(int status);

    CommandContext m_context;
    ConsoleSignIn m_signIn;
    Settings m_settings;
    SecretStore m_secrets;
    EndpointSource m_endpoints;
    ClaudeClient m_client;
    TeamSession* m_session = nullptr;
    QList<GoldQuestion> m_questions;
    QList<EvaluatedItem> m_items;
    std::unique_ptr<EvaluationRun> m_run;
    bool m_keyKnown = false;
    bool m_begun = false;
    bool m_ended = false;
};

} // namespace parlance
