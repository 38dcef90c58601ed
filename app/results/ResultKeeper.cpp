// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultKeeper.h"

#include <QCoreApplication>

namespace parlance {

namespace {

//! The chunk with its booking: given back when its values go.
ResultChunkPtr booked(const ResultChunkPtr& chunk, const std::shared_ptr<ResultMemory>& memory, qint64 bytes)
{
    auto held = std::make_shared<ResultChunk>(*chunk);
    held->storage = std::shared_ptr<const void>(chunk->storage.get(),
                                                [storage = chunk->storage, memory, bytes](const void*) mutable {
                                                    storage.reset();
                                                    memory->release(bytes);
                                                });
    return held;
}

} // namespace

ResultKeeper::ResultKeeper(std::shared_ptr<ResultMemory> memory, const SpillLimits& limits)
    : m_memory(std::move(memory))
    , m_limits(limits)
{}

QString ResultKeeper::forbiddenWords() const
{
    return QCoreApplication::translate("ResultKeeper",
                                       "All results together may take %1 MB of memory (Settings), and %2 does not "
                                       "allow rows to be kept on disk. Close other results, or select fewer rows or "
                                       "columns.")
        .arg(m_memory->budgetBytes() / ResultMemory::megabyte)
        .arg(m_limits.setBy);
}

Result<ResultChunkPtr, QString> ResultKeeper::keep(const ResultChunkPtr& chunk)
{
    const auto bytes = static_cast<qint64>(chunk->dataBytes());
    if (m_kept + bytes <= alwaysInMemory) {
        m_memory->take(bytes);
        m_kept += bytes;
        return booked(chunk, m_memory, bytes);
    }
    m_kept += bytes;
    if (m_memory->reserve(bytes))
        return booked(chunk, m_memory, bytes);
    if (!m_limits.allowed)
        return unexpected(forbiddenWords());
    if (!m_file) {
        Result<std::shared_ptr<SpillFile>, QString> made = SpillFile::create(m_limits.folder);
        if (!made)
            return unexpected(made.error());
        m_file = *made;
    }
    return m_file->store(*chunk);
}

} // namespace parlance
