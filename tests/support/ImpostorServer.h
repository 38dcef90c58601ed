// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayList>
#include <QTcpServer>
#include <QTcpSocket>

namespace parlance::test {

//! Stands on 127.0.0.1 where PostgreSQL is expected: says \a greeting to who comes, \a reply to the first bytes heard,
//! and closes.
class ImpostorServer final {
public:
    ImpostorServer(const QByteArray& greeting, const QByteArray& reply)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, greeting, reply] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            socket->write(greeting);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, reply] {
                socket->readAll(); // what stays unread would reset the connection before the reply is heard
                socket->write(reply);
                socket->disconnectFromHost();
            });
        });
    }
    QString port() const { return QString::number(m_server.serverPort()); }

    //! PostgreSQL's own refusal of a sign-in, its severity and words in the server's language.
    static QByteArray fatal(const QByteArray& severity, const QByteArray& sqlState, const QByteArray& words)
    {
        QByteArray fields;
        for (const QByteArray& field : QByteArrayList{"S" + severity, "VFATAL", "C" + sqlState, "M" + words})
            fields += field + '\0';
        fields += '\0';
        const auto length = static_cast<char>(fields.size() + 4);
        return QByteArray("E\0\0\0", 4) + length + fields;
    }

private:
    QTcpServer m_server;
};

} // namespace parlance::test
