// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/CellTest.h"

#include "results/FilterOperand.h"
#include "results/TextSearch.h"

#include <QCoreApplication>

namespace parlance {

namespace {

bool isTrue(FilterTerm::Kind kind, std::partial_ordering order)
{
    switch (kind) {
    case FilterTerm::Kind::Equals:
        return order == 0;
    case FilterTerm::Kind::NotEquals:
        return order != 0;
    case FilterTerm::Kind::Less:
        return order < 0;
    case FilterTerm::Kind::LessOrEqual:
        return order <= 0;
    case FilterTerm::Kind::Greater:
        return order > 0;
    case FilterTerm::Kind::GreaterOrEqual:
        return order >= 0;
    case FilterTerm::Kind::Contains:
    case FilterTerm::Kind::IsNull:
    case FilterTerm::Kind::IsNotNull:
        break;
    }
    return false;
}

} // namespace

Result<CellTest, QString> CellTest::of(const FilterTerm& term, const ResultTable& table, const FilterOptions& options)
{
    CellTest test;
    test.m_term = term;
    test.m_columnCount = table.columnCount();
    const bool anyColumn = term.column < 0;
    if (term.column >= table.columnCount() || (anyColumn && term.kind != FilterTerm::Kind::Contains))
        return unexpected(QCoreApplication::translate("CellTest", "Choose a column to compare."));
    switch (term.kind) {
    case FilterTerm::Kind::IsNull:
    case FilterTerm::Kind::IsNotNull:
        return test;
    case FilterTerm::Kind::Contains:
        test.m_test = [search = TextSearch(term.text)](QByteArrayView cell) { return search.isIn(cell); };
        return test;
    default:
        break;
    }
    auto comparison = readOperand(term.text, table, term.column, options);
    if (!comparison)
        return unexpected(comparison.error());
    test.m_test = [kind = term.kind, compare = std::move(*comparison)](QByteArrayView cell) {
        return isTrue(kind, compare(cell));
    };
    return test;
}

bool CellTest::holds(const ResultScan& scan) const
{
    if (m_term.column >= 0) {
        const bool isNull = scan.isNull(m_term.column);
        if (m_term.kind == FilterTerm::Kind::IsNull)
            return isNull;
        if (m_term.kind == FilterTerm::Kind::IsNotNull)
            return !isNull;
        return !isNull && m_test(scan.cell(m_term.column));
    }
    for (int column = 0; column < m_columnCount; ++column) {
        if (!scan.isNull(column) && m_test(scan.cell(column)))
            return true;
    }
    return false;
}

} // namespace parlance
