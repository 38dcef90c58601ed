// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowOrder.h"

#include <QCollator>
#include <QLocale>

#include <atomic>

namespace parlance {

//! One of the columns a result is sorted by.
struct SortKey {
    int column = 0;
    bool descending = false;
    bool operator==(const SortKey&) const = default;
};

//! The rows of \a rows (null: all, in the server's order) sorted by \a keys, the first one first. Typed: numbers of any
//! size as numbers (NaN greatest), timestamps with zones as instants, intervals as PostgreSQL compares them, text in
//! the order of \a collation, see ValueKind. NULLs come last in both directions; rows that are equal stay in the order
//! of \a rows. No keys: \a rows itself. Takes 12 bytes a row and key while it sorts, 4 afterwards. Any thread; returns
//! within milliseconds when \a cancelled turns true, with Kind::Cancelled.
Result<RowOrderPtr, RowsError> sortRows(const ResultTable& table, const QList<SortKey>& keys, const RowOrderPtr& rows,
                                        const std::atomic_bool& cancelled,
                                        const QLocale& collation = QCollator().locale());

} // namespace parlance
