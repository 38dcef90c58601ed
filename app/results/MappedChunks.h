// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

namespace parlance {

//! The few chunks of a table that were looked at last and lie on disk, mapped into memory: enough for a screen and for
//! jumping about, too few to matter. A copy begins empty. A value of one thread.
class MappedChunks final {
public:
    static constexpr std::size_t mostChunks = 16;
    static constexpr std::size_t mostBytes = 64 * 1024 * 1024; //!< of all but the newest

    MappedChunks() = default;
    MappedChunks(const MappedChunks&) {}
    MappedChunks(MappedChunks&&) noexcept = default;
    MappedChunks& operator=(const MappedChunks&);
    MappedChunks& operator=(MappedChunks&&) noexcept = default;
    ~MappedChunks() = default;

    //! The \a index-th chunk of the table with its values in reach until the next call; nullptr when they cannot be
    //! read back.
    const ResultChunkPtr& reach(std::size_t index, const ResultChunk& chunk);

private:
    struct Entry {
        std::size_t index = 0;
        ResultChunkPtr chunk;
    };
    void forgetOldest();

    std::vector<Entry> m_entries; //!< the newest last
    ResultChunkPtr m_none;
};

} // namespace parlance
