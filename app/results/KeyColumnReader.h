// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/KeyColumn.h"
#include "results/ResultScan.h"
#include "results/SortableBytes.h"
#include "results/Sorting.h"
#include "results/TypedKey.h"

namespace parlance {

//! Makes a KeyColumn: tries exact 64-bit keys first, then rough keys that are told apart by reading the texts, then
//! the texts (or the SortableBytes that stand for them) alone.
class KeyColumnReader final {
public:
    KeyColumnReader(const ResultTable& table, int column, const RowVisits& visits, const std::atomic_bool& cancelled);
    Result<KeyColumn, RowsError> read(const QLocale& collation);

private:
    //! What a pass over the rows came to; the worst of its parts.
    enum class Pass { Exact, Rough, Unfit, Failed };

    Pass readScaled();
    Pass readTyped();
    Pass readTexts(const std::optional<QLocale>& collation, bool sortable);
    bool rankRough();
    bool rankTies(const KeyedPosition* ties, std::size_t count, quint64& rank);
    RowsError error() const;
    void measure();
    template <typename Visit>
    Pass eachCell(const Visit& visit);

    ResultTable m_table;
    int m_column;
    ValueKind m_kind;
    SortableBytes m_sortable;
    const RowVisits& m_visits;
    const std::atomic_bool& m_cancelled;
    KeyColumn m_result;
    ResultScan m_tieScan; //!< where ties among rough keys are looked up
    std::atomic_bool m_unreadable = false;
    bool m_tooLarge = false;
};

} // namespace parlance
