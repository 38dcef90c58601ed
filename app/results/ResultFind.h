// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/RowOrder.h"

#include <atomic>
#include <optional>

namespace parlance {

//! Where a search in a result begins and which way it goes.
struct FindStart {
    qint64 viewRow = 0;
    int column = -1; //!< -1: before the first column (forward), behind the last (backward)
    bool forward = true;
    bool withStart = false; //!< the cell itself may be found: while the text is being typed
    QList<int> columns;     //!< those shown, from left to right; empty: all of the table
    bool operator==(const FindStart&) const = default;
};

//! A cell whose text holds what is looked for.
struct FoundCell {
    qint64 viewRow = 0; //!< in the order shown
    int column = 0;
    bool wrapped = false; //!< found beyond the last (first) row, from the other end
    bool operator==(const FoundCell&) const = default;
};

//! The next cell, row by row in the order and choice of \a rows (null: all in the server's order), whose text holds
//! \a text, whatever the case of letters; NULL holds none. At the end it goes on from the other one, up to the start,
//! which is looked at last. Nothing when no cell holds it, or for an empty text. Any thread.
Result<std::optional<FoundCell>, RowsError> findInResult(const ResultTable& table, const RowOrderPtr& rows,
                                                         const QString& text, const FindStart& start,
                                                         const std::atomic_bool& cancelled);

} // namespace parlance
