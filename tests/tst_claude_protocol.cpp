// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeProtocol.h"
#include "claude/JsonText.h"

#include <QtTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;
using Kind = ClaudeError::Kind;
using Headers = QList<QPair<QByteArray, QByteArray>>;

Q_DECLARE_METATYPE(parlance::ClaudeError::Kind)

namespace {

ClaudeRequest exampleRequest()
{
    ClaudeRequest request;
    request.model = u"claude-sonnet-5-5"_s;
    request.system = {u"Rules"_s, u"The schema"_s};
    request.messages = {{true, u"How many?"_s}, {false, u"Which?"_s}, {true, u"All “of” them\n"_s}};
    return request;
}

QByteArray apiError(const QByteArray& type, const QByteArray& message)
{
    return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message +
           "\"},\"request_id\":\"req_1\"}";
}

} // namespace

//! The bytes of a request and the reading of errors.
class TestClaudeProtocol final : public QObject {
    Q_OBJECT

private slots:
    void writesTheKeysInAFixedOrder();
    void splicesTheAnswerSchemaInByteForByte();
    void marksOnlyTheLastSystemBlockForTheCache();
    void escapesTextAsJson();
    void tellsErrorsApart_data();
    void tellsErrorsApart();
    void readsWhenToTryAgain_data();
    void readsWhenToTryAgain();
    void knowsWhatIsWorthTryingAgain();
    void makesOneLineOfTextFromAPage_data();
    void makesOneLineOfTextFromAPage();
    void appendsThePathToAnyBaseUrl_data();
    void appendsThePathToAnyBaseUrl();
};

void TestClaudeProtocol::writesTheKeysInAFixedOrder()
{
    ClaudeRequest request = exampleRequest();
    request.structured = false;
    QCOMPARE(requestBody(request),
             QByteArray("{\"model\":\"claude-sonnet-5-5\",\"max_tokens\":8192,\"stream\":true,\"system\":["
                        "{\"type\":\"text\",\"text\":\"Rules\"},"
                        "{\"type\":\"text\",\"text\":\"The schema\",\"cache_control\":{\"type\":\"ephemeral\"}}],"
                        "\"messages\":[{\"role\":\"user\",\"content\":\"How many?\"},"
                        "{\"role\":\"assistant\",\"content\":\"Which?\"},"
                        "{\"role\":\"user\",\"content\":\"All “of” them\\n\"}]}"));
    QCOMPARE(requestBody(request), requestBody(request));
}

void TestClaudeProtocol::splicesTheAnswerSchemaInByteForByte()
{
    QFile file(QStringLiteral(PARLANCE_SOURCE_DIR "/resources/answer-schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray schema = file.readAll().trimmed();
    const QByteArray body = requestBody(exampleRequest());
    const QByteArray end = ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + schema + "}}}";
    QVERIFY(body.endsWith(end));
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    QVERIFY(!object.isEmpty());
    // Each of these is refused by one model or another.
    for (const char* key : {"temperature", "top_p", "top_k", "thinking", "tool_choice", "tools"})
        QVERIFY2(!object.contains(QLatin1StringView(key)), key);
}

void TestClaudeProtocol::marksOnlyTheLastSystemBlockForTheCache()
{
    const QByteArray body = requestBody(exampleRequest());
    QCOMPARE(body.count("cache_control"), 1);
    QVERIFY(body.indexOf("cache_control") > body.indexOf("The schema"));
}

void TestClaudeProtocol::escapesTextAsJson()
{
    QString text;
    for (ushort c = 0; c < 0x300; ++c)
        text += QChar(c);
    text += u"💡\u2028\u2029\\u0041"_s;
    const QByteArray json = '[' + jsonString(text) + ']';
    QCOMPARE(QJsonDocument::fromJson(json)[0].toString(), text);
    QVERIFY(!json.contains('\n'));
}

void TestClaudeProtocol::tellsErrorsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char* name, int status, const QByteArray& body, Kind kind) {
        QTest::newRow(name) << status << body << kind;
    };
    const auto bad = [](const QByteArray& message) { return apiError("invalid_request_error", message); };
    row("output_config is not permitted", 400, bad("output_config: Extra inputs are not permitted"),
        Kind::StructuredOutputUnknown);
    row("a part of output_config is not permitted", 400, bad("output_config.format: Extra inputs are not permitted"),
        Kind::StructuredOutputUnknown);
    row("something is not permitted and nobody says what", 400, bad("Extra inputs are not permitted"),
        Kind::StructuredOutputUnknown);
    row("output_config behind a gateway of another shape", 422, "{\"detail\":\"output_config: unknown field\"}",
        Kind::StructuredOutputUnknown);
    row("output_config in the list of problems that FastAPI gives, as 422", 422,
        R"({"detail":[{"type":"extra_forbidden","loc":["body","output_config"],"msg":"Extra inputs are not permitted"}]})",
        Kind::StructuredOutputUnknown);
    row("output_config in the list of problems that FastAPI gives, as 400", 400,
        R"({"detail":[{"loc":["body","output_config"],"msg":"Extra inputs are not permitted"}]})",
        Kind::StructuredOutputUnknown);
    row("output_config in an object of problems", 400, R"({"errors":{"output_config":["is unknown"]}})",
        Kind::StructuredOutputUnknown);
    row("json_schema under an error type of a gateway's own", 400,
        R"({"error":{"type":"api_error","message":"upstream: json_schema is not supported"}})",
        Kind::StructuredOutputUnknown);
    row("output_config in plain text", 400, "unknown field output_config", Kind::StructuredOutputUnknown);
    row("output_config in an array", 400, R"([{"error":{"code":400,"message":"Unknown name \"output_config\""}}])",
        Kind::StructuredOutputUnknown);
    row("another field in the list of problems", 422,
        R"({"detail":[{"loc":["body","metadata"],"msg":"Extra inputs are not permitted"}]})", Kind::InvalidRequest);
    row("a server that is in trouble and names output_config", 500, R"({"detail":"output_config"})", Kind::ServerError);
    row("another field is not permitted", 400, bad("temperature: Extra inputs are not permitted"),
        Kind::InvalidRequest);
    row("own spend limit", 400, bad("You have reached your specified API usage limits."), Kind::SpendLimit);
    row("credit used up", 400, bad("Your credit balance is too low to access the API"), Kind::OutOfCredit);
    row("prompt too long", 400, bad("prompt is too long: 210000 tokens > 200000 maximum"), Kind::RequestTooLarge);
    row("key refused", 401, apiError("authentication_error", "x"), Kind::KeyRefused);
    row("key refused in plain text", 401, "Unauthorized", Kind::KeyRefused);
    row("billing", 402, apiError("billing_error", "x"), Kind::OutOfCredit);
    row("permission", 403, apiError("permission_error", "x"), Kind::PermissionDenied);
    row("blocked by a proxy", 403, "<html><title>Blocked</title></html>", Kind::ProxyPage);
    row("model gone", 404, apiError("not_found_error", "model: x"), Kind::ModelGone);
    row("model gone at Ollama", 404, "{\"error\":\"model 'x' not found\"}", Kind::ModelGone);
    row("wrong address", 404, "{\"detail\":\"Not Found\"}", Kind::InvalidRequest);
    row("wrong address of a web server", 404, "<h1>Not Found</h1>", Kind::ProxyPage);
    row("proxy authentication", 407, "", Kind::ProxyPage);
    row("too large by the edge", 413, "<html>413</html>", Kind::RequestTooLarge);
    row("rate limit", 429, apiError("rate_limit_error", "slow down"), Kind::RateLimited);
    row("rate limit of a gateway", 429, "slow down", Kind::RateLimited);
    row("contract spend limit", 429,
        "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\",\"details\":{\"error_code\":"
        "\"contract_spend_limit_reached\"}}}",
        Kind::SpendLimit);
    row("ramp limit", 429,
        "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\",\"details\":{\"error_code\":\"ramp_limit_"
        "exceeded\"}}}",
        Kind::RateLimited);
    row("server error", 500, apiError("api_error", "x"), Kind::ServerError);
    row("server error of another shape", 503, "{\"message\":\"x\"}", Kind::ServerError);
    row("page of a proxy", 503, "<html>503</html>", Kind::ProxyPage);
    row("time-out", 504, apiError("timeout_error", "x"), Kind::ServerError);
    row("overloaded", 529, apiError("overloaded_error", "x"), Kind::Overloaded);
    row("conflict", 409, apiError("conflict_error", "x"), Kind::ServerError);
    row("a teapot", 418, "{}", Kind::InvalidRequest);
}

void TestClaudeProtocol::tellsErrorsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Kind, kind);
    const ClaudeError error = errorFromResponse(status, {{"Request-Id", "req_h"}}, body);
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.httpStatus, status);
    QCOMPARE(error.requestId, u"req_h"_s);
    QVERIFY(!error.message.contains(u'<'));
    QCOMPARE(errorFromResponse(status, {}, body).requestId, body.contains("req_1") ? u"req_1"_s : QString());
}

void TestClaudeProtocol::readsWhenToTryAgain_data()
{
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<int>("seconds");
    const auto row = [](const char* name, const Headers& headers, int seconds) {
        QTest::newRow(name) << headers << seconds;
    };
    row("not told", {}, -1);
    row("in seconds", {{"Retry-After", "7"}}, 7);
    row("in parts of a second", {{"retry-after", "1.2"}}, 2);
    row("in milliseconds first", {{"retry-after", "9"}, {"retry-after-ms", "1500"}}, 2);
    row("as a date", {{"retry-after", "Sun, 22 Nov 2026 18:00:31 GMT"}, {"date", "Sun, 22 Nov 2026 18:00:01 GMT"}}, 30);
    row("as a date that is past",
        {{"retry-after", "Sun, 22 Nov 2026 18:00:00 GMT"}, {"date", "Sun, 22 Nov 2026 18:00:01 GMT"}}, 0);
    row("below zero", {{"retry-after", "-5"}}, 0);
    row("beyond all measure", {{"retry-after", "1e300"}}, 86400);
    row("as nonsense", {{"retry-after", "soon"}}, -1);
    row("as no number", {{"retry-after", "nan"}}, -1);
}

void TestClaudeProtocol::readsWhenToTryAgain()
{
    QFETCH(Headers, headers);
    QFETCH(int, seconds);
    QCOMPARE(errorFromResponse(429, headers, apiError("rate_limit_error", "x")).retryAfterSeconds, seconds);
}

void TestClaudeProtocol::knowsWhatIsWorthTryingAgain()
{
    const auto of = [](int status, const QByteArray& type, const Headers& headers = {}) {
        return isRetryable(errorFromResponse(status, headers, apiError(type, "x")));
    };
    QVERIFY(of(429, "rate_limit_error"));
    QVERIFY(of(500, "api_error"));
    QVERIFY(of(529, "overloaded_error"));
    QVERIFY(!of(529, "overloaded_error", {{"x-should-retry", "false"}}));
    QVERIFY(!of(401, "authentication_error"));
    QVERIFY(!of(400, "invalid_request_error"));
    QVERIFY(!of(413, "request_too_large"));
    QVERIFY(isRetryable(errorFromEvent(apiError("overloaded_error", "x"))));
    ClaudeError spend;
    spend.kind = Kind::SpendLimit;
    spend.shouldRetry = true;
    QVERIFY(!isRetryable(spend)); // in vain, whatever the header says
}

void TestClaudeProtocol::makesOneLineOfTextFromAPage_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const QByteArray& page, const QString& line) {
        QTest::newRow(name) << page << line;
    };
    row("the title", "<html><head><title>502 Bad Gateway</title></head><body>x</body></html>", u"502 Bad Gateway"_s);
    row("no script", "<script>evil()</script><style>p{}</style><p>Hi", u"Hi"_s);
    row("no script that is cut off", "Hi<script>evil(", u"Hi"_s);
    row("no comment", "<!-- a -->Hi", u"Hi"_s);
    row("no tag that is cut off", "Hi <a href=", u"Hi"_s);
    row("entities once", "&amp;lt;b&amp;gt; &quot;x&quot;", u"&lt;b&gt; \"x\""_s);
    row("plain text", "\n\n  upstream\tconnect error \x01\nmore", u"upstream connect error"_s);
    row("nothing", "", QString());
    row("only tags", "<a><b><c>", QString());
    row("at most two hundred characters", QByteArray(5000, 'x'), QString(200, u'x'));
}

void TestClaudeProtocol::makesOneLineOfTextFromAPage()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, line);
    QCOMPARE(firstLineAsText(page), line);
}

void TestClaudeProtocol::appendsThePathToAnyBaseUrl_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url");
    const auto row = [](const char* name, const QString& base, const QString& url) {
        QTest::newRow(name) << base << url;
    };
    row("as documented", u"https://api.anthropic.com"_s, u"https://api.anthropic.com/v1/messages"_s);
    row("with a slash", u"https://api.anthropic.com/"_s, u"https://api.anthropic.com/v1/messages"_s);
    row("with the version", u"https://api.anthropic.com/v1"_s, u"https://api.anthropic.com/v1/messages"_s);
    row("with a path", u"https://g.example:8443/anthropic/"_s, u"https://g.example:8443/anthropic/v1/messages"_s);
}

void TestClaudeProtocol::appendsThePathToAnyBaseUrl()
{
    QFETCH(QString, base);
    QFETCH(QString, url);
    QCOMPARE(apiUrl(QUrl(base), u"/v1/messages"_s).toString(), url);
}

QTEST_GUILESS_MAIN(TestClaudeProtocol)
#include "tst_claude_protocol.moc"
