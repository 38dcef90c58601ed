// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/LoopbackServer.h"

#include "support/TestPaths.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace parlance::test {

using namespace Qt::Literals::StringLiterals;

namespace {

using Response = LoopbackMessages::Response;
using Chunks = LoopbackMessages::Chunks;

QByteArray readFile(const QString& name)
{
    QFile file(dataFile(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(name));
    return file.readAll();
}

Response json(int status, const QByteArray& body)
{
    Response response;
    response.status = status;
    response.headers = {{"content-type", "application/json"}, {"request-id", "req_loopback"}};
    response.body = body;
    return response;
}

Response error(int status, const QByteArray& type, const QByteArray& message)
{
    return json(status, "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}");
}

} // namespace

LoopbackServer::LoopbackServer(bool tls)
    : m_tls(tls)
{}

quint16 LoopbackServer::listen()
{
    if (!QTcpServer::listen(QHostAddress::LocalHost))
        qFatal("cannot listen on loopback");
    return serverPort();
}

void LoopbackServer::enqueue(const Response& response)
{
    const QMutexLocker lock(&m_mutex);
    m_queue.append(response);
}

void LoopbackServer::setModels(const QByteArray& json)
{
    const QMutexLocker lock(&m_mutex);
    m_models = json;
}

void LoopbackServer::setCountTokens(const QByteArray& json)
{
    const QMutexLocker lock(&m_mutex);
    m_countTokens = json;
}

void LoopbackServer::refuseKey(const QByteArray& key)
{
    const QMutexLocker lock(&m_mutex);
    m_refusedKey = key;
}

QList<LoopbackServer::Request> LoopbackServer::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

QList<LoopbackServer::Request> LoopbackServer::otherRequests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_others;
}

qsizetype LoopbackServer::queued() const
{
    const QMutexLocker lock(&m_mutex);
    return m_queue.size();
}

void LoopbackServer::incomingConnection(qintptr handle)
{
    auto* socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(handle)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new LoopbackConnection(this, socket);
    if (auto* secure = qobject_cast<QSslSocket*>(socket)) {
        secure->setLocalCertificate(QSslCertificate(readFile(u"loopback-tls/server.crt"_s)));
        secure->setPrivateKey(QSslKey(readFile(u"loopback-tls/server.key"_s), QSsl::Rsa));
        secure->startServerEncryption();
    }
}

LoopbackServer::Response LoopbackServer::take(const Request& request, qsizetype* number)
{
    const QMutexLocker lock(&m_mutex);
    *number = -1;
    const QByteArray path = request.path.split('?').first();
    const bool isMessage = request.method == "POST" && path == "/v1/messages";
    if (isMessage) {
        *number = m_requests.size();
        m_requests.append(request);
    } else {
        m_others.append(request);
    }
    if (!m_refusedKey.isEmpty() && (request.headers.value("x-api-key") == m_refusedKey ||
                                    request.headers.value("authorization") == "Bearer " + m_refusedKey))
        return error(401, "authentication_error", "invalid x-api-key");
    if (isMessage)
        return m_queue.isEmpty() ? LoopbackMessages::fixture(u"error_500.json"_s) : m_queue.takeFirst();
    if (request.method == "GET" && path == "/v1/models" && !m_models.isEmpty())
        return json(200, m_models);
    if (request.method == "POST" && path == "/v1/messages/count_tokens" && !m_countTokens.isEmpty())
        return json(200, m_countTokens);
    return error(404, "not_found_error", "Not found");
}

void LoopbackServer::noteAnswered(qsizetype number)
{
    const QMutexLocker lock(&m_mutex);
    m_requests[number].answered = LoopbackMessages::Clock::now();
}

void LoopbackServer::noteClosed(qsizetype number)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_requests[number].closed)
        m_requests[number].closed = LoopbackMessages::Clock::now();
}

LoopbackConnection::LoopbackConnection(LoopbackServer* server, QTcpSocket* socket)
    : QObject(server)
    , m_server(server)
    , m_socket(socket)
{
    socket->setParent(this);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, &LoopbackConnection::writePiece);
    connect(socket, &QTcpSocket::readyRead, this, &LoopbackConnection::readRequest);
    connect(socket, &QTcpSocket::disconnected, this, [this] {
        for (const qsizetype number : std::as_const(m_numbers))
            m_server->noteClosed(number);
        m_pace.stop();
        deleteLater();
    });
}

void LoopbackConnection::readRequest()
{
    m_input += m_socket->readAll();
    const qsizetype headEnd = m_input.indexOf("\r\n\r\n");
    if (headEnd < 0 || m_answering)
        return;
    LoopbackServer::Request request;
    const QList<QByteArray> lines = m_input.first(headEnd).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    request.method = first.value(0);
    request.path = first.value(1);
    for (const QByteArray& line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (m_input.size() < headEnd + 4 + length)
        return;
    request.arrived = LoopbackMessages::Clock::now();
    m_closesAfter = request.headers.value("connection").toLower() == "close";
    request.body = m_input.mid(headEnd + 4, length);
    m_input.remove(0, headEnd + 4 + length);
    qsizetype number = -1;
    const LoopbackServer::Response response = m_server->take(request, &number);
    m_isMessage = number >= 0;
    if (m_isMessage)
        m_numbers.append(number);
    answer(response);
}

void LoopbackConnection::answer(const LoopbackServer::Response& response)
{
    m_answering = true;
    m_response = response;
    if (m_response.bodyLimit >= 0)
        m_response.body.truncate(m_response.bodyLimit);
    m_written = 0;
    QTimer::singleShot(response.delayMilliseconds, this, [this] {
        writeHead();
        writePieces();
    });
}

void LoopbackConnection::writeHead()
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_response.status) + " Loopback\r\n";
    for (const auto& [name, value] : std::as_const(m_response.headers))
        head += name + ": " + value + "\r\n";
    if (m_closesAfter)
        head += "connection: close\r\n";
    m_socket->write(head + "transfer-encoding: chunked\r\n\r\n");
    m_socket->flush();
}

void LoopbackConnection::writePieces()
{
    if (m_response.pieceMilliseconds > 0) {
        m_pace.start(m_response.pieceMilliseconds);
        return;
    }
    while (m_written < m_response.body.size() && m_socket->state() == QAbstractSocket::ConnectedState)
        writePiece();
    end();
}

void LoopbackConnection::writePiece()
{
    const qsizetype left = m_response.body.size() - m_written;
    if (left <= 0) {
        m_pace.stop();
        end();
        return;
    }
    qsizetype size = m_response.pieceMilliseconds > 0 ? std::min<qsizetype>(64, left) : left;
    if (m_response.chunks == Chunks::SevenBytes)
        size = std::min<qsizetype>(7, left);
    else if (m_response.chunks == Chunks::SingleBytes)
        size = 1;
    m_socket->write(QByteArray::number(size, 16) + "\r\n" + m_response.body.mid(m_written, size) + "\r\n");
    m_socket->flush();
    m_written += size;
}

void LoopbackConnection::end()
{
    if (m_isMessage)
        m_server->noteAnswered(m_numbers.last());
    switch (m_response.then) {
    case Response::Then::HoldOpen:
        return; // silence: nothing more is read or written
    case Response::Then::Cut:
        m_socket->flush();
        m_socket->disconnectFromHost();
        return;
    case Response::Then::End:
        break;
    }
    m_socket->write("0\r\n\r\n");
    m_socket->flush();
    if (m_closesAfter)
        return m_socket->disconnectFromHost();
    m_answering = false;
    if (!m_input.isEmpty())
        readRequest();
}

} // namespace parlance::test
