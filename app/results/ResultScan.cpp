// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultScan.h"

namespace parlance {

bool ResultScan::changeChunk(qint64 row)
{
    const ResultTable::Piece piece = m_table.pieceAt(row);
    if (!piece.chunk) {
        m_end = m_first;
        return false;
    }
    m_chunk = piece.chunk;
    m_first = piece.firstRow;
    m_end = piece.firstRow + piece.chunk->rowCount;
    return true;
}

} // namespace parlance
