// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ChunkBuilder.h"

#include <libpq-fe.h>

#include <cstring>

namespace parlance {

ChunkBuilder::ChunkBuilder(int columnCount)
    : m_columnCount(columnCount)
{
    reserve(64 * 1024);
    m_ends.resize(static_cast<std::size_t>(columnCount) * 256);
}

void ChunkBuilder::reserve(std::size_t bytes)
{
    if (bytes <= m_capacity)
        return;
    std::size_t capacity = m_capacity == 0 ? 4096 : m_capacity;
    while (capacity < bytes)
        capacity *= 2;
    if (bytes > 8 * fullBytes)
        capacity = bytes + fullBytes; // a huge value stands alone: what doubling would add stayed unused
    auto grown = std::unique_ptr<char[]>(new char[capacity]);
    if (m_used > 0)
        std::memcpy(grown.get(), m_bytes.get(), m_used);
    m_bytes = std::move(grown);
    m_capacity = capacity;
}

bool ChunkBuilder::append(const pg_result* result)
{
    const auto columns = static_cast<std::size_t>(m_columnCount);
    if (m_cells + columns > m_ends.size())
        m_ends.resize(m_ends.size() * 2 + columns);
    std::uint32_t* ends = m_ends.data() + m_cells;
    std::size_t used = m_used;
    for (int column = 0; column < m_columnCount; ++column) {
        const auto length = static_cast<std::size_t>(PQgetlength(result, 0, column));
        if (length > 0) {
            if (used + length >= ResultChunk::nullFlag)
                return false;
            if (used + length > m_capacity) {
                std::size_t rest = length; // of the whole row, so that wide rows do not grow column by column
                for (int next = column + 1; next < m_columnCount; ++next)
                    rest += static_cast<std::size_t>(PQgetlength(result, 0, next));
                const std::size_t before = std::exchange(m_used, used);
                reserve(used + rest);
                m_used = before;
            }
            std::memcpy(m_bytes.get() + used, PQgetvalue(result, 0, column), length);
            used += length;
            ends[column] = static_cast<std::uint32_t>(used);
        } else {
            ends[column] =
                static_cast<std::uint32_t>(used) | (PQgetisnull(result, 0, column) != 0 ? ResultChunk::nullFlag : 0u);
        }
    }
    m_lastRowBytes = used - m_used;
    m_used = used;
    m_cells += columns;
    ++m_rows;
    return true;
}

ResultChunkPtr ChunkBuilder::take()
{
    const auto ends = m_ends.begin() + static_cast<std::ptrdiff_t>(m_cells);
    ResultChunkPtr chunk;
    if (m_capacity > 8 * fullBytes)
        chunk = handOver({m_ends.begin(), ends});
    else
        chunk =
            ResultChunk::make(m_columnCount, m_rows, {m_bytes.get(), m_bytes.get() + m_used}, {m_ends.begin(), ends});
    m_used = 0;
    m_cells = 0;
    m_rows = 0;
    return chunk;
}

//! A buffer that one huge value made huge goes with the chunk: a copy would be huge as well.
ResultChunkPtr ChunkBuilder::handOver(std::vector<std::uint32_t> ends)
{
    struct Values {
        std::unique_ptr<char[]> bytes;
        std::vector<std::uint32_t> ends;
    };
    const auto values = std::make_shared<Values>();
    values->bytes = std::move(m_bytes);
    values->ends = std::move(ends);
    auto chunk = std::make_shared<ResultChunk>();
    chunk->columnCount = m_columnCount;
    chunk->rowCount = m_rows;
    chunk->bytes = values->bytes.get();
    chunk->byteCount = m_used;
    chunk->ends = values->ends.data();
    chunk->storage = values;
    m_capacity = 0;
    m_used = 0;
    reserve(64 * 1024);
    return chunk;
}

} // namespace parlance
