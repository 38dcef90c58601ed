// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/CsvExcelWriter.h"

#include "exporting/ValueForms.h"
#include "postgres/PostgresType.h"

#include <string_view>

namespace parlance {

namespace {

char decimalPointOf(const QLocale& locale)
{
    return locale.decimalPoint() == QLatin1String(",") ? ',' : '.';
}

} // namespace

CsvExcelWriter::CsvExcelWriter(QIODevice* device, const QLocale& locale)
    // As Windows sets the list separator of locales with a decimal comma.
    : SeparatedWriter(device, decimalPointOf(locale) == ',' ? ';' : ',', "\r\n")
    , m_decimalPoint(decimalPointOf(locale))
{}

void CsvExcelWriter::open(const QList<ResultColumn>& columns)
{
    bytes() += "\xEF\xBB\xBF";
    for (const ResultColumn& column : columns)
        m_numbers.append(isNumber(column.typeOid));
}

void CsvExcelWriter::appendName(const QByteArray& name)
{
    appendField(name, isFormulaStart(name));
}

void CsvExcelWriter::appendValue(int column, QByteArrayView value)
{
    if (m_numbers.at(column))
        appendNumber(value);
    else
        appendField(value, isFormulaStart(value));
}

void CsvExcelWriter::appendNumber(QByteArrayView value)
{
    if (!isPlainNumber(value)) // money has the server's signs: nobody here knows which one is the point
        return appendField(value, false);
    QByteArray number = value.toByteArray();
    if (m_decimalPoint != '.')
        number.replace('.', m_decimalPoint);
    bytes() += number;
}

void CsvExcelWriter::appendField(QByteArrayView value, bool guarded)
{
    const std::string_view text(value.data(), static_cast<std::size_t>(value.size()));
    // Either separator is quoted: a spreadsheet of another language may open the file.
    if (text.empty() || text.find_first_of("\"\n\r\t,;") != std::string_view::npos)
        return appendQuoted(value, guarded ? "'" : "");
    if (guarded)
        bytes() += '\'';
    bytes().append(value);
}

} // namespace parlance
