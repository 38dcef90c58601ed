// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

#include <initializer_list>
#include <optional>

namespace parlance::test {

using TestCell = std::optional<QByteArray>;

//! A chunk as a worker would deliver it; every row has the same number of cells, nothing is NULL.
inline ResultChunkPtr makeChunk(const QList<QList<TestCell>>& rows)
{
    auto chunk = std::make_shared<ResultChunk>();
    chunk->columnCount = rows.isEmpty() ? 0 : static_cast<int>(rows.first().size());
    chunk->rowCount = rows.size();
    for (const QList<TestCell>& row : rows) {
        for (const TestCell& cell : row) {
            if (cell)
                chunk->bytes.insert(chunk->bytes.end(), cell->cbegin(), cell->cend());
            chunk->ends.push_back(static_cast<std::uint32_t>(chunk->bytes.size()) |
                                  (cell ? 0u : ResultChunk::nullFlag));
        }
    }
    return chunk;
}

inline ResultColumn makeColumn(const QString& name, quint32 oid, const QString& typeName)
{
    ResultColumn column;
    column.name = name;
    column.typeOid = oid;
    column.typeName = typeName;
    return column;
}

} // namespace parlance::test
