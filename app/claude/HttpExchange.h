// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeProtocol.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace parlance {

class ProxyChoice;

//! One HTTP request to Claude's address with the key, redirects never followed, its body bounded, ended when no byte
//! came for a while. Exactly one finished() unless it was aborted or destroyed. GUI thread.
class HttpExchange final : public QObject {
    Q_OBJECT
public:
    HttpExchange(QNetworkAccessManager* network, ProxyChoice* proxies, QObject* parent = nullptr);
    ~HttpExchange() override;

    //! Milliseconds without a byte in either direction after which it ends with IdleTimeout.
    void setIdleTimeout(int milliseconds);
    //! The body that is kept for body(); a longer one ends with a failure.
    void setBodyLimit(qsizetype bytes);
    //! GET \a path, or POST it with \a body.
    void start(const Endpoint& endpoint, const QString& path, const std::optional<QByteArray>& body = std::nullopt);
    //! Closes the socket at once; no signal follows.
    void abort();
    //! The answer is whole: lets the connection end in its own time (it can be used again); no signal follows.
    void release();

    //! 0 before the head arrived.
    int status() const;
    QByteArray header(const QByteArray& name) const;
    //! What came since the last call; body() does not hold it then.
    QByteArray takeBytes();
    const QByteArray& body() const { return m_body; }
    //! Why the exchange itself failed (network, TLS, proxy, idle, too long); nothing when a whole answer came.
    const std::optional<ClaudeError>& failure() const { return m_failure; }
    //! failure(), or what the answer's status and body say.
    ClaudeError error() const;

signals:
    void bytesArrived();
    void finished();

private:
    void post(const Endpoint& endpoint, const QString& path, const std::optional<QByteArray>& body);
    void read();
    void end();
    void fail(ClaudeError::Kind kind, const QString& message);
    ClaudeError networkFailure() const;
    void finishLater();

    QNetworkAccessManager* m_network;
    ProxyChoice* m_proxies;
    QPointer<QNetworkReply> m_reply;
    QTimer m_idle;
    QByteArray m_body;
    qsizetype m_bodyLimit = 8 * 1024 * 1024;
    QStringList m_tlsErrors;
    std::optional<ClaudeError> m_failure;
    bool m_done = false;
};

} // namespace parlance
