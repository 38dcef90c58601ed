// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowOrder.h"

#include <QCollator>
#include <QLocale>
#include <QTimeZone>

#include <atomic>

namespace parlance {

//! One condition on a result's rows.
struct FilterTerm {
    enum class Kind {
        Contains, //!< the shown text holds this one, whatever the case of letters; of any column too
        Equals,
        NotEquals,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        IsNull,
        IsNotNull
    };
    Kind kind = Kind::Contains;
    int column = -1; //!< -1: any, for Contains only
    QString text;    //!< as typed; read as the column's type, for texts byte for byte
    bool operator==(const FilterTerm&) const = default;
};

//! What a filter needs beside its terms.
struct FilterOptions {
    qint64 firstRow = 0;                      //!< for a result that grows: the rows from here on (without an order)
    QTimeZone timeZone;                       //!< of the run: where a typed time without an offset is read
    QLocale collation = QCollator().locale(); //!< of < and > between texts, as of sorting
};

//! The rows of \a rows (null: all) that every term holds for, in the same order. Comparisons are those of the column's
//! type, as in SQL: numbers of any size, dates, instants; a NULL is neither equal nor unequal to anything. An operand
//! that cannot be read as the column's type is an error of Kind::Operand with its term. An empty text is contained
//! everywhere. Any thread; returns within milliseconds when \a cancelled turns true.
Result<RowOrderPtr, RowsError> filterRows(const ResultTable& table, const QList<FilterTerm>& terms,
                                          const RowOrderPtr& rows, const std::atomic_bool& cancelled,
                                          const FilterOptions& options = {});

} // namespace parlance
