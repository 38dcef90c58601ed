// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Assistant.h"
#include "base/Settings.h"
#include "support/ExampleCatalog.h"
#include "support/ImpostorServer.h"
#include "support/LoopbackMessages.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Outcome = Result<Answer, AskError>;
using Kind = ClaudeError::Kind;
using Response = LoopbackMessages::Response;

Q_DECLARE_METATYPE(parlance::test::LoopbackMessages::Response)

namespace {

const QString block = u"Here you are:\n```sql\nSELECT count(*) FROM customers\n```\nIt counts all customers."_s;
const QString tagged = u"It counts all customers. <sql>SELECT count(*) FROM customers</sql>"_s;

//! An assistant over a loopback server, and how its questions ended.
struct Talk {
    explicit Talk(Settings* settings = nullptr)
    {
        if (settings)
            client.forms().setSettings(settings);
        assistant.setEndpoint(server.endpoint());
        assistant.setCatalog(exampleCatalog());
        QObject::connect(&assistant, &Assistant::waiting, &assistant,
                         [this](quint64, int, const QString&, int nextTry) { tries << nextTry; });
        QObject::connect(&assistant, &Assistant::askFinished, &assistant,
                         [this](quint64, const Outcome& outcome) { outcomes << outcome; });
    }
    void ask()
    {
        Question question;
        question.text = u"How many customers are there?"_s;
        question.today = QDate(2026, 11, 23);
        question.timeZone = u"UTC"_s;
        question.serverVersion = u"15.20"_s;
        assistant.ask(question);
    }
    //! For each request whether it asked for the structured form.
    QList<bool> structured() const
    {
        QList<bool> out;
        for (const LoopbackMessages::Request& request : server.requests())
            out << request.body.contains("\"output_config\"");
        return out;
    }

    LoopbackMessages server;
    ClaudeClient client;
    Assistant assistant{&client};
    QList<int> tries;
    QList<Outcome> outcomes;
};

Response answerOf(int status, const QByteArray& body, const QByteArray& type = "application/json")
{
    Response response;
    response.status = status;
    response.headers = {{"content-type", type}};
    response.body = body;
    return response;
}

} // namespace

//! Servers between here and Claude that do not know all of its language, or that fail. Over a real HTTP server.
class TestAssistantGateways final : public QObject {
    Q_OBJECT

private slots:
    void asksOnceMoreInTheTaggedForm();
    void readsTheOnlyBlockOfATaggedAnswer();
    void doesNotRememberWhatWasNotLearned();
    void aRefusalInAnyShapeLeadsToTheTaggedForm_data();
    void aRefusalInAnyShapeLeadsToTheTaggedForm();
    void theDetailsHoldTheServersOwnWords_data();
    void theDetailsHoldTheServersOwnWords();
    void remembersAcrossStarts();
    void triesTheStructuredFormAgainAfterAMonth();
    void triesAgainWhenTheServerFails_data();
    void triesAgainWhenTheServerFails();
    void triesAgainWhenTheConnectionFails_data();
    void triesAgainWhenTheConnectionFails();
    void aProxySetByHandIsUsedForThisComputerToo();
    void theTestFindsOutWhatAGatewayKnows_data();
    void theTestFindsOutWhatAGatewayKnows();
};

void TestAssistantGateways::asksOnceMoreInTheTaggedForm()
{
    Talk talk;
    talk.server.enqueue(LoopbackMessages::stream(block));
    talk.server.enqueue(LoopbackMessages::stream(tagged));
    talk.server.enqueue(LoopbackMessages::stream(tagged));
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY2(talk.outcomes.first(), "the tagged form was not tried");
    QCOMPARE(talk.outcomes.first()->sql, u"SELECT count(*) FROM customers"_s);
    QCOMPARE(talk.structured(), (QList<bool>{true, false}));
    // What the first answer used belongs to the question.
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 2);
    QCOMPARE(talk.outcomes[0]->usage.outputTokens, 2 * talk.outcomes[1]->usage.outputTokens);
    QCOMPARE(talk.structured(), (QList<bool>{true, false, false})); // remembered
}

void TestAssistantGateways::readsTheOnlyBlockOfATaggedAnswer()
{
    Talk talk;
    talk.server.enqueue(LoopbackMessages::stream(block));
    talk.server.enqueue(LoopbackMessages::stream(block));
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    QCOMPARE(talk.outcomes.first()->sql, u"SELECT count(*) FROM customers"_s);
    QVERIFY(talk.outcomes.first()->explanation.contains("It counts all customers."_L1));
    QVERIFY(!talk.outcomes.first()->explanation.contains(u'`'));
}

void TestAssistantGateways::doesNotRememberWhatWasNotLearned()
{
    Talk talk;
    talk.server.enqueue(LoopbackMessages::stream(u"I would rather talk of the weather."_s));
    talk.server.enqueue(LoopbackMessages::stream(u"I would rather talk of the weather."_s));
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.outcomes.first().error().kind, AskError::Kind::AnswerDoesNotParse);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 2);
    QCOMPARE(talk.structured(), (QList<bool>{true, false, true}));
}

void TestAssistantGateways::aRefusalInAnyShapeLeadsToTheTaggedForm_data()
{
    QTest::addColumn<Response>("refusal");
    const QByteArray problems =
        R"({"detail":[{"loc":["body","output_config"],"msg":"Extra inputs are not permitted"}]})";
    QTest::newRow("FastAPI with 400") << answerOf(400, problems);
    QTest::newRow("FastAPI with 422") << answerOf(422, problems);
    QTest::newRow("plain text") << answerOf(400, "json_schema is not supported", "text/plain");
    QTest::newRow("nobody says what is too much")
        << answerOf(422, R"({"error":{"reason":"Extra inputs are not permitted"}})");
}

void TestAssistantGateways::aRefusalInAnyShapeLeadsToTheTaggedForm()
{
    QFETCH(Response, refusal);
    Talk talk;
    talk.server.enqueue(refusal);
    talk.server.enqueue(LoopbackMessages::stream(tagged));
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    QCOMPARE(talk.structured(), (QList<bool>{true, false}));
}

void TestAssistantGateways::theDetailsHoldTheServersOwnWords_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a list of problems") << QByteArray(R"({"detail":[{"loc":["body","x"],"msg":"is strange here"}]})");
    QTest::newRow("a shape of its own") << QByteArray(R"({"fault":{"says":"is strange here"}})");
    QTest::newRow("an array") << QByteArray(R"([{"error":{"message":"is strange here"}}])");
}

void TestAssistantGateways::theDetailsHoldTheServersOwnWords()
{
    QFETCH(QByteArray, body);
    Talk talk;
    talk.server.enqueue(answerOf(422, body));
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    const AskError error = talk.outcomes.first().error();
    QCOMPARE(error.claude.kind, Kind::InvalidRequest);
    QVERIFY2(error.details.contains("is strange here"_L1), qPrintable(error.details));
}

void TestAssistantGateways::remembersAcrossStarts()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    Talk talk(&settings);
    talk.server.enqueue(LoopbackMessages::stream(block));
    talk.server.enqueue(LoopbackMessages::stream(tagged));
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    Settings again(folder.path()); // another start
    ClaudeClient client;
    client.forms().setSettings(&again);
    QVERIFY(!client.forms().isStructured(talk.server.baseUrl()));
    QVERIFY(client.forms().isStructured(QUrl(u"https://api.anthropic.com"_s)));
}

void TestAssistantGateways::triesTheStructuredFormAgainAfterAMonth()
{
    const QTemporaryDir folder;
    Settings settings(folder.path());
    Talk talk(&settings);
    const QUrl address = talk.server.baseUrl();
    const QDate longAgo = QDate::currentDate().addDays(-AnswerForms::trialDays);
    talk.client.forms().note(address, false, longAgo.addDays(1));
    QVERIFY(!talk.client.forms().isStructured(address));
    talk.client.forms().note(address, true);
    talk.client.forms().note(address, false, longAgo);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.ask();
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.structured(), QList<bool>{true});
    QVERIFY(settings.value(Settings::Key::ClaudeTaggedAddresses).toStringList().isEmpty()); // it was a success
}

void TestAssistantGateways::triesAgainWhenTheServerFails_data()
{
    QTest::addColumn<Response>("failure");
    QTest::newRow("503 in plain text") << answerOf(503, "upstream is away", "text/plain");
    QTest::newRow("503 without a body") << answerOf(503, "", "text/plain");
    QTest::newRow("503 with an array") << answerOf(503, "[]");
    QTest::newRow("502 as a page") << LoopbackMessages::fixture(u"error_502_html_from_proxy.json"_s);
    QTest::newRow("408") << answerOf(408, R"({"message":"too slow"})");
}

void TestAssistantGateways::triesAgainWhenTheServerFails()
{
    QFETCH(Response, failure);
    Talk talk;
    talk.server.enqueue(failure);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.ask();
    QTRY_COMPARE_WITH_TIMEOUT(talk.outcomes.size(), 1, 20'000);
    QVERIFY(talk.outcomes.first());
    QCOMPARE(talk.tries, QList<int>{2});
    QCOMPARE(talk.server.requests().size(), 2);
}

void TestAssistantGateways::triesAgainWhenTheConnectionFails_data()
{
    QTest::addColumn<bool>("listens");
    QTest::newRow("refused") << false;
    QTest::newRow("closed without an answer") << true;
}

void TestAssistantGateways::triesAgainWhenTheConnectionFails()
{
    QFETCH(bool, listens);
    auto server = std::make_unique<ImpostorServer>("", "");
    Talk talk;
    Endpoint endpoint = talk.server.endpoint();
    endpoint.baseUrl = QUrl(QString(u"http://127.0.0.1:"_s + server->port()));
    talk.assistant.setEndpoint(endpoint);
    if (!listens)
        server.reset();
    talk.ask();
    QTRY_COMPARE_WITH_TIMEOUT(talk.outcomes.size(), 1, 20'000);
    QCOMPARE(talk.outcomes.first().error().claude.kind, Kind::Network);
    QVERIFY(talk.tries.contains(2) && talk.tries.contains(3));
}

void TestAssistantGateways::aProxySetByHandIsUsedForThisComputerToo()
{
    qunsetenv("no_proxy");
    qunsetenv("NO_PROXY");
    const ImpostorServer proxy("", "HTTP/1.1 418 Proxy\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    Talk talk;
    Endpoint endpoint = talk.server.endpoint();
    endpoint.proxyMode = Endpoint::ProxyMode::Manual;
    endpoint.proxy = QString(u"http://127.0.0.1:"_s + proxy.port());
    talk.assistant.setEndpoint(endpoint);
    talk.ask();
    QTRY_COMPARE_WITH_TIMEOUT(talk.outcomes.size(), 1, 20'000);
    QVERIFY(!talk.outcomes.first());
    QVERIFY(talk.server.requests().isEmpty()); // never past it
    qputenv("NO_PROXY", "example.org, 127.0.0.1");
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.ask();
    QTRY_COMPARE_WITH_TIMEOUT(talk.outcomes.size(), 2, 20'000);
    QVERIFY(talk.outcomes.last());
    qunsetenv("NO_PROXY");
}

void TestAssistantGateways::theTestFindsOutWhatAGatewayKnows_data()
{
    QTest::addColumn<QList<Response>>("answers"); // of /v1/messages, the only address served
    QTest::addColumn<bool>("structured");
    const Response refusal = answerOf(422, R"({"detail":[{"loc":["body","output_config"],"msg":"Extra inputs"}]})");
    QTest::newRow("it keeps to the form") << QList{LoopbackMessages::stream(u"{\"sql\":\"SELECT 1\"}"_s)} << true;
    QTest::newRow("it ignores the form") << QList{LoopbackMessages::stream(block)} << false;
    QTest::newRow("it refuses the form") << QList{refusal, LoopbackMessages::stream(block)} << false;
}

void TestAssistantGateways::theTestFindsOutWhatAGatewayKnows()
{
    QFETCH(QList<Response>, answers);
    QFETCH(bool, structured);
    Talk talk;
    talk.server.setModels({});
    talk.server.setCountTokens({});
    for (const Response& answer : answers)
        talk.server.enqueue(answer);
    talk.client.forms().note(talk.server.baseUrl(), !structured); // what was believed before
    QList<Result<EndpointReport, ClaudeError>> reports;
    talk.client.test(talk.server.endpoint(), this, [&reports](const auto& report) { reports << report; });
    QTRY_COMPARE_WITH_TIMEOUT(reports.size(), 1, 30'000);
    QVERIFY2(reports.first(), reports.first() ? "" : qPrintable(reports.first().error().message));
    QCOMPARE(reports.first()->structuredOutput, std::optional(structured));
    QCOMPARE(talk.client.forms().isStructured(talk.server.baseUrl()), structured);
    for (const LoopbackMessages::Request& request : talk.server.requests())
        QVERIFY(request.body.contains("\"max_tokens\":64"));
}

QTEST_GUILESS_MAIN(TestAssistantGateways)
#include "tst_assistant_gateways.moc"
