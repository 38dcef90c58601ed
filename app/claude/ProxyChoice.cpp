// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ProxyChoice.h"

#include "base/WhenFinished.h"
#include <QFuture>
#include <QHostAddress>
#include <QPointer>
#include <QtConcurrent>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isLoopback(const QString& host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

//! NO_PROXY as curl reads it: hosts and domains (with or without a leading dot or *.), ports, address ranges, or *.
bool isExcepted(const QUrl& url, const QString& list)
{
    const QString host = url.host().toLower();
    const QStringList entries = list.split(u',', Qt::SkipEmptyParts);
    for (const QString& raw : entries) {
        QString entry = raw.trimmed().toLower();
        if (entry == "*"_L1)
            return true;
        if (entry.contains(u'/')) {
            const auto range = QHostAddress::parseSubnet(entry);
            if (!range.first.isNull() && QHostAddress(host).isInSubnet(range))
                return true;
            continue;
        }
        const qsizetype colon = entry.lastIndexOf(u':');
        if (colon > 0 && entry.count(u':') == 1) {
            if (entry.mid(colon + 1).toInt() != url.port(url.scheme() == "https"_L1 ? 443 : 80))
                continue;
            entry.truncate(colon);
        }
        while (entry.startsWith(u'*') || entry.startsWith(u'.'))
            entry.remove(0, 1);
        if (!entry.isEmpty() && (host == entry || host.endsWith(u'.' + entry)))
            return true;
    }
    return false;
}

QString variable(const QProcessEnvironment& environment, const QString& name)
{
    const QString lower = environment.value(name.toLower()).trimmed();
    return lower.isEmpty() ? environment.value(name).trimmed() : lower;
}

QString keyOf(const QUrl& url)
{
    return url.scheme() + u"://"_s + url.host() + u':' + QString::number(url.port());
}

} // namespace

std::optional<QNetworkProxy> proxyFromText(const QString& text)
{
    const QUrl url(text.contains("://"_L1) ? text : u"http://"_s + text, QUrl::StrictMode);
    static const QStringList schemes{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s, u"socks"_s};
    if (!url.isValid() || url.host().isEmpty() || !schemes.contains(url.scheme()))
        return std::nullopt;
    const bool isSocks = url.scheme().startsWith("socks"_L1);
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         static_cast<quint16>(url.port(isSocks ? 1080 : 8080)), url.userName(QUrl::FullyDecoded),
                         url.password(QUrl::FullyDecoded));
}

bool isExceptedByEnvironment(const QUrl& url, const QProcessEnvironment& environment)
{
    return isExcepted(url, variable(environment, u"NO_PROXY"_s));
}

std::optional<QNetworkProxy> proxyFromEnvironment(const QUrl& url, const QProcessEnvironment& environment)
{
    const QNetworkProxy direct(QNetworkProxy::NoProxy);
    if (isLoopback(url.host()) || isExceptedByEnvironment(url, environment))
        return direct;
    QString text = variable(environment, url.scheme() == "https"_L1 ? u"HTTPS_PROXY"_s : u"HTTP_PROXY"_s);
    if (text.isEmpty())
        text = variable(environment, u"ALL_PROXY"_s);
    if (text.isEmpty())
        return std::nullopt;
    // What is no proxy is asked all the same and found to be unreachable: never passed by in silence.
    return proxyFromText(text).value_or(QNetworkProxy(QNetworkProxy::HttpProxy, text, 8080));
}

void ProxyChoice::find(const Endpoint& endpoint, QObject* context, std::function<void()> done)
{
    const QUrl url = endpoint.baseUrl;
    const QString key = keyOf(url);
    if (endpoint.proxyMode != Endpoint::ProxyMode::System) {
        // A proxy that somebody named is meant, for this computer's own addresses too.
        const bool direct = endpoint.proxyMode == Endpoint::ProxyMode::None ||
                            isExceptedByEnvironment(url, QProcessEnvironment::systemEnvironment());
        const QNetworkProxy none(QNetworkProxy::NoProxy);
        m_found.insert(key, {direct ? none
                                    : proxyFromText(endpoint.proxy)
                                          .value_or(QNetworkProxy(QNetworkProxy::HttpProxy, endpoint.proxy, 8080))});
        return done();
    }
    if (const auto proxy = proxyFromEnvironment(url, QProcessEnvironment::systemEnvironment())) {
        m_found.insert(key, {*proxy});
        done();
        return;
    }
    const auto ask = [url] { return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)); };
    const auto answered = [self = QPointer(this), key, done = std::move(done)](const QList<QNetworkProxy>& proxies) {
        if (!self)
            return;
        self->m_found.insert(key, proxies);
        done();
    };
    whenFinished(QtConcurrent::run(ask), context, answered);
}

QList<QNetworkProxy> ProxyChoice::found(const QUrl& url) const
{
    return m_found.value(keyOf(url), {QNetworkProxy(QNetworkProxy::NoProxy)});
}

} // namespace parlance
