// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/MoneyFormat.h"

#include "results/ResultScan.h"

#include <algorithm>
#include <limits>

namespace parlance {

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

//! Digits after the decimal point, where this value alone can tell: three digits after the only kind of separator may
//! be thousands as well.
std::optional<int> fractionDigitsOf(QByteArrayView text)
{
    int whole = 0;
    int after = 0;
    char separator = 0;
    bool several = false;
    bool leadingZero = false;
    for (const char character : text) {
        if (isDigit(character)) {
            if (separator == 0) {
                leadingZero = whole == 0 && character == '0';
                ++whole;
            } else {
                ++after;
            }
        } else if ((character == '.' || character == ',') && whole > 0) {
            several = several || (separator != 0 && separator != character);
            separator = character;
            after = 0;
        }
    }
    if (separator == 0)
        return whole > 3 ? std::optional(0) : std::nullopt;
    if (after != 3 || several || (leadingZero && whole == 1))
        return after;
    return std::nullopt;
}

} // namespace

MoneyFormat MoneyFormat::ofColumn(const ResultTable& table, int column)
{
    ResultScan scan(table);
    const qint64 rows = std::min<qint64>(table.rowCount(), 10'000);
    bool something = false;
    for (qint64 row = 0; row < rows && scan.moveTo(row); ++row) {
        if (scan.isNull(column))
            continue;
        something = true;
        if (const auto digits = fractionDigitsOf(scan.cell(column)))
            return {*digits};
    }
    return {something ? 0 : 2};
}

std::optional<qint64> MoneyFormat::smallestUnits(QByteArrayView text)
{
    quint64 units = 0;
    int digits = 0;
    bool negative = false;
    for (const char character : text) {
        if (isDigit(character)) {
            if (++digits > 19)
                return std::nullopt;
            units = units * 10 + static_cast<quint64>(character - '0');
        } else if (character == '-' || character == '(') {
            negative = true;
        }
    }
    constexpr auto most = static_cast<quint64>(std::numeric_limits<qint64>::max());
    if (digits == 0 || units > most + (negative ? 1 : 0))
        return std::nullopt;
    return static_cast<qint64>(negative ? ~units + 1 : units);
}

QByteArray MoneyFormat::plain(QByteArrayView text) const
{
    QByteArray digits;
    bool negative = false;
    for (const char character : text) {
        if (isDigit(character))
            digits.append(character);
        else if (character == '-' || character == '(')
            negative = true;
    }
    while (digits.size() <= fractionDigits)
        digits.prepend('0');
    if (fractionDigits > 0)
        digits.insert(digits.size() - fractionDigits, '.');
    return negative ? QByteArray('-' + digits) : digits;
}

} // namespace parlance
