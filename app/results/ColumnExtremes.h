// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/SortableBytes.h"
#include "results/TypedKey.h"

#include <QCollator>
#include <QLocale>

#include <optional>

namespace parlance {

//! The least and the greatest of the values it is shown, in their typed order; of equal ones the later, as min() and
//! max() of PostgreSQL keep it. Of one thread.
class ColumnExtremes final {
public:
    //! Of a column, or of several whose values are compared as \a kind. Texts are ordered as sorting orders them.
    ColumnExtremes(const ResultColumn& column, ValueKind kind, const QLocale& collation);

    //! \a position: where the value stands in the order shown.
    void add(QByteArrayView text, std::size_t position);
    //! Also when a value was none of the type: the extremes of the others would say something else.
    bool isEmpty() const { return !m_least.text || m_unreadable; }
    QByteArray least() const { return m_least.text.value_or(QByteArray()); }
    QByteArray greatest() const { return m_greatest.text.value_or(QByteArray()); }

private:
    struct Extreme {
        std::optional<QByteArray> text;
        TypedKey key;
        QString decoded;  //!< of texts
        QByteArray bytes; //!< of SortableBytes
        std::size_t position = 0;
    };
    std::strong_ordering compare(QByteArrayView text, const TypedKey& key, const QString& decoded,
                                 const Extreme& extreme) const;

    ValueKind m_kind;
    bool m_collated;
    SortableBytes m_sortable;
    bool m_byBytes;
    bool m_unreadable = false;
    QByteArray m_bytes; //!< of the value that was shown last
    QCollator m_collator;
    Extreme m_least;
    Extreme m_greatest;
};

} // namespace parlance
