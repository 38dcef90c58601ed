// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/Decimal.h"

#include <algorithm>
#include <limits>

namespace parlance {

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

bool isWord(QByteArrayView text, QByteArrayView word)
{
    return text.compare(word, Qt::CaseInsensitive) == 0;
}

//! An exponent's digits; kept within ±10⁹, beyond any number PostgreSQL has.
std::optional<qint64> readExponent(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    if (negative || text.startsWith('+'))
        text = text.sliced(1);
    if (text.isEmpty())
        return std::nullopt;
    qint64 value = 0;
    for (const char character : text) {
        if (!isDigit(character))
            return std::nullopt;
        value = std::min<qint64>(value * 10 + (character - '0'), 1'000'000'000);
    }
    return negative ? -value : value;
}

//! Where the digits of a number stand in its text.
struct Written {
    qsizetype length = 0; //!< of digits and point
    qsizetype point = -1; //!< -1: none
    qsizetype first = -1; //!< first digit that is not 0
    qsizetype last = -1;  //!< last one
};

Written findDigits(QByteArrayView text)
{
    Written written;
    qsizetype at = 0;
    for (; at < text.size(); ++at) {
        const char character = text[at];
        if (character == '.' && written.point < 0) {
            written.point = at;
        } else if (!isDigit(character)) {
            break;
        } else if (character != '0') {
            if (written.first < 0)
                written.first = at;
            written.last = at;
        }
    }
    written.length = at;
    return written;
}

std::strong_ordering compareDigits(QByteArrayView left, QByteArrayView right)
{
    const char* a = left.begin();
    const char* b = right.begin();
    while (a != left.end() && b != right.end()) {
        if (*a == '.')
            ++a;
        if (*b == '.')
            ++b;
        if (*a != *b)
            return *a <=> *b;
        ++a;
        ++b;
    }
    // What is left over ends with a digit that is not 0.
    return int(a != left.end()) <=> int(b != right.end());
}

} // namespace

std::optional<Decimal> Decimal::read(QByteArrayView text)
{
    Decimal decimal;
    const bool negative = text.startsWith('-');
    if (negative || text.startsWith('+'))
        text = text.sliced(1);
    if (text.isEmpty())
        return std::nullopt;
    if (!isDigit(text[0]) && text[0] != '.') {
        if (isWord(text, "infinity") || isWord(text, "inf")) {
            decimal.m_kind = negative ? Kind::NegativeInfinity : Kind::Infinity;
            decimal.m_sign = negative ? -1 : 1;
            return decimal;
        }
        if (!isWord(text, "nan"))
            return std::nullopt;
        decimal.m_kind = Kind::NaN;
        return decimal;
    }
    const Written written = findDigits(text);
    const qsizetype whole = written.point < 0 ? written.length : written.point;
    const qsizetype fraction = written.point < 0 ? 0 : written.length - written.point - 1;
    if (whole + fraction == 0)
        return std::nullopt;
    qint64 power = 0;
    if (written.length < text.size()) {
        const char letter = text[written.length];
        const auto read =
            letter == 'e' || letter == 'E' ? readExponent(text.sliced(written.length + 1)) : std::optional<qint64>();
        if (!read)
            return std::nullopt;
        power = *read;
    }
    decimal.m_scale = std::max<qint64>(0, fraction - power);
    if (written.first < 0)
        return decimal;
    decimal.m_sign = negative ? -1 : 1;
    decimal.m_digits = text.sliced(written.first, written.last - written.first + 1);
    decimal.m_exponent = power + (written.first < whole ? whole - written.first - 1 : whole - written.first);
    return decimal;
}

std::strong_ordering operator<=>(const Decimal& left, const Decimal& right)
{
    if (left.m_kind != right.m_kind || left.m_kind != Decimal::Kind::Finite)
        return left.m_kind <=> right.m_kind;
    if (left.m_sign != right.m_sign || left.m_sign == 0)
        return left.m_sign <=> right.m_sign;
    const auto larger = left.m_exponent != right.m_exponent ? left.m_exponent <=> right.m_exponent
                                                            : compareDigits(left.m_digits, right.m_digits);
    return left.m_sign > 0 ? larger : 0 <=> larger;
}

qint64 Decimal::roughOrder() const
{
    constexpr qint64 limit = std::numeric_limits<qint64>::max() - 3;
    switch (m_kind) {
    case Kind::NegativeInfinity:
        return -limit;
    case Kind::Infinity:
        return limit - 1;
    case Kind::NaN:
        return limit;
    case Kind::Finite:
        break;
    }
    if (m_sign == 0)
        return 0;
    constexpr int keptDigits = 13; // 44 bits, beside 18 for the exponent
    qint64 kept = 0;
    int count = 0;
    for (const char character : m_digits) {
        if (character == '.')
            continue;
        kept = kept * 10 + (character - '0');
        if (++count == keptDigits)
            break;
    }
    for (; count < keptDigits; ++count)
        kept *= 10;
    // numeric reaches from 10^-16383 to 10^131071.
    const qint64 exponent = std::clamp<qint64>(m_exponent, -20'000, 240'000) + 20'001;
    return m_sign * ((exponent << 44) | kept);
}

std::optional<ScaledInteger> readScaledInteger(QByteArrayView text)
{
    const char* at = text.begin();
    const char* const end = text.end();
    const bool negative = at != end && *at == '-';
    if (negative)
        ++at;
    if (end - at > 20 || at == end)
        return std::nullopt;
    quint64 mantissa = 0;
    const char* point = nullptr;
    const auto characters = end - at;
    for (; at != end; ++at) {
        if (isDigit(*at)) {
            mantissa = mantissa * 10 + static_cast<quint64>(*at - '0');
        } else if (*at == '.' && !point) {
            point = at;
        } else {
            return std::nullopt;
        }
    }
    const auto digits = characters - (point ? 1 : 0);
    if (digits == 0 || digits > 19 || mantissa > static_cast<quint64>(ScaledInteger::largest))
        return std::nullopt;
    ScaledInteger value;
    value.mantissa = negative ? -static_cast<qint64>(mantissa) : static_cast<qint64>(mantissa);
    value.scale = point ? static_cast<int>(end - point - 1) : 0;
    return value;
}

} // namespace parlance
