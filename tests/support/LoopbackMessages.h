// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeProtocol.h"

#include <QHash>
#include <QJsonObject>
#include <QThread>

#include <chrono>
#include <memory>
#include <optional>

namespace parlance::test {

//! A real HTTP server on loopback that speaks the Messages API from tests/data/claude-fixtures. It lives on a thread of
//! its own and serves queued responses in order; every member may be called from the test's thread at any time.
//!
//!     LoopbackMessages claude;
//!     claude.enqueueFixture(u"answer_sql.sse"_s);
//!     assistant.setEndpoint(claude.endpoint());
//!     …ask…
//!     QTRY_COMPARE(claude.requests().size(), 1);
//!
//! A POST without a queued response is answered with the fixture error_500.json.
class LoopbackMessages final {
public:
    enum class Transport { Plain, Tls };
    enum class Chunks { Whole, SevenBytes, SingleBytes };
    using Clock = std::chrono::steady_clock;

    //! How one POST /v1/messages is answered.
    struct Response {
        int status = 200;
        QList<QPair<QByteArray, QByteArray>> headers;
        QByteArray body;
        Chunks chunks = Chunks::Whole;
        int delayMilliseconds = 0; //!< before the first byte of the answer
        int pieceMilliseconds = 0; //!< between two pieces of the body (pieces of 64 bytes when chunks is Whole)
        qsizetype bodyLimit = -1;  //!< only so many bytes of the body are sent; -1: all of it
        enum class Then {
            End,
            HoldOpen,
            Cut
        } then = Then::End; //!< what follows: a proper end, silence, a cut connection
    };
    //! A request as it arrived.
    struct Request {
        QByteArray method;
        QByteArray path;                       //!< with its query
        QHash<QByteArray, QByteArray> headers; //!< names in lower case
        QByteArray body;
        Clock::time_point arrived;                 //!< its last byte
        std::optional<Clock::time_point> answered; //!< the answer's last byte was written
        std::optional<Clock::time_point> closed;   //!< the client's socket was closed
    };

    explicit LoopbackMessages(Transport transport = Transport::Plain);
    ~LoopbackMessages();
    Q_DISABLE_COPY_MOVE(LoopbackMessages)

    //! http(s)://127.0.0.1:<free port>
    QUrl baseUrl() const;
    //! That base URL, the two default models and a test key.
    Endpoint endpoint() const;

    void enqueue(const Response& response);
    void enqueueFixture(const QString& file, Chunks chunks = Chunks::Whole);
    //! The fixture with the status and headers that manifest.json names.
    static Response fixture(const QString& file, Chunks chunks = Chunks::Whole);
    //! A stream that answers with this text (an answer document, say), in pieces of a few characters.
    static Response stream(const QString& text, const QString& model = QStringLiteral("claude-sonnet-4-5-20250929"));
    //! stream() of an answer document; keys that are missing get empty values, kind is "sql" unless given.
    static Response answer(const QJsonObject& document);

    //! What GET /v1/models answers (models_list.json at first); a 404 when empty.
    void setModels(const QByteArray& json);
    //! What POST /v1/messages/count_tokens answers; a 404 when empty.
    void setCountTokens(const QByteArray& json);
    //! A key that is refused with 401 everywhere.
    void refuseKey(const QByteArray& key);

    //! The POSTs to /v1/messages so far, in order.
    QList<Request> requests() const;
    //! All other requests so far.
    QList<Request> otherRequests() const;
    //! Responses queued and not yet taken.
    qsizetype queued() const;

private:
    class Server;
    QThread m_thread;
    Server* m_server = nullptr; //!< lives on m_thread
    QUrl m_baseUrl;
};

} // namespace parlance::test
