// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/RowOrder.h"

#include <QtGlobal>

namespace parlance {

//! Which rows of a ResultTable are shown, in which order: those of an order that was made while the table had ofRows
//! rows, and (unless it is a choice) those that came later behind them. A plain value; a default one is the server's
//! order.
struct ShownRows {
    RowOrderPtr rows;      //!< null: the server's order
    qint64 ofRows = 0;     //!< rows of the table when the order was made
    bool filtered = false; //!< the order is a choice: what came later is not shown

    //! How many rows of a table of \a tableRows rows are shown.
    qint64 count(qint64 tableRows) const
    {
        if (!rows)
            return tableRows;
        return static_cast<qint64>(rows->size()) + (filtered ? 0 : tableRows - ofRows);
    }
    //! The table's row at \a position, counted from 0.
    qint64 tableRow(qint64 position) const
    {
        if (!rows)
            return position;
        const auto ordered = static_cast<qint64>(rows->size());
        return position < ordered ? static_cast<qint64>((*rows)[static_cast<std::size_t>(position)])
                                  : ofRows + position - ordered;
    }
    //! Where the table's row is shown; -1: it is not. Looks through the order.
    qint64 positionOf(qint64 tableRow) const;
    //! All of it as one order: null for the server's. Copies when rows came later.
    RowOrderPtr order(qint64 tableRows) const;
};

} // namespace parlance
