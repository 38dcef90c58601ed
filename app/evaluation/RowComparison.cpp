// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/RowComparison.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace parlance {

namespace {

using Row = std::vector<ComparedRows::Cell>;
constexpr double tolerance = 1e-9;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

//! Whether \a text is a plain decimal number: -12.50.
bool isDecimal(const QByteArray& text)
{
    qsizetype at = text.startsWith('-') ? 1 : 0;
    bool digits = false;
    bool point = false;
    for (; at < text.size(); ++at) {
        if (isDigit(text[at]))
            digits = true;
        else if (text[at] == '.' && !point)
            point = true;
        else
            return false;
    }
    return digits;
}

//! 1.50 and 1.5 are one number: trailing zeros behind the point go, and so does the sign of zero.
QByteArray plainNumber(QByteArray text)
{
    if (!isDecimal(text))
        return text;
    if (text.contains('.')) {
        while (text.endsWith('0'))
            text.chop(1);
        if (text.endsWith('.'))
            text.chop(1);
    }
    return text == "-0" ? QByteArray("0") : text;
}

std::vector<Row> plainRows(const ComparedRows& rows)
{
    std::vector<Row> plain = rows.rows;
    for (Row& row : plain) {
        for (ComparedRows::Cell& cell : row)
            cell.text = plainNumber(cell.text);
    }
    return plain;
}

std::optional<double> numberOf(const ComparedRows::Cell& cell)
{
    bool isNumber = false;
    const double number = cell.text.toDouble(&isNumber);
    if (cell.null || !isNumber || !std::isfinite(number))
        return {};
    return number;
}

bool isClose(const ComparedRows::Cell& left, const ComparedRows::Cell& right)
{
    if (left == right)
        return true;
    const std::optional<double> one = numberOf(left);
    const std::optional<double> other = numberOf(right);
    return one && other && std::abs(*one - *other) <= tolerance * std::max(std::abs(*one), std::abs(*other));
}

bool isClose(const Row& left, const Row& right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const auto& one, const auto& other) { return isClose(one, other); });
}

//! An order in which rows that are close to one another stand side by side: what is no number first, then the numbers.
bool comesBefore(const Row& left, const Row& right)
{
    for (size_t i = 0; i < left.size(); ++i) {
        const bool numbers = numberOf(left[i]) && numberOf(right[i]);
        if (!numbers && left[i] != right[i])
            return left[i] < right[i];
    }
    for (size_t i = 0; i < left.size(); ++i) {
        const double one = numberOf(left[i]).value_or(0);
        const double other = numberOf(right[i]).value_or(0);
        if (one < other || other < one)
            return one < other;
    }
    return false;
}

} // namespace

void ComparedRows::add(const ResultChunk& chunk)
{
    columns = chunk.columnCount;
    for (qsizetype r = 0; r < chunk.rowCount; ++r) {
        Row row;
        row.reserve(size_t(columns));
        for (int c = 0; c < columns; ++c)
            row.push_back(chunk.isNull(r, c) ? Cell{{}, true} : Cell{chunk.cell(r, c).toByteArray(), false});
        rows.push_back(std::move(row));
    }
}

RowVerdict compareRows(const ComparedRows& gold, const ComparedRows& other, bool ordered)
{
    if (gold.rows.size() != other.rows.size() || (gold.columns != other.columns && !gold.rows.empty()))
        return RowVerdict::Differ;
    std::vector<Row> left = plainRows(gold);
    std::vector<Row> right = plainRows(other);
    if (!ordered) {
        std::sort(left.begin(), left.end());
        std::sort(right.begin(), right.end());
    }
    if (left == right)
        return RowVerdict::Equal;
    if (!ordered) {
        std::stable_sort(left.begin(), left.end(), comesBefore);
        std::stable_sort(right.begin(), right.end(), comesBefore);
    }
    const bool close = std::equal(left.begin(), left.end(), right.begin(),
                                  [](const Row& one, const Row& two) { return isClose(one, two); });
    return close ? RowVerdict::Close : RowVerdict::Differ;
}

} // namespace parlance
