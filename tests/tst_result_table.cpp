// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultScan.h"

#include <QtTest>

using namespace parlance;

namespace {

//! A chunk of \a rows rows: the number of the row, and NULL in every third.
ResultChunkPtr chunkOf(qint64 first, qsizetype rows)
{
    std::vector<char> bytes;
    std::vector<std::uint32_t> ends;
    for (qint64 row = first; row < first + rows; ++row) {
        const QByteArray text = QByteArray::number(row);
        bytes.insert(bytes.end(), text.cbegin(), text.cend());
        const auto end = static_cast<std::uint32_t>(bytes.size());
        ends.push_back(end);
        ends.push_back(end | (row % 3 == 0 ? ResultChunk::nullFlag : 0u));
    }
    return ResultChunk::make(2, rows, std::move(bytes), std::move(ends));
}

} // namespace

//! Rows are found in whatever chunk they came.
class TestResultTable final : public QObject {
    Q_OBJECT
private slots:
    void findsEveryRow()
    {
        ResultTable table;
        table.setColumns({ResultColumn(), ResultColumn()});
        qint64 rows = 0;
        for (const qsizetype size : {1, 5, 0, 1, 300, 2}) {
            table.append(chunkOf(rows, size));
            rows += size;
        }
        table.append(nullptr);
        QCOMPARE(table.rowCount(), rows);
        QCOMPARE(table.columnCount(), 2);
        for (qint64 row = 0; row < rows; ++row) {
            QCOMPARE(table.cell(row, 0).toByteArray(), QByteArray::number(row));
            QVERIFY(!table.isNull(row, 0));
            QCOMPARE(table.isNull(row, 1), row % 3 == 0);
            QVERIFY(table.cell(row, 1).isEmpty());
        }
        QVERIFY(table.memoryBytes() > rows * 8);
    }

    void isReadInPieces()
    {
        ResultTable table;
        table.setColumns({ResultColumn(), ResultColumn()});
        qint64 rows = 0;
        for (const qsizetype size : {1, 5, 0, 1, 300, 2}) {
            table.append(chunkOf(rows, size));
            rows += size;
        }
        ResultScan scan(table);
        table.clear(); // it reads its own copy
        for (const qint64 row : {0, 1, 5, 6, 7, 306, 307, 308, 0, 308, 7}) {
            QVERIFY(scan.moveTo(row));
            QCOMPARE(scan.cell(0).toByteArray(), QByteArray::number(row));
            QCOMPARE(scan.isNull(1), row % 3 == 0);
            QVERIFY(scan.chunkFirst() <= row && row < scan.chunkEnd());
            QCOMPARE(scan.chunk().rowCount, scan.chunkEnd() - scan.chunkFirst());
        }
    }

    void isCheapToCopyAndEmptyAfterClear()
    {
        ResultTable table;
        table.setColumns({ResultColumn(), ResultColumn()});
        table.append(chunkOf(0, 100));
        const ResultTable copy = table;
        table.clear();
        QCOMPARE(table.rowCount(), 0);
        QCOMPARE(table.columnCount(), 0);
        QCOMPARE(table.memoryBytes(), 0);
        QCOMPARE(copy.rowCount(), 100);
        QCOMPARE(copy.cell(99, 0).toByteArray(), QByteArray("99"));
    }
};

QTEST_GUILESS_MAIN(TestResultTable)
#include "tst_result_table.moc"
