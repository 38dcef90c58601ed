// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Assistant.h"
#include "assistant/ServerCheck.h"
#include "schema/SchemaReader.h"
#include "support/LoopbackMessages.h"
#include "support/PostgresServer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;
using Outcome = Result<Answer, AskError>;

namespace {

const QString planted = u"Zyzzyva"_s; //!< in every text column

//! An assistant that asks a real server about what a loopback Claude answers, and everything it said.
struct Talk {
    Talk(Connection* connection, const SchemaCatalog& catalog)
        : check(connection, RunLimits())
    {
        assistant.setEndpoint(claude.endpoint());
        assistant.setCatalog(catalog);
        assistant.setServerCheck(&check);
        QObject::connect(&assistant, &Assistant::repairing, &assistant,
                         [this](quint64, int round, const QString& problem) {
                             rounds << round;
                             problems << problem;
                         });
        QObject::connect(&assistant, &Assistant::askFinished, &assistant,
                         [this](quint64, const Outcome& outcome) { outcomes << outcome; });
    }
    void answers(const QString& sql)
    {
        claude.enqueue(
            LoopbackMessages::answer({{u"kind"_s, u"sql"_s}, {u"sql"_s, sql}, {u"confidence"_s, u"high"_s}}));
    }
    bool ask()
    {
        Question question;
        question.text = u"How many customers are there?"_s;
        assistant.ask(question);
        return QTest::qWaitFor([this] { return !outcomes.isEmpty(); }, 30'000);
    }
    //! The text of the message with the question, as it arrived.
    QString sent(qsizetype request) const
    {
        const QByteArray body = claude.requests().at(request).body;
        return QString::fromUtf8(QJsonDocument::fromJson(body).toJson()).replace(u"\\n"_s, u"\n"_s);
    }
    QByteArray all() const
    {
        QByteArray bytes;
        for (const LoopbackMessages::Request& request : claude.requests())
            bytes += request.body;
        return bytes;
    }

    LoopbackMessages claude;
    ClaudeClient client;
    ServerCheck check;
    Assistant assistant{&client};
    QList<int> rounds;
    QStringList problems;
    QList<Outcome> outcomes;
};

} // namespace

//! Claude's SQL that cannot run goes back to Claude, with a real server's word.
class TestRepair final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void writesAgainWhatTheServerRefuses();
    void endsAfterTwoRounds();
    void endsAtTheSameError();
    void writesAgainWhatMayNotRun();
    void writesAgainWithoutTheServersWord();
    void saysNothingOfWhatHolds();
    void keepsTheSqlWhenTheRepairFails();
    void stopsWhileTheServerThinks();
    void aRepairMayAskBack();
    void noValueReachesClaude_data();
    void noValueReachesClaude();

private:
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Connection> m_connection;
    SchemaCatalog m_catalog;
};

void TestRepair::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
    m_server->createRole(u"ada"_s, u"ada's password"_s);
    m_server->exec(u"create table customers (id int primary key, name text not null, town text);"
                   "insert into customers select i, '%1', '%1' from generate_series(1, 100) i;"
                   "create table notes (id int, note text); insert into notes values (1, '%1');"
                   "create function leak() returns int language plpgsql immutable as $$declare v text; begin "
                   "select note into v from notes; raise exception 'locked: %', v; end$$;"
                   "create function leak_quoted() returns int language plpgsql immutable as $$declare v text; begin "
                   "select note into v from notes; raise exception 'column \"%\" does not exist', v "
                   "using errcode = '42703', detail = v, hint = v; end$$;"
                   "create function leak_cast() returns int language plpgsql immutable as $$begin "
                   "return (select note from notes)::int; end$$;"
                   "create function dawdle() returns int language plpgsql immutable as $$begin perform pg_sleep(60); "
                   "return 1; end$$;"
                   "analyze; grant select on customers, notes to ada"_s.replace(u"%1"_s, planted));
    m_connection = std::make_unique<Connection>(m_server->parameters(u"ada"_s, u"ada's password"_s));
    SchemaReader reader(m_connection.get(), {});
    QSignalSpy read(&reader, &SchemaReader::readFinished);
    connect(&reader, &SchemaReader::readFinished, this, [this](const Result<SchemaCatalog, PostgresError>& result) {
        m_catalog = result.value_or(SchemaCatalog());
    });
    reader.read();
    QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30'000);
    QCOMPARE(m_catalog.tableCount(), 2);
}

void TestRepair::writesAgainWhatTheServerRefuses()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT count(c.nmae) AS n FROM customers c"_s);
    talk.answers(u"SELECT count(c.name) AS n FROM customers c"_s);
    QVERIFY(talk.ask());
    const Outcome& outcome = talk.outcomes.first();
    QVERIFY(outcome);
    QCOMPARE(outcome->sql, u"SELECT count(c.name) AS n FROM customers c"_s);
    QCOMPARE(outcome->repairs, (QList<Repair>{{u"The server does not know the column c.nmae."_s,
                                               u"SELECT count(c.nmae) AS n FROM customers c"_s}}));
    QCOMPARE(talk.rounds, QList<int>{1});
    QCOMPARE(talk.problems, QStringList{outcome->repairs.first().problem});
    QCOMPARE(outcome->plan.state, PlanOutcome::State::Planned);
    for (const Finding& finding : outcome->findings)
        QVERIFY2(finding.severity != Finding::Severity::Error, qPrintable(finding.message));
    // What went back: its own SQL, and the server's words without what they quote.
    QCOMPARE(talk.claude.requests().size(), 2);
    const QString again = talk.sent(1);
    QVERIFY(again.contains(u"SELECT count(c.nmae) AS n FROM customers c"_s));
    QVERIFY2(again.contains(u"The server refuses it. SQLSTATE 42703 (undefined_column) at character 14: column … does "
                            "not exist. It points at c.nmae. The nearest name is name."_s),
             qPrintable(again));
    QVERIFY(!talk.sent(0).contains(u"nmae"_s));
    // Both were paid for.
    QCOMPARE(outcome->usage.outputTokens % 2, 0);
    const QJsonArray repairs = QJsonDocument::fromJson(answerToJson(*outcome)).object().value(u"repairs"_s).toArray();
    QCOMPARE(repairs.size(), 1);
    QCOMPARE(repairs.first().toObject().value(u"sql"_s).toString(), outcome->repairs.first().sql);
}

void TestRepair::endsAfterTwoRounds()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT a FROM customers"_s);
    talk.answers(u"SELECT b FROM customers"_s);
    talk.answers(u"SELECT nmae FROM customers"_s);
    talk.answers(u"SELECT name FROM customers"_s);
    QVERIFY(talk.ask());
    QCOMPARE(talk.rounds, (QList<int>{1, 2}));
    QCOMPARE(talk.claude.requests().size(), 3);
    const Outcome& outcome = talk.outcomes.first();
    QCOMPARE(outcome->sql, u"SELECT nmae FROM customers"_s);
    QCOMPARE(outcome->repairs.size(), 2);
    QCOMPARE(outcome->findings.first().check, u"server"_s);
    QCOMPARE(outcome->findings.first().severity, Finding::Severity::Error);
    // The third request tells of both.
    QVERIFY(talk.sent(2).contains(u"SELECT a FROM"_s) && talk.sent(2).contains(u"SELECT b FROM"_s));
}

void TestRepair::endsAtTheSameError()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT nmae FROM customers"_s);
    talk.answers(u"SELECT id, nmae FROM customers"_s);
    talk.answers(u"SELECT name FROM customers"_s);
    QVERIFY(talk.ask());
    QCOMPARE(talk.claude.requests().size(), 2);
    QCOMPARE(talk.outcomes.first()->sql, u"SELECT id, nmae FROM customers"_s);
    QCOMPARE(talk.outcomes.first()->repairs.size(), 1);
}

void TestRepair::writesAgainWhatMayNotRun()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"DELETE FROM customers"_s);
    talk.answers(u"SELECT 1; SELECT 2"_s);
    talk.answers(u"SELECT count(*) AS n FROM customers"_s);
    QVERIFY(talk.ask());
    QCOMPARE(talk.outcomes.first()->sql, u"SELECT count(*) AS n FROM customers"_s);
    QCOMPARE(talk.rounds, (QList<int>{1, 2}));
    QCOMPARE(m_server->exec(u"select count(*) from customers"_s).trimmed(), u"100"_s);
}

void TestRepair::writesAgainWithoutTheServersWord()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.check.setAllowed(false);
    talk.answers(u"SELECT nmae FROM customers"_s);
    talk.answers(u"SELECT name FROM FROM customers"_s);
    talk.answers(u"SELECT name FROM customers"_s);
    QVERIFY(talk.ask());
    QCOMPARE(talk.rounds, (QList<int>{1, 2}));
    QCOMPARE(talk.outcomes.first()->sql, u"SELECT name FROM customers"_s);
    QVERIFY(!m_server->log().contains(u"FROM FROM"_s));
}

void TestRepair::saysNothingOfWhatHolds()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT count(*) AS n FROM customers"_s);
    QVERIFY(talk.ask());
    QVERIFY(talk.rounds.isEmpty() && talk.outcomes.first()->repairs.isEmpty());
    QVERIFY(talk.outcomes.first()->plan.hasPlan());
    QCOMPARE(talk.claude.requests().size(), 1);
    QVERIFY(answerToJson(*talk.outcomes.first()).contains("\"repairs\":[]"));
}

void TestRepair::keepsTheSqlWhenTheRepairFails()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT nmae FROM customers"_s);
    LoopbackMessages::Response nonsense = LoopbackMessages::stream(u"I cannot say."_s);
    talk.claude.enqueue(nonsense);
    QVERIFY(talk.ask());
    const Outcome& outcome = talk.outcomes.first();
    QVERIFY(outcome);
    QCOMPARE(outcome->sql, u"SELECT nmae FROM customers"_s);
    QCOMPARE(outcome->findings.first().check, u"server"_s);
    QVERIFY(outcome->findings.last().message.startsWith(u"It could not be written again"_s));
}

void TestRepair::stopsWhileTheServerThinks()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT dawdle()"_s);
    Question question;
    question.text = u"How many?"_s;
    talk.assistant.ask(question);
    QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), Connection::State::Running, 20'000);
    talk.assistant.stop();
    QCOMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.outcomes.first().error().kind, AskError::Kind::Cancelled);
    QTRY_COMPARE_WITH_TIMEOUT(m_connection->state(), Connection::State::Idle, 20'000);
    QCOMPARE(talk.outcomes.size(), 1);
    QCOMPARE(talk.claude.requests().size(), 1);
}

void TestRepair::aRepairMayAskBack()
{
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(u"SELECT nmae FROM customers"_s);
    talk.claude.enqueue(LoopbackMessages::answer({{u"kind"_s, u"clarify"_s},
                                                  {u"question"_s, u"Which name?"_s},
                                                  {u"options"_s, QJsonArray{u"one"_s, u"two"_s}}}));
    QVERIFY(talk.ask());
    QCOMPARE(talk.outcomes.first()->kind, Answer::Kind::Clarify);
    QCOMPARE(talk.outcomes.first()->repairs.size(), 1);
}

void TestRepair::noValueReachesClaude_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("a function's own words") << u"SELECT leak()"_s;
    QTest::newRow("words like the server's, with detail and hint") << u"SELECT leak_quoted()"_s;
    QTest::newRow("a cast of a value") << u"SELECT leak_cast()"_s;
    QTest::newRow("a wrong column") << u"SELECT nmae FROM customers WHERE town IS NOT NULL"_s;
    QTest::newRow("a filter that finds nothing") << u"SELECT count(*) FROM customers WHERE town = 'Zyzzyvx'"_s;
}

void TestRepair::noValueReachesClaude()
{
    QFETCH(QString, sql);
    Talk talk(m_connection.get(), m_catalog);
    talk.answers(sql);
    talk.answers(sql);
    QVERIFY(talk.ask());
    QVERIFY(talk.outcomes.first());
    QVERIFY2(!talk.all().contains(planted.toUtf8()), talk.all().constData());
    // It was there to be sent.
    if (sql.contains(u"leak"_s)) {
        QCOMPARE(talk.rounds, QList<int>{1});
        QVERIFY(talk.outcomes.first()->findings.first().message.contains(planted));
    }
}

QTEST_GUILESS_MAIN(TestRepair)
#include "tst_repair.moc"
