// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/AnswerForms.h"
#include "claude/ClaudeModels.h"
#include "claude/ClaudeReply.h"
#include "claude/EndpointMemory.h"
#include "claude/EndpointReport.h"
#include "claude/SideRequest.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace parlance {

class ProxyChoice;

//! Speaks the streaming Messages API over QNetworkAccessManager. No retries here: the Assistant decides. GUI thread.
class ClaudeClient final : public QObject {
    Q_OBJECT
public:
    explicit ClaudeClient(QObject* parent = nullptr);
    //! Sends \a body (made by requestBody) to <base>/v1/messages. Idle time-out: 180 s without a byte (300 s where the
    //! base URL is not Anthropic's).
    ClaudeReply* send(const Endpoint& endpoint, const QByteArray& body, QObject* parent);
    //! GET <base>/v1/models in the background; nothing when it is not served.
    void listModels(const Endpoint& endpoint, QObject* context, std::function<void(std::optional<ModelList>)> done);
    //! The Test button: is this key accepted there, and what is served (EndpointProbe)? What is found of the form of
    //! answers is remembered; what was remembered before is forgotten.
    void test(const Endpoint& endpoint, QObject* context,
              std::function<void(const Result<EndpointReport, ClaudeError>&)> done);

    //! What was learned about \a baseUrl so far; for the program's life, shared by all tabs.
    EndpointMemory& memory(const QUrl& baseUrl);
    //! In which form answers are asked for at which address.
    AnswerForms& forms() { return m_forms; }
    //! Another idle time-out for every request; tests do not wait three minutes.
    void setIdleTimeout(int milliseconds);
    //! Numbers for SideRequestNote, from 1.
    quint64 nextSideRequest() { return ++m_sideRequests; }

signals:
    //! A request that nobody's question is: it leaves now, and has ended. Each number once in each.
    void sideRequestSent(quint64 number, const parlance::SideRequest& request);
    void sideRequestEnded(quint64 number, const parlance::SideRequestEnd& end);

private:
    int idleTimeout(const Endpoint& endpoint) const;

    QNetworkAccessManager m_network;
    ProxyChoice* m_proxies;
    QHash<QUrl, EndpointMemory> m_memory;
    AnswerForms m_forms;
    quint64 m_sideRequests = 0;
    int m_idleTimeout = 0; //!< ms; 0: as documented
};

} // namespace parlance
