// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/FilterOperand.h"

#include "results/Decimal.h"
#include "results/MoneyFormat.h"
#include "results/SortableBytes.h"
#include "results/TimeValue.h"
#include "results/TypedKey.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>

namespace parlance {

namespace {

constexpr qint64 secondsFrom1970To2000 = 946'684'800;

using Comparison = Result<CellComparison, QString>;

tl::unexpected<QString> notA(const char* sentence, const QString& text)
{
    return unexpected(QCoreApplication::translate("FilterOperand", sentence).arg(text));
}

//! A typed number, ready for cells of any scale: most are compared as one 64-bit number.
class NumberOperand final {
public:
    explicit NumberOperand(const QByteArray& text)
        : m_text(text)
    {
        if (const auto number = readScaledInteger(m_text)) {
            qint64 mantissa = number->mantissa;
            for (auto scale = static_cast<std::size_t>(number->scale); scale < m_atScale.size(); ++scale) {
                m_atScale[scale] = mantissa;
                if (mantissa > ScaledInteger::largest / 10 || mantissa < -ScaledInteger::largest / 10)
                    break;
                mantissa *= 10;
            }
        }
    }
    std::partial_ordering compare(QByteArrayView cell) const
    {
        if (const auto number = readScaledInteger(cell)) {
            const auto scale = static_cast<std::size_t>(number->scale);
            if (scale < m_atScale.size() && m_atScale[scale])
                return number->mantissa <=> *m_atScale[scale];
        }
        const auto left = Decimal::read(cell);
        const auto right = Decimal::read(m_text);
        if (!left || !right)
            return std::partial_ordering::unordered;
        return *left <=> *right;
    }

private:
    QByteArray m_text;
    std::array<std::optional<qint64>, 19> m_atScale;
};

Comparison numberOperand(const QString& text, const QByteArray& bytes)
{
    if (!Decimal::read(bytes))
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a number. Write it like 1234.56."), text);
    return [operand = NumberOperand(bytes)](QByteArrayView cell) { return operand.compare(cell); };
}

Comparison moneyOperand(const QString& text, const QByteArray& bytes, MoneyFormat format)
{
    if (!Decimal::read(bytes)) {
        return notA(
            QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not an amount. Write it without the currency, like 1234.56."),
            text);
    }
    return
        [operand = NumberOperand(bytes), format](QByteArrayView cell) { return operand.compare(format.plain(cell)); };
}

template <typename Read>
Comparison momentOperand(const TimeValue& operand, const Read& read)
{
    return [operand, read](QByteArrayView cell) -> std::partial_ordering {
        const auto moment = read(cell);
        if (!moment)
            return std::partial_ordering::unordered;
        return *moment <=> operand;
    };
}

std::optional<TimeValue> instantOf(QByteArrayView cell)
{
    const auto zoned = ZonedTime::readTimestamp(cell);
    return zoned ? std::optional(zoned->instant()) : std::nullopt;
}

Comparison dateOperand(const QString& text, const QByteArray& bytes, bool date)
{
    const auto moment = ZonedTime::readTimestamp(bytes);
    if (!moment || moment->offset) {
        if (date)
            return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a date. Write it like 2024-12-31."), text);
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a date and time without a time zone. Write it like "
                                                       "2024-12-31 23:59:59."),
                    text);
    }
    return momentOperand(moment->local, instantOf);
}

Comparison instantOperand(const QString& text, const QByteArray& bytes, const QTimeZone& zone)
{
    const auto typed = ZonedTime::readTimestamp(bytes);
    if (!typed)
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a date and time. Write it like 2024-12-31 23:59:59 "
                                                       "or 2024-12-31 23:59:59+01."),
                    text);
    ZonedTime moment = *typed;
    if (!moment.offset && !moment.local.isInfinite()) {
        if (!zone.isValid())
            return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” lacks its offset from UTC. Write it like 2024-12-31 "
                                                           "23:59:59+01."),
                        text);
        moment.offset = offsetOfLocalTime(zone, moment.local.days * 86'400 + moment.local.microseconds / 1'000'000 +
                                                    secondsFrom1970To2000);
    }
    return momentOperand(moment.instant(), instantOf);
}

//! Kinds whose keys are exact numbers.
Comparison keyOperand(ValueKind kind, const QByteArray& value)
{
    const auto operand = TypedKey::of(kind, value);
    return [kind, order = operand->order](QByteArrayView cell) -> std::partial_ordering {
        const auto key = TypedKey::of(kind, cell);
        if (!key)
            return std::partial_ordering::unordered;
        return key->order <=> order;
    };
}

Comparison zonedTimeOperand(const QString& text, const QByteArray& bytes)
{
    if (!TypedKey::of(ValueKind::TimeTz, bytes))
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a time with an offset from UTC. Write it like "
                                                       "23:59:59+01."),
                    text);
    return keyOperand(ValueKind::TimeTz, bytes);
}

Comparison booleanOperand(const QString& text, const QByteArray& bytes)
{
    // What boolin() takes, but for abbreviations.
    static constexpr const char* trues[] = {"t", "true", "yes", "y", "on", "1"};
    static constexpr const char* falses[] = {"f", "false", "no", "n", "off", "0"};
    const auto isOneOf = [&bytes](const auto& words) {
        return std::any_of(std::begin(words), std::end(words),
                           [&bytes](const char* word) { return bytes.compare(word, Qt::CaseInsensitive) == 0; });
    };
    if (isOneOf(trues))
        return keyOperand(ValueKind::Boolean, "t");
    if (isOneOf(falses))
        return keyOperand(ValueKind::Boolean, "f");
    return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is neither true nor false. Write true or false."), text);
}

Comparison bytesOperand(ValueKind kind, const QByteArray& value)
{
    return [kind, value](QByteArrayView cell) -> std::partial_ordering { return compareValues(kind, cell, value); };
}

Comparison uuidOperand(const QString& text, const QByteArray& bytes)
{
    QByteArray digits = bytes.toLower();
    digits.replace("-", "").replace("{", "").replace("}", "");
    QByteArray value = digits.left(8);
    for (const auto& [at, size] : {std::pair(8, 4), std::pair(12, 4), std::pair(16, 4), std::pair(20, 12)})
        value.append('-').append(digits.mid(at, size));
    if (digits.size() != 32 || !TypedKey::of(ValueKind::Uuid, value))
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a UUID. Write it like "
                                                       "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11."),
                    text);
    return bytesOperand(ValueKind::Uuid, value);
}

Comparison byteaOperand(const QString& text, const QByteArray& bytes)
{
    QByteArray digits = bytes.toLower();
    if (digits.startsWith("\\x"))
        digits.remove(0, 2);
    const bool hex = std::all_of(digits.cbegin(), digits.cend(), [](char digit) {
        return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
    });
    if (!hex || digits.size() % 2 != 0)
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a row of bytes. Write it like \\xdeadbeef."), text);
    return bytesOperand(ValueKind::Bytes, "\\x" + digits);
}

Comparison textOperand(ValueKind kind, QByteArray value, const QLocale& collation)
{
    if (kind == ValueKind::PaddedText)
        value.truncate(withoutPadding(value).size());
    const QCollator collator(collation);
    return [kind, value, collator, text = QString::fromUtf8(value)](QByteArrayView cell) -> std::partial_ordering {
        const QByteArrayView bare = kind == ValueKind::PaddedText ? withoutPadding(cell) : cell;
        const int order = bare == QByteArrayView(value) ? 0 : collator.compare(QString::fromUtf8(bare), text);
        return order != 0 ? std::partial_ordering(order <=> 0)
                          : std::partial_ordering(compareValues(kind, cell, value));
    };
}

//! Types whose order bytes tell; what is none of the type is compared as a text.
Comparison sortableOperand(const ResultColumn& column, const QString& text, const FilterOptions& options)
{
    const ValueKind kind = valueKind(column);
    SortableBytes order(column);
    QByteArray operand;
    if (!order.write(text.trimmed().toUtf8(), operand)) {
        if (kind == ValueKind::Network)
            return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not an address. Write it like 10.1.2.3, "
                                                           "10.1.0.0/16 or 2001:db8::1."),
                        text);
        return textOperand(ValueKind::Text, text.toUtf8(), options.collation);
    }
    return [order = std::move(order), operand, bytes = QByteArray()](QByteArrayView cell) mutable {
        if (!order.write(cell, bytes))
            return std::partial_ordering::unordered;
        return std::partial_ordering(std::as_const(bytes).compare(operand) <=> 0);
    };
}

} // namespace

int offsetOfLocalTime(const QTimeZone& zone, qint64 secondsSince1970)
{
    const auto offsetAt = [&zone](qint64 instant) {
        return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(instant, Qt::UTC));
    };
    // See DetermineTimeZoneOffset in utils/adt/datetime.c.
    const int before = offsetAt(secondsSince1970 - 86'400);
    const int after = offsetAt(secondsSince1970 + 86'400);
    const bool isBefore = offsetAt(secondsSince1970 - before) == before;
    const bool isAfter = offsetAt(secondsSince1970 - after) == after;
    return isAfter || !isBefore ? (isAfter ? after : before) : before;
}

Result<CellComparison, QString> readOperand(const QString& text, const ResultTable& table, int column,
                                            const FilterOptions& options)
{
    const ResultColumn& described = table.columns().at(column);
    const ValueKind kind = valueKind(described);
    const QByteArray bytes = text.trimmed().toUtf8();
    switch (kind) {
    case ValueKind::Integer:
    case ValueKind::Decimal:
    case ValueKind::Float:
        return numberOperand(text, bytes);
    case ValueKind::Money:
        return moneyOperand(text, bytes, MoneyFormat::ofColumn(table, column));
    case ValueKind::Boolean:
        return booleanOperand(text, bytes);
    case ValueKind::Date:
        return dateOperand(text, bytes, true);
    case ValueKind::Timestamp:
        return dateOperand(text, bytes, false);
    case ValueKind::TimestampTz:
        return instantOperand(text, bytes, options.timeZone);
    case ValueKind::Time:
        if (const auto time = TimeValue::readTime(bytes))
            return momentOperand(*time, TimeValue::readTime);
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a time of day. Write it like 23:59:59."), text);
    case ValueKind::TimeTz:
        return zonedTimeOperand(text, bytes);
    case ValueKind::Interval:
        if (const auto interval = TimeValue::readInterval(bytes))
            return momentOperand(*interval, TimeValue::readInterval);
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a span of time. Write it like 1 day 02:30:00."),
                    text);
    case ValueKind::LogPosition:
        if (TypedKey::of(kind, bytes))
            return keyOperand(kind, bytes);
        return notA(QT_TRANSLATE_NOOP("FilterOperand", "“%1” is not a log position. Write it like 16/B374D848."), text);
    case ValueKind::Uuid:
        return uuidOperand(text, bytes);
    case ValueKind::Text:
    case ValueKind::PaddedText:
        return textOperand(kind, text.toUtf8(), options.collation);
    case ValueKind::Enum:
    case ValueKind::Network:
    case ValueKind::TupleId:
    case ValueKind::Range:
    case ValueKind::List:
        return sortableOperand(described, text, options);
    case ValueKind::Bytes:
        break;
    }
    return described.typeOid == 17 ? byteaOperand(text, bytes) : bytesOperand(kind, text.toUtf8());
}

} // namespace parlance
