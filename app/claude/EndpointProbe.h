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

class ClaudeClient;
class ClaudeReply;
class HttpExchange;
class ProxyChoice;
class SideRequestNote;

//! One test of an address: GET /v1/models, and where that is not served or does
//! not say whether answers keep to a form, POST /v1/messages/count_tokens with
//! that form; both cost nothing. Where that is not served either, or the
//! address is known to answer otherwise, one real question of a few tokens.
//! Ends after ten seconds at the latest. Deletes itself after finished(). GUI
//! thread.
class EndpointProbe final : public QObject {
    Q_OBJECT
public:
    //! A child of \a client.
    EndpointProbe(ClaudeClient* client, QNetworkAccessManager* network, ProxyChoice* proxies, const Endpoint& endpoint);
    void start();

signals:
    void finished(const parlance::Result<parlance::EndpointReport, parlance::ClaudeError>& result);

private:
    HttpExchange* get(const QString& path, const std::optional<QByteArray>& body);
    void takeModels(HttpExchange* exchange);
    void takeList(const ModelList& list);
    void countTokens();
    void takeCount(HttpExchange* exchange);
    void ask(bool structured);
    void takeAnswer(bool structured, const std::optional<ClaudeError>& error);
    void giveUp();
    void finish(const Result<EndpointReport, ClaudeError>& result);
    QByteArray question(const QByteArray& options, bool structured) const;

    ClaudeClient* m_client;
    QNetworkAccessManager* m_network;
    ProxyChoice* m_proxies;
    Endpoint m_endpoint;
    EndpointReport m_report;
    QElapsedTimer m_clock;
    QTimer m_deadline;
    QPointer<HttpExchange> m_exchange; //!< under way
    QPointer<ClaudeReply> m_reply;     //!< under way
    QString m_text;                    //!< of its answer
};

} // namespace parlance
