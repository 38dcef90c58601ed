// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ResultChunk.h"

#include <utility>

namespace parlance {

ResultChunkPtr ResultChunk::make(int columnCount, qsizetype rowCount, std::vector<char> bytes,
                                 std::vector<std::uint32_t> ends)
{
    using Values = std::pair<std::vector<char>, std::vector<std::uint32_t>>;
    const auto values = std::make_shared<const Values>(std::move(bytes), std::move(ends));
    auto chunk = std::make_shared<ResultChunk>();
    chunk->columnCount = columnCount;
    chunk->rowCount = rowCount;
    chunk->bytes = values->first.data();
    chunk->byteCount = values->first.size();
    chunk->ends = values->second.data();
    chunk->storage = values;
    return chunk;
}

} // namespace parlance
