// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "claude/ClaudeModels.h"
#include "claude/ClaudeProtocol.h"
#include "claude/EndpointReport.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace parlance {

class HttpExchange;
class ProxyChoice;

//! One test of an address: GET /v1/models, and where that is not served or does not say it, POST
//! /v1/messages/count_tokens, which costs nothing, with the form of answers that questions use. Ends after ten seconds
//! at the latest. Deletes itself after finished(). GUI thread.
class EndpointProbe final : public QObject {
    Q_OBJECT
public:
    EndpointProbe(QNetworkAccessManager* network, ProxyChoice* proxies, const Endpoint& endpoint, QObject* parent);
    void start();

signals:
    void finished(const parlance::Result<parlance::EndpointReport, parlance::ClaudeError>& result);

private:
    HttpExchange* makeExchange();
    void takeModels(HttpExchange* exchange);
    void countTokens(bool structured);
    void takeCount(HttpExchange* exchange, bool structured);
    void giveUp();
    void finish(const Result<EndpointReport, ClaudeError>& result);

    QNetworkAccessManager* m_network;
    ProxyChoice* m_proxies;
    Endpoint m_endpoint;
    EndpointReport m_report;
    QElapsedTimer m_clock;
    QTimer m_deadline;
    QPointer<HttpExchange> m_exchange; //!< under way
};

} // namespace parlance
