// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeProtocol.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ClaudeError::Kind;
using Headers = QList<QPair<QByteArray, QByteArray>>;

//! What an error body says, in the API's shape or in one of those gateways wrap it in.
struct ErrorBody {
    bool isJson = false;
    QString type;
    QString message;
    QString code;
    QString requestId;
};

QByteArray header(const Headers& headers, QByteArrayView name)
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value.trimmed();
    }
    return {};
}

//! The problems of FastAPI, [{"loc":["body","output_config"],"msg":"…"}], as the API words them: "output_config: …".
QString problemsText(const QJsonArray& problems)
{
    QStringList texts;
    for (const QJsonValue& problem : problems) {
        QStringList place;
        const QJsonArray parts = problem["loc"_L1].toArray();
        for (const QJsonValue& part : parts)
            place << part.toVariant().toString();
        if (place.value(0) == "body"_L1)
            place.removeFirst();
        const QString words = problem["msg"_L1].toString(problem["message"_L1].toString());
        if (!words.isEmpty())
            texts << (place.isEmpty() ? words : place.join(u'.') + u": "_s + words);
    }
    return texts.join(u"; "_s);
}

ErrorBody readBody(const QByteArray& body)
{
    ErrorBody out;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isNull())
        return out;
    out.isJson = true;
    // [{"error":{…}}] (Google)
    const QJsonObject root = document.isArray() ? document.array().at(0).toObject() : document.object();
    const QJsonValue error = root.value("error"_L1);
    const QJsonObject object = error.toObject();
    out.type = object.value("type"_L1).toString();
    out.message = object.value("message"_L1).toString();
    // {"error": "…"} (Ollama), {"detail": "…"} (FastAPI), {"message": "…"} (AWS).
    for (const QJsonValue& other : {error, root.value("detail"_L1), root.value("message"_L1)}) {
        if (out.message.isEmpty() && other.isString())
            out.message = other.toString();
    }
    for (const QJsonValue& list : {root.value("detail"_L1), root.value("errors"_L1), error}) {
        if (out.message.isEmpty() && list.isArray())
            out.message = problemsText(list.toArray());
    }
    if (out.message.isEmpty() && !root.isEmpty()) // its own words, whatever their shape
        out.message = QString::fromUtf8(document.toJson(QJsonDocument::Compact));
    out.code = object.value("details"_L1).toObject().value("error_code"_L1).toString();
    out.requestId = root.value("request_id"_L1).toString();
    return out;
}

bool namesOutputConfig(const QByteArray& body)
{
    return body.contains("output_config") || body.contains("output_format") || body.contains("json_schema");
}

//! Whether \a text says that there is too much in a request and does not name another field.
bool refusesSomething(const QString& text)
{
    static const QRegularExpression extra(u"(?:([\\w.]+)\\s*:\\s*)?extra (?:inputs|fields)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = extra.match(text);
    return match.hasMatch() && match.captured(1).isEmpty();
}

Kind kindOfBadRequest(const QString& message)
{
    if (message.contains("API usage limits"_L1, Qt::CaseInsensitive))
        return Kind::SpendLimit;
    if (message.contains("credit balance"_L1, Qt::CaseInsensitive))
        return Kind::OutOfCredit;
    if (message.contains("prompt is too long"_L1, Qt::CaseInsensitive))
        return Kind::RequestTooLarge;
    if (message.contains("invalid model name"_L1, Qt::CaseInsensitive)) // LiteLLM
        return Kind::ModelGone;
    return Kind::InvalidRequest;
}

std::optional<Kind> kindOfType(const ErrorBody& body, bool told)
{
    const QString& type = body.type;
    if (type == "rate_limit_error"_L1) {
        const bool spend = body.code.endsWith("spend_limit_reached"_L1) ||
                           (!told && body.message.contains("API usage limits"_L1, Qt::CaseInsensitive));
        return spend ? Kind::SpendLimit : Kind::RateLimited;
    }
    if (type == "invalid_request_error"_L1)
        return kindOfBadRequest(body.message);
    static const QList<QPair<QLatin1StringView, Kind>> kinds = {
        {"authentication_error"_L1, Kind::KeyRefused},
        {"billing_error"_L1, Kind::OutOfCredit},
        {"permission_error"_L1, Kind::PermissionDenied},
        {"not_found_error"_L1, Kind::ModelGone},
        {"request_too_large"_L1, Kind::RequestTooLarge},
        {"overloaded_error"_L1, Kind::Overloaded},
        {"api_error"_L1, Kind::ServerError},
        {"timeout_error"_L1, Kind::ServerError},
        {"conflict_error"_L1, Kind::ServerError},
    };
    for (const auto& [name, kind] : kinds) {
        if (type == name)
            return kind;
    }
    return std::nullopt;
}

Kind kindOfStatus(int status, const ErrorBody& body)
{
    switch (status) {
    case 400:
    case 422:
        return body.isJson ? kindOfBadRequest(body.message) : Kind::ProxyPage;
    case 401:
        return Kind::KeyRefused;
    case 402:
        return Kind::OutOfCredit;
    case 403:
        return body.isJson ? Kind::PermissionDenied : Kind::ProxyPage;
    case 404:
        if (!body.isJson)
            return Kind::ProxyPage;
        return body.message.contains("model"_L1, Qt::CaseInsensitive) ? Kind::ModelGone : Kind::InvalidRequest;
    case 407:
        return Kind::ProxyPage;
    case 408:
    case 409:
        return Kind::ServerError;
    case 413:
        return Kind::RequestTooLarge;
    case 429:
        return Kind::RateLimited;
    case 529:
        return Kind::Overloaded;
    default:
        break;
    }
    if (!body.isJson || status < 400)
        return Kind::ProxyPage;
    return status >= 500 ? Kind::ServerError : Kind::InvalidRequest;
}

//! RFC 9110, 5.6.7: the form that is sent today.
QDateTime httpDate(const QByteArray& value)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(value), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    return date;
}

int retryAfter(const Headers& headers)
{
    const auto whole = [](double seconds) { return static_cast<int>(std::ceil(std::clamp(seconds, 0.0, 86400.0))); };
    bool isNumber = false;
    const double milliseconds = header(headers, "retry-after-ms").toDouble(&isNumber);
    if (isNumber && std::isfinite(milliseconds))
        return whole(milliseconds / 1000);
    const QByteArray value = header(headers, "retry-after");
    const double seconds = value.toDouble(&isNumber);
    if (isNumber && std::isfinite(seconds))
        return whole(seconds);
    const QDateTime until = httpDate(value);
    if (!until.isValid())
        return -1;
    const QDateTime served = httpDate(header(headers, "date"));
    const QDateTime now = served.isValid() ? served : QDateTime::currentDateTimeUtc();
    return whole(static_cast<double>(now.msecsTo(until)) / 1000);
}

QString decodedEntities(QString text)
{
    static const QList<QPair<QLatin1StringView, QLatin1StringView>> entities = {
        {"&nbsp;"_L1, " "_L1}, {"&quot;"_L1, "\""_L1}, {"&#39;"_L1, "'"_L1}, {"&amp;"_L1, "&"_L1}};
    for (const auto& [entity, character] : entities)
        text.replace(entity, character);
    return text;
}

} // namespace

QString firstLineAsText(const QByteArray& body)
{
    QString text = QString::fromUtf8(body.first(std::min<qsizetype>(body.size(), 64 * 1024)));
    static const QRegularExpression hidden(u"<(script|style)\\b.*?(</\\1>|$)|<!--.*?(-->|$)"_s,
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*(>|$)"_s);
    text.replace(hidden, u"\n"_s);
    text.replace(tag, u"\n"_s);
    text = decodedEntities(text);
    text.remove(u'<').remove(u'>');
    const QStringList lines = text.split(u'\n');
    for (const QString& line : lines) {
        QString plain;
        for (const QChar c : line)
            plain.append(c.category() == QChar::Other_Control ? QChar(u' ') : c);
        plain = plain.simplified();
        if (!plain.isEmpty())
            return plain.left(200);
    }
    return {};
}

bool isRetryable(const ClaudeError& error)
{
    switch (error.kind) {
    case Kind::RateLimited:
    case Kind::Overloaded:
    case Kind::ServerError:
        return error.shouldRetry.value_or(true);
    case Kind::Network: // the connection was refused, or closed without an answer
        return true;
    case Kind::ProxyPage: // whatever answered; it may be a load balancer for which Claude is away
        return error.shouldRetry.value_or(error.httpStatus >= 500);
    case Kind::InvalidRequest:
        return error.shouldRetry.value_or(false);
    default:
        return false;
    }
}

ClaudeError errorFromResponse(int httpStatus, const Headers& headers, const QByteArray& body)
{
    const ErrorBody read = readBody(body);
    ClaudeError error;
    error.httpStatus = httpStatus;
    error.retryAfterSeconds = retryAfter(headers);
    error.type = read.type;
    error.requestId = QString::fromLatin1(header(headers, "request-id"));
    if (error.requestId.isEmpty())
        error.requestId = read.requestId;
    const QByteArray retry = header(headers, "x-should-retry");
    if (retry == "true" || retry == "false")
        error.shouldRetry = retry == "true";
    const std::optional<Kind> typed = kindOfType(read, error.retryAfterSeconds >= 0);
    error.kind = typed ? *typed : kindOfStatus(httpStatus, read);
    error.message = read.isJson ? read.message.left(2000) : firstLineAsText(body);
    // Gateways wrap and reword it; what names the field means the field.
    const bool isUntold =
        error.kind == Kind::InvalidRequest || error.kind == Kind::ProxyPage || error.kind == Kind::ServerError;
    if ((httpStatus == 400 || httpStatus == 422) && isUntold &&
        (refusesSomething(error.message) || namesOutputConfig(body)))
        error.kind = Kind::StructuredOutputUnknown;
    return error;
}

ClaudeError errorFromEvent(const QByteArray& data)
{
    const ErrorBody read = readBody(data);
    ClaudeError error;
    error.httpStatus = 200;
    error.kind = kindOfType(read, false).value_or(Kind::ServerError);
    error.type = read.type;
    error.message = read.message.left(2000);
    error.requestId = read.requestId;
    return error;
}

} // namespace parlance
