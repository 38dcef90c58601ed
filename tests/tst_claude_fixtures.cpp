// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeClient.h"
#include "support/HeardReply.h"
#include "support/LoopbackMessages.h"
#include "support/TestPaths.h"

#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Kind = ClaudeError::Kind;
using Outcome = Result<ClaudeMessage, ClaudeError>;

namespace {

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

//! Every fixture through ClaudeClient, whole, in writes of seven bytes and byte by byte.
class TestClaudeFixtures final : public QObject {
    Q_OBJECT

private slots:
    void everyFixtureComesToItsOutcome_data();
    void everyFixtureComesToItsOutcome();
};

void TestClaudeFixtures::everyFixtureComesToItsOutcome_data()
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

void TestClaudeFixtures::everyFixtureComesToItsOutcome()
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

QTEST_GUILESS_MAIN(TestClaudeFixtures)
#include "tst_claude_fixtures.moc"
