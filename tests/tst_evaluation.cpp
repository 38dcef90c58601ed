// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/QuestionSet.h"
#include "evaluation/RowComparison.h"

#include <QtTest>

using namespace parlance;
using namespace Qt::Literals::StringLiterals;

namespace {

//! Rows of a line each, cells parted by |, "\N" for NULL.
ComparedRows rows(const QStringList& lines)
{
    ComparedRows compared;
    for (const QString& line : lines) {
        std::vector<ComparedRows::Cell> row;
        for (const QString& cell : line.split(u'|'))
            row.push_back(cell == u"\\N"_s ? ComparedRows::Cell{{}, true} : ComparedRows::Cell{cell.toUtf8(), false});
        compared.columns = int(row.size());
        compared.rows.push_back(std::move(row));
    }
    return compared;
}

} // namespace

//! Question sets and the comparison of results.
class TestEvaluation final : public QObject {
    Q_OBJECT

private slots:
    void comparesResults_data();
    void comparesResults();
    void readsQuestions();
    void namesTheLineThatIsWrong_data();
    void namesTheLineThatIsWrong();
};

void TestEvaluation::comparesResults_data()
{
    QTest::addColumn<QStringList>("gold");
    QTest::addColumn<QStringList>("other");
    QTest::addColumn<bool>("ordered");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char* name, const QStringList& gold, const QStringList& other, bool ordered,
                        RowVerdict verdict) { QTest::newRow(name) << gold << other << ordered << int(verdict); };
    row("the same", {u"a|1"_s, u"b|2"_s}, {u"a|1"_s, u"b|2"_s}, true, RowVerdict::Equal);
    row("another order counts where the gold orders", {u"a"_s, u"b"_s}, {u"b"_s, u"a"_s}, true, RowVerdict::Differ);
    row("and does not where it does not", {u"a"_s, u"b"_s}, {u"b"_s, u"a"_s}, false, RowVerdict::Equal);
    row("how often a row stands counts", {u"a"_s, u"a"_s, u"b"_s}, {u"a"_s, u"b"_s, u"b"_s}, false, RowVerdict::Differ);
    row("trailing zeros are no difference", {u"1.50"_s}, {u"1.5"_s}, true, RowVerdict::Equal);
    row("nor is the sign of zero", {u"-0.0"_s}, {u"0"_s}, true, RowVerdict::Equal);
    row("every digit counts", {u"12345678901234567890.12"_s}, {u"12345678901234567890.13"_s}, true, RowVerdict::Close);
    row("a rounding is close", {u"b|0.3333333333333333"_s, u"a|1"_s}, {u"a|1"_s, u"b|0.33333333333333331"_s}, false,
        RowVerdict::Close);
    row("a cent is not", {u"100.01"_s}, {u"100.02"_s}, true, RowVerdict::Differ);
    row("NULL is no empty text", {u"\\N"_s}, {QString()}, true, RowVerdict::Differ);
    row("NULL is NULL", {u"\\N|x"_s}, {u"\\N|x"_s}, true, RowVerdict::Equal);
    row("another number of columns", {u"a|b"_s}, {u"a"_s}, true, RowVerdict::Differ);
    row("another number of rows", {u"a"_s}, {u"a"_s, u"a"_s}, true, RowVerdict::Differ);
    row("nothing is nothing", {}, {}, true, RowVerdict::Equal);
    row("NaN is NaN", {u"NaN"_s}, {u"NaN"_s}, true, RowVerdict::Equal);
}

void TestEvaluation::comparesResults()
{
    QFETCH(QStringList, gold);
    QFETCH(QStringList, other);
    QFETCH(bool, ordered);
    QFETCH(int, verdict);
    QCOMPARE(int(compareRows(rows(gold), rows(other), ordered)), verdict);
    QCOMPARE(int(compareRows(rows(other), rows(gold), ordered)), verdict);
}

void TestEvaluation::readsQuestions()
{
    const auto questions = readQuestionSet("{\"id\": \"a\", \"question\": \"How many?\", \"sql\": \"select 1\"}\n"
                                           "\n"
                                           "{\"id\": 7, \"question\": \"Wie viele Stück?\", \"sql\": \"select 2\"}\n"
                                           "{\"question\": \"And?\", \"sql\": \"select 3\"}");
    QVERIFY(questions);
    const QList<GoldQuestion> expected{{u"a"_s, u"How many?"_s, u"select 1"_s},
                                       {u"7"_s, u"Wie viele Stück?"_s, u"select 2"_s},
                                       {u"4"_s, u"And?"_s, u"select 3"_s}};
    QCOMPARE(*questions, expected);
}

void TestEvaluation::namesTheLineThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no object") << QByteArray("{\"question\":\"q\",\"sql\":\"s\"}\n[1]") << u"Line 2"_s;
    QTest::newRow("no sql") << QByteArray("{\"question\":\"q\"}") << u"Line 1"_s;
    QTest::newRow("an id twice") << QByteArray("{\"id\":\"x\",\"question\":\"q\",\"sql\":\"s\"}\n"
                                               "{\"id\":\"x\",\"question\":\"q\",\"sql\":\"s\"}")
                                 << u"\"x\""_s;
    QTest::newRow("nothing") << QByteArray("\n\n") << u"no question"_s;
}

void TestEvaluation::namesTheLineThatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, words);
    const auto questions = readQuestionSet(text);
    QVERIFY(!questions);
    QVERIFY2(questions.error().contains(words), qPrintable(questions.error()));
}

QTEST_GUILESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
