// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/MappedChunks.h"

#include <QByteArrayView>
#include <QList>

namespace parlance {

//! The rows of one run as chunks, in memory or on disk, looked up by row number in O(log chunks). Keeps the server's
//! own text; decodes nothing. A value of one thread at a time; chunks are shared, so a copy is cheap: each thread that
//! reads takes one.
class ResultTable final {
public:
    ResultTable() = default;
    ResultTable(const ResultTable&) = default;
    ResultTable(ResultTable&&) noexcept = default;
    ResultTable& operator=(const ResultTable& other);
    ResultTable& operator=(ResultTable&& other) noexcept;
    //! Many chunks die on a thread of the pool: giving gigabytes back takes longer than a window may stand still.
    ~ResultTable();

    void setColumns(const QList<ResultColumn>& columns);
    const QList<ResultColumn>& columns() const { return m_columns; }
    void append(const ResultChunkPtr& chunk);
    //! A chunk with its values in reach, and the number of its first row.
    struct Piece {
        ResultChunkPtr chunk; //!< null when its values cannot be read back from disk
        qint64 firstRow = 0;
    };
    //! The piece that holds \a row (a row of the table), for going through the table piece by piece (ResultScan).
    Piece pieceAt(qint64 row) const;
    qint64 rowCount() const { return m_rowCount; }
    int columnCount() const { return static_cast<int>(m_columns.size()); }
    bool isNull(qint64 row, int column) const;
    //! The server's text (empty for NULL). Valid until another cell of this table is asked for. In place of a value
    //! that cannot be read back from disk a sentence says so.
    QByteArrayView cell(qint64 row, int column) const;
    //! Bytes held in memory: values and offsets of the chunks that are not on disk.
    qint64 memoryBytes() const { return m_memory; }
    //! Bytes that lie on disk.
    qint64 diskBytes() const { return m_disk; }
    void clear();

private:
    const ResultChunkPtr& reach(std::size_t index) const;
    void giveBack();

    QList<ResultColumn> m_columns;
    std::vector<ResultChunkPtr> m_chunks;
    mutable MappedChunks m_mapped;
    std::vector<qint64> m_firstRows; //!< number of the first row of each chunk
    qint64 m_rowCount = 0;
    qint64 m_memory = 0;
    qint64 m_disk = 0;
};

} // namespace parlance
