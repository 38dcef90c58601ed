// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/LineDiff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

//! Two texts, line by line.
class TestLineDiff final : public QObject {
    Q_OBJECT
private slots:
    void says_data();
    void says();
    void bothTextsComeOutOfIt();
    void ofALongTextOnlyWhatDiffersIsSaid();
};

void TestLineDiff::says_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("diff");
    QTest::newRow("the same") << u"a\nb"_s << u"a\nb"_s << u"  a\n  b"_s;
    QTest::newRow("the end of the last line does not count") << u"a\nb\n"_s << u"a\nb"_s << u"  a\n  b"_s;
    QTest::newRow("line ends of two kinds") << u"a\r\nb\r\n"_s << u"a\nb\n"_s << u"  a\n  b"_s;
    QTest::newRow("nothing before") << QString() << u"a"_s << u"+ a"_s;
    QTest::newRow("nothing after") << u"a"_s << QString() << u"- a"_s;
    QTest::newRow("a line changed") << u"a\nb\nc"_s << u"a\nx\nc"_s << u"  a\n- b\n+ x\n  c"_s;
    QTest::newRow("a line put in") << u"a\nc"_s << u"a\nb\nc"_s << u"  a\n+ b\n  c"_s;
    QTest::newRow("what stays is found between changes")
        << u"a\nb\nc\nd"_s << u"x\nb\ny\nd"_s << u"- a\n+ x\n  b\n- c\n+ y\n  d"_s;
    QTest::newRow("an empty line is a line") << u"a\n\nb"_s << u"a\nb"_s << u"  a\n- \n  b"_s;
}

void TestLineDiff::says()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(QString, diff);
    QCOMPARE(LineDiff::between(before, after).text(), diff);
}

void TestLineDiff::bothTextsComeOutOfIt()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        const auto text = [&random] {
            QStringList lines;
            for (int i = 0, n = random.bounded(12); i < n; ++i)
                lines.append(QString(QChar(u'a' + random.bounded(4))));
            return lines;
        };
        const QStringList before = text();
        const QStringList after = text();
        QStringList left;
        QStringList right;
        for (const LineDiff::Line& line : LineDiff::between(before.join(u'\n'), after.join(u'\n')).lines) {
            if (line.kind != LineDiff::Kind::Added)
                left.append(line.text);
            if (line.kind != LineDiff::Kind::Removed)
                right.append(line.text);
        }
        QCOMPARE(left, before);
        QCOMPARE(right, after);
    }
}

void TestLineDiff::ofALongTextOnlyWhatDiffersIsSaid()
{
    QString before;
    for (int i = 0; i < 50'000; ++i)
        before += u"line %1\n"_s.arg(i);
    QString after = before;
    after.replace(u"line 25000\n"_s, u"another\n"_s);
    const LineDiff diff = LineDiff::between(before, after);
    QCOMPARE(diff.count(LineDiff::Kind::Removed), 1);
    QCOMPARE(diff.count(LineDiff::Kind::Added), 1);
    QCOMPARE(diff.count(LineDiff::Kind::Same), 49'999);
}

QTEST_GUILESS_MAIN(TestLineDiff)
#include "tst_line_diff.moc"
