// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ConnectionParameters.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace parlance::test {

//! Accepts connections and says nothing, or that it is starting up.
class QuietServer final : public QTcpServer {
public:
    explicit QuietServer(bool starting)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, starting] {
            QTcpSocket* socket = nextPendingConnection();
            if (!starting)
                return;
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                if (socket->readAll().size() == 8) { // SSLRequest or GSSENCRequest: no
                    socket->write("N");
                    return;
                }
                QByteArray fields;
                for (const char* field : {"SFATAL", "VFATAL", "C57P03", "Mthe database system is starting up"})
                    fields += QByteArray(field) + '\0';
                fields += '\0';
                const auto length = static_cast<char>(fields.size() + 4);
                socket->write(QByteArray("E\0\0\0", 4) + length + fields);
                socket->disconnectFromHost();
            });
        });
    }
    ConnectionParameters parameters(int timeout) const
    {
        ConnectionParameters result;
        result.host = QStringLiteral("127.0.0.1");
        result.port = QString::number(serverPort());
        result.database = QStringLiteral("sales_db");
        result.user = QStringLiteral("sales");
        result.sslMode = QStringLiteral("disable");
        result.connectTimeoutSeconds = timeout;
        return result;
    }
};

} // namespace parlance::test
