// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeProtocol.h"

#include "claude/JsonText.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

// The resources of a static library are registered by name, outside any namespace, as Q_INIT_RESOURCE demands.
static void registerResources()
{
    Q_INIT_RESOURCE(parlance_data);
}

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::ClaudeProtocol)
};

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

QString headerProblem(const Endpoint::Header& header)
{
    static const QByteArray others("!#$%&'*+-.^_`|~");
    const auto isToken = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.contains(c);
    };
    const auto isVisible = [](char c) { return c >= 0x20 && c < 0x7f; };
    const QString name = QString::fromLatin1(header.name);
    if (header.name.isEmpty() || !std::all_of(header.name.begin(), header.name.end(), isToken))
        return Words::tr("\"%1\" is no name of a header.").arg(name);
    if (!std::all_of(header.value.begin(), header.value.end(), isVisible) || header.value.trimmed().isEmpty())
        return Words::tr("The value of the header %1 must be one line of plain characters.").arg(name);
    static const QByteArrayList ours{"authorization",
                                     "x-api-key",
                                     "proxy-authorization",
                                     "host",
                                     "connection",
                                     "content-length",
                                     "content-type",
                                     "transfer-encoding",
                                     "accept",
                                     "accept-encoding",
                                     "user-agent",
                                     "cookie",
                                     "te",
                                     "upgrade",
                                     "expect",
                                     "trailer"};
    if (ours.contains(header.name.toLower()))
        return Words::tr("The header %1 is Parlance's own; a key belongs to the key, not to the headers.").arg(name);
    return {};
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
