// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"
#include "assistant/SchemaIndex.h"
#include "claude/ClaudeClient.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <optional>

namespace parlance {

class RequestLedger;

//! Lets Claude read the tables before the first question: the request that a question would be, with room for one token
//! of an answer, so that the question finds its beginning in the cache. Only where all tables fit, as what is chosen
//! for a question is not known before it. Asked of the ledger and noted there like every request. GUI thread.
class PromptWarmer final : public QObject {
    Q_OBJECT
public:
    //! Both outlive this.
    PromptWarmer(ClaudeClient* client, RequestLedger* ledger, QObject* parent = nullptr);
    ~PromptWarmer() override;

    //! The bytes that warm() sends; empty where it would send nothing.
    QByteArray body(const Endpoint& endpoint, const SchemaIndex& index, const AskLimits& limits,
                    const Question& question) const;
    //! Sends them once, if the ledger permits it. No retry: a question does its own.
    void warm(const Endpoint& endpoint, const std::shared_ptr<const SchemaIndex>& index, const AskLimits& limits,
              const Question& question);

signals:
    void finished(bool warmed);

private:
    QString model(const Endpoint& endpoint) const;
    void send(const Endpoint& endpoint, const QByteArray& body, qsizetype tables);
    void take(const QUrl& baseUrl, const Result<ClaudeMessage, ClaudeError>& outcome);

    ClaudeClient* m_client;
    RequestLedger* m_ledger;
    QPointer<ClaudeReply> m_reply;
    std::optional<quint64> m_noted;
    QString m_model;
};

} // namespace parlance
