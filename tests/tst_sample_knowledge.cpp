// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SqlReading.h"
#include "evaluation/RowComparison.h"
#include "knowledge/Knowledge.h"
#include "sample/LocalServer.h"
#include "schema/SchemaReader.h"
#include "support/SampleFolder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;

namespace {

constexpr int longWait = 60'000;
const QStringList teams{QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")};

//! The second query of each question, by question.
QMap<QString, QString> secondQueries(const QString& team)
{
    QFile file(QStringLiteral(PARLANCE_TEST_DATA "/verified/%1.json").arg(team));
    QMap<QString, QString> queries;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QJsonValue& item : QJsonDocument::fromJson(file.readAll()).array())
            queries.insert(item[QLatin1String("question")].toString(), item[QLatin1String("sql")].toString());
    }
    return queries;
}

//! A signed-in sample team.
struct SampleTeam {
    SampleTeam(const LocalServerStatus& server, const QString& team)
        : connection(parameters(server, team))
        , reader(&connection, limits())
        , knowledge(&connection, limits())
    {}
    static RunLimits limits()
    {
        RunLimits limits;
        limits.timeZone = QStringLiteral("UTC");
        return limits;
    }
    static ConnectionParameters parameters(const LocalServerStatus& server, const QString& team)
    {
        ConnectionParameters parameters;
        parameters.host = server.host;
        parameters.port = QString::number(server.port);
        parameters.database = team + QStringLiteral("_db");
        parameters.user = team;
        parameters.password = team + QStringLiteral("123");
        parameters.sslMode = QStringLiteral("disable");
        return parameters;
    }
    bool read()
    {
        QSignalSpy spy(&knowledge, &Knowledge::readFinished);
        knowledge.read();
        return spy.wait(longWait);
    }
    SchemaCatalog catalog()
    {
        QSignalSpy spy(&reader, &SchemaReader::readFinished);
        reader.read();
        if (!spy.wait(longWait))
            return {};
        const auto result = spy.constFirst().constFirst().value<Result<SchemaCatalog, PostgresError>>();
        return result ? *result : SchemaCatalog();
    }
    ComparedRows run(const QString& sql, QString& problem)
    {
        ComparedRows rows;
        const auto heard = QObject::connect(&connection, &Connection::runChunk, &connection,
                                            [&rows](quint64, const ResultChunkPtr& chunk) { rows.add(*chunk); });
        QSignalSpy spy(&connection, &Connection::runFinished);
        connection.run(sql.toUtf8(), limits());
        if (!spy.wait(longWait))
            problem = QStringLiteral("no answer");
        else if (const auto result = spy.constFirst().at(1).value<Result<RunSummary, PostgresError>>(); !result)
            problem = result.error().message;
        QObject::disconnect(heard);
        return rows;
    }
    Connection connection;
    SchemaReader reader;
    Knowledge knowledge;
};

//! How many tables of the catalog a query reads.
qsizetype tablesOf(const SqlReading& reading)
{
    QSet<QString> tables;
    for (const ReadQuery& query : reading.queries) {
        for (const ReadRelation& relation : query.relations) {
            if (relation.isTable())
                tables.insert(relation.tableName);
        }
    }
    return tables.size();
}

//! A date column is held against more than one beginning and one end; or each period stands beside an earlier one.
bool comparesPeriods(const SqlScript& script, const SqlReading& reading, const SchemaCatalog& catalog)
{
    const bool window = std::any_of(reading.queries.cbegin(), reading.queries.cend(),
                                    [](const ReadQuery& query) { return query.hasWindow; });
    if (window && script.text.contains("lag("))
        return true;
    QHash<QString, QSet<QString>> periods; // of each level and date column: the comparisons' texts
    for (qsizetype level = 0; level < reading.queries.size(); ++level) {
        for (const ReadCondition& condition : reading.queries.at(level).conditions) {
            if (condition.column < 0)
                continue;
            const ColumnOrigin origin = reading.columns.at(condition.column).origin;
            const Table* table = catalog.find(origin.schema, origin.table);
            if (table == nullptr)
                continue;
            for (const Column& column : table->columns) {
                if (column.name == origin.column &&
                    (column.type == QLatin1String("date") || column.type.startsWith(QLatin1String("timestamp"))))
                    periods[origin.table + origin.column].insert(
                        QStringLiteral("%1-%2-%3").arg(level).arg(int(condition.op)).arg(condition.place.start));
            }
        }
    }
    return std::any_of(periods.cbegin(), periods.cend(), [](const QSet<QString>& uses) { return uses.size() >= 3; });
}

} // namespace

//! The verified questions that ship with the sample, on the sample's real data.
class TestSampleKnowledge final : public QObject {
    Q_OBJECT

private:
    SampleFolder m_folder;
    std::unique_ptr<LocalServer> m_server;
    LocalServerStatus m_status;

    void addTeams()
    {
        QTest::addColumn<QString>("team");
        for (const QString& team : teams)
            QTest::newRow(qPrintable(team)) << team;
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<LocalServer>(m_folder.dataFolder());
        m_status = startAndWait(*m_server);
        QVERIFY(m_status.running);
    }
    void cleanupTestCase() { m_server.reset(); }

    void eachResultIsThatOfASecondQuery_data() { addTeams(); }
    void eachResultIsThatOfASecondQuery()
    {
        QFETCH(QString, team);
        SampleTeam sample(m_status, team);
        QVERIFY(sample.read());
        const QMap<QString, QString> seconds = secondQueries(team);
        QCOMPARE(sample.knowledge.questions().size(), 15);
        QStringList wrong;
        for (const VerifiedQuestion& question : sample.knowledge.questions()) {
            QVERIFY(question.status == VerifiedQuestion::Status::Verified);
            QVERIFY2(seconds.contains(question.question), qPrintable(question.question));
            QVERIFY(seconds.value(question.question) != question.sql);
            QString problem;
            const ComparedRows first = sample.run(question.sql, problem);
            const ComparedRows second = sample.run(seconds.value(question.question), problem);
            if (!problem.isEmpty())
                wrong += question.question + QStringLiteral(": ") + problem;
            else if (first.rows.empty())
                wrong += question.question + QStringLiteral(": no rows");
            else if (compareRows(first, second, false) != RowVerdict::Equal)
                wrong += QStringLiteral("%1: %2 rows and %3 that differ")
                             .arg(question.question)
                             .arg(first.rows.size())
                             .arg(second.rows.size());
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void theyAreNotTheEasyOnes_data() { addTeams(); }
    void theyAreNotTheEasyOnes()
    {
        QFETCH(QString, team);
        SampleTeam sample(m_status, team);
        const SchemaCatalog catalog = sample.catalog();
        QVERIFY(catalog.tableCount() >= 5);
        QVERIFY(sample.read());
        int joins = 0;
        int windows = 0;
        int periods = 0;
        for (const VerifiedQuestion& question : sample.knowledge.questions()) {
            const SqlScript script = SqlScript::parse(question.sql.toUtf8());
            QCOMPARE(script.statements.size(), 1);
            QVERIFY(!script.statements.constFirst().refusal());
            const SqlReading reading = readStatement(script, 0, catalog);
            QVERIFY(reading.isQuery);
            joins += tablesOf(reading) >= 3 ? 1 : 0;
            windows += std::any_of(reading.queries.cbegin(), reading.queries.cend(),
                                   [](const ReadQuery& query) { return query.hasWindow; })
                         ? 1
                         : 0;
            periods += comparesPeriods(script, reading, catalog) ? 1 : 0;
        }
        QVERIFY2(joins >= 8, qPrintable(QString::number(joins)));
        QVERIFY2(windows >= 3, qPrintable(QString::number(windows)));
        QVERIFY2(periods >= 3, qPrintable(QString::number(periods)));
    }

    void theTeamReadsAndSuggestsAndDoesNotVerify_data() { addTeams(); }
    void theTeamReadsAndSuggestsAndDoesNotVerify()
    {
        QFETCH(QString, team);
        SampleTeam sample(m_status, team);
        QVERIFY(sample.read());
        QVERIFY(sample.knowledge.glossary().size() >= 8 && sample.knowledge.glossary().size() <= 12);
        QVERIFY(sample.knowledge.sharesSuggestions());
        QVERIFY(!sample.knowledge.mayVerify());
        for (const QString& sql :
             {QStringLiteral("UPDATE parlance.verified_questions SET sql = 'x'"),
              QStringLiteral("DELETE FROM parlance.glossary"), QStringLiteral("CREATE TABLE parlance.t (i int)"),
              QStringLiteral("TRUNCATE parlance.verified_questions"), QStringLiteral("SET ROLE parlance_verifier")}) {
            const PsqlOutput output =
                psql(m_status, team + QStringLiteral("_db"), team, team + QStringLiteral("123"), sql);
            QVERIFY2(output.exitCode != 0 && output.err.contains(QLatin1String("permission denied")),
                     qPrintable(sql + output.err));
        }
    }

    void noneIsStale_data() { addTeams(); }
    void noneIsStale()
    {
        QFETCH(QString, team);
        SampleTeam sample(m_status, team);
        QSignalSpy reads(&sample.connection, &Connection::readFinished);
        QVERIFY(sample.read());
        QTRY_VERIFY_WITH_TIMEOUT(reads.size() >= 2 + 15, longWait);
        for (const VerifiedQuestion& question : sample.knowledge.questions())
            QVERIFY2(!question.stale, qPrintable(question.question + question.staleReason));
    }

    //! Schema parlance is left out of what people and Claude see.
    void theCatalogDoesNotShowIt()
    {
        for (const QString& team : teams) {
            for (const Schema& schema : SampleTeam(m_status, team).catalog().schemas)
                QVERIFY(schema.name != QLatin1String("parlance"));
        }
    }
};

QTEST_GUILESS_MAIN(TestSampleKnowledge)
#include "tst_sample_knowledge.moc"
