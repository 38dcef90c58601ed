// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Answer.h"
#include "assistant/AnswerStream.h"
#include "claude/EventStream.h"
#include "claude/JsonText.h"
#include "claude/MessageAssembler.h"
#include "support/TestPaths.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

//! The text deltas of a fixture, in its own portions.
QStringList piecesOf(const QString& file)
{
    QFile opened(dataFile(u"claude-fixtures/"_s + file));
    if (!opened.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(file));
    QStringList pieces;
    MessageAssembler assembler;
    const QList<EventStream::Event> events = EventStream().feed(opened.readAll());
    for (const EventStream::Event& event : events) {
        const MessageAssembler::Step step = assembler.take(event);
        if (!step.text.isEmpty())
            pieces << step.text;
    }
    return pieces;
}

QStringList portions(const QString& text, qsizetype size)
{
    QStringList pieces;
    for (qsizetype at = 0; at < text.size(); at += size)
        pieces << text.mid(at, size);
    return pieces;
}

//! Feeds the pieces; empty when every state was an exact prefix of \a whole, and growth was told truly.
QString problemOf(const QStringList& pieces, const QString& whole, bool reachesTheEnd = true)
{
    AnswerStream stream;
    for (const QString& piece : pieces) {
        const QString before = stream.sql();
        const bool grew = stream.feed(piece);
        if (grew != (stream.sql() != before))
            return u"growth was told wrongly at: "_s + stream.sql();
        if (!whole.startsWith(stream.sql()))
            return u"no prefix: "_s + stream.sql();
        if (!stream.sql().isEmpty() && stream.sql().back().isHighSurrogate())
            return u"half a character was shown: "_s + stream.sql();
    }
    if (stream.text() != pieces.join(QString()))
        return u"the text is not what was fed"_s;
    return !reachesTheEnd || stream.sql() == whole ? QString() : u"ended at: "_s + stream.sql();
}

} // namespace

//! The SQL that grows while a reply streams.
class TestAnswerStream final : public QObject {
    Q_OBJECT

private slots:
    void growsByExactPrefixesInEveryFixture_data();
    void growsByExactPrefixesInEveryFixture();
    void showsTheSqlEarly();
    void findsTheSql_data();
    void findsTheSql();
    void survivesRandomDocumentsInRandomPortions();
};

void TestAnswerStream::growsByExactPrefixesInEveryFixture_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("whole");
    const QStringList files = QDir(dataFile(u"claude-fixtures"_s)).entryList({u"answer_*.sse"_s});
    QCOMPARE(files.size(), 9);
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << file << true;
    for (const char* file : {"json_output_stream.sse", "tool_sql_stream.sse", "tool_sql_eager_stream.sse"})
        QTest::newRow(file) << QString::fromLatin1(file) << true;
    for (const char* file : {"max_tokens_json_output.sse", "max_tokens_tool.sse"})
        QTest::newRow(file) << QString::fromLatin1(file) << false;
}

void TestAnswerStream::growsByExactPrefixesInEveryFixture()
{
    QFETCH(QString, file);
    QFETCH(bool, whole);
    const QStringList pieces = piecesOf(file);
    const QString text = pieces.join(QString());
    AnswerStream all;
    all.feed(text);
    if (file.startsWith("answer_"_L1) && file != "answer_kind_missing.sse"_L1) {
        const auto answer = answerFromText(text);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error()));
        QCOMPARE(all.sql(), answer->sql);
    } else if (whole) {
        QVERIFY(all.sql().endsWith("LIMIT 10;"_L1) || all.sql().endsWith("LIMIT 100;"_L1));
    } else {
        QVERIFY(all.sql().startsWith("SELECT c.country"_L1));
    }
    QCOMPARE(problemOf(pieces, all.sql()), QString());
    for (qsizetype size = 1; size <= 40; ++size)
        QCOMPARE(problemOf(portions(text, size), all.sql()), QString());
}

void TestAnswerStream::showsTheSqlEarly()
{
    AnswerStream stream;
    int updates = 0;
    for (const QString& piece : piecesOf(u"answer_sql.sse"_s))
        updates += stream.feed(piece) ? 1 : 0;
    QVERIFY2(updates > 30, qPrintable(QString::number(updates))); // it grows, it does not appear
}

void TestAnswerStream::findsTheSql_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sql");
    const auto row = [](const char* name, const QString& text, const QString& sql) {
        QTest::newRow(name) << text << sql;
    };
    row("at the top level only", uR"({"x":{"sql":"no"},"a":["sql",{"sql":"no"}],"kind":"sql","sql":"SELECT 1"})"_s,
        u"SELECT 1"_s);
    row("not where sql is a value", uR"({"kind":"sql","sql":"SELECT 2"})"_s, u"SELECT 2"_s);
    row("with every escape", uR"({"sql":"a\"b\\c\/d\n\t\r\b\fA\u0042"})"_s, u"a\"b\\c/d\n\t\r\b\fAB"_s);
    row("with a pair of escapes for one character", uR"({"sql":"x\ud83d\udca1y"})"_s, u"x💡y"_s);
    row("with a key written in escapes", uR"({"\u0073ql":"SELECT 3"})"_s, u"SELECT 3"_s);
    row("with white space around", u" {\n \"sql\" : \"SELECT 4\" } "_s, u"SELECT 4"_s);
    row("behind braces in prose", u"A set {1, 2} and {x}: {\"sql\":\"SELECT 5\"}"_s, u"SELECT 5"_s);
    row("between tags", u"So:\n<sql>\n  SELECT a < b\n\n</sql> done <sql>no</sql>"_s, u"SELECT a < b"_s);
    row("between tags in capitals", u"<SQL>SELECT '</'</Sql>"_s, u"SELECT '</'"_s);
    row("behind what only looks like a tag", u"a <sq <s <sql >no <sql>SELECT 6</sql>"_s, u"SELECT 6"_s);
    row("with characters of four bytes between tags", u"<sql>SELECT '💡'</sql>"_s, u"SELECT '💡'"_s);
    row("nowhere in prose", u"Nothing to see here {}."_s, QString());
}

void TestAnswerStream::findsTheSql()
{
    QFETCH(QString, text);
    QFETCH(QString, sql);
    for (qsizetype size = 1; size <= text.size(); ++size)
        QCOMPARE(problemOf(portions(text, size), sql), QString());
}

void TestAnswerStream::survivesRandomDocumentsInRandomPortions()
{
    QRandomGenerator random(20261122);
    const QList<QString> bits{u"SELECT "_s, u"\""_s, u"\\"_s,    u"{"_s,  u"}"_s,  u"["_s,     u"💡"_s,
                              u"é"_s,       u"\n"_s, u"<sql>"_s, u":"_s,  u","_s,  u"'"_s,     u"u"_s,
                              u"/"_s,       u"]"_s,  u"字"_s,    u"\t"_s, u"</"_s, u"</sql>"_s};
    for (int round = 0; round < 500; ++round) {
        const auto make = [&](bool tagged) {
            QString text;
            for (quint32 i = random.bounded(40U); i > 0; --i)
                text += bits[random.bounded(tagged ? bits.size() - 1 : bits.size())];
            return text;
        };
        const bool tagged = random.bounded(4) == 0;
        const QString sql = tagged ? make(true).trimmed() : make(false);
        QString text = u"Here {it} is: "_s;
        if (tagged)
            text += u"<sql>\n"_s + sql + u"\n</sql>"_s;
        else
            text += u"{\"kind\":\"sql\",\"n\":"_s + QString::fromUtf8(jsonStrings({make(false)})) + u",\"sql\":"_s +
                    QString::fromUtf8(jsonString(sql)) + u",\"x\":"_s + QString::fromUtf8(jsonString(make(false))) +
                    u'}';
        QStringList pieces;
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype size = 1 + random.bounded(9);
            pieces << text.mid(at, size);
            at += size;
        }
        QVERIFY2(problemOf(pieces, sql).isEmpty(), qPrintable(text + u'\n' + problemOf(pieces, sql)));
        if (!sql.trimmed().isEmpty()) {
            const auto answer = answerFromText(text);
            QVERIFY2(answer, qPrintable(text));
            QCOMPARE(answer->sql, sql);
        }
    }
}

QTEST_GUILESS_MAIN(TestAnswerStream)
#include "tst_answer_stream.moc"
