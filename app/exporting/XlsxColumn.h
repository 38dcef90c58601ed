// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/XlsxCell.h"
#include "postgres/ResultChunk.h"

#include <array>

namespace parlance {

//! How often something happened in a column, and where: rows of the result, counted from 1, the first twenty of them.
struct XlsxPlaces {
    static constexpr qsizetype named = 20;

    qint64 count = 0;
    QList<qint64> rows;

    void add(qint64 row)
    {
        if (++count <= named)
            rows.append(row);
    }
};

//! What is known of a column while its values are written: for its width, and for the second sheet.
struct XlsxColumn {
    ResultColumn column;
    TypeFamily family = TypeFamily::Other;
    int width = 0; //!< in characters
    qint64 numbers = 0;
    qint64 dates = 0;
    qint64 texts = 0;
    std::array<XlsxPlaces, 7> reasons; //!< by XlsxCell::Reason
    XlsxPlaces cut;
    XlsxPlaces replaced;
};

} // namespace parlance
