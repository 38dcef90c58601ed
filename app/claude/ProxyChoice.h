// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeProtocol.h"

#include <QHash>
#include <QNetworkProxy>
#include <QObject>
#include <QProcessEnvironment>
#include <QUrl>

#include <functional>
#include <optional>

namespace parlance {

//! The proxy for \a url as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say; none for loopback. Nothing: the
//! environment does not say, the system decides. Pure.
std::optional<QNetworkProxy> proxyFromEnvironment(const QUrl& url, const QProcessEnvironment& environment);

//! Whether NO_PROXY says that \a url is reached without any proxy. Pure.
bool isExceptedByEnvironment(const QUrl& url, const QProcessEnvironment& environment);

//! \a text ("http://host:port", "host:port", "socks5://host") as a proxy; nothing when it is none. Pure.
std::optional<QNetworkProxy> proxyFromText(const QString& text);

//! Finds out, without waiting, through which proxies an address is reached: the environment first, else the system's
//! settings, which are asked on a thread because a proxy script may take seconds. GUI thread.
class ProxyChoice final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    //! For \a endpoint as its proxyMode says: this computer itself is reached directly, unless a proxy was set by hand;
    //! what NO_PROXY names always is. Calls \a done at once or
    //! later; never when \a context is gone by then.
    void find(const Endpoint& endpoint, QObject* context, std::function<void()> done);
    //! What find() found for \a url; direct before.
    QList<QNetworkProxy> found(const QUrl& url) const;

private:
    QHash<QString, QList<QNetworkProxy>> m_found; //!< by scheme, host and port
};

} // namespace parlance
