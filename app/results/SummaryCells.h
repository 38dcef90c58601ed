// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultSummary.h"
#include "results/RowVisits.h"

namespace parlance {

//! The cells of ranges without repetition: columns that have the same rows stand together.
class SummaryCells final {
public:
    struct Group {
        RowVisits visits;
        QList<int> columns;
    };
    SummaryCells(const ResultTable& table, const QList<CellRange>& ranges, const RowOrderPtr& rows);
    const std::vector<Group>& groups() const { return m_groups; }
    qint64 cellCount() const;
    QList<int> columns() const;

private:
    std::vector<Group> m_groups;
};

} // namespace parlance
