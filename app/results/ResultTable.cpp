// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ResultTable.h"

#include <algorithm>

namespace parlance {

namespace {

struct Place {
    const ResultChunk* chunk = nullptr;
    qsizetype row = 0;
};

std::size_t indexOf(const std::vector<qint64>& firstRows, qint64 row)
{
    const auto after = std::upper_bound(firstRows.cbegin(), firstRows.cend(), row);
    return static_cast<std::size_t>(std::distance(firstRows.cbegin(), after) - 1);
}

Place placeOf(const std::vector<ResultChunkPtr>& chunks, const std::vector<qint64>& firstRows, qint64 row)
{
    const std::size_t index = indexOf(firstRows, row);
    return {chunks[index].get(), static_cast<qsizetype>(row - firstRows[index])};
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

ResultTable::Piece ResultTable::pieceAt(qint64 row) const
{
    const std::size_t index = indexOf(m_firstRows, row);
    return {m_chunks[index], m_firstRows[index]};
}

bool ResultTable::isNull(qint64 row, int column) const
{
    const Place place = placeOf(m_chunks, m_firstRows, row);
    return place.chunk->isNull(place.row, column);
}

QByteArrayView ResultTable::cell(qint64 row, int column) const
{
    const Place place = placeOf(m_chunks, m_firstRows, row);
    return place.chunk->cell(place.row, column);
}

void ResultTable::clear()
{
    *this = ResultTable();
}

} // namespace parlance
