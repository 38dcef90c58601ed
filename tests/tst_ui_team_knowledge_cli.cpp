// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeRows.h"
#include "support/WorksheetTest.h"

#include <QAction>
#include <QListWidget>
#include <QProcess>

using namespace parlance;
using namespace parlance::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString instructions = u"Orders below 2 are tests: never count them."_s;
const QString verifiedSql = u"SELECT customer_id, count(*) FROM orders GROUP BY 1"_s;

//! A request's parts: the texts of the prefix in their order, then the question.
struct Parts {
    explicit Parts(const QByteArray& body)
    {
        const QJsonObject request = QJsonDocument::fromJson(body).object();
        for (const QJsonValue& part : request.value("system"_L1).toArray())
            system << part["text"_L1].toString();
        const QJsonValue content = request.value("messages"_L1)[0]["content"_L1];
        question = content.isString() ? content.toString() : content[0]["text"_L1].toString();
    }
    QStringList system;
    QString question;
};

} // namespace

//! What a team knows, from where it is kept to the bytes that go to Claude and back: in the window and in the console.
class TestTeamKnowledge final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void standsInItsPlaceInWhatIsSent();
    void isEvaluatedWithoutItsOwnAnswer();
    void whatWasNotMeantBecomesAVerifiedQuestion();

private:
    struct CliOutcome {
        int status = -1;
        QByteArray output;
        QByteArray words;
    };
    CliOutcome cli(const QStringList& arguments) const;
    QString inShop(const QString& sql) const { return m_server->exec(sql, u"shop_db"_s).trimmed(); }
    void signIn();
    void ask(const QString& question, bool first = true);
    QByteArray lastBody() const { return m_claude->requests().constLast().body; }
    void answers(const QString& sql)
    {
        m_claude->enqueue(LoopbackMessages::answer({{u"sql"_s, sql}, {u"explanation"_s, u"It counts."_s}}));
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<LoopbackMessages> m_claude;
    std::unique_ptr<Workplace> m_place;
};

void TestTeamKnowledge::initTestCase()
{
    clearLibpqEnvironment();
    m_server = std::make_unique<PostgresServer>();
    makeShop(*m_server);
    inShop(QString::fromUtf8(knowledgeSql(u"create"_s)));
}

void TestTeamKnowledge::init()
{
    inShop(
        u"TRUNCATE parlance.verified_questions, parlance.glossary, parlance.doubtful_answers;"
        "REVOKE parlance_verifier FROM shop;"
        "INSERT INTO parlance.verified_questions (question, sql, explanation, status, verified_by, verified_at) VALUES "
        "('How many orders has each customer?', '%1', 'Counts orders.', 'verified', 'ana', '2026-03-03'), "
        "('How many orders are there?', 'SELECT count(*) FROM orders', '', 'verified', 'ana', '2026-03-03');"
        "INSERT INTO parlance.verified_questions (question, sql, explanation, status) VALUES "
        "('How many orders has nobody?', 'SELECT 77', '', 'suggested');"
        "INSERT INTO parlance.glossary (term, meaning, sql, synonyms) VALUES "
        "('buyer', 'A \"customer\" with an order', 'customer_id IS NOT NULL', '{purchaser}')"_s.arg(verifiedSql));
    m_claude = std::make_unique<LoopbackMessages>();
    m_place = std::make_unique<Workplace>(*m_server);
    QFile file(m_place->paths().userConfigFolder + u"/teams.json"_s);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
    QJsonArray teams = document.value("teams"_L1).toArray();
    QJsonObject team = teams.first().toObject();
    team.insert("instructions"_L1, instructions);
    teams.replace(0, team);
    document.insert("teams"_L1, teams);
    file.resize(0);
    file.write(QJsonDocument(document).toJson());
}

void TestTeamKnowledge::cleanup()
{
    m_place.reset();
    m_claude.reset();
    Workplace::forgetClaude();
}

TestTeamKnowledge::CliOutcome TestTeamKnowledge::cli(const QStringList& arguments) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PARLANCE_CONFIG_DIR"_s, m_place->paths().userConfigFolder);
    environment.insert(u"PARLANCE_DATA_DIR"_s, m_place->paths().dataFolder);
    environment.insert(u"PARLANCE_PASSWORD"_s, u"shop-pass"_s);
    environment.insert(u"ANTHROPIC_BASE_URL"_s, m_claude->baseUrl().toString());
    environment.insert(u"ANTHROPIC_API_KEY"_s, u"test-key"_s);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PARLANCE_CLI), arguments + QStringList{u"--team"_s, u"shop"_s});
    process.closeWriteChannel();
    CliOutcome outcome;
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.status = process.exitCode();
    outcome.output = process.readAllStandardOutput();
    outcome.words = process.readAllStandardError();
    return outcome;
}

void TestTeamKnowledge::signIn()
{
    Workplace::useClaude(*m_claude);
    m_place->start();
    QVERIFY(Workplace::signIn());
    visible("mainWindow")->resize(1280, 900);
    const auto* session = m_place->desktop()->findChildren<TeamSession*>().value(0);
    QTRY_VERIFY_WITH_TIMEOUT(session != nullptr && session->knowledge()->isRead(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(labelText("sendsLabel").startsWith(u"Sends "_s), 30'000);
}

void TestTeamKnowledge::ask(const QString& question, bool first)
{
    const qsizetype before = m_claude->requests().size();
    auto* edit = visible<QLineEdit>("questionEdit");
    edit->setFocus();
    edit->selectAll();
    typeText(edit, question);
    QTest::keyClick(edit, Qt::Key_Escape); // the list of matches
    QTest::keyClick(edit, Qt::Key_Return);
    if (first) {
        QTRY_VERIFY_WITH_TIMEOUT(visible("consentSheet") != nullptr, 30'000);
        click(visible("consentAgreeButton"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), before + 1, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && visible("readingGrid") != nullptr, 30'000);
}

void TestTeamKnowledge::standsInItsPlaceInWhatIsSent()
{
    const QString question = u"How many orders has each buyer?"_s;
    signIn();
    answers(u"SELECT 1"_s);
    ask(question);
    const Parts window(lastBody());
    // Rules, then what the team said, then the schema: the same for each question, so all of it is cached.
    QCOMPARE(window.system.size(), 3);
    QVERIFY(window.system.at(1).contains(instructions));
    QVERIFY2(window.system.at(1).contains(u"- \"buyer\": \"A \\\"customer\\\" with an order\" sql \"customer_id IS NOT "
                                          "NULL\" also \"purchaser\""_s),
             qPrintable(window.system.at(1)));
    QVERIFY(window.system.at(1).indexOf(instructions) < window.system.at(1).indexOf(u"- \"buyer\""_s));
    QVERIFY(window.system.at(2).contains(u"customer_id"_s));
    QVERIFY(!window.system.join(QString()).contains(verifiedSql)); // what changes with the question stands after it
    QVERIFY(window.question.contains(u"A question that the team has verified:\nHow many orders has each customer?"_s));
    QVERIFY(window.question.contains(u"Its SQL:\n"_s + verifiedSql));
    QVERIFY(window.question.indexOf(verifiedSql) < window.question.indexOf(question));
    QVERIFY(!window.question.contains(u"SELECT 77"_s)); // suggested only
    // The console sends the same, and shows it beforehand.
    const CliOutcome shown = cli({u"ask"_s, question, u"--show-request"_s});
    QVERIFY2(shown.status == 0, shown.words.constData());
    QCOMPARE(Parts(shown.output).system, window.system);
    QCOMPARE(Parts(shown.output).question, window.question);
    answers(u"SELECT 1"_s);
    const CliOutcome asked = cli({u"ask"_s, question});
    QVERIFY2(asked.status == 0, asked.words.constData());
    QCOMPARE(lastBody(), shown.output);
}

void TestTeamKnowledge::isEvaluatedWithoutItsOwnAnswer()
{
    answers(u"SELECT count(order_id) AS n FROM orders"_s);
    answers(u"SELECT count(order_id) AS n FROM orders"_s);
    const CliOutcome outcome = cli({u"evaluate"_s, u"--verified"_s, u"--format"_s, u"json"_s});
    QVERIFY2(outcome.status == 0, outcome.words.constData());
    const QJsonDocument document = QJsonDocument::fromJson(outcome.output);
    QCOMPARE(document["summary"_L1]["questions"_L1].toInt(), 2); // not what is suggested only
    QCOMPARE(document["summary"_L1]["correct"_L1].toInt(), 1);
    const auto requests = m_claude->requests();
    QCOMPARE(requests.size(), 2);
    for (const LoopbackMessages::Request& request : requests) {
        const Parts parts(request.body);
        QVERIFY(parts.system.at(1).contains(instructions) && parts.system.at(1).contains(u"\"buyer\""_s));
        const bool each = parts.question.contains(u"Question:\nHow many orders has each customer?"_s);
        QCOMPARE(parts.question.contains(verifiedSql), !each); // the other's, never its own
        QCOMPARE(parts.question.contains(u"SELECT count(*) FROM orders\n"_s), each);
    }
    const CliOutcome schema = cli({u"evaluate"_s, u"--verified"_s, u"--schema-only"_s, u"--format"_s, u"json"_s});
    QVERIFY2(schema.status == 0, schema.words.constData());
    QCOMPARE(QJsonDocument::fromJson(schema.output)["summary"_L1]["tablesHeld"_L1].toDouble(), 1.0);
    QCOMPARE(m_claude->requests().size(), 2);
}

void TestTeamKnowledge::whatWasNotMeantBecomesAVerifiedQuestion()
{
    inShop(u"GRANT parlance_verifier TO shop"_s);
    signIn();
    answers(u"SELECT count(*) FROM customers"_s);
    ask(u"Who bought above a hundred?"_s);
    answers(u"SELECT count(*) FROM orders WHERE total > 1000"_s);
    click(visible("notMeantButton"));
    QTRY_VERIFY(visible("notMeantSheet") != nullptr);
    QTest::keyClick(visible("notMeantTable"), Qt::Key_Space);
    typeText(visible("notMeantWords"), u"orders, please"_s);
    QTest::keyClick(visible("notMeantWords"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_claude->requests().size(), 2, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(
        inShop(u"SELECT question || '|' || sql || '|' || reason || '|' || words || '|' || (author <> '') FROM "
               "parlance.doubtful_answers"_s),
        u"Who bought above a hundred?|SELECT count(*) FROM customers|wrong table|orders, please|true"_s, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(visible("answerCard") != nullptr && !editor()->isWriting(), 30'000);
    // The analyst finds it, puts it right, runs it, verifies it.
    visible("mainWindow")->findChild<QAction*>(u"teamQuestionsAction"_s)->trigger();
    QTRY_VERIFY(visible("knowledgeDialog") != nullptr);
    QTest::keyClicks(visible("knowledgeFilter"), u"hundred"_s);
    QTRY_COMPARE(labelText("knowledgeTitle"), u"Who bought above a hundred?"_s);
    click(visible("knowledgeOpenButton"));
    QTRY_VERIFY(visible("knowledgeDialog") == nullptr);
    QTRY_COMPARE(editor()->sql(), u"SELECT count(*) FROM customers"_s);
    type(u"SELECT count(*) FROM orders WHERE total > 100"_s);
    runKey();
    QVERIFY(ends());
    QTRY_VERIFY_WITH_TIMEOUT(visible("saveForTeamButton") != nullptr, 30'000);
    click(visible("saveForTeamButton"));
    QTRY_VERIFY(visible("saveVerifyButton") != nullptr);
    click(visible("saveVerifyButton"));
    QTRY_VERIFY(visible("saveSheet") == nullptr);
    QTRY_COMPARE_WITH_TIMEOUT(inShop(u"SELECT q.question || '|' || q.sql || '|' || q.status FROM "
                                     "parlance.doubtful_answers d JOIN parlance.verified_questions q "
                                     "ON q.id = d.corrected_by"_s),
                              u"Who bought above a hundred?|SELECT count(*) FROM orders WHERE total > 100|verified"_s,
                              30'000);
    // From now on it goes along with a question like it.
    answers(u"SELECT 1"_s);
    QTest::keyClick(visible("mainWindow"), Qt::Key_T, Qt::ControlModifier);
    ask(u"Who bought above a hundred last year?"_s, false);
    QVERIFY(Parts(lastBody()).question.contains(u"Its SQL:\nSELECT count(*) FROM orders WHERE total > 100"_s));
}

QTEST_MAIN(TestTeamKnowledge)
#include "tst_ui_team_knowledge_cli.moc"
