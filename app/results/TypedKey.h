// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ValueKind.h"

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <limits>
#include <optional>

namespace parlance {

//! A value as a number that grows with it, so that a column is sorted without reading its texts again and again.
struct TypedKey {
    //! Keys lie between these.
    static constexpr qint64 largest = std::numeric_limits<qint64>::max() - 3;
    static constexpr qint64 smallest = -largest;

    qint64 order = 0;
    bool exact = true; //!< false: values of the same order may differ; compareValues() tells

    //! Of the server's text of a value that is not NULL. Nothing when it cannot be read as \a kind (then sort the
    //! column by its texts). Not for texts, whose order is a locale's (TextRanks), nor for Integer and Decimal, whose
    //! exact keys depend on the column's scale (KeyColumn); for these the rough order. Never of what SortableBytes
    //! order.
    static std::optional<TypedKey> of(ValueKind kind, QByteArrayView text);
};

//! PostgreSQL's order of two values that are not NULL. Text, PaddedText, Bytes and what cannot be read: by bytes.
std::strong_ordering compareValues(ValueKind kind, QByteArrayView left, QByteArrayView right);

//! Bytes that are the same for equal values and for no others (1.0 and 1.00, one instant at two offsets, 1 mon and 30
//! days); \a text itself where it can, else written into \a buffer. By bytes where PostgreSQL knows better: equal json
//! and arrays that are written differently differ here.
QByteArrayView canonicalValue(ValueKind kind, QByteArrayView text, QByteArray& buffer);

//! Without the blanks that pad character(n).
QByteArrayView withoutPadding(QByteArrayView text);

} // namespace parlance
