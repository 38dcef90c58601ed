// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultComparison.h"
#include "support/ResultChunks.h"
#include "support/TableReader.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;
using parlance::test::PostgresServer;
using parlance::test::TableReader;
using parlance::test::TestCell;

namespace {

const TestCell null = std::nullopt;

ResultTable tableOf(const QList<quint32>& types, const QList<QList<TestCell>>& rows)
{
    ResultTable table;
    QList<ResultColumn> columns;
    for (const quint32 type : types)
        columns << test::makeColumn(u"c%1"_s.arg(columns.size()), type, u"t"_s);
    table.setColumns(columns);
    // In two chunks, so that both are gone through.
    table.append(test::makeChunk(rows.first(rows.size() / 2)));
    table.append(test::makeChunk(rows.sliced(rows.size() / 2)));
    return table;
}

QString linesOf(const RowOrder& rows)
{
    QStringList lines;
    for (const quint32 row : rows)
        lines << QString::number(row + 1);
    return lines.join(u'\n');
}

} // namespace

Q_DECLARE_METATYPE(parlance::ResultTable)

//! Two results are told apart row by row, by key.
class TestResultComparison final : public QObject {
    Q_OBJECT
private slots:
    void tellsWhatDiffers_data()
    {
        QTest::addColumn<ResultTable>("left");
        QTest::addColumn<ResultTable>("right");
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<ResultComparison>("expected");
        const QList<quint32> numberAndText{1700, 25};
        const auto row = [](const char* name, const ResultTable& left, const ResultTable& right, const QList<int>& keys,
                            const ResultComparison& expected) {
            QTest::newRow(name) << left << right << keys << expected;
        };
        row("nothing differs, whatever the order", tableOf(numberAndText, {{"1", "a"}, {"2", null}}),
            tableOf(numberAndText, {{"2", null}, {"1", "a"}}), {0}, {{}, {}, {}, {}, 2});
        row("rows on one side only", tableOf(numberAndText, {{"1", "a"}, {"2", "b"}, {"4", "d"}}),
            tableOf(numberAndText, {{"3", "c"}, {"2", "b"}}), {0}, {{0, 2}, {0}, {}, {}, 1});
        row("cells that changed", tableOf(numberAndText, {{"1", "a"}, {"2", "b"}, {"3", null}, {"4", ""}}),
            tableOf(numberAndText, {{"4", null}, {"3", ""}, {"2", "B"}, {"1", "a"}}), {0},
            {{}, {}, {{1, 2, {1}}, {2, 1, {1}}, {3, 0, {1}}}, {}, 1});
        row("a key written differently is the same, and a change", tableOf(numberAndText, {{"1.0", "a"}, {"2", "b"}}),
            tableOf(numberAndText, {{"1.00", "a"}, {"2", "b"}}), {0}, {{}, {}, {{0, 0, {0}}}, {}, 1});
        row("a key of two columns is not its parts joined", tableOf({25, 25}, {{"a", "bc"}, {"ab", "c"}}),
            tableOf({25, 25}, {{"ab", "c"}, {"abc", ""}}), {0, 1}, {{0}, {1}, {}, {}, 1});
        row("NULL is a key like others, and not the empty text", tableOf({25, 25}, {{null, "x"}, {"", "y"}}),
            tableOf({25, 25}, {{"", "y"}, {null, "z"}}), {0}, {{}, {}, {{0, 1, {1}}}, {}, 1});
        row("a key that is there twice is not guessed at",
            tableOf(numberAndText, {{"1", "a"}, {"1", "b"}, {"2", "c"}, {"3", "d"}}),
            tableOf(numberAndText, {{"1", "a"}, {"2", "c"}, {"3", "d"}, {"3", "e"}, {"5", "x"}, {"5", "y"}}), {0},
            {{}, {}, {}, {{{0, 1}, {0}}, {{3}, {2, 3}}, {{}, {4, 5}}}, 1});
        row("an instant at another offset is the same",
            tableOf({23, 1184}, {{"1", "2024-01-01 12:00:00+00"}, {"2", null}}),
            tableOf({23, 1184}, {{"1", "2024-01-01 13:00:00+01"}, {"2", null}}), {0}, {{}, {}, {}, {}, 2});
        row("whole rows are paired one to one", tableOf({25, 25}, {{"a", "b"}, {"a", "b"}, {"c", null}, {"d", "d"}}),
            tableOf({25, 25}, {{"c", null}, {"a", "b"}, {"c", null}, {"c", ""}}), {}, {{1, 3}, {2, 3}, {}, {}, 2});
        row("two empty results", tableOf({25}, {}), tableOf({25}, {}), {0}, {});
        row("an empty one and another", tableOf({25}, {}), tableOf({25}, {{"a"}}), {0}, {{}, {0}, {}, {}, 0});
    }

    void tellsWhatDiffers()
    {
        QFETCH(ResultTable, left);
        QFETCH(ResultTable, right);
        QFETCH(QList<int>, keys);
        QFETCH(ResultComparison, expected);
        const auto compared = compareResults(left, right, keys, m_go);
        QVERIFY(compared);
        QCOMPARE(compared->onlyLeft, expected.onlyLeft);
        QCOMPARE(compared->onlyRight, expected.onlyRight);
        QCOMPARE(compared->same, expected.same);
        QVERIFY(compared->changed == expected.changed);
        QVERIFY(compared->repeated == expected.repeated);
    }

    void refusesOtherColumns()
    {
        const ResultTable left = tableOf({23, 25}, {{"1", "a"}});
        for (const ResultTable& right : {tableOf({23}, {{"1"}}), tableOf({23, 1043}, {{"1", "a"}})}) {
            const auto compared = compareResults(left, right, {0}, m_go);
            QVERIFY(!compared);
            QCOMPARE(compared.error().kind, RowsError::Kind::Operand);
            QVERIFY(!compared.error().message.isEmpty());
        }
        QVERIFY(!compareResults(left, left, {2}, m_go));
    }

    void endsWhenCancelled()
    {
        const ResultTable table = tableOf({23, 25}, {{"1", "a"}, {"2", "b"}});
        const std::atomic_bool cancelled = true;
        const auto compared = compareResults(table, table, {0}, cancelled);
        QVERIFY(!compared);
        QCOMPARE(compared.error(), RowsError::cancelled());
    }

    void isWhatAFullJoinFinds()
    {
        PostgresServer server;
        TableReader reader(server);
        server.exec(
            u"create table l as select n, (n * 7919 % 50021)::numeric k, case when n % 11 > 0 then n % 5 end a, "
            "'x' || n % 3 b from generate_series(1, 50000) n; "
            "create table r as select row_number() over (order by random()) n, (k + case when n % 100 = 0 then 1e6 "
            "else 0 end) k, case when n % 10 = 0 then null else a end a, case when n % 7 = 0 then b || '!' else b end "
            "b from l where n % 13 > 0"_s);
        const ResultTable left = reader.read(u"select k, a, b from l order by n"_s);
        const ResultTable right = reader.read(u"select k, a, b from r order by n"_s);
        const auto compared = compareResults(left, right, {0}, m_go);
        QVERIFY(compared);
        QCOMPARE(linesOf(compared->onlyLeft),
                 server.exec(u"select l.n from l where not exists (select 1 from r where r.k = l.k) order by l.n"_s));
        QCOMPARE(linesOf(compared->onlyRight),
                 server.exec(u"select r.n from r where not exists (select 1 from l where r.k = l.k) order by r.n"_s));
        QStringList changed;
        for (const ChangedRow& row : compared->changed) {
            QString line = u"%1 %2"_s.arg(row.left + 1).arg(row.right + 1);
            for (const int column : row.columns)
                line += u" %1"_s.arg(column);
            changed << line;
        }
        QCOMPARE(changed.join(u'\n'),
                 server.exec(
                     u"select l.n || ' ' || r.n || case when l.a is distinct from r.a then ' 1' else '' end || case "
                     "when l.b <> r.b then ' 2' else '' end from l join r using (k) where (l.a, l.b) is distinct from "
                     "(r.a, r.b) order by l.n"_s));
        QCOMPARE(compared->same,
                 server
                     .exec(u"select count(*) from l join r using (k) where (l.a, l.b) is not distinct from "
                           "(r.a, r.b)"_s)
                     .toLongLong());
        QVERIFY(compared->repeated.empty());
    }

private:
    const std::atomic_bool m_go = false;
};

QTEST_GUILESS_MAIN(TestResultComparison)
#include "tst_result_comparison.moc"
