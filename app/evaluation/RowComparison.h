// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ResultChunk.h"

#include <vector>

namespace parlance {

//! A result as it is compared: its cells' texts row by row, NULL marked.
struct ComparedRows {
    struct Cell {
        QByteArray text;
        bool null = false;
        auto operator<=>(const Cell& other) const
        {
            return null != other.null ? null <=> other.null : text.compare(other.text) <=> 0;
        }
        bool operator==(const Cell&) const = default;
    };
    std::vector<std::vector<Cell>> rows;
    int columns = 0;

    void add(const ResultChunk& chunk);
};

enum class RowVerdict {
    Equal, //!< the same values, numbers compared as numbers of any length
    Close, //!< the same but for numbers that differ by less than 1e-9 of themselves
    Differ,
};

//! Compares two results as multisets of rows, or in order with \a ordered. The names of the columns do not count, their
//! order does. Pure, any thread.
RowVerdict compareRows(const ComparedRows& gold, const ComparedRows& other, bool ordered);

} // namespace parlance
