// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace parlance {

//! Row numbers of a ResultTable in the order (and choice) in which they are shown: 4 bytes a row.
using RowOrder = std::vector<quint32>;
//! Shared between threads, never changed once made. A null pointer means: all rows, in the server's order.
using RowOrderPtr = std::shared_ptr<const RowOrder>;

//! Why an order, a filter, a search or a summary has no result.
struct RowsError {
    enum class Kind {
        Cancelled,  //!< asked for; nothing to show
        Operand,    //!< what was typed cannot be read as the column's type (or columns do not fit each other)
        Unreadable, //!< rows that were moved to disk cannot be read back
        TooLarge    //!< would need more memory than is allowed for it
    };
    Kind kind = Kind::Cancelled;
    QString message; //!< one sentence for people; empty for Cancelled
    int term = -1;   //!< which FilterTerm, for Operand
    bool operator==(const RowsError&) const = default;

    static RowsError cancelled() { return {}; }
    static RowsError unreadable();
};

} // namespace parlance
