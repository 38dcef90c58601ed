// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeProtocol.h"

#include "claude/JsonText.h"

#include <QFile>

// The resources of a static library are registered by name, outside any namespace, as Q_INIT_RESOURCE demands.
static void registerResources()
{
    Q_INIT_RESOURCE(parlance_data);
}

namespace parlance {

namespace {

const QByteArray& answerSchema()
{
    static const QByteArray schema = [] {
        registerResources();
        QFile file(QStringLiteral(":/answer-schema.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("answer-schema.json is not compiled in");
        return file.readAll().trimmed();
    }();
    return schema;
}

QByteArray textBlock(const QString& text, bool cached)
{
    QByteArray block = "{\"type\":\"text\",\"text\":" + jsonString(text);
    if (cached)
        block += ",\"cache_control\":{\"type\":\"ephemeral\"}";
    return block + '}';
}

} // namespace

QByteArray requestBody(const ClaudeRequest& request)
{
    QByteArray body = "{\"model\":" + jsonString(request.model);
    body += ",\"max_tokens\":" + QByteArray::number(request.maxTokens);
    body += ",\"stream\":true,\"system\":[";
    for (qsizetype i = 0; i < request.system.size(); ++i) {
        if (i > 0)
            body += ',';
        body += textBlock(request.system[i], i + 1 == request.system.size());
    }
    body += "],\"messages\":[";
    for (qsizetype i = 0; i < request.messages.size(); ++i) {
        if (i > 0)
            body += ',';
        const QByteArray role = request.messages[i].fromUser ? "user" : "assistant";
        body += "{\"role\":\"" + role + "\",\"content\":" + jsonString(request.messages[i].text) + '}';
    }
    body += ']';
    if (request.structured)
        body += ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + answerSchema() + "}}";
    return body + '}';
}

QUrl apiUrl(const QUrl& baseUrl, const QString& path)
{
    QUrl url = baseUrl;
    QString base = url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    if (base.endsWith(QStringLiteral("/v1")))
        base.chop(3);
    url.setPath(base + path);
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

} // namespace parlance
