// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/CliShop.h"
#include "support/LoopbackMessages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <csignal>
#include <memory>

#include <sys/types.h>

using namespace Qt::Literals::StringLiterals;
using namespace parlance::test;

//! `parlance-cli evaluate` on a real database, with a real HTTP server in Claude's place.
class TestCliEvaluate final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_shop = std::make_unique<CliShop>(); }
    void cleanupTestCase() { m_shop.reset(); }
    void judgesTheChoiceOfTablesWithoutAKey();
    void comparesClaudesRowsWithTheRightOnes_data();
    void comparesClaudesRowsWithTheRightOnes();
    void saysWhatIsWrongWithTheFile();
    void asksSeveralAtATime();
    void goesOnWhereItWasStopped();
    void asksTheNamedModelAndCountsItsCost();
    void stopsWhenTheBudgetIsUsedUp();
    void severalAtATimeOvershootTheBudgetByOneAtMost_data();
    void severalAtATimeOvershootTheBudgetByOneAtMost();
    void refusesOptionsThatMakeNoSense_data();
    void refusesOptionsThatMakeNoSense();

private:
    QString write(const QByteArray& lines) const
    {
        QFile file(m_shop->filePath(u"questions.jsonl"_s));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("the questions cannot be written");
        file.write(lines);
        return file.fileName();
    }

    std::unique_ptr<CliShop> m_shop;
};

void TestCliEvaluate::judgesTheChoiceOfTablesWithoutAKey()
{
    const QString file =
        write("{\"id\":\"n\",\"question\":\"How many orders?\",\"sql\":\"select count(*) from orders\"}\n");
    const CliOutcome outcome =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, file, u"--schema-only"_s, u"--format"_s, u"json"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    const QJsonObject summary = document.value("summary"_L1).toObject();
    QCOMPARE(summary.value("questions"_L1).toInt(), 1);
    QCOMPARE(summary.value("tablesHeld"_L1).toDouble(), 1.0);
    QCOMPARE(summary.value("columnsHeld"_L1).toDouble(), 1.0);
    QVERIFY(summary.value("maximumTokens"_L1).toInt() > 0);
    const QJsonObject item = document.value("items"_L1).toArray().first().toObject();
    QCOMPARE(item.value("id"_L1).toString(), u"n"_s);
    QVERIFY(item.value("verdict"_L1).isNull());
    QVERIFY(item.value("sql"_L1).isNull());
    const QStringList keys{u"columnsMissing"_s, u"cost"_s,   u"id"_s,     u"repairs"_s, u"seconds"_s, u"sql"_s,
                           u"tablesMissing"_s,  u"tokens"_s, u"verdict"_s};
    QCOMPARE(item.keys(), keys);
}

void TestCliEvaluate::comparesClaudesRowsWithTheRightOnes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("other words, the same rows") << u"select count(id) as n from orders o"_s << u"correct"_s;
    QTest::newRow("other rows") << u"select count(*) + 1 from orders"_s << u"wrong"_s;
    QTest::newRow("a table that is not there") << u"select count(*) from nowhere"_s << u"failed"_s;
    QTest::newRow("SQL that writes never runs") << u"delete from orders"_s << u"failed"_s;
}

void TestCliEvaluate::comparesClaudesRowsWithTheRightOnes()
{
    QFETCH(QString, sql);
    QFETCH(QString, verdict);
    LoopbackMessages claude;
    for (int i = 0; i < 3; ++i)
        claude.enqueue(LoopbackMessages::answer({{u"kind"_s, u"sql"_s}, {u"sql"_s, sql}}));
    const QString file =
        write("{\"id\":\"n\",\"question\":\"How many orders?\",\"sql\":\"select count(*) from orders\"}\n");
    const QHash<QString, QString> variables{{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()},
                                            {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
    const CliOutcome outcome =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, file, u"--format"_s, u"json"_s}, {}, true, variables);
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
    const QJsonObject item = document.value("items"_L1).toArray().first().toObject();
    QVERIFY2(item.value("verdict"_L1).toString() == verdict, outcome.output.constData());
    QCOMPARE(item.value("sql"_L1).toString(), sql);
    QCOMPARE(document.value("summary"_L1).toObject().value("correct"_L1).toInt(), verdict == u"correct"_s ? 1 : 0);
}

void TestCliEvaluate::saysWhatIsWrongWithTheFile()
{
    const CliOutcome outcome =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, write("nonsense\n"), u"--schema-only"_s});
    QVERIFY2(outcome.status == 2, outcome.words.constData());
    QVERIFY2(outcome.words.contains("Line 1"), outcome.words.constData());
    const CliOutcome absent =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, m_shop->filePath(u"none"_s), u"--schema-only"_s});
    QCOMPARE(absent.status, 2);
    QVERIFY(absent.words.contains("none"));
}

namespace {

QByteArray questions(int count)
{
    QByteArray lines;
    for (int i = 1; i <= count; ++i)
        lines += "{\"id\":\"q" + QByteArray::number(i) + "\",\"question\":\"How many orders, " + QByteArray::number(i) +
                 "?\",\"sql\":\"select count(*) from orders\"}\n";
    return lines;
}

LoopbackMessages::Response rightAnswer()
{
    return LoopbackMessages::answer({{u"kind"_s, u"sql"_s}, {u"sql"_s, u"select count(*) from orders"_s}});
}

QHash<QString, QString> variablesFor(const LoopbackMessages& claude)
{
    return {{u"ANTHROPIC_BASE_URL"_s, claude.baseUrl().toString()}, {u"ANTHROPIC_API_KEY"_s, u"test-key"_s}};
}

QStringList idsOf(const QByteArray& json)
{
    QStringList ids;
    const QJsonArray items = QJsonDocument::fromJson(json).object().value("items"_L1).toArray();
    for (const QJsonValue& item : items)
        ids << item.toObject().value("id"_L1).toString();
    return ids;
}

} // namespace

void TestCliEvaluate::asksSeveralAtATime()
{
    LoopbackMessages claude;
    for (int i = 0; i < 6; ++i) {
        LoopbackMessages::Response slow = rightAnswer();
        slow.delayMilliseconds = 300;
        claude.enqueue(slow);
    }
    const CliOutcome outcome = m_shop->cli(
        {u"evaluate"_s, u"--team"_s, u"shop"_s, write(questions(6)), u"--parallel"_s, u"9"_s, u"--format"_s, u"json"_s},
        {}, true, variablesFor(claude));
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QVERIFY2(outcome.words.contains("3 at a time"), outcome.words.constData()); // four connections, one is shared
    QCOMPARE(idsOf(outcome.output), (QStringList{u"q1"_s, u"q2"_s, u"q3"_s, u"q4"_s, u"q5"_s, u"q6"_s}));
    QCOMPARE(QJsonDocument::fromJson(outcome.output)["summary"_L1]["correct"_L1].toInt(), 6);
    QCOMPARE(QJsonDocument::fromJson(outcome.output)["summary"_L1]["accuracy"_L1].toDouble(), 1.0);
    const auto requests = claude.requests();
    QCOMPARE(requests.size(), 6);
    QVERIFY(requests.at(2).arrived < *requests.at(0).answered); // three were under way together
    qsizetype lists = 0;
    for (const auto& other : claude.otherRequests())
        lists += other.path.startsWith("/v1/models") ? 1 : 0;
    QCOMPARE(lists, 1);
}

void TestCliEvaluate::goesOnWhereItWasStopped()
{
    LoopbackMessages claude;
    claude.enqueue(rightAnswer());
    claude.enqueue(rightAnswer());
    LoopbackMessages::Response silent = rightAnswer();
    silent.bodyLimit = 0;
    silent.then = LoopbackMessages::Response::Then::HoldOpen;
    claude.enqueue(silent);
    const QString file = write(questions(4));
    const QString state = m_shop->filePath(u"state.jsonl"_s);
    QFile::remove(state);
    const QStringList call{u"evaluate"_s, u"--team"_s, u"shop"_s, file, u"--resume"_s, state, u"--format"_s, u"json"_s};
    QProcess process;
    QProcessEnvironment environment = m_shop->environment();
    const auto variables = variablesFor(claude);
    for (auto at = variables.cbegin(); at != variables.cend(); ++at)
        environment.insert(at.key(), at.value());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PARLANCE_CLI), call);
    QTRY_COMPARE_WITH_TIMEOUT(claude.requests().size(), 3, 120'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 130);
    const QByteArray words = process.readAllStandardError();
    QVERIFY2(words.contains("the same call goes on"), words.constData());
    QCOMPARE(idsOf(process.readAllStandardOutput()), (QStringList{u"q1"_s, u"q2"_s}));
    // A line that a crash cut off is no harm.
    QFile kept(state);
    QVERIFY(kept.open(QIODevice::Append));
    kept.write("{\"key\":\"half");
    kept.close();
    claude.enqueue(rightAnswer());
    claude.enqueue(rightAnswer());
    const CliOutcome rest = m_shop->cli(call, {}, true, variables);
    QVERIFY2(rest.status == 0, rest.words.constData());
    QVERIFY2(rest.words.contains("2 of 4 were done before"), rest.words.constData());
    QCOMPARE(idsOf(rest.output), (QStringList{u"q1"_s, u"q2"_s, u"q3"_s, u"q4"_s}));
    QCOMPARE(claude.requests().size(), 5);
    const CliOutcome again = m_shop->cli(call, {}, true, variables);
    QVERIFY2(again.status == 0, again.words.constData());
    QCOMPARE(again.output, rest.output);
    QCOMPARE(claude.requests().size(), 5);
    // Another model is another evaluation.
    for (int i = 0; i < 4; ++i)
        claude.enqueue(rightAnswer());
    QCOMPARE(m_shop->cli(call + QStringList{u"--model"_s, u"claude-sonnet-5-5"_s}, {}, true, variables).status, 0);
    QCOMPARE(claude.requests().size(), 9);
}

void TestCliEvaluate::asksTheNamedModelAndCountsItsCost()
{
    LoopbackMessages claude;
    claude.enqueue(
        LoopbackMessages::stream(QString::fromUtf8(R"({"kind":"sql","sql":"select count(*) from orders",)"
                                                   R"("explanation":"","assumptions":[],"confidence":"high",)"
                                                   R"("question":"","options":[],"reason":"","followUps":[]})"),
                                 u"claude-sonnet-5-5"_s));
    const CliOutcome outcome = m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, write(questions(1)), u"--model"_s,
                                            u"claude-sonnet-5-5"_s, u"--format"_s, u"json"_s},
                                           {}, true, variablesFor(claude));
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    QVERIFY(claude.requests().first().body.startsWith("{\"model\":\"claude-sonnet-5-5\""));
    const QJsonObject item = QJsonDocument::fromJson(outcome.output)["items"_L1][0].toObject();
    QVERIFY2(item.value("cost"_L1).toDouble() > 0, outcome.output.constData());
    claude.enqueue(rightAnswer());
    const CliOutcome text =
        m_shop->cli({u"evaluate"_s, u"--team"_s, u"shop"_s, write(questions(1))}, {}, true, variablesFor(claude));
    QVERIFY2(text.output.contains("Execution accuracy: 100.0 % (1 of 1)"), text.output.constData());
    QVERIFY2(text.output.contains("Cost: "), text.output.constData());
}

void TestCliEvaluate::stopsWhenTheBudgetIsUsedUp()
{
    QTemporaryDir folder;
    QFile teams(folder.filePath(u"teams.json"_s));
    QVERIFY(teams.open(QIODevice::WriteOnly));
    teams.write(u"{\"format\":1,\"teams\":[{\"id\":\"thrifty\",\"contact\":{\"text\":\"Ada\"},\"database\":{\"host\":"
                "\"127.0.0.1\",\"port\":%1,\"name\":\"shop_db\",\"user\":\"shop\"},\"policy\":{\"budget\":"
                "{\"tokensPerDay\":1}}}]}"_s.arg(m_shop->server().port())
                    .toUtf8());
    teams.close();
    LoopbackMessages claude;
    claude.enqueue(rightAnswer());
    claude.enqueue(rightAnswer());
    QHash<QString, QString> variables = variablesFor(claude);
    variables.insert(u"PARLANCE_DATA_DIR"_s, folder.filePath(u"data"_s));
    const QStringList where{u"--team"_s, u"thrifty"_s, u"--config"_s, folder.path()};
    const CliOutcome outcome =
        m_shop->cli(QStringList{u"evaluate"_s, write(questions(3))} + where, {}, true, variables);
    QVERIFY2(outcome.status == 2, outcome.words.constData());
    QVERIFY2(outcome.words.contains("The budget of 1 tokens a day is used up. Ask Ada"), outcome.words.constData());
    QCOMPARE(claude.requests().size(), 1);
    // `ask` obeys the same budget, and what was spent before counts.
    const CliOutcome ask = m_shop->cli(QStringList{u"ask"_s, u"how many orders?"_s} + where, {}, true, variables);
    QVERIFY2(ask.status == 2, ask.words.constData());
    QVERIFY2(ask.words.contains("is used up"), ask.words.constData());
    QCOMPARE(ask.output, QByteArray());
    QCOMPARE(claude.requests().size(), 1);
}

//! Requests under way count with the most that they may cost: near the limit one goes at a time.
void TestCliEvaluate::severalAtATimeOvershootTheBudgetByOneAtMost_data()
{
    QTest::addColumn<int>("tokensPerDay");
    QTest::addColumn<int>("asked"); // of six
    QTest::newRow("a budget that the first uses up") << 1 << 1;
    QTest::newRow("a budget that the second uses up") << 4191 << 2;
    QTest::newRow("a budget for all") << 10'000'000 << 6;
}

void TestCliEvaluate::severalAtATimeOvershootTheBudgetByOneAtMost()
{
    QFETCH(int, tokensPerDay);
    QFETCH(int, asked);
    QTemporaryDir folder;
    QFile teams(folder.filePath(u"teams.json"_s));
    QVERIFY(teams.open(QIODevice::WriteOnly));
    teams.write(u"{\"format\":1,\"teams\":[{\"id\":\"thrifty\",\"database\":{\"host\":\"127.0.0.1\",\"port\":%1,"
                "\"name\":\"shop_db\",\"user\":\"shop\"},\"policy\":{\"budget\":{\"tokensPerDay\":%2}}}]}"_s
                    .arg(m_shop->server().port())
                    .arg(tokensPerDay)
                    .toUtf8());
    teams.close();
    LoopbackMessages claude;
    for (int i = 0; i < 6; ++i) {
        LoopbackMessages::Response slow = rightAnswer();
        slow.delayMilliseconds = 500;
        claude.enqueue(slow);
    }
    QHash<QString, QString> variables = variablesFor(claude);
    variables.insert(u"PARLANCE_DATA_DIR"_s, folder.filePath(u"data"_s));
    const CliOutcome outcome = m_shop->cli({u"evaluate"_s, write(questions(6)), u"--team"_s, u"thrifty"_s,
                                            u"--config"_s, folder.path(), u"--parallel"_s, u"3"_s},
                                           {}, true, variables);
    QVERIFY2(outcome.status == (asked == 6 ? 0 : 2), outcome.words.constData());
    const auto requests = claude.requests();
    QVERIFY2(requests.size() == asked, outcome.words.constData());
    const bool together = requests.size() > 1 && requests.at(1).arrived < *requests.at(0).answered;
    QCOMPARE(together, asked == 6);
}

void TestCliEvaluate::refusesOptionsThatMakeNoSense_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("none at a time") << QStringList{u"--parallel"_s, u"0"_s};
    QTest::newRow("no number") << QStringList{u"--parallel"_s, u"many"_s};
    QTest::newRow("no model") << QStringList{u"--model"_s, u" "_s};
    QTest::newRow("to resume what is done in one go")
        << QStringList{u"--schema-only"_s, u"--resume"_s, u"/tmp/never-written"_s};
    QTest::newRow("a state that cannot be written") << QStringList{u"--resume"_s, u"/no/such/folder/state"_s};
}

void TestCliEvaluate::refusesOptionsThatMakeNoSense()
{
    QFETCH(QStringList, options);
    const CliOutcome outcome =
        m_shop->cli(QStringList{u"evaluate"_s, u"--team"_s, u"shop"_s, write(questions(1))} + options);
    QCOMPARE(outcome.status, 2);
    QVERIFY(!outcome.words.isEmpty());
    QVERIFY(!QFile::exists(u"/tmp/never-written"_s));
}

QTEST_GUILESS_MAIN(TestCliEvaluate)
#include "tst_cli_evaluate.moc"
