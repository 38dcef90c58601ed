// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/MappedChunks.h"

#include <algorithm>

namespace parlance {

MappedChunks& MappedChunks::operator=(const MappedChunks& other)
{
    if (this != &other)
        m_entries.clear();
    return *this;
}

const ResultChunkPtr& MappedChunks::reach(std::size_t index, const ResultChunk& chunk)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [index](const Entry& entry) { return entry.index == index; });
    if (found != m_entries.end()) {
        std::rotate(found, found + 1, m_entries.end());
        return m_entries.back().chunk;
    }
    ResultChunkPtr mapped = chunk.source->load();
    if (!mapped)
        return m_none;
    m_entries.push_back({index, std::move(mapped)});
    forgetOldest();
    return m_entries.back().chunk;
}

void MappedChunks::forgetOldest()
{
    std::size_t bytes = 0;
    for (const Entry& entry : m_entries)
        bytes += entry.chunk->dataBytes();
    bytes -= m_entries.back().chunk->dataBytes();
    std::size_t gone = 0;
    while (gone + 1 < m_entries.size() && (m_entries.size() - gone > mostChunks || bytes > mostBytes)) {
        bytes -= m_entries[gone].chunk->dataBytes();
        ++gone;
    }
    m_entries.erase(m_entries.begin(), m_entries.begin() + static_cast<std::ptrdiff_t>(gone));
}

} // namespace parlance
