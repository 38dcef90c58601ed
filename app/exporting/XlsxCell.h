// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/PostgresType.h"

#include <QByteArrayView>

namespace parlance {

//! What becomes of one value in a workbook: a number, a date as Excel counts it, or its text and why.
struct XlsxCell {
    enum class Kind { Text, Number, Date };
    //! Why a number or a date is text.
    enum class Reason {
        None,
        TooManyDigits, //!< more than 15 significant digits, or a number Excel would print otherwise
        NoNumber,      //!< NaN, Infinity, money with its signs
        OutOfRange,    //!< beyond what a double holds
        NoExcelDate,   //!< before 1900-03-01, after 9999-12-31, infinity
        TooFine,       //!< microseconds
        NoTimeZone     //!< a timestamp with time zone, and nobody knows of which
    };
    static constexpr int mostDecimals = 20; //!< of a number format: Excel has 30, LibreOffice shows no more than these

    Kind kind = Kind::Text;
    Reason reason = Reason::None;
    double number = 0; //!< of a number, or days since 1899-12-30
    int decimals = 0; //!< shown after the point; of a date with time those of its seconds, -1: written with an exponent
    bool operator==(const XlsxCell&) const = default;
};

//! A value of PostgreSQL's text as a cell. It becomes a number when it has at most 15 significant digits and prints
//! back to the same digits, a date when it lies between 1900-03-01 (Excel's 1900 has a 29th of February) and 9999-12-31
//! and has at most milliseconds; all else is text. Pure.
XlsxCell xlsxCell(QByteArrayView value, TypeFamily family);

} // namespace parlance
