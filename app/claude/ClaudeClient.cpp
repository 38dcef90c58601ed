// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeClient.h"

#include "claude/EndpointProbe.h"
#include "claude/HttpExchange.h"
#include "claude/MessagesReply.h"
#include "claude/ProxyChoice.h"
#include "claude/SideRequestNote.h"

#include <QNetworkProxyFactory>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Hands QNetworkAccessManager what ProxyChoice found before the request was made.
class FoundProxies final : public QNetworkProxyFactory {
public:
    explicit FoundProxies(const ProxyChoice* choice)
        : m_choice(choice)
    {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override { return m_choice->found(query.url()); }

private:
    const ProxyChoice* m_choice;
};

constexpr qsizetype listLimit = 4 * 1024 * 1024;
constexpr int listTimeout = 30'000;

} // namespace

ClaudeClient::ClaudeClient(QObject* parent)
    : QObject(parent)
    , m_proxies(new ProxyChoice(this))
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setProxyFactory(new FoundProxies(m_proxies)); // owned by the manager
}

ClaudeReply* ClaudeClient::send(const Endpoint& endpoint, const QByteArray& body, QObject* parent)
{
    auto* exchange = new HttpExchange(&m_network, m_proxies);
    exchange->setIdleTimeout(idleTimeout(endpoint));
    auto* reply = new MessagesReply(exchange, parent);
    exchange->start(endpoint, u"/v1/messages"_s, body);
    return reply;
}

void ClaudeClient::listModels(const Endpoint& endpoint, QObject* context,
                              std::function<void(std::optional<ModelList>)> done)
{
    auto* exchange = new HttpExchange(&m_network, m_proxies, this);
    exchange->setIdleTimeout(listTimeout);
    exchange->setBodyLimit(listLimit);
    auto* note = new SideRequestNote(this, {endpoint.baseUrl, u"models"_s, {}, {}}, exchange);
    connect(exchange, &HttpExchange::finished, note, [exchange, note] {
        const bool isAnswered = !exchange->failure() && exchange->status() == 200;
        note->end({isAnswered ? std::nullopt : std::optional(exchange->error()), {}});
    });
    connect(exchange, &HttpExchange::finished, context, [exchange, done = std::move(done)] {
        if (exchange->failure() || exchange->status() != 200)
            done(std::nullopt);
        else
            done(modelListFromJson(exchange->body()));
    });
    connect(exchange, &HttpExchange::finished, exchange, &QObject::deleteLater);
    exchange->start(endpoint, u"/v1/models"_s);
}

void ClaudeClient::test(const Endpoint& endpoint, QObject* context,
                        std::function<void(const Result<EndpointReport, ClaudeError>&)> done)
{
    auto* probe = new EndpointProbe(this, &m_network, m_proxies, endpoint);
    connect(probe, &EndpointProbe::finished, this,
            [this, baseUrl = endpoint.baseUrl](const Result<EndpointReport, ClaudeError>& report) {
                if (report)
                    m_forms.note(baseUrl, report->structuredOutput.value_or(true));
            });
    connect(probe, &EndpointProbe::finished, context, std::move(done));
    probe->start();
}

EndpointMemory& ClaudeClient::memory(const QUrl& baseUrl)
{
    return m_memory[baseUrl];
}

void ClaudeClient::setIdleTimeout(int milliseconds)
{
    m_idleTimeout = milliseconds;
}

int ClaudeClient::idleTimeout(const Endpoint& endpoint) const
{
    if (m_idleTimeout > 0)
        return m_idleTimeout;
    return endpoint.baseUrl.host() == "api.anthropic.com"_L1 ? 180'000 : 300'000;
}

} // namespace parlance
