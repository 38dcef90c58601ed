// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QSslCertificate>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace parlance {

//! Where Claude is reached and as whom. Holds the key: never logged, never stored.
struct Endpoint {
    enum class Authentication { ApiKey, Bearer };
    enum class ProxyMode { System, Manual, None }; //!< System: HTTPS_PROXY and its like, else the system's settings
    //! One more header of each request. The value may be a secret: never logged, never stored.
    struct Header {
        QByteArray name;
        QByteArray value;
        bool operator==(const Header&) const = default;
    };
    QUrl baseUrl = QUrl(QStringLiteral("https://api.anthropic.com")); //!< without /v1
    QStringList models;                                               //!< in order of preference
    Authentication authentication = Authentication::ApiKey;           //!< x-api-key, or Authorization: Bearer
    QString key;                                                      //!< empty: Claude is not set up
    QString keySource; //!< where the key came from, for people: "environment variable ANTHROPIC_API_KEY"
    QString apiVersion = QStringLiteral("2023-06-01");
    bool keyFromCommand = false; //!< a refused key may be followed by a new one (EndpointSource::renewKey)
    QList<Header> headers;
    ProxyMode proxyMode = ProxyMode::System;
    QString proxy;                       //!< Manual: "http://host:port", may hold a password
    QList<QSslCertificate> certificates; //!< whom to trust, the system's among them; empty: the system's alone
    bool operator==(const Endpoint&) const = default;
};

//! One request to POST /v1/messages. The system texts are blocks; the last one carries the cache breakpoint.
struct ClaudeRequest {
    struct Message {
        bool fromUser = true;
        QString text;
        bool operator==(const Message&) const = default;
    };
    QString model;
    int maxTokens = 8192;
    QStringList system;
    QList<Message> messages; //!< the last one is the user's
    bool structured = true;  //!< output_config with the answer document's schema; false: the tagged form
    bool operator==(const ClaudeRequest&) const = default;
};

//! The request's exact bytes, keys in a fixed order, resources/answer-schema.json spliced in literally. Pure.
QByteArray requestBody(const ClaudeRequest& request);

struct ClaudeUsage {
    qint64 inputTokens = 0;
    qint64 cacheCreationInputTokens = 0;
    qint64 cacheReadInputTokens = 0;
    qint64 outputTokens = 0;
    ClaudeUsage& operator+=(const ClaudeUsage& more)
    {
        inputTokens += more.inputTokens;
        cacheCreationInputTokens += more.cacheCreationInputTokens;
        cacheReadInputTokens += more.cacheReadInputTokens;
        outputTokens += more.outputTokens;
        return *this;
    }
    bool operator==(const ClaudeUsage&) const = default;
};

//! Why a request to Claude gave no whole message. Told apart so that each has its own words and next step.
struct ClaudeError {
    enum class Kind {
        NoKey,
        KeyRefused,
        PermissionDenied,
        OutOfCredit,
        SpendLimit,
        RateLimited,
        Overloaded,
        ServerError,
        ModelGone,
        RequestTooLarge,
        InvalidRequest,
        StructuredOutputUnknown,
        Refusal,
        CutOffAtTokenLimit,
        ContextExceeded,
        Network,
        TlsFailed,
        ProxyPage,
        StreamCut,
        IdleTimeout,
        EmptyAnswer,
        Cancelled,
    };
    Kind kind = Kind::Network;
    int httpStatus = 0;
    QString type;    //!< error.type of the API
    QString message; //!< the API's, or Qt's words; for the details only
    QString requestId;
    int retryAfterSeconds = -1;      //!< as the server told, -1: not told
    std::optional<bool> shouldRetry; //!< x-should-retry, where the server sent it
    bool operator==(const ClaudeError&) const = default;
};

//! Whether the API says that trying again may help (and x-should-retry does not say no).
bool isRetryable(const ClaudeError& error);
//! From an HTTP answer that is not 200: status, the retry-after and x-should-retry headers, content type and body.
//! Pure.
ClaudeError errorFromResponse(int httpStatus, const QList<QPair<QByteArray, QByteArray>>& headers,
                              const QByteArray& body);
//! From the data of an error event inside a stream that began with 200. Pure.
ClaudeError errorFromEvent(const QByteArray& data);
//! The first line of \a body as text: tags, scripts, entities and control characters gone, at most 200 characters.
//! Pure.
QString firstLineAsText(const QByteArray& body);
//! Whether \a header can stand beside those that Parlance sets itself: a sentence why not, empty when it can. Pure.
QString headerProblem(const Endpoint::Header& header);
//! <base>\a path, whether or not the base URL ends in "/" or "/v1".
QUrl apiUrl(const QUrl& baseUrl, const QString& path);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::ClaudeError)
Q_DECLARE_METATYPE(parlance::ClaudeUsage)
