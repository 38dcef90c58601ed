// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ExampleCatalog.h"
#include "support/LoopbackMessages.h"
#include "support/TeamFiles.h"
#include "team/SessionLedger.h"
#include "team/SideRequestLog.h"

#include <QSignalSpy>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Level = BudgetState::Level;

Q_DECLARE_METATYPE(parlance::BudgetState::Level)

namespace {

Budget money(double day, double month)
{
    Budget budget;
    budget.perDay = day < 0 ? -1 : costOf(day, u"USD"_s).trillionths;
    budget.perMonth = month < 0 ? -1 : costOf(month, u"USD"_s).trillionths;
    return budget;
}

Budget tokens(qint64 day, qint64 month)
{
    Budget budget;
    budget.tokensPerDay = day;
    budget.tokensPerMonth = month;
    return budget;
}

SpentTotals spent(double day, double month, qint64 tokens = 0, const QString& currency = u"USD"_s)
{
    SpentTotals totals;
    totals.day = {costOf(day, currency), tokens, 0, 1};
    totals.month = {costOf(month, currency), 2 * tokens, 0, 1};
    return totals;
}

//! An assistant with a journal, a ledger and a loopback server in Claude's place.
struct Office {
    explicit Office(const QString& folder, const Budget& budget = {},
                    const ModelPrices& prices = ModelPrices::builtIn())
        : journal(folder)
    {
        Team team;
        team.id = u"sales"_s;
        team.contactText = u"the data platform team"_s;
        team.policy.budget = budget;
        ledger = std::make_unique<SessionLedger>(team, u"db:5432/sales"_s, &journal, prices);
        assistant.setEndpoint(server.endpoint());
        assistant.setCatalog(exampleCatalog());
        assistant.setLedger(ledger.get());
    }
    ~Office() { assistant.stop(); }
    //! Asks and waits for the end.
    Result<Answer, AskError> ask()
    {
        QSignalSpy finished(&assistant, &Assistant::askFinished);
        Question question;
        question.text = u"How many customers?"_s;
        assistant.ask(question);
        if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 60'000))
            qFatal("no end");
        return qvariant_cast<Result<Answer, AskError>>(finished.first().at(1));
    }
    QList<JournalRequest> log()
    {
        QSignalSpy loaded(&journal, &Journal::requestsLoaded);
        journal.loadRequests(u"sales"_s, u"db:5432/sales"_s);
        if (!QTest::qWaitFor([&] { return !loaded.isEmpty(); }, 60'000))
            qFatal("no log");
        return loaded.first().at(2).value<QList<JournalRequest>>();
    }

    LoopbackMessages server;
    ClaudeClient client;
    Journal journal;
    std::unique_ptr<SessionLedger> ledger;
    Assistant assistant{&client};
};

} // namespace

//! What asking costs, the budget that stops it, and the log of requests.
class TestBudget final : public QObject {
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
    void isReadFromThePolicy();
    void privateColumnsMayStandInThePolicyToo();
    void aWrongBudgetRefusesItsTeam_data();
    void aWrongBudgetRefusesItsTeam();
    void anotherCurrencyRefusesItsTeam();
    void everyRequestIsLogged();
    void aRequestThatFailedIsLoggedToo();
    void aStoppedRequestIsLoggedWithWhatItUsed();
    void whatIsNoQuestionIsLoggedToo();
    void stopsBeforeSendingAndNamesWhomToAsk();
    void clearingTheLogDoesNotClearTheSums();
    void anUnknownPriceCountsAsTokens();

private:
    QString folder() { return m_root.filePath(QString::number(++m_last)); }
    QTemporaryDir m_root;
    int m_last = 0;
};

void TestBudget::judges_data()
{
    QTest::addColumn<Budget>("budget");
    QTest::addColumn<SpentTotals>("spent");
    QTest::addColumn<Level>("level");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const Budget& budget, const SpentTotals& spent, Level level,
                        const QString& says = {}) { QTest::newRow(name) << budget << spent << level << says; };
    row("no budget", Budget(), spent(1000, 1000, 1'000'000), Level::Free);
    row("far from the limit", money(1, 20), spent(0.5, 3), Level::Free);
    row("near the day's", money(1, 20), spent(0.8, 3), Level::Near, u"80 % of the budget of $1.00 a day is used up."_s);
    row("near the month's", money(1, 20), spent(0.1, 19), Level::Near, u"95 % of the budget of $20.00 a month"_s);
    row("at the limit", money(1, 20), spent(1, 3), Level::Over, u"The budget of $1.00 a day is used up."_s);
    row("over the month's, not the day's", money(-1, 20), spent(0, 21), Level::Over, u"$20.00 a month"_s);
    row("nothing at all may be spent", money(0, -1), spent(0, 0), Level::Over, u"$0.00 a day"_s);
    row("tokens of the day", tokens(1000, -1), spent(0, 0, 1000), Level::Over, u"1,000 tokens a day"_s);
    row("tokens of the month", tokens(-1, 2400), spent(0, 0, 1000), Level::Near,
        u"83 % of the budget of 2,400 tokens"_s);
    row("money of another currency is not counted", money(1, 1), spent(5, 5, 0, u"EUR"_s), Level::Free);
}

void TestBudget::judges()
{
    QFETCH(Budget, budget);
    QFETCH(SpentTotals, spent);
    QFETCH(QString, says);
    const BudgetState state = judgeBudget(budget, spent);
    QTEST(state.level, "level");
    QVERIFY2(state.sentence.contains(says), qPrintable(state.sentence));
    QCOMPARE(state.sentence.isEmpty(), state.level == Level::Free);
}

void TestBudget::isReadFromThePolicy()
{
    const TeamFolders f;
    f.user(teamsFile(teamEntry(R"(,"policy":{"prewarm":true,"budget":{"currency":"usd","perDay":2.5,"perMonth":40,
        "tokensPerDay":2000000,"warnAtPercent":75}})")));
    const TeamDirectory directory = f.read();
    QVERIFY2(directory.problems.isEmpty(), qPrintable(directory.problems.value(0).toString()));
    Budget expected = money(2.5, 40);
    expected.tokensPerDay = 2'000'000;
    expected.warnAtPercent = 75;
    QCOMPARE(directory.teams.first().policy.budget, expected);
    QVERIFY(directory.teams.first().policy.prewarm);
}

void TestBudget::privateColumnsMayStandInThePolicyToo()
{
    const TeamFolders f;
    f.user(teamsFile(teamEntry(R"(,"privateColumns":["a.b"],"policy":{"privateColumns":["public.c.d"]})")));
    const TeamDirectory directory = f.read();
    QVERIFY2(directory.problems.isEmpty(), qPrintable(directory.problems.value(0).toString()));
    QCOMPARE(directory.teams.first().policy.privateColumns, (QStringList{u"a.b"_s, u"public.c.d"_s}));
}

void TestBudget::aWrongBudgetRefusesItsTeam_data()
{
    QTest::addColumn<QByteArray>("budget");
    QTest::addColumn<QString>("key");
    QTest::newRow("a text") << QByteArray(R"("10")") << u"budget"_s;
    QTest::newRow("an amount that is a text") << QByteArray(R"({"perDay":"10"})") << u"budget.perDay"_s;
    QTest::newRow("less than nothing") << QByteArray(R"({"perMonth":-1})") << u"budget.perMonth"_s;
    QTest::newRow("a currency that is none") << QByteArray(R"({"currency":"$"})") << u"budget.currency"_s;
    QTest::newRow("half a token") << QByteArray(R"({"tokensPerDay":0.5})") << u"budget.tokensPerDay"_s;
    QTest::newRow("more than all of it") << QByteArray(R"({"warnAtPercent":120})") << u"budget.warnAtPercent"_s;
}

void TestBudget::aWrongBudgetRefusesItsTeam()
{
    QFETCH(QByteArray, budget);
    QFETCH(QString, key);
    const TeamFolders f;
    f.user(teamsFile(teamEntry(R"(,"policy":{"budget":)" + budget + "}")));
    const TeamDirectory directory = f.read();
    QVERIFY(directory.teams.isEmpty());
    QCOMPARE(directory.problems.size(), 1);
    QCOMPARE(directory.problems.first().key, QString(u"teams[0].policy."_s + key));
}

void TestBudget::anotherCurrencyRefusesItsTeam()
{
    const TeamFolders f;
    f.user(teamsFile(teamEntry(R"(,"policy":{"budget":{"currency":"EUR","perDay":1}})")));
    const TeamDirectory directory = f.read();
    QCOMPARE(directory.problems.size(), 1);
    const ConfigurationProblem problem = directory.problems.first();
    QCOMPARE(problem.severity, ConfigurationProblem::Severity::Error);
    QVERIFY(problem.message.contains("EUR"_L1));
    QCOMPARE(problem.key, u"teams[0].policy.budget.currency"_s);
    QVERIFY(problem.line > 0 && problem.column > 0 && problem.file.endsWith("teams.json"_L1));
    QVERIFY(directory.teams.isEmpty());
}

void TestBudget::everyRequestIsLogged()
{
    Office office(folder());
    office.server.enqueueFixture(u"answer_sql.sse"_s);
    const auto answer = office.ask();
    QVERIFY(answer);
    const QList<JournalRequest> log = office.log();
    QCOMPARE(log.size(), 1);
    QCOMPARE(log.first().outcome, u"answered"_s);
    QCOMPARE(log.first().purpose, u"question"_s);
    QCOMPARE(log.first().model, answer->model);
    QCOMPARE(log.first().host, office.server.baseUrl().authority());
    QCOMPARE(log.first().tables, qint64(office.assistant.tableCount()));
    const auto cost = ModelPrices::builtIn().cost(answer->model, answer->usage);
    QVERIFY(cost && cost->trillionths > 0);
    QCOMPARE(log.first().cost, std::optional(cost->trillionths));
    QCOMPARE(log.first().outputTokens, answer->usage.outputTokens);
    QCOMPARE(log.first().bytes, qint64(office.server.requests().first().body.size()));
    QSignalSpy body(&office.journal, &Journal::requestBodyLoaded);
    office.journal.loadRequestBody(log.first().id);
    QTRY_COMPARE(body.size(), 1);
    QCOMPARE(body.first().at(1).toByteArray(), office.server.requests().first().body);
    QTRY_COMPARE(office.ledger->totals().day.cost, *cost);
    QCOMPARE(office.ledger->totals().month.requests, 1);
    QVERIFY(!body.first().at(1).toByteArray().contains("sk-ant"));
}

void TestBudget::aRequestThatFailedIsLoggedToo()
{
    Office office(folder());
    office.server.enqueueFixture(u"error_403.json"_s);
    QVERIFY(!office.ask());
    const QList<JournalRequest> log = office.log();
    QCOMPARE(log.size(), 1);
    QCOMPARE(log.first().outcome, u"failed"_s);
    QVERIFY2(log.first().error.startsWith("HTTP 403"_L1), qPrintable(log.first().error));
    QCOMPARE(log.first().cost, std::optional<qint64>(0));
}

void TestBudget::aStoppedRequestIsLoggedWithWhatItUsed()
{
    Office office(folder());
    LoopbackMessages::Response slow = LoopbackMessages::fixture(u"answer_sql.sse"_s);
    slow.bodyLimit = 1500;
    slow.then = LoopbackMessages::Response::Then::HoldOpen;
    office.server.enqueue(slow);
    QSignalSpy grew(&office.assistant, &Assistant::sqlGrew);
    Question question;
    question.text = u"How many?"_s;
    office.assistant.ask(question);
    QTRY_VERIFY_WITH_TIMEOUT(!grew.isEmpty(), 60'000);
    office.assistant.stop();
    const QList<JournalRequest> log = office.log();
    QCOMPARE(log.size(), 1);
    QCOMPARE(log.first().outcome, u"stopped"_s);
    QVERIFY(log.first().outputTokens >= 10); // reckoned from some hundred characters; the stream had said 1
    QVERIFY(log.first().isEstimate());
}

void TestBudget::whatIsNoQuestionIsLoggedToo()
{
    Office office(folder());
    new SideRequestLog(&office.client, &office.journal, ModelPrices::builtIn());
    office.server.enqueueFixture(u"answer_sql.sse"_s);
    QVERIFY(office.ask());
    QTRY_VERIFY(office.client.memory(office.server.baseUrl()).served.has_value());
    office.server.setModels({});
    int tests = 0;
    office.client.test(office.server.endpoint(), this, [&tests](const auto&) { ++tests; });
    QTRY_COMPARE_WITH_TIMEOUT(tests, 1, 30'000);
    QStringList purposes;
    const QList<JournalRequest> log = office.log();
    for (const JournalRequest& request : log) {
        purposes << request.purpose + u' ' + request.outcome;
        QCOMPARE(request.host, office.server.baseUrl().authority());
    }
    purposes.sort();
    // The test asked for the models, which are not served, and counted tokens.
    QCOMPARE(purposes,
             (QStringList{u"models answered"_s, u"question answered"_s, u"test answered"_s, u"test failed"_s}));
    QCOMPARE(log.size(), office.server.requests().size() + office.server.otherRequests().size());
}

void TestBudget::stopsBeforeSendingAndNamesWhomToAsk()
{
    Office office(folder(), tokens(100, -1));
    office.server.enqueueFixture(u"answer_sql.sse"_s);
    QVERIFY(office.ask()); // the first crosses the limit and is answered
    const auto refused = office.ask();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, AskError::Kind::OverBudget);
    QVERIFY2(refused.error().title.contains("100 tokens a day"_L1), qPrintable(refused.error().title));
    QVERIFY2(refused.error().text.contains("the data platform team"_L1), qPrintable(refused.error().text));
    QCOMPARE(office.server.requests().size(), 1);
    QCOMPARE(office.log().size(), 1);
}

void TestBudget::clearingTheLogDoesNotClearTheSums()
{
    const QString where = folder();
    {
        Office office(where, tokens(100, -1));
        office.server.enqueueFixture(u"answer_sql.sse"_s);
        QVERIFY(office.ask());
        QSignalSpy loaded(&office.journal, &Journal::requestsLoaded);
        office.journal.clearRequests(u"sales"_s, u"db:5432/sales"_s);
        QTRY_COMPARE(loaded.size(), 1);
        QVERIFY(office.log().isEmpty());
    }
    Office later(where, tokens(100, -1)); // another program
    const auto refused = later.ask();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, AskError::Kind::OverBudget);
}

void TestBudget::anUnknownPriceCountsAsTokens()
{
    Office office(folder(), money(0.000001, -1), ModelPrices());
    office.server.enqueueFixture(u"answer_sql.sse"_s);
    office.server.enqueueFixture(u"answer_sql.sse"_s);
    QVERIFY(office.ask());
    QVERIFY(office.ask()); // money cannot be counted
    QVERIFY(!office.log().first().cost);
    QTRY_COMPARE(office.ledger->totals().day.requests, 2);
    QVERIFY(office.ledger->totals().day.unpricedTokens > 0);
    QCOMPARE(office.ledger->totals().day.unpricedTokens, office.ledger->totals().day.tokens);
    QVERIFY2(spentText(office.ledger->totals()).contains("tokens today"_L1),
             qPrintable(spentText(office.ledger->totals())));
}

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
