// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/EventStream.h"

#include <QtTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(QList<EventStream::Event>)

//! Server-sent events, in every portion a network may cut them into.
class TestEventStream final : public QObject {
    Q_OBJECT

private slots:
    void givesTheSameEventsInAnyPortions_data();
    void givesTheSameEventsInAnyPortions();
    void readsEveryFixtureAlikeInAnyPortions_data();
    void readsEveryFixtureAlikeInAnyPortions();
    void dispatchesAtTheCarriageReturn();
};

void TestEventStream::givesTheSameEventsInAnyPortions_data()
{
    using Events = QList<EventStream::Event>;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Events>("events");
    const auto row = [](const char* name, const QByteArray& bytes, const Events& events) {
        QTest::newRow(name) << bytes << events;
    };
    row("a line feed ends a line", "event: a\ndata: 1\n\n", {{"a", "1"}});
    row("a carriage return ends a line", "event: a\rdata: 1\r\r", {{"a", "1"}});
    row("both together end one line", "event: a\r\ndata: 1\r\n\r\n", {{"a", "1"}});
    row("several data lines are joined with line feeds", "data: 1\ndata:2\ndata:  3\n\n", {{"", "1\n2\n 3"}});
    row("one byte order mark is dropped",
        "\xEF\xBB\xBF"
        "data: 1\n\n",
        {{"", "1"}});
    row("a second byte order mark makes another field",
        "\xEF\xBB\xBF\xEF\xBB\xBF"
        "data: 1\n\n",
        {});
    row("comments, id and retry are ignored", ": hi\nid: 7\nretry: 3\n:\ndata: 1\n\n", {{"", "1"}});
    row("a field without a colon is empty", "data\n\n", {{"", ""}});
    row("an event without data is not dispatched", "event: a\n\ndata: 1\n\n", {{"", "1"}});
    row("data left at the end is dropped", "data: 1\n\ndata: 2\n", {{"", "1"}});
    row("Unicode's line separators are text",
        "data: a\xE2\x80\xA8"
        "b\xE2\x80\xA9"
        "c\xC2\x85"
        "d\n\n",
        {{"", "a\xE2\x80\xA8"
              "b\xE2\x80\xA9"
              "c\xC2\x85"
              "d"}});
    row("only one space after the colon is dropped", "data:   x \n\n", {{"", "  x "}});
    row("blank lines between events do no harm", "\n\n\ndata: 1\n\n\n\ndata: 2\n\n", {{"", "1"}, {"", "2"}});
}

void TestEventStream::givesTheSameEventsInAnyPortions()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<EventStream::Event>, events);
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        EventStream stream;
        QList<EventStream::Event> out;
        for (qsizetype at = 0; at < bytes.size(); at += size)
            out += stream.feed(bytes.mid(at, size));
        QVERIFY2(out == events, qPrintable(u"in portions of %1 bytes"_s.arg(size)));
    }
}

void TestEventStream::readsEveryFixtureAlikeInAnyPortions_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(PARLANCE_TEST_DATA "/claude-fixtures"));
    const QStringList files = folder.entryList({u"*.sse"_s});
    QVERIFY(files.size() > 20);
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

void TestEventStream::readsEveryFixtureAlikeInAnyPortions()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const QList<EventStream::Event> whole = EventStream().feed(bytes);
    QVERIFY(!whole.isEmpty());
    for (const qsizetype size : {1, 2, 3, 7, 64, 1000}) {
        EventStream stream;
        QList<EventStream::Event> out;
        for (qsizetype at = 0; at < bytes.size(); at += size)
            out += stream.feed(bytes.mid(at, size));
        QCOMPARE(out, whole);
    }
    for (const EventStream::Event& event : whole)
        QVERIFY2(QJsonDocument::fromJson(event.data).isObject(), event.data.constData());
}

void TestEventStream::dispatchesAtTheCarriageReturn()
{
    EventStream stream;
    QCOMPARE(stream.feed("data: 1\r\n\r").size(), 1); // waits for no further byte
    QCOMPARE(stream.feed("\ndata: 2\r\n\r\n"), (QList<EventStream::Event>{{"", "2"}}));
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_event_stream.moc"
