// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresError.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>

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
    bool operator==(const ResultColumn&) const = default;
};

//! Rows on their way from a connection's worker to a ResultTable: the server's own text, back to back, with the end
//! offset of every cell. 4 bytes a cell besides the values. Immutable once delivered; shared by pointer between
//! threads.
struct ResultChunk {
    static constexpr std::uint32_t nullFlag = 0x80000000u;

    int columnCount = 0;
    qsizetype rowCount = 0;
    std::vector<char> bytes;         //!< every value's text, row by row; less than 2 GB
    std::vector<std::uint32_t> ends; //!< rowCount × columnCount: end offset of the cell in bytes, nullFlag set for NULL

    //! The server's text of a cell (empty for NULL: ask isNull). Valid while the chunk lives.
    QByteArrayView cell(qsizetype row, int column) const
    {
        const auto index =
            static_cast<std::size_t>(row) * static_cast<std::size_t>(columnCount) + static_cast<std::size_t>(column);
        const std::uint32_t begin = index == 0 ? 0u : (ends[index - 1] & ~nullFlag);
        const std::uint32_t end = ends[index] & ~nullFlag;
        return QByteArrayView(bytes.data() + begin, static_cast<qsizetype>(end - begin));
    }
    bool isNull(qsizetype row, int column) const
    {
        return (ends[static_cast<std::size_t>(row) * static_cast<std::size_t>(columnCount) +
                     static_cast<std::size_t>(column)] &
                nullFlag) != 0;
    }
};
using ResultChunkPtr = std::shared_ptr<const ResultChunk>;

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
