// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "results/ValueKind.h"

#include <QHash>

#include <optional>

namespace parlance {

//! The values of types whose order no single number tells, as bytes in PostgreSQL's order: enums as they were declared,
//! networks, tids, ranges and arrays of numbers and times element by element. Equal values have equal bytes. Any
//! thread.
class SortableBytes final {
public:
    explicit SortableBytes(const ResultColumn& column);
    //! Whether the values of a column of this kind are ordered by these bytes.
    static bool orders(ValueKind kind);
    //! Writes the bytes of the server's text of a value into \a bytes. False when it is not one of the type: sort the
    //! column by its texts then.
    bool write(QByteArrayView text, QByteArray& bytes) const;

private:
    bool writeList(QByteArrayView text, QByteArray& bytes) const;
    bool writeRange(QByteArrayView text, QByteArray& bytes) const;

    ValueKind m_kind;
    ValueKind m_element = ValueKind::Bytes; //!< of a range or an array
    QHash<QByteArrayView, int> m_places;    //!< of an enum's labels
    QByteArrayList m_labels;                //!< what the views look into
};

} // namespace parlance
