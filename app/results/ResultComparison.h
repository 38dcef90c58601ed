// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowOrder.h"

#include <atomic>

namespace parlance {

//! A row that both results have, by its key, with cells that differ.
struct ChangedRow {
    quint32 left = 0;
    quint32 right = 0;
    QList<int> columns; //!< those that differ
    bool operator==(const ChangedRow&) const = default;
};

//! A key that stands in several rows of one result: which of them belong together nobody can tell, so none are
//! compared.
struct RepeatedKey {
    RowOrder left;
    RowOrder right;
    bool operator==(const RepeatedKey&) const = default;
};

//! How two results with the same columns differ.
struct ResultComparison {
    RowOrder onlyLeft;                 //!< in the left one's order
    RowOrder onlyRight;                //!< in the right one's order
    std::vector<ChangedRow> changed;   //!< in the left one's order
    std::vector<RepeatedKey> repeated; //!< by the first of the rows, left before right
    qint64 same = 0;                   //!< rows without a difference
    bool operator==(const ResultComparison&) const = default;
};

//! Whether two results can be compared: columns of the same names and types in the same order. Pure.
bool haveSameColumns(const QList<ResultColumn>& left, const QList<ResultColumn>& right);

//! Finds each row of \a left in \a right by the columns of its key. Keys are equal as their type says (1.0 is 1.00, an
//! instant is itself at any offset, NULL is NULL). A cell differs when the server's text does, but for timestamps with
//! zones: these differ as instants. Without key columns whole rows are paired, equal ones one to one, and nothing is
//! changed. Columns of other names or types are an error of Kind::Operand. Linear time; needs memory for the left
//! result's keys. Any thread; returns within milliseconds when \a cancelled turns true.
Result<ResultComparison, RowsError> compareResults(const ResultTable& left, const ResultTable& right,
                                                   const QList<int>& keyColumns, const std::atomic_bool& cancelled);

} // namespace parlance
