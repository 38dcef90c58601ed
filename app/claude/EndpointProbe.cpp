// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/EndpointProbe.h"

#include "claude/ClaudeClient.h"
#include "claude/HttpExchange.h"
#include "claude/JsonText.h"
#include "claude/SideRequestNote.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ClaudeError::Kind;

constexpr qsizetype listLimit = 4 * 1024 * 1024;
constexpr int longestTest = 10'000; // milliseconds, all of it: somebody sits and waits

//! An answer cut off after its few tokens is one all the same.
bool isAnswered(const std::optional<ClaudeError>& error)
{
    return !error || error->kind == Kind::CutOffAtTokenLimit || error->kind == Kind::EmptyAnswer ||
           error->kind == Kind::Refusal;
}

} // namespace

EndpointProbe::EndpointProbe(ClaudeClient* client, QNetworkAccessManager* network, ProxyChoice* proxies,
                             const Endpoint& endpoint)
    : QObject(client)
    , m_client(client)
    , m_network(network)
    , m_proxies(proxies)
    , m_endpoint(endpoint)
{
    m_report.baseUrl = endpoint.baseUrl;
    m_report.model = endpoint.models.value(0);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(longestTest);
    connect(&m_deadline, &QTimer::timeout, this, &EndpointProbe::giveUp);
}

void EndpointProbe::start()
{
    m_clock.start();
    m_deadline.start();
    HttpExchange* exchange = get(u"/v1/models"_s, std::nullopt);
    connect(exchange, &HttpExchange::finished, this, [this, exchange] { takeModels(exchange); });
}

//! Starts a request that is noted where it leaves at all.
HttpExchange* EndpointProbe::get(const QString& path, const std::optional<QByteArray>& body)
{
    auto* exchange = new HttpExchange(m_network, m_proxies, this);
    m_exchange = exchange;
    exchange->setBodyLimit(listLimit);
    if (!m_endpoint.key.trimmed().isEmpty()) {
        const QString model = body ? m_report.model : QString();
        auto* note = new SideRequestNote(m_client, {m_endpoint.baseUrl, u"test"_s, model, body.value_or(QByteArray())},
                                         exchange);
        connect(exchange, &HttpExchange::finished, note, [exchange, note] {
            const bool isOk = !exchange->failure() && exchange->status() == 200;
            note->end({isOk ? std::nullopt : std::optional(exchange->error()), {}});
        });
    }
    connect(exchange, &HttpExchange::finished, exchange, &QObject::deleteLater);
    exchange->start(m_endpoint, path, body);
    return exchange;
}

void EndpointProbe::takeModels(HttpExchange* exchange)
{
    const ClaudeError error = exchange->error();
    if (exchange->failure() || error.kind == Kind::KeyRefused)
        return finish(unexpected(error));
    m_report.milliseconds = m_clock.elapsed();
    m_report.answeredBy = QString::fromLatin1(exchange->header("server")).left(60);
    if (const auto list = exchange->status() == 200 ? modelListFromJson(exchange->body()) : std::nullopt)
        takeList(*list);
    if (m_report.model.isEmpty() || m_report.structuredOutput)
        return finish(m_report);
    if (m_client->forms().isStructured(m_endpoint.baseUrl))
        countTokens();
    else
        ask(true); // what counts tokens may know more than what answers
}

void EndpointProbe::takeList(const ModelList& list)
{
    m_report.listsModels = true;
    for (const ClaudeModel& model : list.models) {
        if (model.lifecycle != ClaudeModel::Lifecycle::Retired)
            m_report.models << model.id;
    }
    m_report.model = chooseModel(m_endpoint.models, list, {}).model;
    if (!m_client->forms().isStructured(m_endpoint.baseUrl))
        return; // the address has shown otherwise, whatever the list says of the
                // model
    for (const ClaudeModel& model : list.models) {
        if (model.id == m_report.model)
            m_report.structuredOutput = model.structuredOutput;
    }
}

QByteArray EndpointProbe::question(const QByteArray& options, bool structured) const
{
    QByteArray body = "{\"model\":" + jsonString(m_report.model) + options +
                      R"(,"messages":[{"role":"user","content":"Write the SQL that selects the number 1."}])";
    if (structured)
        body += R"(,"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":)"
                R"({"sql":{"type":"string"}},"required":["sql"],"additionalProperties":false}}})";
    return body + '}';
}

void EndpointProbe::countTokens()
{
    HttpExchange* exchange = get(u"/v1/messages/count_tokens"_s, question({}, true));
    connect(exchange, &HttpExchange::finished, this, [this, exchange] { takeCount(exchange); });
}

void EndpointProbe::takeCount(HttpExchange* exchange)
{
    const bool isOk = !exchange->failure() && exchange->status() == 200;
    if (isOk && QJsonDocument::fromJson(exchange->body()).object().contains("input_tokens"_L1)) {
        m_report.structuredOutput = true;
        return finish(m_report);
    }
    const ClaudeError error = exchange->error();
    if (!isOk && error.kind == Kind::KeyRefused)
        return finish(unexpected(error));
    if (!isOk && error.kind == Kind::StructuredOutputUnknown)
        m_report.structuredOutput = false;
    ask(!m_report.structuredOutput);
}

//! The real thing, with room for a few tokens.
void EndpointProbe::ask(bool structured)
{
    const QByteArray body = question(",\"max_tokens\":64,\"stream\":true", structured);
    auto* note = new SideRequestNote(m_client, {m_endpoint.baseUrl, u"test"_s, m_report.model, body}, this);
    m_text.clear();
    m_reply = m_client->send(m_endpoint, body, this);
    connect(m_reply, &ClaudeReply::textGrew, this, [this](const QString& piece) { m_text += piece; });
    connect(m_reply, &ClaudeReply::finished, this,
            [this, note, structured, reply = m_reply.data()](const Result<ClaudeMessage, ClaudeError>& outcome) {
                const std::optional<ClaudeError> error = outcome ? std::nullopt : std::optional(outcome.error());
                note->end({isAnswered(error) ? std::nullopt : error, outcome ? outcome->usage : reply->usage()});
                takeAnswer(structured, error);
            });
}

void EndpointProbe::takeAnswer(bool structured, const std::optional<ClaudeError>& error)
{
    if (isAnswered(error)) {
        if (structured) // nothing but thoughts: the form was accepted
            m_report.structuredOutput = m_text.trimmed().isEmpty() || m_text.trimmed().startsWith(u'{');
        return finish(m_report);
    }
    if (structured && error->kind == Kind::StructuredOutputUnknown) {
        m_report.structuredOutput = false;
        return ask(false);
    }
    // With a list of models the key is known to be good.
    if (m_report.listsModels && isRetryable(*error))
        return finish(m_report);
    finish(unexpected(*error));
}

//! What was found by then; with a list of models the key and the way are known
//! to be good.
void EndpointProbe::giveUp()
{
    if (m_exchange)
        m_exchange->abort();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->cancel();
    }
    if (m_report.listsModels)
        return finish(m_report);
    ClaudeError error;
    error.kind = Kind::IdleTimeout;
    error.message = u"no answer within %1 seconds"_s.arg(longestTest / 1000);
    finish(unexpected(error));
}

void EndpointProbe::finish(const Result<EndpointReport, ClaudeError>& result)
{
    m_deadline.stop();
    deleteLater();
    emit finished(result);
}

} // namespace parlance
