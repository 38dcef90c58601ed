// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"

#include <QRegularExpression>

#include <array>
#include <cstdio>

namespace parlance {

Q_LOGGING_CATEGORY(lcBase, "parlance.base")
Q_LOGGING_CATEGORY(lcPostgres, "parlance.postgres")
Q_LOGGING_CATEGORY(lcClaude, "parlance.claude")
Q_LOGGING_CATEGORY(lcSample, "parlance.sample")
Q_LOGGING_CATEGORY(lcResults, "parlance.results")
Q_LOGGING_CATEGORY(lcTeam, "parlance.team")
Q_LOGGING_CATEGORY(lcJournal, "parlance.journal")
Q_LOGGING_CATEGORY(lcUi, "parlance.ui")

namespace {

// Each pattern keeps its first group (what names the secret) and loses the rest of the match. A quoted value ends at
// its quote, with \ as libpq and JSON escape; a bare one at a blank or at what ends a value in a list.
QList<QRegularExpression> secretPatterns()
{
    const QString value = QStringLiteral(R"((?:'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|[^\s,;&'"]+))");
    const QString naming = QStringLiteral(
        R"((?:[\w-]*password|passwd|pwd|pgpassword|passphrase|secret|api[-_]?key|auth[-_]?token|anthropic_[a-z_]*(?:key|token)))");
    const auto options = QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption;
    return {
        // postgresql://user:password@host; the password may hold a '@' only when written %40
        QRegularExpression(QStringLiteral(R"(([a-z][a-z0-9+.-]*://[^\s/:@]*:)[^\s/@]+(?=@))"), options),
        // Authorization: Bearer …, Basic …
        QRegularExpression(QStringLiteral(R"(\b((?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{6,})"), options),
        // password=…, "password": "…", x-api-key: …, PASSWORD '…'
        QRegularExpression(QStringLiteral(R"((["']?\b)") + naming + QStringLiteral(R"(\b["']?\s*[=:]\s*))") + value,
                           options),
        QRegularExpression(QStringLiteral(R"(\b(password\s+)'(?:[^']|'')*'?)"), options),
        // Anthropic's keys wherever they stand
        QRegularExpression(QStringLiteral(R"(()\bsk-[A-Za-z0-9_-]{8,})"), options),
    };
}

void writeToStandardError(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const QByteArray line = redacted(qFormatLogMessage(type, context, message)).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
}

} // namespace

QString redacted(const QString& text)
{
    static const QList<QRegularExpression> patterns = secretPatterns();
    QString clean = text;
    for (const QRegularExpression& pattern : patterns)
        clean.replace(pattern, QStringLiteral("\\1…"));
    return clean;
}

void installLog()
{
    qSetMessagePattern(QStringLiteral(
        "%{time yyyy-MM-dd hh:mm:ss.zzz} %{if-debug}debug%{endif}%{if-info}info%{endif}%{if-warning}warning%{endif}"
        "%{if-critical}error%{endif}%{if-fatal}fatal%{endif} %{category}: %{message}"));
    qInstallMessageHandler(writeToStandardError);
}

} // namespace parlance
