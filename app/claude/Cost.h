// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <optional>

namespace parlance {

//! An amount of money, exact: a price a million tokens has up to six decimals, so a token costs whole trillionths.
struct Cost {
    qint64 trillionths = 0; //!< 10⁻¹² of one unit of the currency
    QString currency;       //!< ISO 4217: "USD"
    bool operator==(const Cost&) const = default;
};

//! "$0.0123", "$1.20", "less than $0.0001", "EUR 0.05": rounded once, from the exact amount, for people; "price not
//! known" for nothing.
QString costText(const std::optional<Cost>& cost);
//! The exact amount in units as a number of JSON ("0.012345"); "null" for nothing.
QByteArray costJson(const std::optional<Cost>& cost);
//! \a amount units of \a currency, rounded to a trillionth.
Cost costOf(double amount, const QString& currency);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::Cost)
