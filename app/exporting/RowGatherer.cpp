// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/RowGatherer.h"

#include "exporting/ChunkOfCells.h"

namespace parlance {

RowGatherer::RowGatherer(const ResultTable& table, RowOrderPtr order, const QList<int>& columns)
    : m_table(table)
    , m_order(std::move(order))
    , m_columns(columns)
{
    for (int column = 0; columns.isEmpty() && column < table.columnCount(); ++column)
        m_columns.append(column);
}

QList<ResultColumn> RowGatherer::columns() const
{
    QList<ResultColumn> columns;
    for (const int column : m_columns)
        columns.append(m_table.columns().at(column));
    return columns;
}

qint64 RowGatherer::rowCount() const
{
    return m_order ? static_cast<qint64>(m_order->size()) : m_table.rowCount();
}

//! Makes m_piece the one that holds \a row; false when its values cannot be read back from disk.
bool RowGatherer::reach(qint64 row)
{
    const bool holds =
        m_piece.chunk && row >= m_piece.firstRow && row < m_piece.firstRow + qint64(m_piece.chunk->rowCount);
    if (!holds)
        m_piece = m_table.pieceAt(row);
    return m_piece.chunk != nullptr;
}

Result<ResultChunkPtr, RowsError> RowGatherer::next()
{
    const qint64 end = rowCount();
    ChunkOfCells chunk(static_cast<int>(m_columns.size()));
    for (; m_next < end && !chunk.isFull(); ++m_next) {
        const qint64 row = m_order ? m_order->at(static_cast<std::size_t>(m_next)) : m_next;
        if (!reach(row))
            return unexpected(RowsError::unreadable());
        const auto inPiece = static_cast<qsizetype>(row - m_piece.firstRow);
        for (const int column : std::as_const(m_columns)) {
            if (m_piece.chunk->isNull(inPiece, column))
                chunk.addNull();
            else
                chunk.addValue(m_piece.chunk->cell(inPiece, column));
        }
        chunk.endRow();
    }
    return chunk.isEmpty() ? nullptr : chunk.take();
}

} // namespace parlance
