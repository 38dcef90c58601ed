// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"

#include <QDateTime>
#include <QString>

namespace parlance {

//! A result as it is offered for comparison. A plain value; the rows are shared.
struct ComparedResult {
    QString title; //!< as its tab says
    QDateTime ranAt;
    ResultTable table;
    QString partial;       //!< "the first 1,000 rows of more": these are not all; empty: they are
    bool filtered = false; //!< its tab shows fewer rows than are compared
};

} // namespace parlance
