// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "postgres/PostgresError.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace parlance {

//! One column of a result as the server describes it.
struct ResultColumn {
    QString name;
    quint32 typeOid = 0;
    int typeModifier = -1;
    QString typeName;     //!< as format_type writes it where known (numeric, timestamp with time zone, text …)
    quint32 tableOid = 0; //!< 0: not a plain column
    int tableColumn = 0;
    QStringList enumLabels; //!< of an enum, as declared; empty for other types and while they are not known
    bool operator==(const ResultColumn&) const = default;
};

struct ResultChunk;
using ResultChunkPtr = std::shared_ptr<const ResultChunk>;

//! Where the values of a chunk that lies on disk come back from. Immutable; any thread.
class ChunkSource {
public:
    virtual ~ChunkSource() = default;
    //! The chunk with its values in reach while the pointer lives; nullptr when they cannot be read. Does not read them
    //! all: a mapping is enough.
    virtual ResultChunkPtr load() const = 0;
};

//! Rows on their way from a connection's worker to a ResultTable: the server's own text, back to back, with the end
//! offset of every cell. 4 bytes a cell besides the values. Views over a storage that the chunk keeps alive: memory, or
//! a mapped part of a file. A chunk whose values lie on disk has a source and no values (see loaded()). Immutable once
//! delivered; shared by pointer between threads.
struct ResultChunk {
    static constexpr std::uint32_t nullFlag = 0x80000000u;

    int columnCount = 0;
    qsizetype rowCount = 0;
    const char* bytes = nullptr;               //!< every value's text, row by row; less than 2 GB
    std::size_t byteCount = 0;                 //!< of bytes; known also while the values lie on disk
    const std::uint32_t* ends = nullptr;       //!< rowCount × columnCount: end offset of the cell in bytes, nullFlag
                                               //!< set for NULL; nullptr while the values lie on disk
    std::shared_ptr<const void> storage;       //!< what bytes and ends live in
    std::shared_ptr<const ChunkSource> source; //!< set: the values lie on disk

    //! A chunk that owns its values.
    static ResultChunkPtr make(int columnCount, qsizetype rowCount, std::vector<char> bytes,
                               std::vector<std::uint32_t> ends);

    std::size_t cellCount() const { return static_cast<std::size_t>(rowCount) * static_cast<std::size_t>(columnCount); }
    //! Bytes of values and offsets, wherever they lie.
    std::size_t dataBytes() const { return byteCount + cellCount() * sizeof(std::uint32_t); }
    bool isOnDisk() const { return source != nullptr; }

    //! The server's text of a cell (empty for NULL: ask isNull). Valid while the chunk lives; not for one on disk.
    QByteArrayView cell(qsizetype row, int column) const
    {
        const auto index =
            static_cast<std::size_t>(row) * static_cast<std::size_t>(columnCount) + static_cast<std::size_t>(column);
        const std::uint32_t begin = index == 0 ? 0u : (ends[index - 1] & ~nullFlag);
        const std::uint32_t end = ends[index] & ~nullFlag;
        return QByteArrayView(bytes + begin, static_cast<qsizetype>(end - begin));
    }
    bool isNull(qsizetype row, int column) const
    {
        return (ends[static_cast<std::size_t>(row) * static_cast<std::size_t>(columnCount) +
                     static_cast<std::size_t>(column)] &
                nullFlag) != 0;
    }
};

//! The chunk with its values in reach: itself, or loaded from disk; nullptr when that fails.
inline ResultChunkPtr loaded(const ResultChunkPtr& chunk)
{
    return chunk && chunk->isOnDisk() ? chunk->source->load() : chunk;
}

//! Decides where the chunks of a run are kept before they are delivered. One run's alone; worker's thread.
class ChunkKeeper {
public:
    virtual ~ChunkKeeper() = default;
    //! \a chunk as it shall be delivered (itself, or one whose values lie on disk); or a sentence for people why it
    //! cannot be kept, which ends the run with PostgresError::Kind::NoRoom. May wait for the disk.
    virtual Result<ResultChunkPtr, QString> keep(const ResultChunkPtr& chunk) = 0;
};

//! How a run ended well.
struct RunSummary {
    qint64 rows = 0;                  //!< rows delivered
    bool capped = false;              //!< there are more rows than RunLimits::maximumRows
    QString commandTag;               //!< PostgreSQL's own: SELECT 10, EXPLAIN, SHOW
    qint64 firstRowMicroseconds = -1; //!< from sending to the first row, -1 without rows
    qint64 totalMicroseconds = 0;
    bool operator==(const RunSummary&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::ResultChunkPtr)
Q_DECLARE_METATYPE(parlance::RunSummary)
