// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowOrder.h"

#include <QCollator>
#include <QLocale>

#include <atomic>
#include <optional>

namespace parlance {

//! A rectangle of cells: rows in the order shown, columns of the table; both ends belong to it.
struct CellRange {
    qint64 firstRow = 0;
    qint64 lastRow = 0;
    int firstColumn = 0;
    int lastColumn = 0;
    bool operator==(const CellRange&) const = default;
};

//! What a set of cells amounts to. Numbers are exact decimals, also those of real and double precision: their digits as
//! shown are summed, which double arithmetic would round.
struct ResultSummary {
    qint64 cells = 0;
    qint64 nulls = 0;
    //! Different values that are not NULL, by the equality of their type (1.0 is 1.00). Nothing when there are so many
    //! that counting them takes more than 512 MB.
    std::optional<qint64> distinct;
    qint64 numbers = 0;                //!< cells that are numbers: of these are sum and average
    std::optional<QByteArray> sum;     //!< as sum(numeric) gives it; nothing without numbers
    std::optional<QByteArray> average; //!< with the digits of avg(numeric)
    bool averageRounded = false;       //!< the average has more digits: show ≈
    //! The least and greatest value as its cell shows it; nothing when values of several types or of one without an
    //! order worth telling (boolean, uuid, bytes, json, arrays …) are among the cells.
    std::optional<QByteArray> minimum;
    std::optional<QByteArray> maximum;
    bool operator==(const ResultSummary&) const = default;
};

//! Of the cells in \a ranges (a cell in several of them counts once) in the order \a rows (null: the server's). Texts
//! are compared as \a collation sorts them. Any thread; returns within milliseconds when \a cancelled turns true.
Result<ResultSummary, RowsError> summarize(const ResultTable& table, const QList<CellRange>& ranges,
                                           const RowOrderPtr& rows, const std::atomic_bool& cancelled,
                                           const QLocale& collation = QCollator().locale());

} // namespace parlance
