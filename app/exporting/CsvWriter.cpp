// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/CsvWriter.h"

#include <string_view>

namespace parlance {

QString CsvWriter::begin(const QList<ResultColumn>& columns)
{
    m_single = columns.size() == 1;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (i > 0)
            m_out.bytes += ',';
        appendValue(columns.at(i).name.toUtf8());
    }
    m_out.bytes += '\n';
    return m_out.flushIfLarge();
}

QString CsvWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (column > 0)
                m_out.bytes += ',';
            if (!chunk.isNull(row, column))
                appendValue(chunk.cell(row, column));
        }
        m_out.bytes += '\n';
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString CsvWriter::end()
{
    return m_out.flush();
}

void CsvWriter::appendValue(QByteArrayView value)
{
    const std::string_view text(value.data(), static_cast<std::size_t>(value.size()));
    // An empty string is not a NULL; a lone "\." would end COPY's input.
    const bool quoted =
        text.empty() || text.find_first_of(",\"\n\r") != std::string_view::npos || (m_single && text == "\\.");
    if (!quoted) {
        m_out.bytes.append(value);
        return;
    }
    m_out.bytes += '"';
    for (const char c : text) {
        if (c == '"')
            m_out.bytes += '"';
        m_out.bytes += c;
    }
    m_out.bytes += '"';
}

} // namespace parlance
