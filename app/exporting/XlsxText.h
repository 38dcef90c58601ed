// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace parlance {

//! A text as a cell of a workbook can hold it.
struct XlsxText {
    static constexpr qsizetype longest = 32'767; //!< UTF-16 units: Excel's specifications and limits

    QByteArray utf8;
    bool cut = false; //!< it was longer; its end says so
    bool replaced =
        false; //!< it held characters no workbook can hold; each is a picture of itself (U+2400 …) or U+FFFD
    bool operator==(const XlsxText&) const = default;

    //! \a value cut to Excel's length (with its escapes: a carriage return takes seven), control characters (but tab,
    //! line feed and carriage return) and what is no character replaced. Pure.
    static XlsxText fitted(QByteArrayView value);
};

} // namespace parlance
