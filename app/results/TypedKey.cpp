// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/TypedKey.h"

#include "results/Decimal.h"
#include "results/MoneyFormat.h"
#include "results/TimeValue.h"

#include <QString>

#include <algorithm>
#include <bit>
#include <cstring>

namespace parlance {

namespace {

std::strong_ordering compareBytes(QByteArrayView left, QByteArrayView right)
{
    const qsizetype common = std::min(left.size(), right.size());
    const int order = common <= 0 ? 0 : std::memcmp(left.data(), right.data(), static_cast<std::size_t>(common));
    return order != 0 ? order <=> 0 : left.size() <=> right.size();
}

//! The first 8 bytes as a number.
TypedKey prefixOf(QByteArrayView text)
{
    quint64 prefix = 0;
    const qsizetype count = std::min<qsizetype>(text.size(), 8);
    for (qsizetype i = 0; i < count; ++i)
        prefix |= static_cast<quint64>(static_cast<unsigned char>(text[i])) << (56 - 8 * i);
    const auto order = std::bit_cast<qint64>(prefix ^ (quint64(1) << 63));
    return {std::clamp(order, TypedKey::smallest, TypedKey::largest), false};
}

std::optional<TypedKey> floatKey(QByteArrayView text)
{
    if (const auto small = readScaledInteger(text); small && small->mantissa == 0)
        return TypedKey{0, true};
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (ok && value == value) {
        const auto bits = std::bit_cast<quint64>(value);
        const auto magnitude = static_cast<qint64>(bits & ~(quint64(1) << 63));
        return TypedKey{(bits >> 63) != 0 ? -magnitude : magnitude, true};
    }
    const auto decimal = Decimal::read(text);
    if (!decimal || decimal->kind() == Decimal::Kind::Finite)
        return std::nullopt;
    return TypedKey{decimal->roughOrder(), true};
}

std::optional<TypedKey> momentKey(const std::optional<TimeValue>& moment)
{
    if (!moment)
        return std::nullopt;
    if (moment->isInfinite())
        return TypedKey{moment->days < 0 ? TypedKey::smallest : TypedKey::largest, true};
    if (const auto whole = moment->inMicroseconds())
        return TypedKey{*whole, true};
    // An interval of more than 292,000 years. Rough ones are greater than any exact one, and never beside them: one
    // rough key makes the whole column rough (TypedKey::exact).
    return TypedKey{moment->days > 0 ? TypedKey::largest - 1 : TypedKey::smallest + 1, false};
}

std::optional<TypedKey> zonedTimeKey(QByteArrayView text)
{
    const auto time = ZonedTime::readTime(text);
    if (!time || !time->offset)
        return std::nullopt;
    // timetz_cmp_internal: by the time at UTC, then zones west of Greenwich last.
    const qint64 atUtc = time->local.microseconds - *time->offset * qint64(1'000'000);
    return TypedKey{atUtc * (1 << 18) - *time->offset, true};
}

std::optional<TypedKey> uuidKey(QByteArrayView text)
{
    quint64 value = 0;
    int digits = 0;
    for (const char character : text) {
        if (character == '-')
            continue;
        const int digit = character >= '0' && character <= '9' ? character - '0'
                        : character >= 'a' && character <= 'f' ? character - 'a' + 10
                                                               : -1;
        if (digit < 0)
            return std::nullopt;
        if (digits++ < 15)
            value = (value << 4) | static_cast<quint64>(digit);
    }
    return digits == 32 ? std::optional(TypedKey{static_cast<qint64>(value), false}) : std::nullopt;
}

std::optional<TypedKey> logPositionKey(QByteArrayView text)
{
    const qsizetype slash = text.indexOf('/');
    if (slash < 1)
        return std::nullopt;
    bool highOk = false;
    bool lowOk = false;
    const quint64 high = text.first(slash).toUInt(&highOk, 16);
    const quint64 low = text.sliced(slash + 1).toUInt(&lowOk, 16);
    if (!highOk || !lowOk)
        return std::nullopt;
    // No server is so young that it writes 0/1 or 0/2 beside 0/0 (invalid): the ends may fall together.
    const auto order = std::bit_cast<qint64>(((high << 32) | low) ^ (quint64(1) << 63));
    return TypedKey{std::clamp(order, TypedKey::smallest, TypedKey::largest), true};
}

std::optional<TypedKey> booleanKey(QByteArrayView text)
{
    if (text.size() != 1 || (text[0] != 't' && text[0] != 'f'))
        return std::nullopt;
    return TypedKey{text[0] == 't' ? 1 : 0, true};
}

std::optional<TypedKey> numberKey(QByteArrayView text)
{
    const auto decimal = Decimal::read(text);
    return decimal ? std::optional(TypedKey{decimal->roughOrder(), false}) : std::nullopt;
}

std::optional<TimeValue> momentOf(ValueKind kind, QByteArrayView text)
{
    switch (kind) {
    case ValueKind::Date:
        return TimeValue::readDate(text);
    case ValueKind::Time:
        return TimeValue::readTime(text);
    case ValueKind::Interval:
        return TimeValue::readInterval(text);
    default: {
        const auto zoned = ZonedTime::readTimestamp(text);
        return zoned ? std::optional(zoned->instant()) : std::nullopt;
    }
    }
}

std::strong_ordering comparedOr(const std::optional<TypedKey>& left, const std::optional<TypedKey>& right,
                                QByteArrayView leftText, QByteArrayView rightText)
{
    if (left && right && (left->order != right->order || (left->exact && right->exact)))
        return left->order <=> right->order;
    return compareBytes(leftText, rightText);
}

//! Digits without an exponent and without zeros that do not count: as most numbers are written anyway.
QByteArrayView canonicalDecimal(QByteArrayView text, QByteArray& buffer)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](char character) {
        return (character >= '0' && character <= '9') || character == '.' || character == '-';
    });
    if (plain) {
        if (text.contains('.')) {
            while (text.endsWith('0'))
                text.chop(1);
            if (text.endsWith('.'))
                text.chop(1);
        }
        return text == "-0" ? QByteArrayView("0") : text;
    }
    const auto decimal = Decimal::read(text);
    if (!decimal || decimal->kind() != Decimal::Kind::Finite)
        return text;
    if (decimal->sign() == 0)
        return "0";
    QByteArray digits = decimal->digits().toByteArray();
    digits.replace(".", "");
    const qint64 whole = decimal->exponent() + 1; // digits before the point
    if (whole <= 0)
        digits.prepend("0." + QByteArray(-whole, '0'));
    else if (digits.size() < whole)
        digits.append(whole - digits.size(), '0');
    else if (digits.size() > whole)
        digits.insert(whole, '.');
    buffer = decimal->sign() < 0 ? QByteArray('-' + digits) : digits;
    return buffer;
}

QByteArrayView canonicalMoment(const std::optional<TimeValue>& moment, QByteArrayView text, QByteArray& buffer)
{
    if (!moment)
        return text;
    buffer.resize(sizeof(TimeValue));
    std::memcpy(buffer.data(), &moment.value(), sizeof(TimeValue));
    return buffer;
}

} // namespace

std::optional<TypedKey> TypedKey::of(ValueKind kind, QByteArrayView text)
{
    switch (kind) {
    case ValueKind::Integer:
    case ValueKind::Decimal:
        return numberKey(text);
    case ValueKind::Float:
        return floatKey(text);
    case ValueKind::Money: {
        const auto units = MoneyFormat::smallestUnits(text);
        // The last three cents of 92 quadrillion may fall together.
        return units ? std::optional(TypedKey{std::clamp(*units, smallest, largest), true}) : std::nullopt;
    }
    case ValueKind::Boolean:
        return booleanKey(text);
    case ValueKind::Date:
    case ValueKind::Time:
    case ValueKind::Timestamp:
    case ValueKind::TimestampTz:
    case ValueKind::Interval:
        return momentKey(momentOf(kind, text));
    case ValueKind::TimeTz:
        return zonedTimeKey(text);
    case ValueKind::LogPosition:
        return logPositionKey(text);
    case ValueKind::Uuid:
        return uuidKey(text);
    case ValueKind::Text:
    case ValueKind::Bytes:
        return prefixOf(text);
    case ValueKind::PaddedText:
        return prefixOf(withoutPadding(text));
    case ValueKind::Enum: // see SortableBytes
    case ValueKind::Network:
    case ValueKind::TupleId:
    case ValueKind::Range:
    case ValueKind::List:
        return std::nullopt;
    }
    return std::nullopt;
}

std::strong_ordering compareValues(ValueKind kind, QByteArrayView left, QByteArrayView right)
{
    switch (kind) {
    case ValueKind::Integer:
    case ValueKind::Decimal:
    case ValueKind::Float: {
        const auto a = Decimal::read(left);
        const auto b = Decimal::read(right);
        return a && b ? *a <=> *b : compareBytes(left, right);
    }
    case ValueKind::Date:
    case ValueKind::Time:
    case ValueKind::Timestamp:
    case ValueKind::TimestampTz:
    case ValueKind::Interval: {
        const auto a = momentOf(kind, left);
        const auto b = momentOf(kind, right);
        return a && b ? *a <=> *b : compareBytes(left, right);
    }
    case ValueKind::Money:
    case ValueKind::Boolean:
    case ValueKind::TimeTz:
    case ValueKind::LogPosition:
        return comparedOr(TypedKey::of(kind, left), TypedKey::of(kind, right), left, right);
    case ValueKind::PaddedText:
        return compareBytes(withoutPadding(left), withoutPadding(right));
    default:
        break;
    }
    return compareBytes(left, right);
}

QByteArrayView canonicalValue(ValueKind kind, QByteArrayView text, QByteArray& buffer)
{
    switch (kind) {
    case ValueKind::Decimal:
    case ValueKind::Float:
        return canonicalDecimal(text, buffer);
    case ValueKind::Integer:
        return canonicalDecimal(text, buffer);
    case ValueKind::TimestampTz:
    case ValueKind::Interval:
        return canonicalMoment(momentOf(kind, text), text, buffer);
    case ValueKind::PaddedText:
        return withoutPadding(text);
    default:
        return text;
    }
}

QByteArrayView withoutPadding(QByteArrayView text)
{
    while (text.endsWith(' '))
        text.chop(1);
    return text;
}

} // namespace parlance
