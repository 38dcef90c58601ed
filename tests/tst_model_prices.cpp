// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ModelPrices.h"
#include "support/TeamFiles.h"

#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

Q_DECLARE_METATYPE(std::optional<parlance::Cost>)

namespace {

QByteArray listOf(const QByteArray& models, const QByteArray& head = R"("format":1,"currency":"EUR")")
{
    return "{" + head + R"(,"date":"2027-01-02","source":"contract","models":[)" + models + "]}";
}

QByteArray model(const QByteArray& rest = {}, const QByteArray& input = "1")
{
    return R"({"id":"m","input":)" + input + R"(,"output":2,"cacheWrite":3,"cacheRead":4)" + rest + "}";
}

} // namespace

//! What tokens cost.
class TestModelPrices final : public QObject {
    Q_OBJECT

private slots:
    void theListThatIsCompiledIn();
    void costs_data();
    void costs();
    void textsForPeople_data();
    void textsForPeople();
    void brokenListsAreRefused_data();
    void brokenListsAreRefused();
    void aDeploymentReplacesTheList();
    void theMachinesListWins();
    void anUnreadableListLeavesNoPrice();
};

void TestModelPrices::theListThatIsCompiledIn()
{
    const ModelPrices prices = ModelPrices::builtIn();
    QCOMPARE(prices.currency(), u"USD"_s);
    QCOMPARE(prices.date(), QDate(2026, 11, 22));
    QVERIFY(!prices.source().isEmpty());
    for (const QString& name : TeamFolders().read().claude.models)
        QVERIFY2(prices.knows(name), qPrintable(name));
}

void TestModelPrices::costs_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QList<qint64>>("tokens"); // input, cache write, cache read, output
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QString& model, const QList<qint64>& tokens,
                        const QByteArray& expected) { QTest::newRow(name) << model << tokens << expected; };
    const QString sonnet = u"claude-sonnet-5-5"_s;
    row("a 20,000-token schema uncached", sonnet, {20000, 0, 0, 0}, "0.04");
    row("the same written to the cache", sonnet, {0, 20000, 0, 0}, "0.05");
    row("the same read from the cache", sonnet, {0, 0, 20000, 0}, "0.002");
    row("a whole question", sonnet, {412, 0, 20000, 137}, "0.004194");
    row("the dated model", u"claude-sonnet-4-5-20250929"_s, {20000, 0, 0, 0}, "0.06");
    row("its name without the date", u"claude-sonnet-4-5"_s, {0, 20000, 0, 0}, "0.075");
    row("a dated name of a model listed without", u"claude-sonnet-5-5-20260928"_s, {0, 0, 0, 1000000}, "10");
    row("another date is another model", u"claude-sonnet-4-5-20260101"_s, {1, 1, 1, 1}, "null");
    row("a longer name is another model", u"claude-sonnet-5-5-fast"_s, {1, 1, 1, 1}, "null");
    row("a short prompt of the graduated price", u"claude-haiku-5-5"_s, {100000, 0, 0, 1000}, "0.0105");
    row("a long prompt of the graduated price", u"claude-haiku-5-5"_s, {100000, 0, 1, 1000}, "0.05250005");
    row("one token of a fraction", u"claude-haiku-5-5"_s, {0, 0, 1, 0}, "0.00000001");
    row("an unknown model", u"gpt"_s, {1, 1, 1, 1}, "null");
    row("no model", QString(), {1, 1, 1, 1}, "null");
    row("a usage that is no number of tokens", sonnet, {-5, 0, 0, 0}, "0");
}

void TestModelPrices::costs()
{
    QFETCH(QString, model);
    QFETCH(QList<qint64>, tokens);
    QFETCH(QByteArray, expected);
    const ClaudeUsage usage{tokens[0], tokens[1], tokens[2], tokens[3]};
    QCOMPARE(costJson(ModelPrices::builtIn().cost(model, usage)), expected);
}

void TestModelPrices::textsForPeople_data()
{
    QTest::addColumn<std::optional<Cost>>("cost");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const std::optional<Cost>& cost, const char* expected) {
        QTest::newRow(name) << cost << QString::fromUtf8(expected);
    };
    row("unknown", std::nullopt, "price not known");
    row("nothing", Cost{0, u"USD"_s}, "$0.00");
    row("almost nothing", Cost{49'999'999, u"USD"_s}, "less than $0.0001");
    row("rounded up once", Cost{50'000'000, u"USD"_s}, "$0.0001");
    row("a usual question", costOf(0.004194, u"USD"_s), "$0.0042");
    row("just below the half", Cost{4'249'999'999, u"USD"_s}, "$0.0042");
    row("cents", costOf(0.5, u"USD"_s), "$0.5000");
    row("almost one", Cost{999'960'000'000, u"USD"_s}, "$1.00");
    row("more than one", costOf(12.345, u"USD"_s), "$12.35");
    row("another currency", costOf(3, u"EUR"_s), "EUR 3.00");
}

void TestModelPrices::textsForPeople()
{
    QFETCH(std::optional<Cost>, cost);
    QFETCH(QString, expected);
    QCOMPARE(costText(cost), expected);
}

void TestModelPrices::brokenListsAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("{") << u"no JSON"_s;
    QTest::newRow("another format") << listOf(model(), R"("format":2,"currency":"USD")") << u"format"_s;
    QTest::newRow("no currency") << listOf(model(), R"("format":1)") << u"currency"_s;
    QTest::newRow("no list") << QByteArray(R"({"format":1,"currency":"USD"})") << u"models"_s;
    QTest::newRow("a model without a name") << listOf("{}") << u"\"id\""_s;
    QTest::newRow("a model twice") << listOf(model() + "," + model()) << u"twice"_s;
    QTest::newRow("a price that is a text") << listOf(model({}, "\"1\"")) << u"\"input\""_s;
    QTest::newRow("a price below zero") << listOf(model({}, "-1")) << u"\"input\""_s;
    QTest::newRow("too many decimals") << listOf(model({}, "0.0000001")) << u"six decimals"_s;
    QTest::newRow("a step without its place")
        << listOf(model(R"(,"above":{"input":1,"output":1,"cacheWrite":1,"cacheRead":1})")) << u"promptTokens"_s;
}

void TestModelPrices::brokenListsAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto prices = ModelPrices::fromJson(json);
    QVERIFY(!prices);
    QVERIFY2(prices.error().contains(says), qPrintable(prices.error()));
}

void TestModelPrices::aDeploymentReplacesTheList()
{
    const TeamFolders f;
    f.user(teamsFile("", R"(,"claude":{"modelsFile":"prices/ours.json"})"));
    f.user(listOf(model()), u"prices/ours.json"_s);
    const TeamDirectory directory = f.read();
    QVERIFY2(directory.problems.isEmpty(), qPrintable(directory.problems.value(0).toString()));
    QCOMPARE(directory.modelPrices.cost(u"m"_s, {1'000'000, 0, 0, 0}), costOf(1, u"EUR"_s));
    QVERIFY(!directory.modelPrices.knows(u"claude-sonnet-5-5"_s));
    QCOMPARE(directory.modelPricesFile, QString(f.paths.userConfigFolder + u"/prices/ours.json"));
}

void TestModelPrices::theMachinesListWins()
{
    const TeamFolders f;
    f.machine(teamsFile("", R"(,"claude":{"modelsFile":"ours.json"})"));
    f.machine(listOf(model({}, "7")), u"ours.json"_s);
    f.user(teamsFile("", R"(,"claude":{"modelsFile":"mine.json"})"));
    f.user(listOf(model()), u"mine.json"_s);
    QCOMPARE(f.read().modelPrices.cost(u"m"_s, {1'000'000, 0, 0, 0}), costOf(7, u"EUR"_s));
}

void TestModelPrices::anUnreadableListLeavesNoPrice()
{
    const TeamFolders f;
    f.user(teamsFile("", R"(,"claude":{"modelsFile":"missing.json"})"));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.problems.size(), 1);
    QCOMPARE(directory.problems.first().key, u"claude.modelsFile"_s);
    QVERIFY(!directory.modelPrices.knows(u"claude-sonnet-5-5"_s));
}

QTEST_APPLESS_MAIN(TestModelPrices)
#include "tst_model_prices.moc"
