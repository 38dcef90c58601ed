// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/PromptWarmer.h"

#include "assistant/AskErrors.h"
#include "assistant/PromptComposer.h"
#include "assistant/RequestLedger.h"
#include "assistant/SchemaSelector.h"

#include <utility>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

PromptWarmer::PromptWarmer(ClaudeClient* client, RequestLedger* ledger, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_ledger(ledger)
{}

PromptWarmer::~PromptWarmer()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_noted)
        m_ledger->ended(*m_noted, {u"stopped"_s, {}, {}, m_reply->usage()});
    m_reply->cancel();
}

QString PromptWarmer::model(const Endpoint& endpoint) const
{
    const EndpointMemory& memory = m_client->memory(endpoint.baseUrl);
    return chooseModel(endpoint.models, memory.served, memory.gone).model;
}

QByteArray PromptWarmer::body(const Endpoint& endpoint, const SchemaIndex& index, const AskLimits& limits,
                              const Question& question) const
{
    const QString chosen = model(endpoint);
    const bool fits = index.tokens() <= limits.schemaTokenBudget && !index.tables().empty();
    if (!limits.allowed || !fits || chosen.isEmpty() || endpoint.key.trimmed().isEmpty())
        return {};
    SelectionRequest request;
    request.tokenBudget = limits.schemaTokenBudget;
    const bool structured = m_client->forms().isStructured(endpoint.baseUrl);
    ClaudeRequest whole = PromptComposer::compose(question, SchemaSelector::select(index, request), chosen, structured);
    whole.maxTokens = 1;
    return requestBody(whole);
}

void PromptWarmer::warm(const Endpoint& endpoint, const std::shared_ptr<const SchemaIndex>& index,
                        const AskLimits& limits, const Question& question)
{
    if (m_reply)
        return;
    const QByteArray bytes = body(endpoint, *index, limits, question);
    if (bytes.isEmpty()) {
        emit finished(false);
        return;
    }
    m_ledger->permit(this, [this, endpoint, bytes, tables = qsizetype(index->tables().size())](const auto& refusal) {
        if (refusal)
            emit finished(false);
        else
            send(endpoint, bytes, tables);
    });
}

void PromptWarmer::send(const Endpoint& endpoint, const QByteArray& body, qsizetype tables)
{
    m_model = model(endpoint);
    m_noted = m_ledger->sent({endpoint.baseUrl.authority(), m_model, u"prewarm"_s, tables, body});
    m_reply = m_client->send(endpoint, body, this);
    connect(m_reply, &ClaudeReply::finished, this,
            [this, baseUrl = endpoint.baseUrl](const Result<ClaudeMessage, ClaudeError>& outcome) {
                take(baseUrl, outcome);
            });
}

//! An answer cut off after its one token is what was asked for.
void PromptWarmer::take(const QUrl& baseUrl, const Result<ClaudeMessage, ClaudeError>& outcome)
{
    using Kind = ClaudeError::Kind;
    const ClaudeUsage usage = m_reply ? m_reply->usage() : ClaudeUsage();
    m_reply = nullptr;
    const bool warmed =
        outcome || outcome.error().kind == Kind::CutOffAtTokenLimit || outcome.error().kind == Kind::EmptyAnswer;
    const auto noted = std::exchange(m_noted, std::nullopt);
    if (warmed) {
        m_ledger->ended(*noted, {u"answered"_s, {}, {}, usage});
    } else {
        m_ledger->ended(*noted, {u"failed"_s, requestErrorName(outcome.error()), {}, usage});
        EndpointMemory& memory = m_client->memory(baseUrl);
        if (outcome.error().kind == Kind::ModelGone && !memory.gone.contains(m_model))
            memory.gone << m_model;
        else if (outcome.error().kind == Kind::StructuredOutputUnknown)
            m_client->forms().note(baseUrl, false);
    }
    emit finished(warmed);
}

} // namespace parlance
