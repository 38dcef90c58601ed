// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTcpServer>

namespace parlance::test {

//! Takes connections on 127.0.0.1 and never says a word: a server, or a name server before it, that hangs.
class SilentServer final {
public:
    SilentServer() { m_listening = m_server.listen(QHostAddress::LocalHost); }
    bool isListening() const { return m_listening; }
    QString port() const { return QString::number(m_server.serverPort()); }
    bool hasGuest() const { return m_server.hasPendingConnections(); }

private:
    QTcpServer m_server;
    bool m_listening = false;
};

} // namespace parlance::test
