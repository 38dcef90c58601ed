// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeClient.h"
#include "claude/ProxyChoice.h"
#include "support/LoopbackMessages.h"
#include "support/TestPaths.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Kind = ClaudeError::Kind;
using Outcome = Result<ClaudeMessage, ClaudeError>;

namespace {

//! Everything a reply said.
struct Heard {
    QString model;
    QString text;
    QList<Outcome> outcomes;
};

ClaudeReply* listen(ClaudeReply* reply, Heard& heard, QObject* context)
{
    QObject::connect(reply, &ClaudeReply::started, context, [&](const QString& model) { heard.model = model; });
    QObject::connect(reply, &ClaudeReply::textGrew, context, [&](const QString& piece) { heard.text += piece; });
    QObject::connect(reply, &ClaudeReply::finished, context,
                     [&](const Outcome& outcome) { heard.outcomes.append(outcome); });
    return reply;
}

//! What a fixture must come to: an error's kind, or a message.
struct Expected {
    std::optional<Kind> error;
    QString stopReason;
    std::function<bool(const ClaudeMessage&)> holds;
};

bool isAnswerDocument(const ClaudeMessage& message)
{
    return message.text.contains("\"sql\""_L1) && message.text.contains("date_trunc"_L1) && message.text.endsWith(u'}');
}

QHash<QString, Expected> expectations()
{
    const auto text = [](const QString& wanted) {
        return [wanted](const ClaudeMessage& message) { return message.text == wanted; };
    };
    const auto has = [](const QString& part) {
        return [part](const ClaudeMessage& message) { return message.text.contains(part); };
    };
    QFile utf8(dataFile(u"claude-fixtures/utf8_expected.txt"_s));
    if (!utf8.open(QIODevice::ReadOnly))
        qFatal("utf8_expected.txt is missing");
    const QString unicode = QString::fromUtf8(utf8.readAll());
    return {
        {u"tool_sql_stream.sse"_s, {{}, u"tool_use"_s, isAnswerDocument}},
        {u"tool_sql_eager_stream.sse"_s, {{}, u"tool_use"_s, isAnswerDocument}},
        {u"text_stream.sse"_s, {{}, u"end_turn"_s, has(u"LEFT JOIN sales.\"order\" o"_s)}},
        {u"json_output_stream.sse"_s,
         {{},
          u"end_turn"_s,
          [](const ClaudeMessage& m) {
              return isAnswerDocument(m) && m.usage == ClaudeUsage{55, 0, 23410, 640};
          }}},
        {u"thinking_stream.sse"_s, {{}, u"end_turn"_s, text(u"SELECT 1;"_s)}},
        {u"ping_utf8_stream.sse"_s, {{}, u"end_turn"_s, text(unicode)}},
        {u"dialect_crlf_comments_multiline.sse"_s, {{}, u"end_turn"_s, text(u"one two"_s)}},
        {u"unknown_block_and_delta.sse"_s, {{}, u"end_turn"_s, text(u"SELECT 1"_s)}},
        {u"midstream_overloaded.sse"_s, {Kind::Overloaded, {}, {}}},
        {u"error_first_event.sse"_s, {Kind::ServerError, {}, {}}},
        {u"max_tokens_tool.sse"_s, {Kind::CutOffAtTokenLimit, {}, {}}},
        {u"max_tokens_json_output.sse"_s, {Kind::CutOffAtTokenLimit, {}, {}}},
        {u"refusal_before_output.sse"_s, {Kind::Refusal, {}, {}}},
        {u"refusal_midstream.sse"_s, {Kind::Refusal, {}, {}}},
        {u"truncated_eof.sse"_s, {Kind::StreamCut, {}, {}}},
        {u"final_event_without_blank_line.sse"_s, {{}, u"end_turn"_s, text(u"SELECT 1;"_s)}},
        {u"empty_end_turn.sse"_s, {Kind::EmptyAnswer, {}, {}}},
        {u"tool_auto_text_then_tool.sse"_s,
         {{},
          u"tool_use"_s,
          [](const ClaudeMessage& m) {
              return m.text.startsWith("I will write the query."_L1) && isAnswerDocument(m);
          }}},
        {u"message_tool.json"_s, {{}, u"tool_use"_s, isAnswerDocument}},
        {u"message_json_output.json"_s, {{}, u"end_turn"_s, isAnswerDocument}},
        {u"message_text.json"_s, {{}, u"end_turn"_s, has(u"SELECT"_s)}},
        {u"message_prewarm_max_tokens_0.json"_s, {Kind::CutOffAtTokenLimit, {}, {}}},
        {u"message_pause_turn.json"_s, {Kind::EmptyAnswer, {}, {}}},
        {u"message_context_exceeded.json"_s, {Kind::ContextExceeded, {}, {}}},
        {u"error_400_forced_tool.json"_s, {Kind::InvalidRequest, {}, {}}},
        {u"error_400_temperature.json"_s, {Kind::InvalidRequest, {}, {}}},
        {u"error_401.json"_s, {Kind::KeyRefused, {}, {}}},
        {u"error_402.json"_s, {Kind::OutOfCredit, {}, {}}},
        {u"error_403.json"_s, {Kind::PermissionDenied, {}, {}}},
        {u"error_404_model.json"_s, {Kind::ModelGone, {}, {}}},
        {u"error_413.json"_s, {Kind::RequestTooLarge, {}, {}}},
        {u"error_429.json"_s, {Kind::RateLimited, {}, {}}},
        {u"error_429_spend_cap.json"_s, {Kind::SpendLimit, {}, {}}},
        {u"error_500.json"_s, {Kind::ServerError, {}, {}}},
        {u"error_504.json"_s, {Kind::ServerError, {}, {}}},
        {u"error_529.json"_s, {Kind::Overloaded, {}, {}}},
        {u"error_502_html_from_proxy.json"_s, {Kind::ProxyPage, {}, {}}},
        {u"count_tokens.json"_s, {Kind::ProxyPage, {}, {}}}, // no message at all
        {u"models_list.json"_s, {Kind::ProxyPage, {}, {}}},
        {u"answer_sql.sse"_s, {{}, u"end_turn"_s, has(u"order_items i USING"_s)}},
        {u"answer_clarify.sse"_s, {{}, u"end_turn"_s, has(u"Should “late”"_s)}},
        {u"answer_cannot.sse"_s, {{}, u"end_turn"_s, has(u"employees’ salaries"_s)}},
        {u"answer_kind_uppercase.sse"_s, {{}, u"end_turn"_s, has(u"\"SQL\""_s)}},
        {u"answer_kind_missing.sse"_s, {{}, u"end_turn"_s, has(u"{\"sql\""_s)}},
        {u"answer_fenced.sse"_s, {{}, u"end_turn"_s, has(u"```json\n{"_s)}},
        {u"answer_tagged.sse"_s, {{}, u"end_turn"_s, has(u"</sql>"_s)}},
        {u"answer_two_statements.sse"_s, {{}, u"end_turn"_s, has(u"SELECT 1; DELETE"_s)}},
        {u"answer_injected.sse"_s, {{}, u"end_turn"_s, has(u"<img src=x>"_s)}},
    };
}

} // namespace

//! ClaudeClient against a real HTTP server on loopback.
class TestClaudeClient final : public QObject {
    Q_OBJECT

private slots:
    void everyFixtureComesToItsOutcome_data();
    void everyFixtureComesToItsOutcome();
    void sendsTheKeyInTheFormAskedFor_data();
    void sendsTheKeyInTheFormAskedFor();
    void aKeyThatWouldBreakTheHeaderIsNotSent();
    void cancelClosesTheSocketWithinATenthOfASecond_data();
    void cancelClosesTheSocketWithinATenthOfASecond();
    void destroyingTheParentClosesTheSocket();
    void silenceEndsInAnIdleTimeout_data();
    void silenceEndsInAnIdleTimeout();
    void pingsAreSignsOfLife();
    void aCutConnectionIsACutStream();
    void aCutConnectionAfterTheStopReasonIsAWholeAnswer();
    void anAnswerIsWholeAtMessageStopThoughTheConnectionStaysOpen();
    void redirectsAreNotFollowed();
    void anHtmlPageWithStatus200IsAProxyPage();
    void aStreamUnderAnotherContentTypeIsRead();
    void aGiantBodyIsBounded_data();
    void aGiantBodyIsBounded();
    void aCertificateNobodySignedIsATlsFailure();
    void aClosedPortIsANetworkFailure();
    void anUnknownHostIsANetworkFailure();
    void aProxyThatWantsAPasswordIsToldApart();
    void theEnvironmentNamesTheProxy();
    void listsModels();
    void theTestButtonTellsWhetherTheKeyIsAccepted();
    void theKeyIsNeverLogged();
};

void TestClaudeClient::everyFixtureComesToItsOutcome_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("chunks");
    QFile manifest(dataFile(u"claude-fixtures/manifest.json"_s));
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    const QJsonArray fixtures = QJsonDocument::fromJson(manifest.readAll()).object().value("fixtures"_L1).toArray();
    QCOMPARE(fixtures.size(), expectations().size());
    for (const QJsonValue& fixture : fixtures) {
        const QString file = fixture["file"_L1].toString();
        QTest::newRow(qPrintable(file + u" whole")) << file << int(LoopbackMessages::Chunks::Whole);
        QTest::newRow(qPrintable(file + u" in writes of seven bytes"))
            << file << int(LoopbackMessages::Chunks::SevenBytes);
        QTest::newRow(qPrintable(file + u" byte by byte")) << file << int(LoopbackMessages::Chunks::SingleBytes);
    }
}

void TestClaudeClient::everyFixtureComesToItsOutcome()
{
    QFETCH(QString, file);
    QFETCH(int, chunks);
    QVERIFY(expectations().contains(file));
    const Expected expected = expectations().value(file);
    LoopbackMessages server;
    server.enqueueFixture(file, static_cast<LoopbackMessages::Chunks>(chunks));
    ClaudeClient client;
    Heard heard;
    QPointer<ClaudeReply> reply = listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE_WITH_TIMEOUT(heard.outcomes.size(), 1, 20000);
    const Outcome& outcome = heard.outcomes.first();
    if (expected.error) {
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, *expected.error);
        QVERIFY2(!outcome.error().message.contains(u'<'), qPrintable(outcome.error().message));
    } else {
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(outcome->stopReason, expected.stopReason);
        QVERIFY2(expected.holds(*outcome), qPrintable(outcome->text));
        QCOMPARE(heard.text, outcome->text); // what grew is what came
        QCOMPARE(heard.model, outcome->model);
        QVERIFY(outcome->requestId.startsWith("req_011Fixture"_L1));
    }
    QTRY_VERIFY(!reply); // it deletes itself
    QCOMPARE(heard.outcomes.size(), 1);
}

void TestClaudeClient::sendsTheKeyInTheFormAskedFor_data()
{
    QTest::addColumn<bool>("bearer");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("as x-api-key") << false << QByteArray("x-api-key") << QByteArray("sk-ant-test-0123456789");
    QTest::newRow("as a bearer token") << true << QByteArray("authorization")
                                       << QByteArray("Bearer sk-ant-test-0123456789");
}

void TestClaudeClient::sendsTheKeyInTheFormAskedFor()
{
    QFETCH(bool, bearer);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    LoopbackMessages server;
    server.enqueueFixture(u"answer_sql.sse"_s);
    Endpoint endpoint = server.endpoint();
    endpoint.authentication = bearer ? Endpoint::Authentication::Bearer : Endpoint::Authentication::ApiKey;
    endpoint.key += u'\n';               // as keys are pasted
    endpoint.baseUrl.setPath(u"/v1/"_s); // as people write it
    ClaudeClient client;
    Heard heard;
    listen(client.send(endpoint, "{\"a\":1}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(server.requests().size(), 1);
    const LoopbackMessages::Request request = server.requests().first();
    QCOMPARE(request.path, "/v1/messages");
    QCOMPARE(request.body, "{\"a\":1}");
    QCOMPARE(request.headers.value(header), value);
    QCOMPARE(request.headers.contains("x-api-key") && request.headers.contains("authorization"), false);
    QCOMPARE(request.headers.value("anthropic-version"), "2023-06-01");
    QCOMPARE(request.headers.value("content-type"), "application/json");
    QVERIFY(!request.headers.contains("cookie"));
}

void TestClaudeClient::aKeyThatWouldBreakTheHeaderIsNotSent()
{
    LoopbackMessages server;
    Endpoint endpoint = server.endpoint();
    endpoint.key = u"sk\r\nx-evil: 1"_s;
    ClaudeClient client;
    Heard heard;
    listen(client.send(endpoint, "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::KeyRefused);
    endpoint.key.clear();
    listen(client.send(endpoint, "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 2);
    QCOMPARE(heard.outcomes.last().error().kind, Kind::NoKey);
    QVERIFY(server.requests().isEmpty());
}

void TestClaudeClient::cancelClosesTheSocketWithinATenthOfASecond_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("before the head of the answer") << -1;
    QTest::newRow("before its first event") << 0;
    QTest::newRow("in the middle of the answer") << 3000;
}

void TestClaudeClient::cancelClosesTheSocketWithinATenthOfASecond()
{
    QFETCH(int, bytes);
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    response.then = LoopbackMessages::Response::Then::HoldOpen;
    response.bodyLimit = std::max(bytes, 0);
    response.delayMilliseconds = bytes < 0 ? 60'000 : 0;
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    ClaudeReply* reply = listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(server.requests().size(), 1);
    if (bytes > 0)
        QTRY_VERIFY(!heard.text.isEmpty());
    const auto before = LoopbackMessages::Clock::now();
    reply->cancel();
    reply->cancel(); // twice is once
    QTRY_VERIFY(server.requests().first().closed.has_value());
    const auto took = *server.requests().first().closed - before;
    QVERIFY2(took < std::chrono::milliseconds(100), qPrintable(u"%1 ms"_s.arg(double(took.count()) / 1e6)));
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::Cancelled);
    QTest::qWait(20);
    QCOMPARE(heard.outcomes.size(), 1);
}

void TestClaudeClient::destroyingTheParentClosesTheSocket()
{
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    response.then = LoopbackMessages::Response::Then::HoldOpen;
    response.bodyLimit = 2000;
    server.enqueue(response);
    ClaudeClient client;
    auto tab = std::make_unique<QObject>();
    Heard heard;
    ClaudeReply* reply = listen(client.send(server.endpoint(), "{}", tab.get()), heard, this);
    // The tab closes while it hears the first text.
    connect(reply, &ClaudeReply::textGrew, this, [&] { tab.reset(); });
    QTRY_VERIFY(!server.requests().isEmpty() && server.requests().first().closed.has_value());
    QVERIFY(heard.outcomes.isEmpty());
}

void TestClaudeClient::silenceEndsInAnIdleTimeout_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("before the head of the answer") << -1;
    QTest::newRow("in the middle of the answer") << 3000;
}

void TestClaudeClient::silenceEndsInAnIdleTimeout()
{
    QFETCH(int, bytes);
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    response.then = LoopbackMessages::Response::Then::HoldOpen;
    response.bodyLimit = std::max(bytes, 0);
    response.delayMilliseconds = bytes < 0 ? 60'000 : 0;
    server.enqueue(response);
    ClaudeClient client;
    client.setIdleTimeout(150);
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::IdleTimeout);
    QTRY_VERIFY(server.requests().first().closed.has_value());
}

void TestClaudeClient::pingsAreSignsOfLife()
{
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    QByteArray pings;
    for (int i = 0; i < 20; ++i)
        pings += "event: ping\ndata: {\"type\":\"ping\"}                        \n\n";
    response.body = pings + ": a comment counts too, and fills the piece of sixty-four bytes.\n\n" +
                    LoopbackMessages::stream(u"x"_s).body;
    response.pieceMilliseconds = 30; // a piece of 64 bytes each time, longer in all than the time-out
    server.enqueue(response);
    ClaudeClient client;
    client.setIdleTimeout(400);
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE_WITH_TIMEOUT(heard.outcomes.size(), 1, 15000);
    QVERIFY(heard.outcomes.first());
    const auto request = server.requests().first();
    QVERIFY(*request.answered - request.arrived > std::chrono::milliseconds(500));
}

void TestClaudeClient::aCutConnectionIsACutStream()
{
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    response.then = LoopbackMessages::Response::Then::Cut;
    response.bodyLimit = 3000;
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::StreamCut);
    QVERIFY(!heard.text.isEmpty());
}

void TestClaudeClient::aCutConnectionAfterTheStopReasonIsAWholeAnswer()
{
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    response.then = LoopbackMessages::Response::Then::Cut;
    response.bodyLimit = response.body.indexOf("event: message_stop");
    QVERIFY(response.bodyLimit > 0);
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QVERIFY(heard.outcomes.first());
}

void TestClaudeClient::anAnswerIsWholeAtMessageStopThoughTheConnectionStaysOpen()
{
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    response.then = LoopbackMessages::Response::Then::HoldOpen;
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QVERIFY(heard.outcomes.first());
    QTRY_VERIFY(server.requests().first().closed.has_value()); // and no socket is left behind
}

void TestClaudeClient::redirectsAreNotFollowed()
{
    LoopbackMessages elsewhere;
    LoopbackMessages server;
    LoopbackMessages::Response response;
    response.status = 307;
    response.headers = {{"location", elsewhere.baseUrl().toEncoded() + "/v1/messages"}};
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::ProxyPage);
    QCOMPARE(heard.outcomes.first().error().httpStatus, 307);
    QVERIFY(elsewhere.requests().isEmpty() && elsewhere.otherRequests().isEmpty());
}

void TestClaudeClient::anHtmlPageWithStatus200IsAProxyPage()
{
    LoopbackMessages server;
    LoopbackMessages::Response response;
    response.headers = {{"content-type", "text/html"}};
    response.body = "<html><script>alert('x')</script><body onload=x><h1>Please sign in &amp; pay</h1></body></html>";
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::ProxyPage);
    QCOMPARE(heard.outcomes.first().error().message, u"Please sign in & pay"_s);
}

void TestClaudeClient::aStreamUnderAnotherContentTypeIsRead()
{
    LoopbackMessages server;
    LoopbackMessages::Response response = LoopbackMessages::fixture(u"thinking_stream.sse"_s);
    response.headers = {{"content-type", "text/plain"}};
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QVERIFY(heard.outcomes.first());
    QCOMPARE(heard.outcomes.first()->text, u"SELECT 1;"_s);
}

void TestClaudeClient::aGiantBodyIsBounded_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("of a stream") << 200 << QByteArray("text/event-stream");
    QTest::newRow("of a document") << 200 << QByteArray("application/json");
    QTest::newRow("of an error") << 500 << QByteArray("text/html");
}

void TestClaudeClient::aGiantBodyIsBounded()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    LoopbackMessages server;
    LoopbackMessages::Response response;
    response.status = status;
    response.headers = {{"content-type", type}};
    response.body = QByteArray(40 * 1024 * 1024, 'x');
    response.then = LoopbackMessages::Response::Then::HoldOpen;
    server.enqueue(response);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE_WITH_TIMEOUT(heard.outcomes.size(), 1, 20000);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::StreamCut);
    QVERIFY(heard.outcomes.first().error().message.size() < 300);
}

void TestClaudeClient::aCertificateNobodySignedIsATlsFailure()
{
    LoopbackMessages server(LoopbackMessages::Transport::Tls);
    ClaudeClient client;
    Heard heard;
    listen(client.send(server.endpoint(), "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::TlsFailed);
    QVERIFY(heard.outcomes.first().error().message.contains("self-signed"_L1));
    QVERIFY(server.requests().isEmpty()); // the key never left
}

void TestClaudeClient::aClosedPortIsANetworkFailure()
{
    QTcpServer port;
    QVERIFY(port.listen(QHostAddress::LocalHost));
    Endpoint endpoint;
    endpoint.baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(port.serverPort()));
    endpoint.key = u"k"_s;
    port.close();
    ClaudeClient client;
    Heard heard;
    listen(client.send(endpoint, "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::Network);
}

void TestClaudeClient::anUnknownHostIsANetworkFailure()
{
    Endpoint endpoint;
    endpoint.baseUrl = QUrl(u"https://nowhere.invalid"_s);
    endpoint.key = u"k"_s;
    ClaudeClient client;
    Heard heard;
    listen(client.send(endpoint, "{}", this), heard, this);
    QTRY_COMPARE_WITH_TIMEOUT(heard.outcomes.size(), 1, 30000);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::Network);
}

void TestClaudeClient::aProxyThatWantsAPasswordIsToldApart()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    QByteArray asked;
    connect(&proxy, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* socket = proxy.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&asked, socket] {
            asked += socket->readAll();
            if (asked.endsWith("\r\n\r\n"))
                socket->write("HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm=\"p\"\r\n"
                              "content-length: 0\r\n\r\n");
        });
    });
    qputenv("HTTPS_PROXY", "http://127.0.0.1:" + QByteArray::number(proxy.serverPort()));
    qputenv("NO_PROXY", "other.example");
    const auto restore = qScopeGuard([] {
        qunsetenv("HTTPS_PROXY");
        qunsetenv("NO_PROXY");
    });
    Endpoint endpoint;
    endpoint.baseUrl = QUrl(u"https://claude.example"_s);
    endpoint.key = u"sk-ant-secret"_s;
    ClaudeClient client;
    Heard heard;
    listen(client.send(endpoint, "{}", this), heard, this);
    QTRY_COMPARE(heard.outcomes.size(), 1);
    QCOMPARE(heard.outcomes.first().error().kind, Kind::ProxyPage);
    QCOMPARE(heard.outcomes.first().error().httpStatus, 407);
    QVERIFY2(asked.startsWith("CONNECT claude.example:443"), asked.constData());
    QVERIFY(!asked.contains("sk-ant-secret"));
}

void TestClaudeClient::listsModels()
{
    LoopbackMessages server;
    ClaudeClient client;
    QList<std::optional<ModelList>> lists;
    const auto note = [&](std::optional<ModelList> list) { lists.append(std::move(list)); };
    client.listModels(server.endpoint(), this, note);
    QTRY_COMPARE(lists.size(), 1);
    QVERIFY(lists.first() && lists.first()->complete);
    QCOMPARE(lists.first()->models.size(), 4);
    server.setModels({});
    client.listModels(server.endpoint(), this, note);
    QTRY_COMPARE(lists.size(), 2);
    QVERIFY(!lists.last());
    QCOMPARE(server.otherRequests().first().headers.value("x-api-key"), "sk-ant-test-0123456789");
}

void TestClaudeClient::theTestButtonTellsWhetherTheKeyIsAccepted()
{
    LoopbackMessages server;
    ClaudeClient client;
    QList<std::optional<ClaudeError>> results;
    const auto ask = [&] {
        client.test(server.endpoint(), this, [&](std::optional<ClaudeError> error) { results.append(error); });
    };
    ask();
    QTRY_COMPARE(results.size(), 1);
    QVERIFY(!results.last());
    server.setModels({}); // not served: the tokens are counted instead
    ask();
    QTRY_COMPARE(results.size(), 2);
    QVERIFY(!results.last());
    QCOMPARE(server.otherRequests().last().path, "/v1/messages/count_tokens");
    server.refuseKey("sk-ant-test-0123456789");
    ask();
    QTRY_COMPARE(results.size(), 3);
    QVERIFY(results.last());
    QCOMPARE(results.last()->kind, Kind::KeyRefused);
    QVERIFY(server.requests().isEmpty()); // it cost nothing
}

static QStringList* logged = nullptr;

void TestClaudeClient::theKeyIsNeverLogged()
{
    QStringList lines;
    logged = &lines;
    const auto previous =
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& line) { logged->append(line); });
    QLoggingCategory::setFilterRules(u"*.debug=true"_s);
    {
        LoopbackMessages server;
        server.enqueueFixture(u"error_401.json"_s);
        ClaudeClient client;
        Heard heard;
        listen(client.send(server.endpoint(), "{}", this), heard, this);
        QTRY_COMPARE(heard.outcomes.size(), 1);
        QVERIFY(!heard.outcomes.first().error().message.contains("sk-ant"_L1));
    }
    QLoggingCategory::setFilterRules({});
    qInstallMessageHandler(previous);
    QVERIFY2(!lines.join(u'\n').contains("sk-ant"_L1), qPrintable(lines.join(u'\n')));
}

void TestClaudeClient::theEnvironmentNamesTheProxy()
{
    QProcessEnvironment environment;
    const QUrl api(u"https://api.anthropic.com"_s);
    QVERIFY(!proxyFromEnvironment(api, environment));
    environment.insert(u"HTTPS_PROXY"_s, u"http://user:p%40ss@proxy.example:3128"_s);
    const QNetworkProxy proxy = *proxyFromEnvironment(api, environment);
    QCOMPARE(proxy.type(), QNetworkProxy::HttpProxy);
    QCOMPARE(proxy.hostName(), u"proxy.example"_s);
    QCOMPARE(proxy.port(), quint16(3128));
    QCOMPARE(proxy.password(), u"p@ss"_s);
    const auto isDirect = [&](const QString& exceptions, const QUrl& url) {
        environment.insert(u"NO_PROXY"_s, exceptions);
        return proxyFromEnvironment(url, environment)->type() == QNetworkProxy::NoProxy;
    };
    QVERIFY(isDirect({}, QUrl(u"https://localhost:8080"_s)));
    QVERIFY(isDirect({}, QUrl(u"https://127.0.0.1"_s)));
    QVERIFY(!isDirect({}, api));
    QVERIFY(isDirect(u"*"_s, api));
    QVERIFY(isDirect(u"a.example, .anthropic.com"_s, api));
    QVERIFY(isDirect(u"anthropic.com"_s, api));
    QVERIFY(!isDirect(u"thropic.com"_s, api));
    QVERIFY(isDirect(u"anthropic.com:443"_s, api));
    QVERIFY(!isDirect(u"anthropic.com:8443"_s, api));
    QVERIFY(isDirect(u"10.0.0.0/8"_s, QUrl(u"https://10.1.2.3"_s)));
    QVERIFY(!isDirect(u"10.0.0.0/8"_s, QUrl(u"https://11.1.2.3"_s)));
}

QTEST_GUILESS_MAIN(TestClaudeClient)
#include "tst_claude_client.moc"
