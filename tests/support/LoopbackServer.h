// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/LoopbackMessages.h"

#include <QMutex>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

namespace parlance::test {

//! The part of LoopbackMessages that lives on its thread: accepts, reads requests, writes answers. The queue and the
//! record are guarded by a mutex and may be used from any thread.
class LoopbackServer : public QTcpServer {
    Q_OBJECT
public:
    using Response = LoopbackMessages::Response;
    using Request = LoopbackMessages::Request;

    explicit LoopbackServer(bool tls);
    //! Begins to listen on 127.0.0.1; the port.
    quint16 listen();

    void enqueue(const Response& response);
    void setModels(const QByteArray& json);
    void setCountTokens(const QByteArray& json);
    void refuseKey(const QByteArray& key);
    QList<Request> requests() const;
    QList<Request> otherRequests() const;
    qsizetype queued() const;

protected:
    void incomingConnection(qintptr handle) override;

private:
    friend class LoopbackConnection;
    //! Records \a request and says how it is answered, and under which number it stands in the record (-1: other).
    Response take(const Request& request, qsizetype* number);
    void noteAnswered(qsizetype number);
    void noteClosed(qsizetype number);

    const bool m_tls;
    mutable QMutex m_mutex;
    QList<Response> m_queue;
    QList<Request> m_requests;
    QList<Request> m_others;
    QByteArray m_models;
    QByteArray m_countTokens;
    QByteArray m_refusedKey;
};

//! One client's connection: keep-alive, one request at a time.
class LoopbackConnection final : public QObject {
    Q_OBJECT
public:
    LoopbackConnection(LoopbackServer* server, QTcpSocket* socket);

private:
    void readRequest();
    void answer(const LoopbackServer::Response& response);
    void writeHead();
    void writePieces();
    void writePiece();
    void end();

    LoopbackServer* m_server;
    QTcpSocket* m_socket;
    QByteArray m_input;
    LoopbackServer::Response m_response;
    qsizetype m_written = 0;
    QList<qsizetype> m_numbers; //!< the recorded requests of this connection
    bool m_answering = false;
    bool m_closesAfter = false;
    bool m_isMessage = false;
    QTimer m_pace;
};

} // namespace parlance::test
