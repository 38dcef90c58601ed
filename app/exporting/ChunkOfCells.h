// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

#include <QByteArrayView>

#include <utility>

namespace parlance {

//! Cells picked from a result, row by row, as a chunk for a ResultWriter. Not thread-safe.
class ChunkOfCells final {
public:
    explicit ChunkOfCells(int columnCount)
        : m_columnCount(columnCount)
    {}

    void addValue(QByteArrayView value)
    {
        m_bytes.insert(m_bytes.end(), value.begin(), value.end());
        m_ends.push_back(static_cast<std::uint32_t>(m_bytes.size()));
    }
    void addNull() { m_ends.push_back(static_cast<std::uint32_t>(m_bytes.size()) | ResultChunk::nullFlag); }
    void endRow() { ++m_rows; }

    //! A megabyte or 4,096 rows: time to take().
    bool isFull() const { return m_bytes.size() >= enoughBytes || m_rows >= enoughRows; }
    bool isEmpty() const { return m_rows == 0; }
    //! What was added so far; begins anew.
    ResultChunkPtr take()
    {
        return ResultChunk::make(m_columnCount, std::exchange(m_rows, 0), std::exchange(m_bytes, {}),
                                 std::exchange(m_ends, {}));
    }

private:
    static constexpr std::size_t enoughBytes = 1024 * 1024;
    static constexpr qsizetype enoughRows = 4096;

    int m_columnCount;
    qsizetype m_rows = 0;
    std::vector<char> m_bytes;
    std::vector<std::uint32_t> m_ends;
};

} // namespace parlance
