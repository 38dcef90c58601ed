// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultFilter.h"
#include "results/ResultScan.h"

#include <functional>

namespace parlance {

//! One FilterTerm made ready for a table's column: its operand read, its comparison chosen. Of one thread.
class CellTest final {
public:
    //! The sentence for people when the operand cannot be read.
    static Result<CellTest, QString> of(const FilterTerm& term, const ResultTable& table, const FilterOptions& options);
    //! Of the row where \a scan stands.
    bool holds(const ResultScan& scan) const;

private:
    FilterTerm m_term;
    int m_columnCount = 0;
    std::function<bool(QByteArrayView)> m_test; //!< of a value that is not NULL
};

} // namespace parlance
