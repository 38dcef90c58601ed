// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

struct pg_result;

namespace parlance {

//! Collects rows of libpq's single-row mode into ResultChunks of exact size. Its own buffers are reused, so that memory
//! is asked for once a chunk. Worker's thread.
class ChunkBuilder final {
public:
    static constexpr std::size_t fullBytes = 1024 * 1024;
    static constexpr qsizetype fullRows = 8192;

    explicit ChunkBuilder(int columnCount);
    //! Appends the one row of \a result. False when it does not fit into 2 GB beside what is there (take() first).
    bool append(const pg_result* result);
    bool isEmpty() const { return m_rows == 0; }
    bool isFull() const { return m_used >= fullBytes || m_rows >= fullRows; }
    //! The rows so far as a chunk of exact size; the builder is empty afterwards.
    ResultChunkPtr take();
    //! Bytes of the last appended row.
    std::size_t lastRowBytes() const { return m_lastRowBytes; }

private:
    void reserve(std::size_t bytes);
    ResultChunkPtr handOver(std::vector<std::uint32_t> ends);

    int m_columnCount = 0;
    qsizetype m_rows = 0;
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_capacity = 0;
    std::size_t m_used = 0;
    std::size_t m_lastRowBytes = 0;
    std::vector<std::uint32_t> m_ends;
    std::size_t m_cells = 0;
};

} // namespace parlance
