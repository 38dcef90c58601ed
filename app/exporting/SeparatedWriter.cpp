// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/SeparatedWriter.h"

namespace parlance {

QString SeparatedWriter::begin(const QList<ResultColumn>& columns)
{
    open(columns);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (i > 0)
            m_out.bytes += m_separator;
        appendName(columns.at(i).name.toUtf8());
    }
    m_out.bytes += m_lineEnd;
    return m_out.flushIfLarge();
}

QString SeparatedWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (column > 0)
                m_out.bytes += m_separator;
            if (!chunk.isNull(row, column))
                appendValue(column, chunk.cell(row, column));
        }
        m_out.bytes += m_lineEnd;
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString SeparatedWriter::end()
{
    return m_out.flush();
}

void SeparatedWriter::appendQuoted(QByteArrayView value, const char* prefix)
{
    m_out.bytes += '"';
    m_out.bytes += prefix;
    for (const char c : value) {
        if (c == '"')
            m_out.bytes += '"';
        m_out.bytes += c;
    }
    m_out.bytes += '"';
}

} // namespace parlance
