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
    std::vector<char> bytes;
    std::vector<std::uint32_t> ends;
    for (const QList<TestCell>& row : rows) {
        for (const TestCell& cell : row) {
            if (cell)
                bytes.insert(bytes.end(), cell->cbegin(), cell->cend());
            ends.push_back(static_cast<std::uint32_t>(bytes.size()) | (cell ? 0u : ResultChunk::nullFlag));
        }
    }
    const int columns = rows.isEmpty() ? 0 : static_cast<int>(rows.first().size());
    return ResultChunk::make(columns, rows.size(), std::move(bytes), std::move(ends));
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
