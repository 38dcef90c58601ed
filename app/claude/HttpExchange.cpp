// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/HttpExchange.h"

#include "claude/OneShotBody.h"
#include "claude/ProxyChoice.h"

#include <QSslConfiguration>
#include <QSslError>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ClaudeError::Kind;

//! Whether \a key can stand in a header: anything else would be another header, or no key at all.
bool isHeaderSafe(const QString& key)
{
    return std::all_of(key.begin(), key.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

QNetworkRequest requestFor(const Endpoint& endpoint, const QString& path)
{
    QUrl url = apiUrl(endpoint.baseUrl, path);
    if (path == "/v1/models"_L1)
        url.setQuery(u"limit=1000"_s);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Parlance/" PARLANCE_VERSION ""_s);
    request.setRawHeader("anthropic-version", endpoint.apiVersion.toLatin1());
    // A connection for each request: one kept from the last question may be dead since (sleep, VPN, NAT) and would
    // swallow the request in silence until the idle time-out; on a used one Nagle's algorithm, which Qt leaves on, also
    // holds the request's end back for 40 ms. And HTTP/1.1, where abort closes the socket and not only a stream inside
    // it.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("connection", "close");
    // A compressed stream may be held back until a block is full.
    request.setRawHeader("accept-encoding", "identity");
    for (const Endpoint::Header& header : endpoint.headers) {
        if (headerProblem(header).isEmpty()) // never in the place of the key or of what the transport needs
            request.setRawHeader(header.name, header.value);
    }
    if (!endpoint.certificates.isEmpty()) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(endpoint.certificates);
        request.setSslConfiguration(tls);
    }
    const QByteArray key = endpoint.key.trimmed().toLatin1();
    if (endpoint.authentication == Endpoint::Authentication::Bearer)
        request.setRawHeader("authorization", "Bearer " + key);
    else
        request.setRawHeader("x-api-key", key);
    return request;
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager* network, ProxyChoice* proxies, QObject* parent)
    : QObject(parent)
    , m_network(network)
    , m_proxies(proxies)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(180'000);
    connect(&m_idle, &QTimer::timeout, this,
            [this] { fail(Kind::IdleTimeout, u"no byte for %1 seconds"_s.arg(m_idle.interval() / 1000)); });
}

HttpExchange::~HttpExchange()
{
    abort();
}

void HttpExchange::setIdleTimeout(int milliseconds)
{
    m_idle.setInterval(milliseconds);
}

void HttpExchange::setBodyLimit(qsizetype bytes)
{
    m_bodyLimit = bytes;
}

void HttpExchange::start(const Endpoint& endpoint, const QString& path, const std::optional<QByteArray>& body)
{
    ClaudeError error;
    if (endpoint.key.trimmed().isEmpty()) {
        error.kind = Kind::NoKey;
        m_failure = error;
        return finishLater();
    }
    if (!isHeaderSafe(endpoint.key.trimmed())) {
        error.kind = Kind::KeyRefused;
        error.message = u"the key holds characters that no key has"_s;
        m_failure = error;
        return finishLater();
    }
    m_idle.start();
    m_proxies->find(endpoint, this, [this, endpoint, path, body] {
        if (!m_done)
            post(endpoint, path, body);
    });
}

void HttpExchange::post(const Endpoint& endpoint, const QString& path, const std::optional<QByteArray>& body)
{
    QNetworkRequest request = requestFor(endpoint, path);
    if (body) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setRawHeader("accept", "text/event-stream, application/json");
    }
    // A GET has an empty body, for the same reason.
    auto* once = new OneShotBody(body.value_or(QByteArray()));
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.value_or(QByteArray()).size());
    m_reply = m_network->sendCustomRequest(request, body ? "POST" : "GET", once);
    once->setParent(m_reply);
    const auto alive = [this] { m_idle.start(); };
    connect(m_reply, &QNetworkReply::uploadProgress, this, alive);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, alive);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::read);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::end);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        for (const QSslError& error : errors)
            m_tlsErrors << error.errorString();
    });
}

void HttpExchange::read()
{
    m_idle.start();
    m_body += m_reply->readAll();
    const QPointer<HttpExchange> alive(this);
    emit bytesArrived();
    if (alive && !m_done && m_body.size() > m_bodyLimit) {
        m_body.truncate(m_bodyLimit);
        fail(Kind::StreamCut, u"the answer is longer than any answer can be"_s);
    }
}

void HttpExchange::end()
{
    if (m_done)
        return;
    const QPointer<HttpExchange> alive(this);
    if (m_reply->bytesAvailable() > 0)
        read();
    if (!alive || m_done)
        return;
    // With a status the body says more than Qt's error, which only repeats it.
    const bool hasAnswer = status() >= 300 || (status() > 0 && m_reply->error() == QNetworkReply::NoError);
    if (!hasAnswer || m_reply->error() == QNetworkReply::ProxyAuthenticationRequiredError)
        m_failure = networkFailure();
    m_done = true;
    m_idle.stop();
    emit finished();
}

void HttpExchange::fail(ClaudeError::Kind kind, const QString& message)
{
    ClaudeError error;
    error.kind = kind;
    error.httpStatus = status();
    error.message = message;
    m_failure = error;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    m_done = true;
    m_idle.stop();
    emit finished();
}

ClaudeError HttpExchange::networkFailure() const
{
    ClaudeError error;
    error.httpStatus = status();
    error.message = m_reply->errorString();
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError:
        error.kind = Kind::TlsFailed;
        if (!m_tlsErrors.isEmpty())
            error.message = m_tlsErrors.join(u' ');
        break;
    case QNetworkReply::ContentReSendError: // what OneShotBody refuses
        error.kind = status() > 0 ? Kind::StreamCut : Kind::Network;
        error.message = u"the connection was closed without an answer"_s;
        break;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        error.kind = Kind::ProxyPage;
        error.httpStatus = 407;
        break;
    default:
        // After the head of an answer a lost connection is a cut answer.
        error.kind = status() > 0 ? Kind::StreamCut : Kind::Network;
    }
    return error;
}

void HttpExchange::finishLater()
{
    m_done = true;
    QMetaObject::invokeMethod(this, &HttpExchange::finished, Qt::QueuedConnection);
}

void HttpExchange::abort()
{
    m_done = true;
    m_idle.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void HttpExchange::release()
{
    m_done = true;
    m_idle.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_reply->isFinished()) {
        m_reply->deleteLater();
    } else {
        connect(m_reply, &QNetworkReply::finished, m_reply, &QObject::deleteLater);
        QTimer::singleShot(1000, m_reply, &QNetworkReply::abort);
    }
    m_reply = nullptr;
}

int HttpExchange::status() const
{
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}

QByteArray HttpExchange::header(const QByteArray& name) const
{
    return m_reply ? m_reply->rawHeader(name) : QByteArray();
}

QByteArray HttpExchange::takeBytes()
{
    return std::exchange(m_body, {});
}

ClaudeError HttpExchange::error() const
{
    if (m_failure)
        return *m_failure;
    if (!m_reply)
        return {};
    ClaudeError error = errorFromResponse(status(), m_reply->rawHeaderPairs(), m_body);
    const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (status() >= 300 && status() < 400) {
        error.kind = Kind::ProxyPage;
        error.message = u"redirected to %1"_s.arg(m_reply->url().resolved(target).host());
    }
    return error;
}

} // namespace parlance
