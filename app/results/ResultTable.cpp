// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultTable.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace parlance {

namespace {

//! From here on chunks are given back on another thread.
constexpr std::size_t manyChunks = 16;

std::size_t indexOf(const std::vector<qint64>& firstRows, qint64 row)
{
    const auto after = std::upper_bound(firstRows.cbegin(), firstRows.cend(), row);
    return static_cast<std::size_t>(std::distance(firstRows.cbegin(), after) - 1);
}

QByteArrayView unreadableWords()
{
    static const QByteArray words =
        QCoreApplication::translate("ResultTable", "(cannot be read back from the temporary file)").toUtf8();
    return words;
}

} // namespace

void ResultTable::setColumns(const QList<ResultColumn>& columns)
{
    m_columns = columns;
}

void ResultTable::append(const ResultChunkPtr& chunk)
{
    if (!chunk || chunk->rowCount == 0)
        return;
    m_firstRows.push_back(m_rowCount);
    m_chunks.push_back(chunk);
    m_rowCount += chunk->rowCount;
    const auto place = static_cast<qint64>(sizeof(ResultChunk) + sizeof(ResultChunkPtr) + sizeof(qint64));
    m_memory += place + (chunk->isOnDisk() ? 0 : static_cast<qint64>(chunk->dataBytes()));
    m_disk += chunk->isOnDisk() ? static_cast<qint64>(chunk->dataBytes()) : 0;
}

ResultTable& ResultTable::operator=(const ResultTable& other)
{
    return *this = ResultTable(other);
}

ResultTable& ResultTable::operator=(ResultTable&& other) noexcept
{
    if (this == &other)
        return *this;
    giveBack();
    m_columns = std::move(other.m_columns);
    m_chunks = std::move(other.m_chunks);
    m_mapped = std::move(other.m_mapped);
    m_firstRows = std::move(other.m_firstRows);
    m_rowCount = std::exchange(other.m_rowCount, 0);
    m_memory = std::exchange(other.m_memory, 0);
    m_disk = std::exchange(other.m_disk, 0);
    return *this;
}

ResultTable::~ResultTable()
{
    giveBack();
}

void ResultTable::giveBack()
{
    if (m_chunks.size() < manyChunks || !QCoreApplication::instance())
        return;
    const auto chunks = std::make_shared<std::vector<ResultChunkPtr>>(std::move(m_chunks));
    m_chunks.clear();
    QThreadPool::globalInstance()->start([chunks] { chunks->clear(); });
}

//! The chunk with its values in reach; nullptr when they cannot be read back.
const ResultChunkPtr& ResultTable::reach(std::size_t index) const
{
    const ResultChunkPtr& chunk = m_chunks[index];
    return chunk->isOnDisk() ? m_mapped.reach(index, *chunk) : chunk;
}

ResultTable::Piece ResultTable::pieceAt(qint64 row) const
{
    const std::size_t index = indexOf(m_firstRows, row);
    return {reach(index), m_firstRows[index]};
}

bool ResultTable::isNull(qint64 row, int column) const
{
    const std::size_t index = indexOf(m_firstRows, row);
    const ResultChunkPtr& chunk = reach(index);
    return chunk && chunk->isNull(static_cast<qsizetype>(row - m_firstRows[index]), column);
}

QByteArrayView ResultTable::cell(qint64 row, int column) const
{
    const std::size_t index = indexOf(m_firstRows, row);
    // What is mapped stays in m_mapped until other cells are asked for.
    const ResultChunkPtr& chunk = reach(index);
    return chunk ? chunk->cell(static_cast<qsizetype>(row - m_firstRows[index]), column) : unreadableWords();
}

void ResultTable::clear()
{
    *this = ResultTable();
}

} // namespace parlance
