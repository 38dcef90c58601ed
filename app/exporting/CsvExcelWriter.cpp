// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/CsvExcelWriter.h"

#include "exporting/ValueForms.h"
#include "postgres/PostgresType.h"

#include <string_view>

namespace parlance {

CsvExcelWriter::CsvExcelWriter(QIODevice* device, const QLocale& locale)
    : m_out(device)
    , m_decimalPoint(locale.decimalPoint() == QLatin1String(",") ? ',' : '.')
    , m_separator(m_decimalPoint == ',' ? ';' : ',') // as Windows sets the list separator of such locales
{}

QString CsvExcelWriter::begin(const QList<ResultColumn>& columns)
{
    m_out.bytes += "\xEF\xBB\xBF";
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (i > 0)
            m_out.bytes += m_separator;
        const QByteArray name = columns.at(i).name.toUtf8();
        appendField(name, isFormulaStart(name));
        m_numbers.append(isNumber(columns.at(i).typeOid));
    }
    m_out.bytes += "\r\n";
    return m_out.flushIfLarge();
}

QString CsvExcelWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (column > 0)
                m_out.bytes += m_separator;
            if (chunk.isNull(row, column))
                continue;
            if (m_numbers.at(column))
                appendNumber(chunk.cell(row, column));
            else
                appendField(chunk.cell(row, column), isFormulaStart(chunk.cell(row, column)));
        }
        m_out.bytes += "\r\n";
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString CsvExcelWriter::end()
{
    return m_out.flush();
}

void CsvExcelWriter::appendNumber(QByteArrayView value)
{
    if (!isPlainNumber(value)) // money has the server's signs: nobody here knows which one is the point
        return appendField(value, false);
    QByteArray number = value.toByteArray();
    if (m_decimalPoint != '.')
        number.replace('.', m_decimalPoint);
    m_out.bytes += number;
}

void CsvExcelWriter::appendField(QByteArrayView value, bool guarded)
{
    const std::string_view text(value.data(), static_cast<std::size_t>(value.size()));
    // Either separator is quoted: a spreadsheet of another language may open the file.
    if (!text.empty() && text.find_first_of("\"\n\r\t,;") == std::string_view::npos) {
        if (guarded)
            m_out.bytes += '\'';
        m_out.bytes.append(value);
        return;
    }
    m_out.bytes += guarded ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"')
            m_out.bytes += '"';
        m_out.bytes += c;
    }
    m_out.bytes += '"';
}

} // namespace parlance
