// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowOrder.h"

namespace parlance {

//! Takes rows of a ResultTable in a given order, and some of its columns in a given order, and hands them out in chunks
//! for a ResultWriter. Any thread, with a copy of the table of its own.
class RowGatherer final {
public:
    //! \a columns: of the table, in the order wanted; empty: all.
    RowGatherer(const ResultTable& table, RowOrderPtr order, const QList<int>& columns);

    QList<ResultColumn> columns() const;
    qint64 rowCount() const;
    //! The next rows: up to about a megabyte, at most 4,096 rows; nullptr at the end.
    Result<ResultChunkPtr, RowsError> next();

private:
    bool reach(qint64 row);

    ResultTable m_table;
    RowOrderPtr m_order;
    QList<int> m_columns;
    qint64 m_next = 0;
    ResultTable::Piece m_piece; //!< that of the last row
};

} // namespace parlance
