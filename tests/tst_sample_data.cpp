// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/LocalServer.h"
#include "sample/ReadyQuestions.h"
#include "sample/SampleLoader.h"
#include "support/SampleFolder.h"

#include <QRegularExpression>
#include <QtTest>

using namespace parlance;
using namespace parlance::test;

namespace {

const QStringList teams{QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")};

//! The statements of README.md that find what is hidden, with their databases, in order.
QList<QPair<QString, QString>> findingsOfReadme()
{
    QFile file(QStringLiteral(PARLANCE_SOURCE_DIR "/sql/sample/README.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression pattern(QStringLiteral(R"(\*\*\d\. (\w+): .*?```sql\n(.*?)```)"),
                                            QRegularExpression::DotMatchesEverythingOption);
    QList<QPair<QString, QString>> findings;
    for (auto it = pattern.globalMatch(QString::fromUtf8(file.readAll())); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        findings.append({match.captured(1), match.captured(2)});
    }
    return findings;
}

} // namespace

class TestSampleData : public QObject {
    Q_OBJECT

private:
    SampleFolder m_folder;
    std::unique_ptr<LocalServer> m_server;
    LocalServerStatus m_status;

    QString ask(const QString& team, const QString& sql)
    {
        const PsqlOutput output = psql(m_status, team + QStringLiteral("_db"), team, team + QStringLiteral("123"),
                                       QStringLiteral("BEGIN READ ONLY; SET LOCAL TimeZone = 'UTC'; ") + sql);
        if (output.exitCode != 0)
            qWarning("%s", qUtf8Printable(output.err));
        return output.exitCode == 0 ? output.out : QStringLiteral("error: ") + output.err;
    }
    QStringList rows(const QString& team, const QString& sql)
    {
        return ask(team, sql).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    double number(const QString& team, const QString& sql) { return ask(team, sql).toDouble(); }

    QStringList checksums()
    {
        QStringList sums;
        for (const QString& team : teams) {
            const QStringList tables =
                rows(team, QStringLiteral("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                                          "AND relkind = 'r' ORDER BY 1"));
            QStringList parts;
            for (const QString& table : tables)
                parts << QStringLiteral("SELECT '%1', count(*), sum(hashtextextended(t::text, 0)) FROM %1 AS t")
                             .arg(table);
            sums << rows(team, parts.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(" ORDER BY 1"));
        }
        return sums;
    }

private slots:
    void initTestCase()
    {
        m_server = std::make_unique<LocalServer>(m_folder.dataFolder());
        m_status = startAndWait(*m_server);
        QVERIFY(m_status.running);
    }
    void cleanupTestCase() { m_server.reset(); }

    void theTablesAreThoseOfTheMap()
    {
        const QString sql =
            QStringLiteral("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class "
                           "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')");
        QCOMPARE(ask(teams.at(0), sql), QStringLiteral("customers order_items orders products revenue sales_reps"));
        QCOMPARE(ask(teams.at(1), sql), QStringLiteral("ad_spend campaigns conversions email_metrics leads"));
        QCOMPARE(ask(teams.at(2), sql),
                 QStringLiteral("inventory logistics purchase_orders shipments suppliers warehouses"));
    }

    void volumes_data()
    {
        QTest::addColumn<QString>("team");
        QTest::addColumn<QString>("table");
        QTest::addColumn<int>("least");
        QTest::newRow("orders") << "sales"
                                << "orders" << 50000;
        QTest::newRow("order items") << "sales"
                                     << "order_items" << 150000;
        QTest::newRow("revenue of each day") << "sales"
                                             << "revenue" << 30000;
        QTest::newRow("leads") << "marketing"
                               << "leads" << 20000;
        QTest::newRow("advertising days") << "marketing"
                                          << "ad_spend" << 10000;
        QTest::newRow("shipments") << "operations"
                                   << "shipments" << 30000;
        QTest::newRow("legs of shipments") << "operations"
                                           << "logistics" << 45000;
        QTest::newRow("purchases") << "operations"
                                   << "purchase_orders" << 6000;
    }
    void volumes()
    {
        QFETCH(QString, team);
        QFETCH(QString, table);
        QFETCH(int, least);
        const int count = ask(team, QStringLiteral("SELECT count(*) FROM ") + table).toInt();
        QVERIFY2(count >= least, qPrintable(QString::number(count)));
        QVERIFY2(count < 3 * least, qPrintable(QString::number(count)));
    }

    void dataReachesUpToTodayAndNotFurther()
    {
        const QString today = QDateTime::currentDateTimeUtc().date().toString(Qt::ISODate);
        const QString orNext =
            QDateTime::currentDateTimeUtc().date().addDays(-1).toString(Qt::ISODate); // midnight passed meanwhile
        for (const auto& [team, sql] :
             {std::pair{QStringLiteral("sales"), QStringLiteral("SELECT max(ordered_at)::date FROM orders")},
              std::pair{QStringLiteral("sales"), QStringLiteral("SELECT max(revenue_date) FROM revenue")},
              std::pair{QStringLiteral("marketing"), QStringLiteral("SELECT max(created_at)::date FROM leads")},
              std::pair{QStringLiteral("marketing"), QStringLiteral("SELECT max(spend_date) FROM ad_spend")},
              std::pair{QStringLiteral("operations"), QStringLiteral("SELECT max(created_at)::date FROM shipments")},
              std::pair{QStringLiteral("operations"), QStringLiteral("SELECT max(ordered_on) FROM purchase_orders")}}) {
            const QString reached = ask(team, sql);
            QVERIFY2(reached == today || reached == orNext, qPrintable(sql + QStringLiteral(": ") + reached));
        }
    }

    void salesAreSkewedSeasonalAndGrowing()
    {
        const QString sales = teams.at(0);
        const double share = number(
            sales, QStringLiteral(
                       "WITH c AS (SELECT c.customer_id, coalesce(sum(i.line_total), 0) AS bought FROM customers AS c "
                       "LEFT JOIN orders AS o ON o.customer_id = c.customer_id AND o.status <> 'cancelled' LEFT JOIN "
                       "order_items AS i USING (order_id) GROUP BY 1), "
                       "r AS (SELECT bought, row_number() OVER (ORDER BY bought DESC) AS place, count(*) OVER () AS "
                       "all FROM c) "
                       "SELECT sum(bought) FILTER (WHERE place <= r.all / 10) / sum(bought) FROM r"));
        QVERIFY2(share >= 0.40 && share < 0.9, qPrintable(QString::number(share)));
        const double growth =
            number(sales, QStringLiteral("SELECT sum(net_revenue) FILTER (WHERE revenue_date > current_date - 365) / "
                                         "sum(net_revenue) FILTER (WHERE revenue_date <= current_date - 365 AND "
                                         "revenue_date > current_date - 730) FROM revenue"));
        QVERIFY2(growth > 1.05 && growth < 2, qPrintable(QString::number(growth)));
        const double season =
            number(sales, QStringLiteral(
                              "SELECT sum(net_revenue) FILTER (WHERE extract(month FROM revenue_date) IN (11, 12)) / "
                              "sum(net_revenue) FILTER (WHERE extract(month FROM revenue_date) IN (5, 6)) FROM revenue "
                              "WHERE revenue_date >= date_trunc('month', current_date) - INTERVAL '36 months' AND "
                              "revenue_date < date_trunc('month', current_date)"));
        QVERIFY2(season > 1.2, qPrintable(QString::number(season)));
    }

    void revenueAgreesWithTheOrderItemsToTheCent()
    {
        const QString differences =
            ask(teams.at(0),
                QStringLiteral(
                    "WITH counted AS (SELECT (o.ordered_at AT TIME ZONE 'UTC')::date AS day, o.region, p.category, "
                    "sum(i.line_total) AS gross, coalesce(sum(i.line_total) FILTER (WHERE o.status = 'returned'), 0) "
                    "AS refunds, "
                    "sum(i.quantity) AS units, count(DISTINCT o.order_id) AS orders "
                    "FROM order_items AS i JOIN orders AS o USING (order_id) JOIN products AS p USING (product_id) "
                    "WHERE o.status <> 'cancelled' GROUP BY 1, 2, 3) "
                    "SELECT count(*), sum(gross) FROM counted AS c FULL JOIN revenue AS r "
                    "ON (r.revenue_date, r.region, r.category) = (c.day, c.region, c.category) "
                    "WHERE (c.gross, c.refunds, c.gross - c.refunds, c.units, c.orders) IS DISTINCT FROM "
                    "(r.gross_revenue, r.refunds, r.net_revenue, r.units_sold, r.order_count)"));
        QCOMPARE(differences, QStringLiteral("0|"));
        const QString lines = ask(teams.at(0), QStringLiteral("SELECT count(*) FROM order_items WHERE line_total <> "
                                                              "round(quantity * unit_price * (1 - discount_rate), 2)"));
        QCOMPARE(lines, QStringLiteral("0"));
    }

    void everyTableAndColumnSaysWhatItMeans()
    {
        for (const QString& team : teams) {
            const QStringList comments =
                rows(team,
                     QStringLiteral(
                         "SELECT c.relname || coalesce('.' || a.attname, ''), coalesce(a.attnotnull, true), "
                         "coalesce((SELECT string_agg(enumlabel, ';') FROM pg_enum WHERE enumtypid = a.atttypid), ''), "
                         "coalesce(CASE WHEN a.attnum IS NULL THEN obj_description(c.oid, 'pg_class') ELSE "
                         "col_description(c.oid, a.attnum) END, '') "
                         "FROM pg_class AS c LEFT JOIN LATERAL (SELECT attname, attnum, attnotnull, atttypid FROM "
                         "pg_attribute WHERE attrelid = c.oid "
                         "AND attnum > 0 AND NOT attisdropped UNION ALL SELECT NULL, NULL, NULL, NULL) AS a ON true "
                         "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"));
            QVERIFY2(comments.size() > 40, qPrintable(comments.join(QLatin1Char('\n'))));
            for (const QString& line : comments) {
                const QStringList fields = line.split(QLatin1Char('|'));
                const QString name = fields.at(0).section(QLatin1Char('.'), -1);
                const QString comment = fields.at(3);
                QVERIFY2(comment.size() >= 12 && comment.count(QLatin1Char(' ')) >= 2, qPrintable(line));
                QVERIFY2(comment.toLower().remove(QRegularExpression(QStringLiteral("[^a-z]"))) !=
                             QString(name).remove(QLatin1Char('_')),
                         qPrintable(line));
                if (fields.at(1) == QLatin1String("f"))
                    QVERIFY2(comment.contains(QLatin1String("NULL")),
                             qPrintable(line + QStringLiteral(" does not say when it is NULL")));
                for (const QString& label : fields.at(2).split(QLatin1Char(';'), Qt::SkipEmptyParts))
                    QVERIFY2(comment.contains(label), qPrintable(line + QStringLiteral(" does not name ") + label));
            }
        }
    }

    void everyTableHasAKeyAndEveryForeignKeyAnIndex()
    {
        for (const QString& team : teams) {
            QCOMPARE(
                ask(team,
                    QStringLiteral(
                        "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'public'::regnamespace AND "
                        "relkind = 'r' "
                        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'p')")),
                QString());
            QCOMPARE(ask(team, QStringLiteral("SELECT string_agg(conrelid::regclass || ' ' || conname, ', ') FROM "
                                              "pg_constraint AS c WHERE contype = 'f' "
                                              "AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.conrelid "
                                              "AND (i.indkey::smallint[])[0:cardinality(c.conkey) - 1] @> c.conkey)")),
                     QString());
            QVERIFY(ask(team, QStringLiteral("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")).toInt() >= 4);
            QVERIFY(ask(team, QStringLiteral("SELECT min(reltuples) FROM pg_class WHERE relnamespace = "
                                             "'public'::regnamespace AND relkind = 'r'"))
                        .toDouble() > 0);
        }
    }

    void theSixFindingsAreVisible_data()
    {
        QTest::addColumn<int>("finding");
        QTest::addColumn<QString>("first"); // how the first row begins
        QTest::addColumn<int>("column");    // the column that stands out …
        QTest::addColumn<double>("factor"); // … by at least this against the row below
        QTest::addColumn<int>("below");
        QTest::newRow("returns in the South stand out in one month") << 0 << "South|" << 3 << 1.4 << 1;
        QTest::newRow("one representative gives three times the usual discount") << 1 << "24|" << 2 << 2.0 << 1;
        QTest::newRow("clicks on display cost more than twice as much in one month")
            << 2 << "display|" << 2 << 2.0 << 1;
        QTest::newRow("hardly a link is clicked in half a month") << 3 << "" << 2 << 0.2 << 3;
        QTest::newRow("Kestrel Freight is late from the East") << 4 << "Kestrel Freight|East|" << 3 << 2.0 << 1;
        QTest::newRow("one supplier charges a quarter more") << 5 << "16|" << 2 << 1.15 << 1;
    }
    void theSixFindingsAreVisible()
    {
        QFETCH(int, finding);
        QFETCH(QString, first);
        QFETCH(int, column);
        QFETCH(double, factor);
        QFETCH(int, below);
        const auto findings = findingsOfReadme();
        QCOMPARE(findings.size(), 6);
        const auto& [database, sql] = findings.at(finding);
        const QStringList found = rows(QString(database).remove(QStringLiteral("_db")), sql);
        QVERIFY(found.size() > below);
        QVERIFY2(found.first().startsWith(first), qPrintable(found.join(QLatin1Char('\n'))));
        const auto value = [&](int row) { return found.at(row).section(QLatin1Char('|'), column, column).toDouble(); };
        QVERIFY(value(below) > 0);
        const double ratio = value(0) / value(below);
        QVERIFY2(factor > 1 ? ratio >= factor : ratio <= factor, qPrintable(found.join(QLatin1Char('\n'))));
    }

    void readyQuestionsRunAndBringRows_data()
    {
        QTest::addColumn<QString>("team");
        QTest::addColumn<int>("index");
        for (const QString& team : teams) {
            QCOMPARE(readyQuestions(team).size(), 8);
            for (int i = 0; i < 8; ++i)
                QTest::newRow(qPrintable(team + QStringLiteral(": ") + readyQuestions(team).at(i).question))
                    << team << i;
        }
    }
    void readyQuestionsRunAndBringRows()
    {
        QFETCH(QString, team);
        QFETCH(int, index);
        const ReadyQuestion question = readyQuestions(team).at(index);
        QVERIFY(question.question.endsWith(QLatin1Char('?')) && question.explanation.endsWith(QLatin1Char('.')));
        const QStringList found = rows(team, question.sql);
        QVERIFY2(!found.isEmpty() && !found.first().startsWith(QLatin1String("error")), qPrintable(question.sql));
        // The tables named are those the server reads.
        const PsqlOutput plan = psql(m_status, team + QStringLiteral("_db"), team, team + QStringLiteral("123"),
                                     QStringLiteral("EXPLAIN (FORMAT JSON) ") + question.sql);
        QSet<QString> read;
        static const QRegularExpression relation(QStringLiteral(R"re("Relation Name": "(\w+)")re"));
        for (auto it = relation.globalMatch(plan.out); it.hasNext();)
            read << it.next().captured(1);
        QCOMPARE(QSet<QString>(question.tables.begin(), question.tables.end()), read);
    }

    void otherTeamsHaveNoReadyQuestions()
    {
        QVERIFY(readyQuestions(QStringLiteral("finance")).isEmpty());
        QVERIFY(readyQuestions(QStringLiteral("../sales")).isEmpty());
    }

    void aDaysDataIsTheSameAtEachLoad()
    {
        const QStringList before = checksums();
        QCOMPARE(before.size(), 17);
        QFile password(m_folder.serverFile(QStringLiteral("superuser")));
        QVERIFY(password.open(QIODevice::ReadOnly));
        const LoaderAccess access{m_status.host, m_status.port, QStringLiteral("parlance"),
                                  QString::fromLatin1(password.readAll().trimmed())};
        QFile stamp(m_folder.serverFile(QStringLiteral("stamp.json")));
        QVERIFY(stamp.open(QIODevice::ReadOnly));
        const QDate day = QDate::fromString(
            QJsonDocument::fromJson(stamp.readAll()).object().value(QLatin1String("day")).toString(), Qt::ISODate);
        const QString folder = QStringLiteral(":/sql/sample");
        QVERIFY(SampleLoader(access, folder, day)
                    .load(
                        SampleLoader::What::Replace, [](const QString&) {}, nullptr, [] {})
                    .has_value());
        QCOMPARE(checksums(), before);
        QVERIFY2(ask(teams.at(0), QStringLiteral("SELECT count(*) FROM orders")).toInt() > 0,
                 "the team may read the new tables");
    }
};

QTEST_GUILESS_MAIN(TestSampleData)
#include "tst_sample_data.moc"
