// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"
#include "support/LoopbackMessages.h"

#include <QtTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using namespace parlance::test;

//! `parlance-cli ask` against a real HTTP server in Claude's place.
class TestCliAsk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<CliShop>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void asksForAKey();
    void showsTheRequestWithoutAKey();
    void asks_data();
    void asks();

private:
    std::unique_ptr<CliShop> m_shop;
};

void TestCliAsk::asksForAKey()
{
    const CliOutcome outcome = m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s});
    QVERIFY2(outcome.status == 2, outcome.words.constData());
    QVERIFY(outcome.words.contains("ANTHROPIC_API_KEY"));
    QCOMPARE(outcome.output, QByteArray());
    const CliOutcome forbidden = m_shop->cli({u"ask"_s, u"--team"_s, u"silent"_s, u"how many orders?"_s}, {}, true,
                                             {{u"ANTHROPIC_API_KEY"_s, u"test-key"_s}});
    QVERIFY2(forbidden.status == 2, forbidden.words.constData());
    QVERIFY(forbidden.words.contains("administrator"));
}

void TestCliAsk::showsTheRequestWithoutAKey()
{
    test::LoopbackMessages claude;
    const CliOutcome outcome =
        m_shop->cli({u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s, u"--show-request"_s}, {}, true,
                    {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject request = QJsonDocument::fromJson(outcome.output).object();
    QCOMPARE(request.value(u"model"_s).toString(), u"claude-sonnet-4-5-20250929"_s);
    QVERIFY(outcome.output.contains("how many orders?"));
    QVERIFY(outcome.output.contains("What was bought"));
    QVERIFY(!outcome.output.contains("Ada")); // never a row
    QCOMPARE(claude.requests().size(), 0);
}

void TestCliAsk::asks_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("words");
    const QJsonObject counted{{u"kind"_s, u"sql"_s},
                              {u"sql"_s, u"select count(*) as n from orders"_s},
                              {u"explanation"_s, u"Counts the orders."_s}};
    QTest::newRow("the SQL alone goes to standard output")
        << counted << QStringList() << 0 << QByteArray("select count(*) as n from orders\n")
        << QByteArray("Counts the");
    QTest::newRow("with --run the rows alone")
        << counted << QStringList{u"--run"_s, u"--format=csv"_s} << 0 << QByteArray("n\n3\n")
        << QByteArray("select count(*) as n from orders");
    QTest::newRow("a question back is no answer")
        << QJsonObject{{u"kind"_s, u"clarify"_s}, {u"question"_s, u"Which year?"_s}} << QStringList() << 1
        << QByteArray() << QByteArray("Which year?");
    QTest::newRow("cannot is said with its reason")
        << QJsonObject{{u"kind"_s, u"cannot"_s}, {u"reason"_s, u"There is no weather here."_s}} << QStringList() << 1
        << QByteArray() << QByteArray("There is no weather here.");
    QTest::newRow("SQL that writes is refused and never run")
        << QJsonObject{{u"kind"_s, u"sql"_s}, {u"sql"_s, u"delete from orders"_s}} << QStringList{u"--run"_s} << 1
        << QByteArray() << QByteArray("DELETE changes data");
}

void TestCliAsk::asks()
{
    QFETCH(QJsonObject, answer);
    QFETCH(QStringList, options);
    QFETCH(int, status);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, words);
    test::LoopbackMessages claude;
    for (int i = 0; i < 3; ++i) // a refused answer may be asked for again
        claude.enqueue(test::LoopbackMessages::answer(answer));
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const CliOutcome outcome = m_shop->cli(
        QStringList{u"ask"_s, u"--team"_s, u"shop"_s, u"how many orders?"_s} + options, {}, true, variables);
    QVERIFY2(outcome.status == status, outcome.words.constData());
    QCOMPARE(outcome.output, output);
    QVERIFY2(outcome.words.contains(words), outcome.words.constData());
    QVERIFY2(outcome.words.contains("127.0.0.1, model claude-sonnet"), outcome.words.constData());
    QVERIFY(!outcome.words.contains("test-key"));
    QVERIFY(claude.requests().size() >= 1);
}

QTEST_GUILESS_MAIN(TestCliAsk)
#include "tst_cli_ask.moc"
