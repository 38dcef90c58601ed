// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

#include <QFile>
#include <QString>

#include <atomic>
#include <memory>
#include <mutex>

namespace parlance {

//! A temporary file for chunks that do not fit into memory: readable by its owner only, gone when its last chunk is.
//! On POSIX it has no name from the start, so that even a killed program leaves nothing behind; on Windows it is
//! deleted when it is closed. One thread appends; any thread loads, and never waits for the one that writes.
//! A chunk is mapped when it is looked at, so that what is looked at costs no memory of the program's own. A page that
//! cannot be read under a mapping would end the program (SIGBUS): so each chunk is read through once before, which
//! costs a tenth of a millisecond and leaves its pages with the system. Only a single value of more than mostChecked is
//! mapped unread: reading it would hold up whoever shows it.
class SpillFile final : public std::enable_shared_from_this<SpillFile> {
public:
    static constexpr qint64 mostChecked = 16 * 1024 * 1024; //!< bytes

    //! A new file in \a folder, which is made (for its owner only) when it is missing; or a sentence why not.
    static Result<std::shared_ptr<SpillFile>, QString> create(const QString& folder);
    ~SpillFile();
    Q_DISABLE_COPY_MOVE(SpillFile)

    //! Writes the values of \a chunk and returns a chunk that finds them here; or a sentence why not (disk full, …).
    //! After a failure everything written before stays readable.
    Result<ResultChunkPtr, QString> store(const ResultChunk& chunk);
    //! Bytes written so far.
    qint64 sizeBytes() const { return m_size.load(std::memory_order_relaxed); }

private:
    struct Range {
        qint64 offset = 0;
        qint64 length = 0;
    };
    class Source;
    class Mapping;

    explicit SpillFile(const QString& folder);
    QString open();
    bool write(const char* data, qint64 size);
    QString fullWords() const;
    bool isReadable(const Range& range) const;
    const uchar* map(const Range& range) const;
    void unmap(const uchar* address) const;

    QString m_folder;
    std::unique_ptr<QFile> m_writer; //!< the thread's that appends
    mutable std::mutex m_mutex;      //!< guards m_reader's list of mappings; held for no input or output
    std::unique_ptr<QFile> m_reader; //!< the same file, for mappings
    std::atomic<qint64> m_size = 0;
};

} // namespace parlance
