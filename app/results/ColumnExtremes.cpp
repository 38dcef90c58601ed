// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/ColumnExtremes.h"

namespace parlance {

ColumnExtremes::ColumnExtremes(const ResultColumn& column, ValueKind kind, const QLocale& collation)
    : m_kind(kind)
    , m_collated(kind == ValueKind::Text || kind == ValueKind::PaddedText)
    , m_sortable(column)
    , m_byBytes(SortableBytes::orders(kind))
    , m_collator(collation)
{}

void ColumnExtremes::add(QByteArrayView text, std::size_t position)
{
    QString decoded;
    TypedKey key{0, false};
    if (m_collated)
        decoded = QString::fromUtf8(m_kind == ValueKind::PaddedText ? withoutPadding(text) : text);
    else if (m_byBytes)
        m_unreadable = !m_sortable.write(text, m_bytes) || m_unreadable;
    else if (const auto read = TypedKey::of(m_kind, text))
        key = *read;
    else
        return;
    const auto replace = [&](Extreme& extreme) {
        extreme.text = text.toByteArray();
        extreme.key = key;
        extreme.decoded = decoded;
        extreme.bytes = m_bytes;
        extreme.position = position;
    };
    const auto isFurther = [&](const Extreme& extreme, bool least) {
        if (!extreme.text)
            return true;
        const auto order = compare(text, key, decoded, extreme);
        return order == 0 ? position > extreme.position : (order < 0) == least;
    };
    if (isFurther(m_least, true))
        replace(m_least);
    if (isFurther(m_greatest, false))
        replace(m_greatest);
}

std::strong_ordering ColumnExtremes::compare(QByteArrayView text, const TypedKey& key, const QString& decoded,
                                             const Extreme& extreme) const
{
    if (m_collated) {
        const int order = m_collator.compare(decoded, extreme.decoded);
        return order != 0 ? order <=> 0 : compareValues(m_kind, text, *extreme.text);
    }
    if (m_byBytes)
        return std::as_const(m_bytes).compare(extreme.bytes) <=> 0;
    if (key.order != extreme.key.order || (key.exact && extreme.key.exact))
        return key.order <=> extreme.key.order;
    return compareValues(m_kind, text, *extreme.text);
}

} // namespace parlance
