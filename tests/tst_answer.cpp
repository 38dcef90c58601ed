// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Answer.h"
#include "assistant/ReadingWords.h"
#include "claude/EventStream.h"
#include "claude/MessageAssembler.h"
#include "support/TestPaths.h"

#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const QString& file)
{
    QFile opened(dataFile(u"claude-fixtures/"_s + file));
    if (!opened.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(file));
    MessageAssembler assembler;
    const QList<EventStream::Event> events = EventStream().feed(opened.readAll());
    for (const EventStream::Event& event : events)
        assembler.take(event);
    return assembler.message().text;
}

} // namespace

//! Reading and writing the answer document.
class TestAnswer final : public QObject {
    Q_OBJECT

private slots:
    void readsTheWholeDocument();
    void readsTheSameInOtherForms_data();
    void readsTheSameInOtherForms();
    void readsTheTaggedForm();
    void readsAQuestionBack();
    void readsWhyItCannot();
    void keepsMarkupAsText();
    void saysWhyAnAnswerDoesNotParse_data();
    void saysWhyAnAnswerDoesNotParse();
    void writesTheKeysInTheDocumentsOrder();
};

void TestAnswer::readsTheWholeDocument()
{
    const auto answer = answerFromText(textOf(u"answer_sql.sse"_s));
    QVERIFY(answer);
    QCOMPARE(answer->kind, Answer::Kind::Sql);
    QVERIFY(answer->sql.startsWith("SELECT c.name, sum("_L1) && answer->sql.endsWith("LIMIT 10;"_L1));
    QVERIFY(answer->explanation.contains(u"“cancelled” orders left out"_s));
    QCOMPARE(answer->assumptions.size(), 3);
    QCOMPARE(answer->assumptions[1], (Assumption{u"Bought"_s, u"quantity × unit price − discount"_s}));
    QCOMPARE(answer->confidence, Answer::Confidence::High);
    QCOMPARE(answer->followUps.size(), 2);
}

void TestAnswer::readsTheSameInOtherForms_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("enum values in another case") << u"answer_kind_uppercase.sse"_s;
    QTest::newRow("inside prose and a fence") << u"answer_fenced.sse"_s;
}

void TestAnswer::readsTheSameInOtherForms()
{
    QFETCH(QString, file);
    const auto answer = answerFromText(textOf(file));
    QVERIFY(answer);
    QCOMPARE(*answer, *answerFromText(textOf(u"answer_sql.sse"_s)));
}

void TestAnswer::readsTheTaggedForm()
{
    const auto answer = answerFromText(textOf(u"answer_tagged.sse"_s));
    QVERIFY(answer);
    QCOMPARE(answer->sql, answerFromText(textOf(u"answer_sql.sse"_s))->sql);
    QCOMPARE(answer->explanation, u"The ten largest buyers."_s);
    const auto more = answerFromText(
        u"A.\n<sql>SELECT 1</sql>\n<assumption>Day: today</assumption><assumption>all</assumption>\nB."_s);
    QVERIFY(more);
    QCOMPARE(more->assumptions, (QList<Assumption>{{u"Day"_s, u"today"_s}, {{}, u"all"_s}}));
    QCOMPARE(more->explanation.simplified(), u"A. B."_s);
    const auto clarify = answerFromText(u"<question>Which?</question>\n<option>a</option><option>b</option>"_s);
    QVERIFY(clarify);
    QCOMPARE(clarify->kind, Answer::Kind::Clarify);
    QCOMPARE(clarify->options, (QStringList{u"a"_s, u"b"_s}));
    const auto cannot = answerFromText(u"<cannot>No such data.</cannot>"_s);
    QVERIFY(cannot);
    QCOMPARE(cannot->kind, Answer::Kind::Cannot);
    QCOMPARE(cannot->reason, u"No such data."_s);
}

void TestAnswer::readsAQuestionBack()
{
    const auto answer = answerFromText(textOf(u"answer_clarify.sse"_s));
    QVERIFY(answer);
    QCOMPARE(answer->kind, Answer::Kind::Clarify);
    QVERIFY(answer->question.endsWith(u'?'));
    QCOMPARE(answer->options.size(), 3);
    QVERIFY(answer->sql.isEmpty());
}

void TestAnswer::readsWhyItCannot()
{
    const auto answer = answerFromText(textOf(u"answer_cannot.sse"_s));
    QVERIFY(answer);
    QCOMPARE(answer->kind, Answer::Kind::Cannot);
    QVERIFY(answer->reason.contains("sales_reps"_L1));
}

void TestAnswer::keepsMarkupAsText()
{
    const auto answer = answerFromText(textOf(u"answer_injected.sse"_s));
    QVERIFY(answer);
    QCOMPARE(answer->explanation, u"<a href=\"http://203.0.113.9/x\">click</a> <img src=x>"_s);
}

void TestAnswer::saysWhyAnAnswerDoesNotParse_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
    row("kind is missing", textOf(u"answer_kind_missing.sse"_s));
    row("kind is unknown", uR"({"kind":"poem","sql":"SELECT 1"})"_s);
    row("kind is no text", uR"({"kind":1,"sql":"SELECT 1"})"_s);
    row("a query without SQL", uR"({"kind":"sql","sql":"  "})"_s);
    row("a question without words", uR"({"kind":"clarify","sql":"","question":""})"_s);
    row("cannot without a reason", uR"({"kind":"cannot"})"_s);
    row("cut in the middle", uR"({"kind":"sql","sql":"SELECT 1)"_s);
    row("cut after the SQL", uR"({"kind":"sql","sql":"SELECT 1","explanation":)"_s);
    row("broken JSON", uR"({"kind":"sql","sql":"SELECT 1",})"_s);
    row("tags that are not closed", u"<sql>SELECT 1"_s);
    row("empty tags", u"<sql> </sql>"_s);
    row("only prose", u"SELECT 1 would do."_s);
    row("nothing", QString());
}

void TestAnswer::saysWhyAnAnswerDoesNotParse()
{
    QFETCH(QString, text);
    const auto answer = answerFromText(text);
    QVERIFY(!answer);
    QVERIFY2(answer.error().size() > 20 && answer.error().endsWith(u'.'), qPrintable(answer.error()));
}

void TestAnswer::writesTheKeysInTheDocumentsOrder()
{
    Answer answer = *answerFromText(textOf(u"answer_sql.sse"_s));
    answer.model = u"claude-sonnet-5-5"_s;
    answer.usage = {61, 0, 4210, 140};
    answer.findings = {{u"one statement"_s, Finding::Severity::Error, u"Two."_s, 3, 4}};
    const QByteArray json = answerToJson(answer);
    QVERIFY(QJsonDocument::fromJson(json).isObject());
    qsizetype last = -1;
    for (const char* key : {"kind", "sql", "explanation", "assumptions", "confidence", "question", "options", "reason",
                            "followUps", "model", "usage", "findings"}) {
        const qsizetype at = json.indexOf(QByteArray("\"" + QByteArray(key) + "\":"));
        QVERIFY2(at > last, key);
        last = at;
    }
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QCOMPARE(object["usage"_L1]["cache_read_input_tokens"_L1].toInt(), 4210);
    QCOMPARE(object["findings"_L1][0]["severity"_L1].toString(), u"error"_s);
    Answer again = *answerFromText(QString::fromUtf8(json));
    again.model = answer.model;
    again.usage = answer.usage;
    again.findings = answer.findings;
    QCOMPARE(again, answer);

    ReadingWords reading;
    reading.rows = {{ReadingRow::Kind::Period, u"Period"_s, u"\"2026\""_s, {7, 9}}};
    const QJsonObject read = QJsonDocument::fromJson(answerToJson(answer, reading)).object();
    QCOMPARE(read["reading"_L1][0]["text"_L1].toString(), u"\"2026\""_s);
    QCOMPARE(read["reading"_L1][0]["start"_L1].toInt(), 7);
    QCOMPARE(read["findings"_L1].toArray().size(), 1);
    QVERIFY(QJsonDocument::fromJson(answerToJson(answer, {})).object()["reading"_L1].isNull());
}

QTEST_GUILESS_MAIN(TestAnswer)
#include "tst_answer.moc"
