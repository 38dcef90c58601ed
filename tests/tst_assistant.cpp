// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Assistant.h"
#include "support/ExampleCatalog.h"
#include "support/LoopbackMessages.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Outcome = Result<Answer, AskError>;
using Kind = ClaudeError::Kind;
using Response = LoopbackMessages::Response;

Q_DECLARE_METATYPE(parlance::ClaudeError::Kind)

namespace {

//! An assistant over a loopback server, and everything it said.
struct Conversation {
    Conversation()
    {
        assistant.setEndpoint(server.endpoint());
        assistant.setCatalog(exampleCatalog());
        QObject::connect(&assistant, &Assistant::askSent, &assistant,
                         [this](quint64, const QString& model, const QByteArray& body) {
                             models << model;
                             bodies << body;
                         });
        QObject::connect(&assistant, &Assistant::sqlGrew, &assistant,
                         [this](quint64, const QString& sql) { states << sql; });
        QObject::connect(&assistant, &Assistant::waiting, &assistant,
                         [this](quint64, int seconds, const QString& reason) {
                             waits << seconds;
                             reasons << reason;
                         });
        QObject::connect(&assistant, &Assistant::askFinished, &assistant, [this](quint64 ask, const Outcome& outcome) {
            asks << ask;
            outcomes << outcome;
        });
    }
    Question question(const QString& text = QStringLiteral("Which ten customers bought most?")) const
    {
        Question question;
        question.text = text;
        question.today = QDate(2026, 11, 22);
        question.timeZone = u"UTC"_s;
        question.serverVersion = u"15.20"_s;
        return question;
    }

    LoopbackMessages server;
    ClaudeClient client;
    Assistant assistant{&client};
    QStringList models;
    QByteArrayList bodies;
    QStringList states;
    QList<int> waits;
    QStringList reasons;
    QList<quint64> asks;
    QList<Outcome> outcomes;
};

Response errorOf(int status, const QByteArray& type, const QByteArray& message)
{
    Response response;
    response.status = status;
    response.headers = {{"content-type", "application/json"}};
    response.body = "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
    return response;
}

} // namespace

//! One tab's conversation with Claude, against a real HTTP server on loopback.
class TestAssistant final : public QObject {
    Q_OBJECT

private slots:
    void answersAndChecks();
    void findsWhatTheChecksRefuse();
    void findsWhatTheCatalogDoesNotKnow();
    void sendsWhatThePreviewShows();
    void endsAtOnceWithoutWhatItNeeds();
    void waitsAsToldAndTriesAgain();
    void givesUpAfterThreeTries();
    void triesAgainOnlyWhileNothingWasShown();
    void doesNotTryAgainInVain_data();
    void doesNotTryAgainInVain();
    void takesTheNextModelAndSaysSoOnce();
    void offersTheServedModelsWhenNoneIsLeft();
    void saysOnceThatAModelRetires();
    void asksForTheModelsOnce();
    void fallsBackToTagsAndRemembers();
    void keepsTheTextOfAnAnswerThatDoesNotParse();
    void takesBackWhatWasRefused();
    void stopsWhileItWaits();
    void stopsAtRandomMoments();
    void aNewQuestionStopsTheLastOne();
    void mayBeDestroyedAtAnyMoment();
};

void TestAssistant::answersAndChecks()
{
    Conversation talk;
    talk.server.enqueueFixture(u"answer_sql.sse"_s, LoopbackMessages::Chunks::SevenBytes);
    QSignalSpy states(&talk.assistant, &Assistant::stateChanged);
    const quint64 ask = talk.assistant.ask(talk.question());
    QCOMPARE(talk.assistant.state(), Assistant::State::Asking);
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    const Answer answer = *talk.outcomes.first();
    QCOMPARE(talk.asks, QList<quint64>{ask});
    QCOMPARE(talk.assistant.state(), Assistant::State::Idle);
    QCOMPARE(states.size(), 3); // asking, writing, idle
    QCOMPARE(answer.model, u"claude-sonnet-4-5-20250929"_s);
    QCOMPARE(answer.usage, (ClaudeUsage{61, 0, 4210, 140}));
    for (const Finding& finding : answer.findings)
        QVERIFY2(finding.severity != Finding::Severity::Error, qPrintable(finding.message));
    QVERIFY(talk.states.size() > 5);
    for (const QString& state : talk.states)
        QVERIFY(answer.sql.startsWith(state));
    QCOMPARE(talk.states.last(), answer.sql);
}

void TestAssistant::findsWhatTheChecksRefuse()
{
    Conversation talk;
    for (int i = 0; i < 2; ++i) // it is asked for again, once
        talk.server.enqueueFixture(u"answer_two_statements.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    const QList<Finding> findings = talk.outcomes.first()->findings;
    QVERIFY(std::any_of(findings.begin(), findings.end(),
                        [](const Finding& finding) { return finding.severity == Finding::Severity::Error; }));
    for (const Finding& finding : findings)
        QVERIFY2(!finding.message.contains(u'<'), qPrintable(finding.message));
}

void TestAssistant::findsWhatTheCatalogDoesNotKnow()
{
    Conversation talk;
    const Response answer = LoopbackMessages::answer(
        {{u"kind"_s, u"sql"_s},
         {u"sql"_s, u"SELECT c.nmae FROM customers c JOIN orders o USING (customer_id) WHERE o.status = 'new'"_s},
         {u"explanation"_s, u"Names of customers with orders of 2019."_s},
         {u"confidence"_s, u"high"_s}});
    talk.server.enqueue(answer);
    talk.server.enqueue(answer); // it is asked for again, once
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    const QList<Finding> findings = talk.outcomes.first()->findings;
    QVERIFY(!findings.isEmpty());
    QCOMPARE(findings.first().check, u"names"_s);
    QCOMPARE(findings.first().message, u"customers has no column nmae. The nearest is name."_s);
    QCOMPARE(findings.first().start, 7);
    QCOMPARE(findings.first().length, 6);
}

void TestAssistant::sendsWhatThePreviewShows()
{
    Conversation talk;
    Question question = talk.question(u"Größe \"x\" \\ 💡?"_s);
    question.clarifications = {{u"Which?"_s, u"All"_s}};
    for (int i = 0; i < 3; ++i) {
        talk.server.enqueueFixture(u"answer_sql.sse"_s);
        const QByteArray preview = talk.assistant.preview(question);
        talk.assistant.ask(question);
        QTRY_COMPARE(talk.outcomes.size(), i + 1);
        QCOMPARE(talk.server.requests().at(i).body, preview);
        QCOMPARE(talk.bodies.last(), preview);
        QCOMPARE(talk.assistant.lastSent(), preview);
        question.text += u'?';
    }
    QCOMPARE(talk.assistant.tableCount(), 4);
}

void TestAssistant::endsAtOnceWithoutWhatItNeeds()
{
    Conversation talk;
    Endpoint endpoint = talk.server.endpoint();
    endpoint.key.clear();
    talk.assistant.setEndpoint(endpoint);
    talk.assistant.ask(talk.question());
    QCOMPARE(talk.outcomes.size(), 0); // never before ask() has returned its number
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.outcomes.last().error().kind, AskError::Kind::NoKey);
    QCOMPARE(talk.outcomes.last().error().nextStep, AskError::NextStep::EnterKey);
    QVERIFY(talk.outcomes.last().error().title.contains("not set up"_L1));

    talk.assistant.setEndpoint(talk.server.endpoint());
    talk.assistant.setCatalog({});
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 2);
    QCOMPARE(talk.outcomes.last().error().kind, AskError::Kind::SchemaMissing);

    AskLimits limits;
    limits.allowed = false;
    talk.assistant.setLimits(limits);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 3);
    QCOMPARE(talk.outcomes.last().error().kind, AskError::Kind::NotAllowed);
    QVERIFY(talk.server.requests().isEmpty() && talk.server.otherRequests().isEmpty());
}

void TestAssistant::waitsAsToldAndTriesAgain()
{
    Conversation talk;
    Response limited = LoopbackMessages::fixture(u"error_429.json"_s);
    for (auto& [name, value] : limited.headers) {
        if (name == "retry-after")
            value = "2";
    }
    talk.server.enqueue(limited);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.assistant.state(), Assistant::State::Waiting);
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    QCOMPARE(talk.waits, (QList<int>{2, 1}));
    QVERIFY(!talk.reasons.first().isEmpty());
    const auto requests = talk.server.requests();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests[1].arrived - requests[0].arrived >= std::chrono::milliseconds(1950));
    QCOMPARE(requests[0].body, requests[1].body);
}

void TestAssistant::givesUpAfterThreeTries()
{
    Conversation talk;
    for (int i = 0; i < 5; ++i)
        talk.server.enqueueFixture(i % 2 ? u"error_529.json"_s : u"error_first_event.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.outcomes.first().error().claude.kind, Kind::ServerError);
    QCOMPARE(talk.server.requests().size(), 3);
    const auto requests = talk.server.requests();
    QVERIFY(requests[2].arrived - requests[1].arrived > requests[1].arrived - requests[0].arrived); // it backs off
    QCOMPARE(talk.waits, (QList<int>{1, 2, 1}));
    QVERIFY(requests[1].arrived - requests[0].arrived >= std::chrono::milliseconds(950)); // what was said is waited
    // The next question has its own tries.
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.server.requests().size(), 5);
    talk.assistant.stop();
}

void TestAssistant::triesAgainOnlyWhileNothingWasShown()
{
    Conversation talk;
    talk.server.enqueueFixture(u"midstream_overloaded.sse"_s);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(!talk.states.isEmpty());
    QCOMPARE(talk.outcomes.first().error().claude.kind, Kind::Overloaded);
    QCOMPARE(talk.server.requests().size(), 1);
}

void TestAssistant::doesNotTryAgainInVain_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("the key is refused") << u"error_401.json"_s << Kind::KeyRefused;
    QTest::newRow("out of credit") << u"error_402.json"_s << Kind::OutOfCredit;
    QTest::newRow("not permitted") << u"error_403.json"_s << Kind::PermissionDenied;
    QTest::newRow("too large") << u"error_413.json"_s << Kind::RequestTooLarge;
    QTest::newRow("spend limit") << u"error_429_spend_cap.json"_s << Kind::SpendLimit;
    QTest::newRow("refusal") << u"refusal_before_output.sse"_s << Kind::Refusal;
    QTest::newRow("cut at the token limit") << u"max_tokens_json_output.sse"_s << Kind::CutOffAtTokenLimit;
    QTest::newRow("stream cut") << u"truncated_eof.sse"_s << Kind::StreamCut;
    QTest::newRow("empty answer") << u"empty_end_turn.sse"_s << Kind::EmptyAnswer;
    QTest::newRow("bad request") << u"error_400_forced_tool.json"_s << Kind::InvalidRequest;
}

void TestAssistant::doesNotTryAgainInVain()
{
    QFETCH(QString, file);
    QFETCH(Kind, kind);
    Conversation talk;
    talk.server.enqueueFixture(file);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    const AskError error = talk.outcomes.first().error();
    QCOMPARE(error.kind, AskError::Kind::Claude);
    QCOMPARE(error.claude.kind, kind);
    QVERIFY(!error.title.isEmpty() && !error.text.isEmpty());
    QVERIFY(!error.details.contains(u'<'));
    QCOMPARE(talk.server.requests().size(), 1);
    QVERIFY(talk.waits.isEmpty());
}

void TestAssistant::takesTheNextModelAndSaysSoOnce()
{
    Conversation talk;
    talk.server.setModels({});
    talk.server.enqueueFixture(u"error_404_model.json"_s);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.models, (QStringList{u"claude-sonnet-4-5-20250929"_s, u"claude-sonnet-5-5"_s}));
    QVERIFY(talk.outcomes.first()->modelNotice.contains("claude-sonnet-5-5"_L1));
    QVERIFY(talk.assistant.preview(talk.question()).contains("\"model\":\"claude-sonnet-5-5\""));
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 2);
    QCOMPARE(talk.outcomes.last()->modelNotice, QString());
    QCOMPARE(talk.server.requests().size(), 3); // the one that is gone is not asked again
}

void TestAssistant::offersTheServedModelsWhenNoneIsLeft()
{
    Conversation talk;
    Endpoint endpoint = talk.server.endpoint();
    endpoint.models = {u"claude-sonnet-4-5-20250929"_s};
    talk.assistant.setEndpoint(endpoint);
    talk.server.enqueueFixture(u"error_404_model.json"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    const AskError error = talk.outcomes.first().error();
    QCOMPARE(error.kind, AskError::Kind::NoModelLeft);
    QCOMPARE(error.nextStep, AskError::NextStep::ChooseModel);
    QCOMPARE(error.servedModels, (QStringList{u"claude-haiku-5-5"_s, u"claude-sonnet-5-5"_s, u"claude-opus-5-5"_s}));
}

void TestAssistant::saysOnceThatAModelRetires()
{
    Conversation talk;
    QString notices;
    for (int i = 1; i <= 3; ++i) {
        talk.server.enqueueFixture(u"answer_sql.sse"_s);
        talk.assistant.ask(talk.question());
        QTRY_COMPARE(talk.outcomes.size(), i);
        notices += talk.outcomes.last()->modelNotice;
        QTRY_VERIFY(talk.client.memory(talk.server.baseUrl()).served.has_value());
    }
    QCOMPARE(notices.count("30 November 2026"_L1), 1);
}

void TestAssistant::asksForTheModelsOnce()
{
    Conversation talk;
    Assistant other(&talk.client); // another tab
    other.setEndpoint(talk.server.endpoint());
    other.setCatalog(exampleCatalog());
    QSignalSpy finished(&other, &Assistant::askFinished);
    QVERIFY(talk.server.otherRequests().isEmpty()); // nothing before the first question
    for (int i = 1; i <= 2; ++i) {
        talk.server.enqueueFixture(u"answer_sql.sse"_s);
        talk.assistant.ask(talk.question());
        QTRY_COMPARE(talk.outcomes.size(), i);
    }
    talk.server.enqueueFixture(u"answer_sql.sse"_s);
    other.ask(talk.question());
    QTRY_COMPARE(finished.size(), 1);
    QTRY_COMPARE(talk.server.otherRequests().size(), 1);
    QVERIFY(talk.server.otherRequests().first().path.startsWith("/v1/models"));
}

void TestAssistant::fallsBackToTagsAndRemembers()
{
    Conversation talk;
    const Response unknown = errorOf(400, "invalid_request_error", "output_config: Extra inputs are not permitted");
    talk.server.enqueue(unknown);
    talk.server.enqueueFixture(u"answer_tagged.sse"_s);
    talk.server.enqueueFixture(u"answer_tagged.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QVERIFY(talk.outcomes.first());
    QVERIFY(talk.outcomes.first()->sql.startsWith("SELECT c.name"_L1));
    QVERIFY(talk.bodies[0].contains("output_config") && !talk.bodies[1].contains("output_config"));
    QVERIFY(!talk.assistant.preview(talk.question()).contains("output_config"));
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 2);
    QCOMPARE(talk.server.requests().size(), 3);
    // A server that refuses the tagged form too is asked twice, not for ever.
    Conversation stubborn;
    stubborn.server.enqueue(unknown);
    stubborn.server.enqueue(unknown);
    stubborn.assistant.ask(stubborn.question());
    QTRY_COMPARE(stubborn.outcomes.size(), 1);
    QCOMPARE(stubborn.outcomes.first().error().claude.kind, Kind::StructuredOutputUnknown);
    QCOMPARE(stubborn.server.requests().size(), 2);
}

void TestAssistant::keepsTheTextOfAnAnswerThatDoesNotParse()
{
    Conversation talk;
    talk.server.enqueueFixture(u"answer_kind_missing.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    const AskError error = talk.outcomes.first().error();
    QCOMPARE(error.kind, AskError::Kind::AnswerDoesNotParse);
    QVERIFY(error.details.startsWith("{\"sql\":"_L1));
}

void TestAssistant::takesBackWhatWasRefused()
{
    Conversation talk;
    talk.server.enqueueFixture(u"refusal_midstream.sse"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.outcomes.first().error().claude.kind, Kind::Refusal);
    QVERIFY(talk.states.size() > 1);
    QCOMPARE(talk.states.last(), QString());
    QVERIFY(!talk.outcomes.first().error().details.contains("usename"_L1));
}

void TestAssistant::stopsWhileItWaits()
{
    Conversation talk;
    talk.server.enqueueFixture(u"error_429.json"_s);
    talk.assistant.ask(talk.question());
    QTRY_COMPARE(talk.assistant.state(), Assistant::State::Waiting);
    talk.assistant.stop();
    talk.assistant.stop();
    QCOMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.outcomes.first().error().kind, AskError::Kind::Cancelled);
    QTest::qWait(1200); // longer than the server told to wait
    QCOMPARE(talk.server.requests().size(), 1);
    QCOMPARE(talk.outcomes.size(), 1);
}

void TestAssistant::stopsAtRandomMoments()
{
    QRandomGenerator random(7);
    Conversation talk;
    for (int i = 1; i <= 40; ++i) {
        Response response = LoopbackMessages::fixture(u"answer_sql.sse"_s);
        response.pieceMilliseconds = 1;
        response.bodyLimit = 6000;
        response.then = Response::Then::HoldOpen;
        talk.server.enqueue(response);
        talk.assistant.ask(talk.question());
        const int moment = int(random.bounded(60));
        QTimer timer;
        timer.setSingleShot(true);
        connect(&timer, &QTimer::timeout, &talk.assistant, &Assistant::stop);
        timer.start(moment);
        QTRY_COMPARE(talk.outcomes.size(), i);
        QVERIFY(!talk.outcomes.last());
        QCOMPARE(talk.outcomes.last().error().kind, AskError::Kind::Cancelled);
        QCOMPARE(talk.assistant.state(), Assistant::State::Idle);
        const qsizetype states = talk.states.size();
        QTest::qWait(5);
        QCOMPARE(talk.states.size(), states); // nothing after the end
    }
    QCOMPARE(QSet<quint64>(talk.asks.begin(), talk.asks.end()).size(), 40);
    QTRY_VERIFY([&] {
        const auto requests = talk.server.requests();
        return std::all_of(requests.begin(), requests.end(),
                           [](const auto& request) { return request.closed.has_value(); });
    }());
}

void TestAssistant::aNewQuestionStopsTheLastOne()
{
    Conversation talk;
    Response held = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    held.bodyLimit = 3000;
    held.then = Response::Then::HoldOpen;
    talk.server.enqueue(held);
    const quint64 first = talk.assistant.ask(talk.question());
    QTRY_VERIFY(!talk.states.isEmpty());
    talk.server.enqueueFixture(u"answer_clarify.sse"_s);
    const quint64 second = talk.assistant.ask(talk.question(u"Another?"_s));
    QTRY_COMPARE(talk.outcomes.size(), 2);
    QCOMPARE(talk.asks, (QList<quint64>{first, second}));
    QCOMPARE(talk.outcomes[0].error().kind, AskError::Kind::Cancelled);
    QCOMPARE(talk.outcomes[1]->kind, Answer::Kind::Clarify);
}

void TestAssistant::mayBeDestroyedAtAnyMoment()
{
    for (int moment = 0; moment < 4; ++moment) {
        LoopbackMessages server;
        ClaudeClient client;
        Response held = LoopbackMessages::fixture(u"answer_sql.sse"_s);
        held.bodyLimit = 3000;
        held.then = Response::Then::HoldOpen;
        server.enqueue(held);
        auto assistant = std::make_unique<Assistant>(&client);
        assistant->setEndpoint(server.endpoint());
        assistant->setCatalog(exampleCatalog());
        const auto end = [&] { QTimer::singleShot(0, this, [&] { assistant.reset(); }); };
        if (moment == 1)
            connect(assistant.get(), &Assistant::askSent, this, end);
        if (moment == 2)
            connect(assistant.get(), &Assistant::sqlGrew, this, end);
        Question question;
        question.text = u"?"_s;
        assistant->ask(question);
        if (moment == 0)
            assistant.reset();
        if (moment == 3)
            QTRY_COMPARE(server.requests().size(), 1);
        if (moment == 3)
            assistant.reset();
        QTRY_VERIFY(!assistant);
        QTRY_VERIFY(server.requests().isEmpty() || server.requests().first().closed.has_value());
    }
}

QTEST_GUILESS_MAIN(TestAssistant)
#include "tst_assistant.moc"
