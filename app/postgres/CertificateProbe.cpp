// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/CertificateProbe.h"

#include <QSslConfiguration>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr int waitMilliseconds = 5000;

//! SSLRequest of the frontend/backend protocol: length 8, code 1234 5679.
QByteArray sslRequest()
{
    return QByteArray("\x00\x00\x00\x08\x04\xd2\x16\x2f", 8);
}

} // namespace

bool isCertificateExpired(const ConnectionParameters& parameters)
{
    const QString host = parameters.extra.value(u"hostaddr"_s, parameters.host).section(u',', 0, 0);
    const quint16 port = parameters.port.section(u',', 0, 0).toUShort();
    if (host.isEmpty() || host.startsWith(u'/') || port == 0)
        return false;
    QSslSocket socket;
    socket.connectToHost(host, port);
    if (!socket.waitForConnected(waitMilliseconds))
        return false;
    socket.write(sslRequest());
    if (!socket.waitForReadyRead(waitMilliseconds) || socket.read(1) != "S")
        return false;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Nothing is sent over this connection: only its certificate is looked at.
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    socket.setSslConfiguration(configuration);
    socket.startClientEncryption();
    socket.waitForEncrypted(waitMilliseconds);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QList<QSslCertificate> chain = socket.peerCertificateChain();
    for (const QSslCertificate& certificate : chain) {
        if (certificate.expiryDate() < now)
            return true;
    }
    return false;
}

} // namespace parlance
