// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/ClaudeSection.h"

#include "claude/ProxyChoice.h"

#include <QCoreApplication>

namespace parlance {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ConfigurationFile", text);
}

//! "headers": {"x-team": "sales"}: one that cannot be used is left out, the others hold.
void readHeaders(ConfigurationText& text, ConfigurationObject& object, ConfigurationFile& result)
{
    const QString key = QStringLiteral("headers");
    const LocatedJson* node = object.node(key, LocatedJson::Type::Object);
    if (!node)
        return;
    result.headers.emplace();
    for (const LocatedMember& member : node->members) {
        const QString path = object.pathOf(key) + u'.' + member.key;
        const auto refuse = [&](const QString& problem) {
            text.report(ConfigurationProblem::Severity::Error, member.value.offset, path, problem);
        };
        if (member.value.type != LocatedJson::Type::String) {
            refuse(translated("This must be a text."));
            continue;
        }
        const Endpoint::Header header{member.key.toUtf8(), member.value.string.toUtf8()};
        if (const QString problem = headerProblem(header); !problem.isEmpty())
            refuse(problem);
        else
            result.headers->append(header);
    }
}

void readProxy(ConfigurationObject& object, ConfigurationFile& result)
{
    const QString key = QStringLiteral("proxy");
    QString proxy;
    if (!object.read(key, proxy))
        return;
    if (proxy != QStringLiteral("system") && proxy != QStringLiteral("none") && !proxyFromText(proxy))
        object.refuse(key, translated("This must be \"system\", \"none\" or the address of a proxy, as "
                                      "http://proxy.example:8080."));
    result.proxy = proxy; // what is wrong reaches nothing, rather than going another way in silence
}

} // namespace

void readClaudeSection(ConfigurationText& text, const LocatedJson& node, ConfigurationFile& result)
{
    ConfigurationObject object(text, node, QStringLiteral("claude"));
    const QString baseUrlKey = QStringLiteral("baseUrl");
    if (object.has(baseUrlKey)) {
        QString baseUrl;
        // An address that cannot be used is none at all: nothing falls back to the public one in silence.
        result.baseUrl = object.read(baseUrlKey, baseUrl) ? baseUrlFromText(baseUrl).value_or(QUrl()) : QUrl();
        if (!baseUrl.isNull() && result.baseUrl->isEmpty())
            object.refuse(baseUrlKey, translated("This is no address that begins with https:// or http://."));
    }
    QStringList models;
    if (object.read(QStringLiteral("models"), models)) {
        if (models.isEmpty())
            object.refuse(QStringLiteral("models"), translated("This list must name at least one model."));
        else
            result.models = models;
    }
    QString authentication;
    if (object.readWord(QStringLiteral("authentication"), authentication,
                        {QStringLiteral("x-api-key"), QStringLiteral("bearer")}))
        result.authentication = authentication == QStringLiteral("bearer") ? Endpoint::Authentication::Bearer
                                                                           : Endpoint::Authentication::ApiKey;
    QStringList command;
    if (object.read(QStringLiteral("keyCommand"), command)) {
        // A bare name is looked for in PATH; anything with a slash is a path.
        if (!command.isEmpty() && command.first().contains(u'/'))
            command.first() = text.resolved(command.first());
        result.keyCommand = command;
    }
    QString modelsFile;
    if (object.read(QStringLiteral("modelsFile"), modelsFile)) {
        if (modelsFile.isEmpty())
            object.refuse(QStringLiteral("modelsFile"), translated("This must not be empty."));
        else
            result.modelsFile = text.resolved(modelsFile);
    }
    readHeaders(text, object, result);
    readProxy(object, result);
    QString caFile;
    if (object.read(QStringLiteral("caFile"), caFile)) {
        if (caFile.isEmpty())
            object.refuse(QStringLiteral("caFile"), translated("This must not be empty."));
        else
            result.caFile = text.resolved(caFile);
    }
    object.finish();
}

} // namespace parlance
