// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"
#include "results/ResultMemory.h"
#include "results/SpillFile.h"

#include <QString>

namespace parlance {

//! Whether and where rows may lie on disk; the team's policy as the results room needs it.
struct SpillLimits {
    bool allowed = true;
    QString folder; //!< where the temporary files are made
    QString setBy;  //!< for people: who forbade it ("the policy of the team Sales (/etc/…/teams.json)")
    bool operator==(const SpillLimits&) const = default;
};

//! Keeps the chunks of one run: in memory while the program's budget lasts, then in a temporary file of the run's own.
//! Writes on the worker's thread, so that the server waits, not the window.
class ResultKeeper final : public ChunkKeeper {
public:
    //! Of each run this much is always kept in memory: small results depend neither on other results nor on a disk.
    static constexpr qint64 alwaysInMemory = ResultMemory::megabyte;

    ResultKeeper(std::shared_ptr<ResultMemory> memory, const SpillLimits& limits);
    Result<ResultChunkPtr, QString> keep(const ResultChunkPtr& chunk) override;

private:
    QString forbiddenWords() const;

    std::shared_ptr<ResultMemory> m_memory;
    SpillLimits m_limits;
    std::shared_ptr<SpillFile> m_file; //!< made when it is needed first
    qint64 m_kept = 0;                 //!< bytes so far
};

} // namespace parlance
