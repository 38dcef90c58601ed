// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultFind.h"
#include "support/ResultChunks.h"

#include <QtTest>

using namespace Qt::Literals::StringLiterals;
using namespace parlance;

//! Ctrl+F goes from cell to cell as they are shown, and round at the ends.
class TestResultFind final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const auto column = test::makeColumn(u"v"_s, 25, u"text"_s);
        m_table.setColumns({column, column, column});
        m_table.append(test::makeChunk({{"Anna", "x", "banana"}, {"y", std::nullopt, "z"}}));
        m_table.append(test::makeChunk({{"x", "HANNA", "x"}, {"Ärger", "ärger", ""}}));
    }

    void goesFromCellToCell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<FindStart>("start");
        QTest::addColumn<RowOrder>("rows"); //!< empty: the server's order
        QTest::addColumn<std::optional<FoundCell>>("expected");
        const auto row = [](const char* name, const char* text, const FindStart& start, const RowOrder& rows,
                            const std::optional<FoundCell>& expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << start << rows << expected;
        };
        row("from the beginning", "anna", {}, {}, FoundCell{0, 0, false});
        row("the next one, in the same row", "ana", {0, 0, true, false, {}}, {}, FoundCell{0, 2, false});
        row("the next one, rows below", "anna", {0, 0, true, false, {}}, {}, FoundCell{2, 1, false});
        row("round the end", "anna", {2, 1, true, false, {}}, {}, FoundCell{0, 0, true});
        row("round the end to the cell it came from", "hanna", {2, 1, true, false, {}}, {}, FoundCell{2, 1, true});
        row("the start itself while typing", "anna", {2, 1, true, true, {}}, {}, FoundCell{2, 1, false});
        row("backwards", "anna", {3, 0, false, false, {}}, {}, FoundCell{2, 1, false});
        row("backwards in the same row", "an", {0, 2, false, false, {}}, {}, FoundCell{0, 0, false});
        row("backwards round the beginning", "anna", {0, 0, false, false, {}}, {}, FoundCell{2, 1, true});
        row("backwards from behind a row", "an", {0, -1, false, false, {}}, {}, FoundCell{0, 2, false});
        row("letters that are not ASCII", "ÄRGER", {3, 0, true, false, {}}, {}, FoundCell{3, 1, false});
        row("nowhere", "nothing", {}, {}, std::nullopt);
        row("no text", "", {}, {}, std::nullopt);
        row("NULL is no text", "null", {}, {}, std::nullopt);
        row("in another order", "anna", {0, -1, true, false, {}}, {3, 2, 1, 0}, FoundCell{1, 1, false});
        row("in another order, onwards", "anna", {1, 1, true, false, {}}, {3, 2, 1, 0}, FoundCell{3, 0, false});
        row("in a filter", "anna", {0, -1, true, false, {}}, {1, 2}, FoundCell{1, 1, false});
        row("not in rows that are filtered out", "banana", {}, {1, 2}, std::nullopt);
        row("in columns that were moved", "an", {0, -1, true, false, {2, 1, 0}}, {}, FoundCell{0, 2, false});
        row("in columns that were moved, onwards", "an", {0, 2, true, false, {2, 1, 0}}, {}, FoundCell{0, 0, false});
        row("not in hidden columns", "an", {0, -1, true, false, {1}}, {}, FoundCell{2, 1, false});
        row("from a hidden column", "an", {0, 0, true, false, {1, 2}}, {}, FoundCell{0, 2, false});
        row("from a row that is no more", "anna", {99, 0, true, false, {}}, {}, FoundCell{0, 0, true});
    }

    void goesFromCellToCell()
    {
        QFETCH(QString, text);
        QFETCH(FindStart, start);
        QFETCH(RowOrder, rows);
        QFETCH(std::optional<FoundCell>, expected);
        const std::atomic_bool go = false;
        const RowOrderPtr order = rows.empty() ? nullptr : std::make_shared<const RowOrder>(rows);
        const auto found = findInResult(m_table, order, text, start, go);
        QVERIFY(found);
        QCOMPARE(found->has_value(), expected.has_value());
        if (expected) {
            QCOMPARE((*found)->viewRow, expected->viewRow);
            QCOMPARE((*found)->column, expected->column);
            QCOMPARE((*found)->wrapped, expected->wrapped);
        }
    }

    void visitsEveryCellOnce()
    {
        const std::atomic_bool go = false;
        for (const bool forward : {true, false}) {
            QList<std::pair<qint64, int>> seen;
            FindStart start;
            start.viewRow = forward ? 0 : m_table.rowCount() - 1;
            start.forward = forward;
            while (true) {
                const auto found = findInResult(m_table, nullptr, u"an"_s, start, go);
                QVERIFY(found && *found);
                if ((*found)->wrapped)
                    break;
                start.viewRow = (*found)->viewRow;
                start.column = (*found)->column;
                seen << std::pair(start.viewRow, start.column);
            }
            QList<std::pair<qint64, int>> expected{{0, 0}, {0, 2}, {2, 1}};
            if (!forward)
                std::reverse(expected.begin(), expected.end());
            QCOMPARE(seen, expected);
        }
    }

    void endsWhenCancelled()
    {
        const std::atomic_bool cancelled = true;
        const auto found = findInResult(m_table, nullptr, u"nothing"_s, {}, cancelled);
        QVERIFY(!found);
        QCOMPARE(found.error(), RowsError::cancelled());
    }

    void anEmptyResultHasNothing()
    {
        const std::atomic_bool go = false;
        const auto found = findInResult(ResultTable(), nullptr, u"a"_s, {}, go);
        QVERIFY(found);
        QVERIFY(!found->has_value());
    }

private:
    ResultTable m_table;
};

QTEST_GUILESS_MAIN(TestResultFind)
#include "tst_result_find.moc"
