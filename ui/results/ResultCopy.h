// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "ui/results/ShownRows.h"

#include <QItemSelection>
#include <QString>

namespace parlance {

//! What is copied: rows and columns in the order shown.
struct CopiedCells {
    QItemSelection selection;
    QList<int> columns; //!< logical columns in visual order
    bool withHeaders = false;
    ShownRows rows = {};    //!< the order and choice shown
    qint64 windowStart = 0; //!< position in it of the selection's row 0

    //! The table's row of a row of the selection.
    qint64 tableRow(int row) const { return rows.tableRow(windowStart + row); }
};

//! The cells as tab-separated text that pastes into a spreadsheet; a single cell is bare. NULL is empty. A value with a
//! tab, a line break or a quote stands in quotes. Pure; for a large selection call it on a pool thread.
QString tabSeparated(const ResultTable& table, const CopiedCells& cells);

} // namespace parlance
