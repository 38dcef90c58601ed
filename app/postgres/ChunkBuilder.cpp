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
                const std::size_t before = std::exchange(m_used, used);
                reserve(used + length);
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
    auto chunk = std::make_shared<ResultChunk>();
    chunk->columnCount = m_columnCount;
    chunk->rowCount = m_rows;
    chunk->bytes.assign(m_bytes.get(), m_bytes.get() + m_used);
    chunk->ends.assign(m_ends.begin(), m_ends.begin() + static_cast<std::ptrdiff_t>(m_cells));
    // A buffer that one huge value made huge is given back.
    if (m_capacity > 8 * fullBytes) {
        m_bytes.reset();
        m_capacity = 0;
        m_used = 0;
        reserve(64 * 1024);
    }
    m_used = 0;
    m_cells = 0;
    m_rows = 0;
    return chunk;
}

} // namespace parlance
