// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/AccountName.h"
#include "knowledge/Knowledge.h"
#include "knowledge/KnowledgeRows.h"
#include "knowledge/LocalKnowledge.h"
#include "support/PostgresServer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;

namespace {

constexpr int longWait = 30'000;

//! A database "shop" with tables and, when \a withSchema, schema parlance; roles: seller is plain, analyst verifies.
void makeShop(PostgresServer& server, const QString& database, bool withSchema)
{
    server.createDatabase(database);
    server.exec(QStringLiteral("CREATE TABLE orders (id int PRIMARY KEY, amount numeric, ordered_at date);"
                               "GRANT SELECT ON orders TO PUBLIC"),
                database);
    if (withSchema)
        server.exec(QString::fromUtf8(knowledgeSql(QStringLiteral("create"))), database);
}

VerifiedQuestion question(const QString& text, const QString& sql)
{
    VerifiedQuestion made;
    made.question = text;
    made.sql = sql;
    made.explanation = QStringLiteral("An explanation with 'quotes' and \\ and é");
    made.tags = {QStringLiteral("revenue"), QStringLiteral("it's, \"quoted\"")};
    made.fingerprint = QStringLiteral("1:00ff");
    made.resultRows = 12;
    return made;
}

const QString sum = QStringLiteral("SELECT sum(amount) AS revenue FROM orders");

} // namespace

//! What a team knows, on a real server with real roles.
class TestKnowledge final : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PostgresServer> m_server;

    //! A program's view of it: connection, knowledge, folder.
    struct Program {
        Program(const PostgresServer& server, const QString& role, const QString& database, const QString& folder = {},
                bool shares = true)
            : connection(server.parameters(role, role, database))
            , knowledge(&connection, RunLimits())
        {
            knowledge.setOptions({folder, shares});
        }
        bool read()
        {
            QSignalSpy spy(&knowledge, &Knowledge::readFinished);
            knowledge.read();
            return spy.wait(longWait);
        }
        KnowledgeSaved saved(const std::function<void()>& act)
        {
            QSignalSpy spy(&knowledge, &Knowledge::saved);
            act();
            if (!spy.wait(longWait))
                return {};
            return spy.constFirst().constFirst().value<KnowledgeSaved>();
        }
        Connection connection;
        Knowledge knowledge;
    };

    QString fails(const QString& role, const QString& sql)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PGPASSWORD"), role);
        process.setProcessEnvironment(environment);
        process.start(PostgresServer::binaryFolder() + QStringLiteral("/psql"),
                      {QStringLiteral("-X"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                       QStringLiteral("-h"), m_server->host(), QStringLiteral("-p"), QString::number(m_server->port()),
                       QStringLiteral("-U"), role, QStringLiteral("-d"), QStringLiteral("shop"), QStringLiteral("-c"),
                       sql});
        if (!process.waitForFinished(longWait))
            return QStringLiteral("no answer");
        return process.exitCode() == 0 ? QString() : QString::fromUtf8(process.readAllStandardError());
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        m_server->exec(QStringLiteral("CREATE ROLE parlance_verifier NOLOGIN"));
        for (const char* role : {"seller", "analyst", "granted"})
            m_server->createRole(QString::fromLatin1(role), QString::fromLatin1(role));
        m_server->exec(QStringLiteral("GRANT parlance_verifier TO analyst"));
        makeShop(*m_server, QStringLiteral("shop"), true);
        makeShop(*m_server, QStringLiteral("bare"), false);
        // Somebody was granted more than is meant: the trigger stands behind the grants.
        m_server->exec(QStringLiteral("GRANT ALL ON ALL TABLES IN SCHEMA parlance TO granted"), QStringLiteral("shop"));
    }
    void cleanupTestCase() { m_server.reset(); }
    void cleanup()
    {
        m_server->exec(QStringLiteral("TRUNCATE parlance.verified_questions, parlance.glossary, "
                                      "parlance.doubtful_answers"),
                       QStringLiteral("shop"));
    }

    void createCanRunTwice()
    {
        m_server->exec(
            QStringLiteral("INSERT INTO parlance.verified_questions (question, sql) VALUES ('q', 'SELECT 1')"),
            QStringLiteral("shop"));
        m_server->exec(QString::fromUtf8(knowledgeSql(QStringLiteral("create"))), QStringLiteral("shop"));
        QCOMPARE(
            m_server->exec(QStringLiteral("SELECT count(*) FROM parlance.verified_questions"), QStringLiteral("shop")),
            QStringLiteral("1"));
    }

    void aPlainRoleCannotVerify_data()
    {
        QTest::addColumn<QString>("sql");
        const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QString::fromUtf8(sql); };
        row("a new one as verified",
            "INSERT INTO parlance.verified_questions (question, sql, status, verified_at) VALUES ('q', 's', "
            "'verified', now())");
        row("one that is there", "UPDATE parlance.verified_questions SET status = 'verified', verified_at = now()");
        row("other SQL under a verified one", "UPDATE parlance.verified_questions SET sql = 'SELECT 666'");
        row("by the statement of the program",
            "INSERT INTO parlance.verified_questions (id, question, sql, status, verified_by, verified_at) VALUES "
            "('11111111-1111-1111-1111-111111111111', 'q', 's', 'verified', 'me', now()) ON CONFLICT (id) DO UPDATE "
            "SET status = 'verified'");
        row("one removed", "DELETE FROM parlance.verified_questions");
        row("by the verifier's role", "SET ROLE parlance_verifier");
        row("with the trigger off", "ALTER TABLE parlance.verified_questions DISABLE TRIGGER ALL");
        row("as a replica", "SET session_replication_role = replica");
        row("a word of the glossary", "INSERT INTO parlance.glossary (term, meaning) VALUES ('a', 'b')");
        row("the check replaced",
            "CREATE OR REPLACE FUNCTION parlance.only_verifiers_verify() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RETURN NEW; END'");
    }
    void aPlainRoleCannotVerify()
    {
        QFETCH(QString, sql);
        m_server->exec(QStringLiteral("INSERT INTO parlance.verified_questions (id, question, sql) VALUES "
                                      "('11111111-1111-1111-1111-111111111111', 'q', 'SELECT 1');"
                                      "INSERT INTO parlance.verified_questions (question, sql, status, verified_at) "
                                      "VALUES ('v', 'SELECT 2', 'verified', now())"),
                       QStringLiteral("shop"));
        const QString before =
            QStringLiteral("SELECT string_agg(q::text, '|' ORDER BY question) FROM parlance.verified_questions AS q");
        const QString then = m_server->exec(before, QStringLiteral("shop"));
        const QString refusal = fails(QStringLiteral("seller"), sql);
        QVERIFY2(refusal.contains(QLatin1String("permission denied")) ||
                     refusal.contains(QLatin1String("must be owner")),
                 qPrintable(refusal));
        QCOMPARE(m_server->exec(before, QStringLiteral("shop")), then);
        // All of it but the glossary is refused to whoever was granted everything on the tables, too.
        if (!sql.contains(QLatin1String("glossary")))
            QVERIFY(!fails(QStringLiteral("granted"), sql).isEmpty());
        QCOMPARE(m_server->exec(before, QStringLiteral("shop")), then);
    }

    void aPlainRoleSuggestsAndAVerifierVerifies()
    {
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        QVERIFY(seller.knowledge.sharesSuggestions());
        QVERIFY(!seller.knowledge.mayVerify());
        const VerifiedQuestion asked = question(QStringLiteral("Revenue of all orders?"), sum);
        const KnowledgeSaved outcome = seller.saved([&] { seller.knowledge.verify(asked); }); // is not let
        QCOMPARE(outcome.problem, QString());
        QVERIFY(outcome.where == KnowledgeSaved::Where::Team);
        const VerifiedQuestion* suggested = seller.knowledge.find(outcome.id);
        QVERIFY(suggested != nullptr && suggested->status == VerifiedQuestion::Status::Suggested);
        QVERIFY(seller.knowledge.matching(QStringLiteral("revenue"), 5).isEmpty()); // nobody verified it

        Program analyst(*m_server, QStringLiteral("analyst"), QStringLiteral("shop"));
        QVERIFY(analyst.read());
        QVERIFY(analyst.knowledge.mayVerify());
        const VerifiedQuestion* seen = analyst.knowledge.find(outcome.id);
        QVERIFY(seen != nullptr);
        QCOMPARE(seen->question, asked.question);
        QCOMPARE(seen->sql, asked.sql);
        QCOMPARE(seen->explanation, asked.explanation);
        QCOMPARE(seen->tags, asked.tags);
        QCOMPARE(seen->fingerprint, asked.fingerprint);
        QCOMPARE(seen->resultRows, asked.resultRows);
        QCOMPARE(seen->author, accountName());
        QVERIFY(analyst.saved([&] { analyst.knowledge.verify(*seen); }).where == KnowledgeSaved::Where::Team);
        QTRY_COMPARE(analyst.knowledge.matching(QStringLiteral("reven"), 5).size(), 1);

        QVERIFY(seller.read());
        const QList<VerifiedQuestion> matches = seller.knowledge.matching(QStringLiteral("all ord"), 5);
        QCOMPARE(matches.size(), 1);
        QCOMPARE(matches.constFirst().verifiedBy, accountName());
        QVERIFY(matches.constFirst().verifiedAt.isValid());

        QVERIFY(analyst.saved([&] { analyst.knowledge.withdraw(outcome.id); }).where == KnowledgeSaved::Where::Team);
        QVERIFY(seller.read());
        QVERIFY(seller.knowledge.matching(QStringLiteral("revenue"), 5).isEmpty());
        QVERIFY(seller.knowledge.find(outcome.id)->status == VerifiedQuestion::Status::Doubtful);
    }

    void whatDoesMoreThanReadIsNotVerified()
    {
        Program analyst(*m_server, QStringLiteral("analyst"), QStringLiteral("shop"));
        QVERIFY(analyst.read());
        const QStringList refused{QStringLiteral("DELETE FROM orders"), QStringLiteral("SELECT 1; SELECT 2"),
                                  QStringLiteral("DROP TABLE orders"), QString()};
        for (const QString& sql : refused) {
            const KnowledgeSaved outcome =
                analyst.saved([&] { analyst.knowledge.verify(question(QStringLiteral("Is that right?"), sql)); });
            QVERIFY2(outcome.where == KnowledgeSaved::Where::Nowhere, qPrintable(sql));
            QVERIFY(outcome.problem.startsWith(QStringLiteral("It cannot be verified: ")));
        }
        QCOMPARE(m_server
                     ->exec(QStringLiteral("SELECT count(*) FROM parlance.verified_questions WHERE question = 'Is that "
                                           "right?'"),
                            QStringLiteral("shop"))
                     .trimmed(),
                 QStringLiteral("0"));
        // One that no longer plans is known to be stale at once.
        const KnowledgeSaved outcome = analyst.saved([&] {
            analyst.knowledge.verify(question(QStringLiteral("Of what?"), QStringLiteral("SELECT nope FROM orders")));
        });
        QVERIFY(outcome.where == KnowledgeSaved::Where::Team);
        QTRY_VERIFY(analyst.knowledge.find(outcome.id)->stale);
        QVERIFY(analyst.knowledge.matching(QStringLiteral("what"), 5).isEmpty());
    }

    void aPlainRoleCannotWithdraw()
    {
        m_server->exec(
            QStringLiteral("INSERT INTO parlance.verified_questions (id, question, sql, status, verified_at) "
                           "VALUES ('22222222-2222-2222-2222-222222222222', 'q', 'SELECT 1', 'verified', now())"),
            QStringLiteral("shop"));
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        const QUuid id(QStringLiteral("22222222-2222-2222-2222-222222222222"));
        const KnowledgeSaved outcome = seller.saved([&] { seller.knowledge.withdraw(id); });
        QVERIFY(outcome.where == KnowledgeSaved::Where::Nowhere);
        QVERIFY2(outcome.problem.contains(QLatin1String("permission denied")), qPrintable(outcome.problem));
        QVERIFY(seller.knowledge.find(id)->status == VerifiedQuestion::Status::Verified);
    }

    void valuesAreParametersNotSql()
    {
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        const QString nasty = QStringLiteral("'); DROP TABLE parlance.glossary; -- $1 \\ \u2028 {a,\"b\"}");
        const KnowledgeSaved outcome = seller.saved([&] { seller.knowledge.suggest(question(nasty, nasty)); });
        QVERIFY2(outcome.where == KnowledgeSaved::Where::Team, qPrintable(outcome.problem));
        QVERIFY(seller.read());
        QCOMPARE(seller.knowledge.find(outcome.id)->question, nasty);
        QCOMPARE(seller.knowledge.find(outcome.id)->sql, nasty);
    }

    void theGlossaryIsRead()
    {
        m_server->exec(
            QStringLiteral("INSERT INTO parlance.glossary VALUES ('revenue', 'what was paid', 'sum(amount)', "
                           "'{turnover,\"net sales\"}')"),
            QStringLiteral("shop"));
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        const QList<GlossaryTerm> expected{{QStringLiteral("revenue"),
                                            QStringLiteral("what was paid"),
                                            QStringLiteral("sum(amount)"),
                                            {QStringLiteral("turnover"), QStringLiteral("net sales")},
                                            {},
                                            {},
                                            false}};
        QCOMPARE(seller.knowledge.glossary(), expected);
    }

    void withoutASchemaItIsKeptHere()
    {
        QTemporaryDir folder;
        const QString kept = LocalKnowledge::folderFor(folder.path(), QStringLiteral("here:5432/bare"));
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("bare"), kept);
        QVERIFY(seller.read());
        QVERIFY(!seller.knowledge.sharesSuggestions());
        const KnowledgeSaved outcome =
            seller.saved([&] { seller.knowledge.suggest(question(QStringLiteral("Revenue?"), sum)); });
        QVERIFY(outcome.where == KnowledgeSaved::Where::Here);
        QCOMPARE(outcome.problem, QString());
        const KnowledgeSaved doubt = seller.saved([&] {
            seller.knowledge.addDoubtful(QStringLiteral("Wrong?"), sum, DoubtfulAnswer::Reason::Period,
                                         QStringLiteral("last year"));
        });
        QVERIFY(doubt.where == KnowledgeSaved::Where::Here);

        Program again(*m_server, QStringLiteral("seller"), QStringLiteral("bare"), kept);
        QVERIFY(again.read());
        const VerifiedQuestion* found = again.knowledge.find(outcome.id);
        QVERIFY(found != nullptr && found->local);
        QVERIFY(found->status == VerifiedQuestion::Status::Suggested);
        QCOMPARE(found->sql, sum);
        QCOMPARE(found->resultRows, 12);
        QCOMPARE(again.knowledge.doubtful().size(), 1);
        QCOMPARE(again.knowledge.doubtful().constFirst().words, QStringLiteral("last year"));
        QVERIFY(again.knowledge.doubtful().constFirst().reason == DoubtfulAnswer::Reason::Period);
        const QFileInfoList files = QDir(kept).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 2);
        for (const QFileInfo& file : files)
            QVERIFY(!(file.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
    }

    void aPolicyKeepsItHere()
    {
        QTemporaryDir folder;
        Program analyst(*m_server, QStringLiteral("analyst"), QStringLiteral("shop"), folder.path(), false);
        QVERIFY(analyst.read());
        QVERIFY(!analyst.knowledge.mayVerify());
        QVERIFY(analyst.saved([&] { analyst.knowledge.verify(question(QStringLiteral("Q?"), sum)); }).where ==
                KnowledgeSaved::Where::Here);
        QVERIFY(
            analyst
                .saved([&] { analyst.knowledge.addDoubtful(QStringLiteral("Q?"), sum, DoubtfulAnswer::Reason::Other); })
                .where == KnowledgeSaved::Where::Here);
        QCOMPARE(m_server->exec(QStringLiteral("SELECT (SELECT count(*) FROM parlance.verified_questions) + (SELECT "
                                               "count(*) FROM parlance.doubtful_answers)"),
                                QStringLiteral("shop")),
                 QStringLiteral("0"));
    }

    void whatTheDatabaseRefusesIsKeptHere()
    {
        QTemporaryDir folder;
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"), folder.path());
        QVERIFY(seller.read());
        m_server->exec(QStringLiteral("REVOKE INSERT (id, question, sql, explanation, tags, author, fingerprint, "
                                      "result_rows) ON parlance.verified_questions FROM PUBLIC"),
                       QStringLiteral("shop"));
        const KnowledgeSaved outcome =
            seller.saved([&] { seller.knowledge.suggest(question(QStringLiteral("Q?"), sum)); });
        m_server->exec(QString::fromUtf8(knowledgeSql(QStringLiteral("create"))), QStringLiteral("shop"));
        QVERIFY(outcome.where == KnowledgeSaved::Where::Here);
        QVERIFY2(outcome.problem.contains(QLatin1String("permission denied")), qPrintable(outcome.problem));
        QVERIFY(seller.knowledge.find(outcome.id)->local);
    }

    void aDoubtfulAnswerIsCorrected()
    {
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        const KnowledgeSaved doubt = seller.saved([&] {
            seller.knowledge.addDoubtful(QStringLiteral("Revenue?"), sum, DoubtfulAnswer::Reason::MissingRows);
        });
        QVERIFY(doubt.where == KnowledgeSaved::Where::Team);
        Program analyst(*m_server, QStringLiteral("analyst"), QStringLiteral("shop"));
        QVERIFY(analyst.read());
        QCOMPARE(analyst.knowledge.doubtful().size(), 1);
        QCOMPARE(analyst.knowledge.doubtful().constFirst().author, accountName());
        QVERIFY(analyst.saved([&] { analyst.knowledge.verify(question(QStringLiteral("Revenue?"), sum), doubt.id); })
                    .where == KnowledgeSaved::Where::Team);
        QVERIFY(analyst.knowledge.doubtful().isEmpty());
        QVERIFY(seller.read());
        QVERIFY(seller.knowledge.doubtful().isEmpty());
        QCOMPARE(seller.knowledge.matching(QStringLiteral("revenue"), 5).size(), 1);
    }

    void whatDoesNotPlanIsStale_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("stale");
        QTest::newRow("it plans") << sum << false;
        QTest::newRow("it plans under a comment") << QStringLiteral("-- all of it\n") + sum << false;
        QTest::newRow("a setting shown") << QStringLiteral("SHOW work_mem") << false;
        QTest::newRow("a column went") << QStringLiteral("SELECT sum(price) FROM orders") << true;
        QTest::newRow("a table went") << QStringLiteral("SELECT 1 FROM baskets") << true;
        QTest::newRow("the role may not read it") << QStringLiteral("SELECT rolpassword FROM pg_authid") << true;
        QTest::newRow("it writes") << QStringLiteral("DELETE FROM orders") << true;
        QTest::newRow("two statements") << QStringLiteral("SELECT 1; SELECT 2") << true;
        QTest::newRow("one that would run when it is explained") << QStringLiteral("ANALYZE SELECT 1/0") << true;
    }
    void whatDoesNotPlanIsStale()
    {
        QFETCH(QString, sql);
        QFETCH(bool, stale);
        m_server->exec(
            QStringLiteral("INSERT INTO parlance.verified_questions (question, sql, status, verified_at) VALUES "
                           "('The question asked', $x$%1$x$, 'verified', now()), "
                           "('A last one', 'SELECT no_such_column', 'verified', now() )")
                .arg(sql),
            QStringLiteral("shop"));
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        const auto find = [&](const QString& text) {
            for (const VerifiedQuestion& one : seller.knowledge.questions()) {
                if (one.question == text)
                    return one;
            }
            return VerifiedQuestion();
        };
        QTRY_VERIFY_WITH_TIMEOUT(find(QStringLiteral("A last one")).stale,
                                 longWait); // the other one was before it, or is
        QTRY_COMPARE_WITH_TIMEOUT(find(QStringLiteral("The question asked")).stale, stale, longWait);
        QCOMPARE(find(QStringLiteral("The question asked")).staleReason.isEmpty(), !stale);
        QCOMPARE(seller.knowledge.matching(QStringLiteral("question asked"), 5).size(), stale ? 0 : 1);
        QCOMPARE(seller.knowledge.nearest(QStringLiteral("question asked"), 5).size(), stale ? 0 : 1);
    }

    void theChecksStandAsideForOthers()
    {
        for (int i = 0; i < 40; ++i)
            m_server->exec(
                QStringLiteral("INSERT INTO parlance.verified_questions (question, sql, status, verified_at) "
                               "VALUES ('Question %1', 'SELECT %1', 'verified', now())")
                    .arg(i),
                QStringLiteral("shop"));
        Program seller(*m_server, QStringLiteral("seller"), QStringLiteral("shop"));
        QVERIFY(seller.read());
        QSignalSpy reads(&seller.connection, &Connection::readFinished);
        const quint64 ours = seller.connection.read({"SELECT 1"}, RunLimits());
        QTRY_VERIFY_WITH_TIMEOUT(
            std::any_of(reads.cbegin(), reads.cend(),
                        [ours](const auto& arguments) { return arguments.constFirst().toULongLong() == ours; }),
            longWait);
        QVERIFY2(reads.size() < 10, "a read of somebody else's waits for one plan at most");
        QTRY_VERIFY_WITH_TIMEOUT(reads.size() >= 41, longWait);
    }
};

QTEST_GUILESS_MAIN(TestKnowledge)
#include "tst_knowledge.moc"
