// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/LoopbackMessages.h"

#include "claude/JsonText.h"
#include "support/LoopbackServer.h"
#include "support/TestPaths.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace parlance::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray readFixture(const QString& file)
{
    QFile opened(dataFile(u"claude-fixtures/"_s + file));
    if (!opened.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(file));
    return opened.readAll();
}

QByteArray event(const QByteArray& name, const QByteArray& data)
{
    return "event: " + name + "\ndata: " + data + "\n\n";
}

} // namespace

//! The worker object of LoopbackServer.h, hidden from users of the header.
class LoopbackMessages::Server final : public LoopbackServer {
public:
    using LoopbackServer::LoopbackServer;
};

LoopbackMessages::LoopbackMessages(Transport transport)
    : m_server(new Server(transport == Transport::Tls))
{
    m_server->setModels(readFixture(u"models_list.json"_s));
    m_server->setCountTokens(readFixture(u"count_tokens.json"_s));
    m_thread.setObjectName("LoopbackMessages"_L1);
    m_server->moveToThread(&m_thread);
    m_thread.start();
    quint16 port = 0;
    QMetaObject::invokeMethod(
        m_server, [this, &port] { port = m_server->listen(); }, Qt::BlockingQueuedConnection);
    m_baseUrl.setScheme(transport == Transport::Tls ? u"https"_s : u"http"_s);
    m_baseUrl.setHost(u"127.0.0.1"_s);
    m_baseUrl.setPort(port);
}

LoopbackMessages::~LoopbackMessages()
{
    QMetaObject::invokeMethod(
        m_server, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QUrl LoopbackMessages::baseUrl() const
{
    return m_baseUrl;
}

Endpoint LoopbackMessages::endpoint() const
{
    Endpoint endpoint;
    endpoint.baseUrl = m_baseUrl;
    endpoint.models = {u"claude-sonnet-4-5-20250929"_s, u"claude-sonnet-5-5"_s};
    endpoint.key = u"sk-ant-test-0123456789"_s;
    endpoint.keySource = u"the test"_s;
    return endpoint;
}

void LoopbackMessages::enqueue(const Response& response)
{
    m_server->enqueue(response);
}

void LoopbackMessages::enqueueFixture(const QString& file, Chunks chunks)
{
    enqueue(fixture(file, chunks));
}

LoopbackMessages::Response LoopbackMessages::fixture(const QString& file, Chunks chunks)
{
    const QJsonArray fixtures =
        QJsonDocument::fromJson(readFixture(u"manifest.json"_s)).object().value("fixtures"_L1).toArray();
    for (const QJsonValue& value : fixtures) {
        const QJsonObject entry = value.toObject();
        if (entry.value("file"_L1).toString() != file)
            continue;
        Response response;
        response.status = entry.value("status"_L1).toInt();
        const QJsonObject headers = entry.value("headers"_L1).toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it)
            response.headers.append({it.key().toLatin1(), it.value().toString().toLatin1()});
        response.body = readFixture(file);
        response.chunks = chunks;
        return response;
    }
    qFatal("%s is not in manifest.json", qPrintable(file));
    return {};
}

LoopbackMessages::Response LoopbackMessages::stream(const QString& text, const QString& model)
{
    Response response;
    response.headers = {{"content-type", "text/event-stream; charset=utf-8"}, {"request-id", "req_loopback"}};
    QByteArray& body = response.body;
    body = event("message_start", "{\"type\":\"message_start\",\"message\":{\"model\":" + jsonString(model) +
                                      ",\"id\":\"msg_loopback\",\"type\":\"message\",\"role\":\"assistant\","
                                      "\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":50,"
                                      "\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":4000,"
                                      "\"output_tokens\":1}}}");
    body += event("content_block_start", "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":"
                                         "\"text\",\"text\":\"\"}}");
    qsizetype at = 0;
    for (int i = 0; at < text.size(); ++i) {
        qsizetype length = std::min<qsizetype>(3 + (i * 7) % 11, text.size() - at);
        if (text[at + length - 1].isHighSurrogate() && at + length < text.size())
            ++length;
        body += event("content_block_delta", "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
                                             "\"text_delta\",\"text\":" +
                                                 jsonString(text.mid(at, length)) + "}}");
        at += length;
    }
    body += event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
    body += event("message_delta", "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                                   "\"stop_sequence\":null},\"usage\":{\"output_tokens\":140}}");
    body += event("message_stop", "{\"type\":\"message_stop\"}");
    return response;
}

LoopbackMessages::Response LoopbackMessages::answer(const QJsonObject& document)
{
    // Written key by key: QJsonObject would sort them, and the SQL would come last.
    const auto text = [&](QLatin1StringView key, const QString& otherwise = {}) {
        return QString::fromUtf8(jsonString(document.value(key).toString(otherwise)));
    };
    const auto array = [&](QLatin1StringView key) {
        return QString::fromUtf8(QJsonDocument(document.value(key).toArray()).toJson(QJsonDocument::Compact));
    };
    const QString json = u"{\"kind\":"_s + text("kind"_L1, u"sql"_s) + u",\"sql\":"_s + text("sql"_L1) +
                         u",\"explanation\":"_s + text("explanation"_L1) + u",\"assumptions\":"_s +
                         array("assumptions"_L1) + u",\"confidence\":"_s + text("confidence"_L1, u"high"_s) +
                         u",\"question\":"_s + text("question"_L1) + u",\"options\":"_s + array("options"_L1) +
                         u",\"reason\":"_s + text("reason"_L1) + u",\"followUps\":"_s + array("followUps"_L1) + u'}';
    return stream(json);
}

void LoopbackMessages::setModels(const QByteArray& json)
{
    m_server->setModels(json);
}

void LoopbackMessages::setCountTokens(const QByteArray& json)
{
    m_server->setCountTokens(json);
}

void LoopbackMessages::refuseKey(const QByteArray& key)
{
    m_server->refuseKey(key);
}

QList<LoopbackMessages::Request> LoopbackMessages::requests() const
{
    return m_server->requests();
}

QList<LoopbackMessages::Request> LoopbackMessages::otherRequests() const
{
    return m_server->otherRequests();
}

qsizetype LoopbackMessages::queued() const
{
    return m_server->queued();
}

} // namespace parlance::test
