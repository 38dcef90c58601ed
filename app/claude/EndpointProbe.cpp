// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/EndpointProbe.h"

#include "claude/HttpExchange.h"
#include "claude/JsonText.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype listLimit = 4 * 1024 * 1024;
constexpr int longestTest = 10'000; // milliseconds, all of it: somebody sits and waits

} // namespace

EndpointProbe::EndpointProbe(QNetworkAccessManager* network, ProxyChoice* proxies, const Endpoint& endpoint,
                             QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_proxies(proxies)
    , m_endpoint(endpoint)
{
    m_report.baseUrl = endpoint.baseUrl;
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(longestTest);
    connect(&m_deadline, &QTimer::timeout, this, &EndpointProbe::giveUp);
}

void EndpointProbe::start()
{
    m_clock.start();
    m_deadline.start();
    HttpExchange* exchange = makeExchange();
    connect(exchange, &HttpExchange::finished, this, [this, exchange] { takeModels(exchange); });
    exchange->start(m_endpoint, u"/v1/models"_s);
}

HttpExchange* EndpointProbe::makeExchange()
{
    auto* exchange = new HttpExchange(m_network, m_proxies, this);
    m_exchange = exchange;
    exchange->setBodyLimit(listLimit);
    connect(exchange, &HttpExchange::finished, exchange, &QObject::deleteLater);
    return exchange;
}

void EndpointProbe::takeModels(HttpExchange* exchange)
{
    if (exchange->failure())
        return finish(unexpected(exchange->error()));
    m_report.milliseconds = m_clock.elapsed();
    m_report.answeredBy = QString::fromLatin1(exchange->header("server")).left(60);
    const auto list = exchange->status() == 200 ? modelListFromJson(exchange->body()) : std::nullopt;
    const bool isServed = exchange->status() != 404 && exchange->status() != 405 && exchange->status() != 501;
    if (!list) {
        m_report.model = m_endpoint.models.value(0);
        return isServed ? finish(unexpected(exchange->error())) : countTokens(true);
    }
    m_report.listsModels = true;
    for (const ClaudeModel& model : list->models) {
        if (model.lifecycle != ClaudeModel::Lifecycle::Retired)
            m_report.models << model.id;
    }
    m_report.model = chooseModel(m_endpoint.models, list, {}).model;
    for (const ClaudeModel& model : list->models) {
        if (model.id == m_report.model)
            m_report.structuredOutput = model.structuredOutput;
    }
    if (m_report.structuredOutput || m_report.model.isEmpty())
        return finish(m_report);
    countTokens(true);
}

void EndpointProbe::countTokens(bool structured)
{
    HttpExchange* exchange = makeExchange();
    connect(exchange, &HttpExchange::finished, this, [this, exchange, structured] { takeCount(exchange, structured); });
    QByteArray body =
        "{\"model\":" + jsonString(m_report.model) + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    if (structured)
        body += R"(,"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":)"
                R"({"sql":{"type":"string"}},"required":["sql"],"additionalProperties":false}}})";
    exchange->start(m_endpoint, u"/v1/messages/count_tokens"_s, body + '}');
}

void EndpointProbe::takeCount(HttpExchange* exchange, bool structured)
{
    const QJsonDocument document = QJsonDocument::fromJson(exchange->body());
    const bool isCounted =
        !exchange->failure() && exchange->status() == 200 && document.object().contains("input_tokens"_L1);
    if (isCounted) {
        if (!m_report.structuredOutput)
            m_report.structuredOutput = structured;
        return finish(m_report);
    }
    const ClaudeError error = exchange->error();
    if (structured && error.kind == ClaudeError::Kind::StructuredOutputUnknown) {
        m_report.structuredOutput = false;
        return countTokens(false);
    }
    // With a list of models the key is known to be good; that tokens are not counted there is no failure.
    if (m_report.listsModels)
        return finish(m_report);
    finish(unexpected(error));
}

//! What was found by then; with a list of models the key and the way are known to be good.
void EndpointProbe::giveUp()
{
    if (m_exchange)
        m_exchange->abort();
    if (m_report.listsModels)
        return finish(m_report);
    ClaudeError error;
    error.kind = ClaudeError::Kind::IdleTimeout;
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
