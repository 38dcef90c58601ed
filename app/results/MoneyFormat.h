// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/Decimal.h"

#include <QByteArray>

namespace parlance {

class ResultTable;

//! How a column of money is written: PostgreSQL writes it in the server's lc_monetary ($1,234.50, 1.234,50 €), which
//! we cannot ask for afterwards. All values of a column have the same number of digits after the point.
struct MoneyFormat {
    int fractionDigits = 2;

    //! Looks at the first values of a column until one tells.
    static MoneyFormat ofColumn(const ResultTable& table, int column);
    //! The smallest unit (cents) of a value as written; nothing without digits or with more than 19.
    static std::optional<qint64> smallestUnits(QByteArrayView text);
    //! The value as a plain decimal: -1234.50.
    QByteArray plain(QByteArrayView text) const;
};

} // namespace parlance
