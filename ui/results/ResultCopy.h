// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"

#include <QItemSelection>
#include <QString>

namespace parlance {

//! What is copied: rows and columns in the order shown.
struct CopiedCells {
    QItemSelection selection;
    QList<int> columns; //!< logical columns in visual order
    bool withHeaders = false;
};

//! The cells as tab-separated text that pastes into a spreadsheet; a single cell is bare. NULL is empty. A value with a
//! tab, a line break or a quote stands in quotes. Pure; for a large selection call it on a pool thread.
QString tabSeparated(const ResultTable& table, const CopiedCells& cells);

} // namespace parlance
