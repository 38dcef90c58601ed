// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"

namespace parlance {

//! Reads a ResultTable row after row without looking each row up: it holds the chunk it stands in, so values stay valid
//! until it moves to another, and chunks that lie on disk are loaded once a pass. A value of one thread.
class ResultScan final {
public:
    explicit ResultScan(const ResultTable& table)
        : m_table(table)
    {}
    //! Goes to a row of the table; quick within a chunk. False when the row cannot be read back from disk.
    bool moveTo(qint64 row)
    {
        if (row < m_first || row >= m_end) {
            if (!changeChunk(row))
                return false;
        }
        m_row = static_cast<qsizetype>(row - m_first);
        return true;
    }
    bool isNull(int column) const { return m_chunk->isNull(m_row, column); }
    //! The server's text (empty for NULL); valid until moveTo() enters another chunk.
    QByteArrayView cell(int column) const { return m_chunk->cell(m_row, column); }
    //! The chunk, with the number of its first row and of the row after its last.
    const ResultChunk& chunk() const { return *m_chunk; }
    qint64 chunkFirst() const { return m_first; }
    qint64 chunkEnd() const { return m_end; }

private:
    bool changeChunk(qint64 row);

    ResultTable m_table;
    ResultChunkPtr m_chunk;
    qint64 m_first = 0;
    qint64 m_end = 0;
    qsizetype m_row = 0;
};

} // namespace parlance
