// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a catalog of 1,774 tables and 13,532 columns seven times; the map allows one second at the median.
#include "schema/SchemaReader.h"
#include "support/PostgresServer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QTextStream>

using namespace parlance;
using parlance::test::PostgresServer;

namespace {

constexpr int tableCount = 1774;
constexpr int columnCount = 13532;

//! Tables with keys, comments, indexes, checks and references, in ten schemas.
QString script()
{
    QString sql;
    QTextStream out(&sql);
    for (int i = 0; i < 10; ++i)
        out << "CREATE SCHEMA part_" << i << "; GRANT USAGE ON SCHEMA part_" << i << " TO reader;\n";
    int columns = 0;
    for (int i = 0; i < tableCount; ++i) {
        const int count = (columnCount - columns) / (tableCount - i);
        columns += count;
        const QString name = QStringLiteral("part_%1.table_%2").arg(i % 10).arg(i);
        out << "CREATE TABLE " << name << " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
        for (int c = 1; c < count; ++c)
            out << ", column_" << c
                << (c % 3 == 0   ? QStringLiteral(" numeric(12,2) DEFAULT 0 CHECK (column_%1 >= 0)").arg(c)
                    : c % 3 == 1 ? QStringLiteral(" bigint")
                                 : QStringLiteral(" text NOT NULL DEFAULT 'x'"));
        if (i >= 10)
            out << ", FOREIGN KEY (column_1) REFERENCES part_" << i % 10 << ".table_" << i - 10;
        out << ");\nCREATE INDEX ON " << name << " (column_1);\nCOMMENT ON TABLE " << name << " IS 'What table " << i
            << " is for, in a sentence of the usual length.';\n";
        for (int c = 1; c < count; ++c)
            out << "COMMENT ON COLUMN " << name << ".column_" << c << " IS 'What column " << c
                << " means, with its unit.';\n";
    }
    out << "DO $$ DECLARE s text; BEGIN FOR i IN 0..9 LOOP EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA "
           "part_%s TO "
           "reader', i); END LOOP; END $$;\n";
    return sql;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    PostgresServer::Options options;
    options.settings = {QStringLiteral("max_locks_per_transaction = 1000")};
    const PostgresServer server(options);
    server.createRole(QStringLiteral("reader"), QStringLiteral("reader123"));
    server.createDatabase(QStringLiteral("large"));
    server.exec(script(), QStringLiteral("large"));
    server.exec(QStringLiteral("ANALYZE"), QStringLiteral("large"));

    Connection connection(
        server.parameters(QStringLiteral("reader"), QStringLiteral("reader123"), QStringLiteral("large")));
    SchemaReader reader(&connection, RunLimits());
    std::optional<Result<SchemaCatalog, PostgresError>> result;
    QObject::connect(&reader, &SchemaReader::readFinished, &application, [&](const auto& answer) { result = answer; });
    QTextStream out(stdout);
    QList<qint64> times;
    for (int i = 0; i < 8; ++i) {
        result.reset();
        QElapsedTimer clock;
        clock.start();
        reader.read();
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 60'000) || !*result) {
            out << "The catalog was not read: " << (result ? result->error().message : QStringLiteral("no answer"))
                << '\n';
            return 1;
        }
        if (i > 0) // the first one opens the connection
            times.append(clock.elapsed());
    }
    qsizetype columns = 0;
    for (const Schema& schema : result->value().schemas) {
        for (const Table& table : schema.tables)
            columns += table.columns.size();
    }
    std::sort(times.begin(), times.end());
    out << result->value().tableCount() << " tables, " << columns << " columns: median " << times.at(times.size() / 2)
        << " ms, fastest " << times.first() << " ms, slowest " << times.last() << " ms (at most 1000)\n";
    const bool whole = result->value().tableCount() == tableCount && columns == columnCount;
    return whole && times.at(times.size() / 2) <= 1000 ? 0 : 1;
}
