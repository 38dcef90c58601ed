// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeSearch.h"
#include "knowledge/ResultFingerprint.h"

#include <QtTest>

using namespace parlance;

namespace {

QList<VerifiedQuestion> shop()
{
    QList<VerifiedQuestion> questions;
    const auto add = [&questions](const char* text, const QStringList& tags = {}, const char* explanation = "") {
        VerifiedQuestion question;
        question.id = QUuid::createUuid();
        question.question = QString::fromUtf8(text);
        question.tags = tags;
        question.explanation = QString::fromUtf8(explanation);
        question.status = VerifiedQuestion::Status::Verified;
        questions += question;
    };
    add("Which customers bought most in the last quarter?");
    add("Revenue by month compared with the year before");
    add("Orders that were shipped late, by warehouse");
    add("Average discount by product category", {QStringLiteral("pricing"), QStringLiteral("margin")});
    add("How many customers came back within 90 days?", {}, "Repeat purchases of a cohort, as retention is reckoned");
    add("Wie viele Bestellungen kamen aus Köln?");
    return questions;
}

} // namespace

class TestKnowledgeSearch final : public QObject {
    Q_OBJECT
private slots:
    void findsWhileTyping_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("first"); // -1: nothing
        QTest::newRow("a whole word") << QStringLiteral("revenue") << 1;
        QTest::newRow("the beginning of a word") << QStringLiteral("rev") << 1;
        QTest::newRow("the beginning of a later word") << QStringLiteral("average disc") << 3;
        QTest::newRow("another ending") << QStringLiteral("shipping order") << 2;
        QTest::newRow("a plural") << QStringLiteral("discounts for categories") << 3;
        QTest::newRow("a typing error") << QStringLiteral("warehuose ") << 2;
        QTest::newRow("the same words in another order") << QStringLiteral("last quarter customers most") << 0;
        QTest::newRow("a tag") << QStringLiteral("margin") << 3;
        QTest::newRow("a word of the explanation with one of the question")
            << QStringLiteral("customers retention") << 4;
        QTest::newRow("without the accent") << QStringLiteral("Bestellungen aus Koln") << 5;
        QTest::newRow("capitals") << QStringLiteral("REVENUE BY MONTH") << 1;
        QTest::newRow("only small words") << QStringLiteral("how many of the ") << -1;
        QTest::newRow("nothing") << QString() << -1;
        QTest::newRow("blanks") << QStringLiteral("   ") << -1;
        QTest::newRow("something else") << QStringLiteral("payroll of the staff") << -1;
        QTest::newRow("one word of many") << QStringLiteral("revenue payroll staff holiday sickness bonus ") << -1;
    }
    void findsWhileTyping()
    {
        QFETCH(QString, typed);
        QFETCH(int, first);
        const auto search = KnowledgeSearch::build(shop());
        const QList<KnowledgeSearch::Hit> hits = search->matching(typed, 5);
        QCOMPARE(hits.isEmpty() ? -1 : int(hits.constFirst().index), first);
    }

    void theNearestComesFirst()
    {
        const auto search = KnowledgeSearch::build(shop());
        const QList<KnowledgeSearch::Hit> hits =
            search->nearest(QStringLiteral("Which customers bought most this year?"), 5);
        QVERIFY(hits.size() >= 2);
        QCOMPARE(hits.at(0).index, 0);
        QVERIFY(hits.at(0).score > hits.at(1).score);
        QVERIFY(search->nearest(QStringLiteral("Which customers bought most this year?"), 1).size() == 1);
        QVERIFY(search->nearest(QStringLiteral("weather on the moon"), 5).isEmpty());
    }

    void anythingMayBeTyped()
    {
        const auto search = KnowledgeSearch::build(shop());
        for (const QString& text : {QString(20'000, u'x'), QStringLiteral("revenue ").repeated(3000),
                                    QStringLiteral("\u0000\u2028 % _ ' \\"), QStringLiteral("日本語の質問")})
            QVERIFY(search->matching(text, 5).size() <= 5);
        QVERIFY(KnowledgeSearch::build({})->matching(QStringLiteral("revenue"), 5).isEmpty());
    }

    void fiveThousandAreSearchedAsOneTypes()
    {
        QList<VerifiedQuestion> many;
        const QStringList words =
            QStringLiteral("revenue customer order month region product margin stock supplier late "
                           "campaign lead cost click rate warehouse return refund country quarter")
                .split(u' ');
        for (int i = 0; i < 5000; ++i) {
            VerifiedQuestion question;
            question.question = QStringLiteral("Which %1 had the highest %2 per %3 in group%4 of area%5?")
                                    .arg(words.at(i % 20), words.at((i / 20) % 20), words.at((i / 7) % 20))
                                    .arg(i)
                                    .arg(i % 700);
            many += question;
        }
        const auto search = KnowledgeSearch::build(many);
        QElapsedTimer clock;
        clock.start();
        const QString typed = QStringLiteral("which customr had the highest revenue per month in group4711");
        for (qsizetype length = 1; length <= typed.size(); ++length)
            search->matching(typed.left(length), 5);
        const double each = double(clock.nsecsElapsed()) / 1e6 / double(typed.size());
        QCOMPARE(search->matching(QStringLiteral("customer revenue group4721"), 1).constFirst().index, 4721);
        QVERIFY2(each < 10, qPrintable(QString::number(each))); // bench_knowledge has the figure; this is ten of it
    }

    void aFingerprintIsOfTheRows()
    {
        const auto of = [](const QList<QList<std::optional<QByteArray>>>& rows) {
            ResultFingerprint print;
            std::vector<char> bytes;
            std::vector<std::uint32_t> ends;
            for (const auto& row : rows) {
                for (const auto& cell : row) {
                    if (cell)
                        bytes.insert(bytes.end(), cell->begin(), cell->end());
                    ends.push_back(std::uint32_t(bytes.size()) | (cell ? 0u : ResultChunk::nullFlag));
                }
            }
            print.add(*ResultChunk::make(int(rows.constFirst().size()), rows.size(), bytes, ends));
            return print.text();
        };
        const QString print = of({{"a", "1"}, {"b", std::nullopt}});
        QCOMPARE(of({{"b", std::nullopt}, {"a", "1"}}), print); // the order of the rows does not count
        QVERIFY(of({{"a", "1"}, {"b", ""}}) != print);          // NULL is not empty
        QVERIFY(of({{"a1", ""}, {"b", std::nullopt}}) != print);
        QVERIFY(of({{"1", "a"}, {"b", std::nullopt}}) != print); // that of the columns does
        QVERIFY(of({{"a", "1"}, {"b", std::nullopt}, {"a", "1"}}) != print);
        QVERIFY(of({{"a", "1"}, {"a", "1"}}) != of({{"b", "2"}, {"b", "2"}}));
        QCOMPARE(print.size(), 66);
        // It stands in databases: it must come out the same for ever.
        QCOMPARE(of({{"a", "1"}}),
                 QStringLiteral("1:58ef55dcc38ea5d51493e3b5f54622184f2a20e20f6d2780f5ce8845ded726f9"));
    }
};

QTEST_GUILESS_MAIN(TestKnowledgeSearch)
#include "tst_knowledge_search.moc"
