// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeClient.h"
#include "claude/ProxyChoice.h"
#include "support/HeardReply.h"
#include "support/LoopbackMessages.h"
#include "support/SilentServer.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Kind = ClaudeError::Kind;

//! ClaudeClient against a real HTTP server on loopback.
class TestClaudeClient final : public QObject {
    Q_OBJECT

private slots:
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
    void theTestButtonEndsWithinTenSeconds();
    void theKeyIsNeverLogged();
};

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
    QCOMPARE(request.headers.value("connection"), "close"); // none is kept that may be dead at the next question
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
    QVERIFY2(took < std::chrono::milliseconds(1000), qPrintable(u"%1 ms"_s.arg(double(took.count()) / 1e6)));
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
    QTRY_VERIFY(server.requests().first().answered.has_value()); // noted after the client has the last byte
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
    QList<Result<EndpointReport, ClaudeError>> results;
    const auto ask = [&] {
        client.test(server.endpoint(), this,
                    [&](const Result<EndpointReport, ClaudeError>& report) { results.append(report); });
    };
    ask();
    QTRY_COMPARE(results.size(), 1);
    QVERIFY(results.last());
    QVERIFY(results.last()->listsModels);
    QCOMPARE(results.last()->models.size(), 4);
    QCOMPARE(results.last()->model, u"claude-sonnet-4-5-20250929"_s);
    QCOMPARE(results.last()->structuredOutput, std::optional(true));
    QCOMPARE(results.last()->baseUrl, server.baseUrl());
    QCOMPARE(server.otherRequests().size(), 1);
    server.setModels({}); // not served: the tokens are counted instead
    ask();
    QTRY_COMPARE(results.size(), 2);
    QVERIFY(results.last());
    QVERIFY(!results.last()->listsModels);
    QCOMPARE(results.last()->structuredOutput, std::optional(true));
    QCOMPARE(server.otherRequests().last().path, "/v1/messages/count_tokens");
    QVERIFY(server.otherRequests().last().body.contains("output_config"));
    server.refuseKey("sk-ant-test-0123456789");
    ask();
    QTRY_COMPARE(results.size(), 3);
    QVERIFY(!results.last());
    QCOMPARE(results.last().error().kind, Kind::KeyRefused);
    QVERIFY(server.requests().isEmpty()); // it cost nothing
}

void TestClaudeClient::theTestButtonEndsWithinTenSeconds()
{
    SilentServer silent; // takes the connection and says nothing
    Endpoint endpoint = LoopbackMessages().endpoint();
    endpoint.baseUrl = QUrl(QString(u"http://127.0.0.1:"_s + silent.port()));
    ClaudeClient client;
    QList<Result<EndpointReport, ClaudeError>> results;
    client.test(endpoint, this, [&](const Result<EndpointReport, ClaudeError>& report) { results.append(report); });
    QTRY_COMPARE_WITH_TIMEOUT(results.size(), 1, 25'000); // 10 s, and a slow machine
    QVERIFY(!results.first());
    QCOMPARE(results.first().error().kind, Kind::IdleTimeout);
    QCOMPARE(results.first().error().message, u"no answer within 10 seconds"_s);
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
