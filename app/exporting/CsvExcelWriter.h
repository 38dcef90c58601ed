// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/SeparatedWriter.h"

#include <QLocale>

namespace parlance {

//! CSV that a double click opens in a spreadsheet of the locale: a BOM (else Excel reads UTF-8 as the computer's code
//! page), CRLF, numbers with the locale's decimal point, a semicolon between fields where that is a comma. A text or
//! column name that begins with = + - @, a tab or a CR gets an apostrophe in front: a spreadsheet would run it as a
//! formula. Numbers never do. NULL is an empty field, an empty text "".
class CsvExcelWriter final : public SeparatedWriter {
public:
    CsvExcelWriter(QIODevice* device, const QLocale& locale);

private:
    void open(const QList<ResultColumn>& columns) override;
    void appendName(const QByteArray& name) override;
    void appendValue(int column, QByteArrayView value) override;
    void appendNumber(QByteArrayView value);
    void appendField(QByteArrayView value, bool guarded);

    char m_decimalPoint;
    QList<bool> m_numbers;
};

} // namespace parlance
