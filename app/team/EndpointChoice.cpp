// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/EndpointChoice.h"

#include "team/ConfigurationFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSslConfiguration>

#include <algorithm>

namespace parlance::endpoint {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("EndpointSource", text);
}

} // namespace

QString variableSource(const char* name)
{
    return translated("environment variable %1").arg(QString::fromLatin1(name));
}

Sourced<QUrl> chooseBaseUrl(const TeamDirectory& directory, const Settings* settings)
{
    const QString file = QDir::toNativeSeparators(directory.claudeBaseUrlFile);
    const QString mendFile = translated("Correct that file, where claude.baseUrl must begin with https:// and name a "
                                        "host, and start Parlance again.");
    if (directory.claudeBaseUrlLocked)
        return {directory.claude.baseUrl, file.isEmpty() ? translated("your administrator") : file, true, mendFile,
                file.isEmpty() ? translated("Set by your administrator.")
                               : translated("Set by your administrator (%1).").arg(file)};
    const QString fromEnvironment = qEnvironmentVariable("ANTHROPIC_BASE_URL");
    if (!fromEnvironment.isEmpty())
        return {baseUrlFromText(fromEnvironment).value_or(QUrl()), variableSource("ANTHROPIC_BASE_URL"), true,
                translated("Set it to an address that begins with https:// and names a host, or unset it, and start "
                           "Parlance again."),
                translated("Set by the environment variable %1.").arg(QStringLiteral("ANTHROPIC_BASE_URL"))};
    if (!file.isEmpty())
        return {directory.claude.baseUrl, file, true, mendFile, translated("Set by the file %1.").arg(file)};
    const QString fromSettings = settings->value(Settings::Key::ClaudeBaseUrl).toString();
    if (!fromSettings.isEmpty())
        return {baseUrlFromText(fromSettings).value_or(QUrl()), translated("settings"), false,
                translated("Enter one there that begins with https:// and names a host.")};
    return {Endpoint().baseUrl, translated("default"), false};
}

Sourced<QStringList> chooseModels(const TeamDirectory& directory, const Settings* settings)
{
    if (!directory.claudeModelsFile.isEmpty())
        return {directory.claude.models, QDir::toNativeSeparators(directory.claudeModelsFile), true};
    const QStringList fromSettings = settings->value(Settings::Key::ClaudeModels).toStringList();
    if (!fromSettings.isEmpty())
        return {fromSettings, translated("settings"), false};
    return {directory.claude.models, translated("default"), false};
}

Sourced<QString> chooseProxy(const TeamDirectory& directory, const Settings* settings)
{
    if (directory.proxyLocked)
        return {directory.proxy, QDir::toNativeSeparators(directory.proxyFile), true};
    for (const char* name : {"HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY"}) {
        const QString lower = QString::fromLatin1(name).toLower();
        if (!qEnvironmentVariable(name).trimmed().isEmpty() ||
            !qEnvironmentVariable(lower.toLatin1().constData()).trimmed().isEmpty())
            return {QStringLiteral("system"), variableSource(name), true}; // ProxyChoice reads it
    }
    if (!directory.proxyFile.isEmpty())
        return {directory.proxy, QDir::toNativeSeparators(directory.proxyFile), true};
    const QString fromSettings = settings->value(Settings::Key::ClaudeProxy).toString();
    if (!fromSettings.isEmpty())
        return {fromSettings, translated("settings"), false};
    return {QStringLiteral("system"), translated("default"), false};
}

void useProxy(Endpoint& endpoint, const QString& proxy)
{
    using Mode = Endpoint::ProxyMode;
    endpoint.proxyMode = proxy == QStringLiteral("system") ? Mode::System
                       : proxy == QStringLiteral("none")   ? Mode::None
                                                           : Mode::Manual;
    endpoint.proxy = endpoint.proxyMode == Mode::Manual ? proxy : QString();
}

void addHeaders(QList<Endpoint::Header>& headers, const QList<Endpoint::Header>& more)
{
    for (const Endpoint::Header& header : more) {
        const auto sameName = [&header](const Endpoint::Header& other) {
            return other.name.compare(header.name, Qt::CaseInsensitive) == 0;
        };
        if (std::none_of(headers.cbegin(), headers.cend(), sameName))
            headers.append(header);
    }
}

Trust readTrust(const QString& path)
{
    constexpr qint64 largest = 4 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, translated("The file of certificates %1 cannot be read: %2.").arg(path, file.errorString())};
    const QList<QSslCertificate> own = QSslCertificate::fromData(file.read(largest), QSsl::Pem);
    if (own.isEmpty())
        return {{}, translated("The file %1 holds no certificate in the PEM format.").arg(path)};
    return {QSslConfiguration::systemCaCertificates() + own, {}};
}

QByteArray headersToText(const QList<Endpoint::Header>& headers)
{
    QByteArray text;
    for (const Endpoint::Header& header : headers)
        text += header.name + ": " + header.value + '\n';
    return text;
}

QList<Endpoint::Header> headersFromText(const QByteArray& text)
{
    QList<Endpoint::Header> headers;
    for (const QByteArray& line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const Endpoint::Header header{line.left(colon).trimmed(), line.mid(colon + 1).trimmed()};
        if (colon > 0 && headerProblem(header).isEmpty())
            headers.append(header);
    }
    return headers;
}

} // namespace parlance::endpoint
