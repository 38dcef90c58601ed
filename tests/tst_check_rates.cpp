// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QueryChecks.h"
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"
#include "support/TestPaths.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;

namespace {

//! A query of tests/data/rates/queries.txt, whole or broken.
struct Example {
    QString database;
    QString name;
    QString kind; //!< "gold", or how it is broken
    QString question;
    QString says;
    QStringList assumptions;
    QString sql;
};

QString fileText(const QString& name)
{
    QFile file(parlance::test::dataFile(u"rates/"_s + name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

//! \a example broken as the rest of a line that begins with % says; its kind is "?" when the words are not there.
Example broken(const Example& example, const QString& line)
{
    Example made = example;
    made.kind = line.section(u" | "_s, 0, 0);
    QString& text = made.kind == u"expl" ? made.says : made.sql;
    for (const QString& change : line.section(u" | "_s, 1).split(u" ;; "_s)) {
        const qsizetype arrow = change.indexOf(u" =>"_s);
        const QString from = change.left(arrow).replace(u"\\n"_s, u"\n"_s);
        const QString to = change.mid(arrow + 4).replace(u"\\n"_s, u"\n"_s);
        const qsizetype at = text.indexOf(from);
        if (arrow < 0 || at < 0)
            made.kind = u"?"_s;
        else
            text.replace(at, from.size(), to);
    }
    return made;
}

QList<Example> examples()
{
    QList<Example> all;
    for (const QString& block : fileText(u"queries.txt"_s).split(u"\n@ "_s).mid(1)) {
        Example gold;
        QStringList breaks;
        const QStringList lines = block.split(u'\n');
        gold.database = lines.first().section(u' ', 0, 0);
        gold.name = gold.database + u' ' + lines.first().section(u' ', 1);
        gold.kind = u"gold"_s;
        for (const QString& line : lines.mid(1)) {
            if (line.startsWith(u"Q "))
                gold.question = line.mid(2);
            else if (line.startsWith(u"E "))
                gold.says = line.mid(2);
            else if (line.startsWith(u"A "))
                gold.assumptions = line.mid(2).split(u';');
            else if (line.startsWith(u"% "))
                breaks.append(line.mid(2));
            else
                gold.sql += line + u'\n';
        }
        gold.sql = gold.sql.trimmed();
        all.append(gold);
        for (const QString& line : breaks)
            all.append(broken(gold, line));
    }
    return all;
}

} // namespace

//! How many correct queries the checks leave in peace and how many broken ones they catch, over eight databases of the
//! kinds that people have: names with capitals, no declared keys, codes that comments explain, partitions, views, JSON.
class TestCheckRates final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void rates();

private:
    SchemaCatalog catalogOf(const QString& database);
    KnownValues valuesOf(const QString& database);

    std::unique_ptr<PostgresServer> m_server;
};

void TestCheckRates::initTestCase()
{
    m_server = std::make_unique<PostgresServer>();
}

SchemaCatalog TestCheckRates::catalogOf(const QString& database)
{
    Connection connection(m_server->superuserParameters(database));
    SchemaReader reader(&connection, RunLimits());
    std::optional<Result<SchemaCatalog, PostgresError>> result;
    connect(&reader, &SchemaReader::readFinished, this,
            [&result](const Result<SchemaCatalog, PostgresError>& answer) { result = answer; });
    reader.read();
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 60'000) || !*result)
        return {};
    return **result;
}

//! The texts that the statistics of a small database tell.
KnownValues TestCheckRates::valuesOf(const QString& database)
{
    const QString rows =
        m_server->exec(uR"(ANALYZE; SELECT concat_ws(E'\t', schemaname, tablename, attname, complete, v) FROM (
        SELECT s.schemaname, s.tablename, s.attname, x.v,
            coalesce((SELECT sum(f) FROM unnest(s.most_common_freqs) f), 0) + s.null_frac > 0.999
            OR coalesce(cardinality(s.most_common_vals::text::text[]), 0)
             + coalesce(cardinality(s.histogram_bounds::text::text[]), 0) >= round(d.n) AS complete
        FROM pg_stats s
        JOIN pg_class c ON c.relname = s.tablename AND c.relnamespace = s.schemaname::regnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
        CROSS JOIN LATERAL (SELECT CASE WHEN n_distinct < 0 THEN -n_distinct * c.reltuples ELSE n_distinct END AS n) d
        CROSS JOIN LATERAL (SELECT unnest(s.most_common_vals::text::text[])
                            UNION SELECT unnest(s.histogram_bounds::text::text[])) x(v)
        WHERE s.schemaname <> 'information_schema' AND s.schemaname !~ '^pg_' AND d.n <= 100 AND NOT s.inherited
          AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype)) all_values)"_s,
                       database);
    KnownValues known;
    for (const QString& row : rows.split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList parts = row.split(u'\t');
        if (parts.size() != 5)
            continue;
        KnownValues::Values& values = known.columns[KnownValues::columnKey(parts.at(0), parts.at(1), parts.at(2))];
        values.complete = parts.at(3) == u"t";
        values.values.append(parts.at(4));
    }
    return known;
}

void TestCheckRates::rates()
{
    QHash<QString, SchemaCatalog> catalogs;
    QHash<QString, KnownValues> values;
    QHash<QString, std::pair<int, int>> counts; // caught, all
    for (const Example& example : examples()) {
        QVERIFY2(example.kind != u"?", qPrintable(example.name + u": a change does not fit"_s));
        if (!catalogs.contains(example.database)) {
            m_server->createDatabase(example.database);
            m_server->exec(fileText(example.database + u".sql"_s), example.database);
            values.insert(example.database, valuesOf(example.database));
            catalogs.insert(example.database, catalogOf(example.database));
            QVERIFY2(!catalogs.value(example.database).schemas.isEmpty(), qPrintable(example.database));
            QVERIFY(values.value(example.database).columns.size() > 3);
        }
        QueryCheckRequest request;
        request.script = SqlScript::parse(example.sql.toUtf8());
        QCOMPARE(request.script.statements.size(), 1);
        request.catalog = catalogs.value(example.database);
        request.values = values.value(example.database);
        request.question = example.question;
        request.today = QDate(2026, 11, 23); // the day they were written on
        request.words = QStringList{example.says} + example.assumptions;
        const QList<Finding> findings = checkQueryLater(request).result();
        const bool alarm = std::any_of(findings.cbegin(), findings.cend(), [](const Finding& finding) {
            return finding.severity != Finding::Severity::Info;
        });
        auto& [caught, all] = counts[example.kind];
        caught += alarm ? 1 : 0;
        ++all;
        if (alarm == (example.kind == u"gold"))
            qInfo().noquote() << example.kind << example.name << (alarm ? findings.first().message : example.question);
    }
    const QHash<QString, double> least{
        {u"lit"_s, 0.9}, {u"fan"_s, 0.9}, {u"filt"_s, 0.85}, {u"join"_s, 0.85}, {u"expl"_s, 0.85}};
    const auto [alarms, correct] = counts.value(u"gold"_s);
    qInfo() << alarms << "of" << correct << "correct queries raise an alarm";
    QVERIFY(correct >= 120);
    QVERIFY2(alarms <= correct * 0.02, "too many alarms on correct queries");
    for (auto it = least.cbegin(); it != least.cend(); ++it) {
        const auto [caught, all] = counts.value(it.key());
        qInfo().noquote() << it.key() << caught << "of" << all;
        QVERIFY(all >= 30);
        QVERIFY2(caught >= all * it.value(), qPrintable(it.key() + u" passes too often"_s));
    }
}

QTEST_GUILESS_MAIN(TestCheckRates)
#include "tst_check_rates.moc"
