// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/MarkdownWriter.h"

#include "postgres/PostgresType.h"

#include <cstring>

namespace parlance {

namespace {

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

} // namespace

QString MarkdownWriter::begin(const QList<ResultColumn>& columns)
{
    m_out.bytes += '|';
    for (const ResultColumn& column : columns) {
        m_out.bytes += ' ';
        appendValue(column.name.toUtf8());
        m_out.bytes += " |";
    }
    m_out.bytes += "\n|";
    for (const ResultColumn& column : columns)
        m_out.bytes += isNumber(column.typeOid) ? " ---: |" : " --- |";
    m_out.bytes += '\n';
    return m_out.flushIfLarge();
}

QString MarkdownWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        m_out.bytes += '|';
        for (int column = 0; column < chunk.columnCount; ++column) {
            m_out.bytes += ' ';
            if (chunk.isNull(row, column))
                m_out.bytes += "NULL";
            else
                appendValue(chunk.cell(row, column));
            m_out.bytes += " |";
        }
        m_out.bytes += '\n';
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString MarkdownWriter::end()
{
    return m_out.flush();
}

void MarkdownWriter::appendValue(QByteArrayView value)
{
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char c = value.at(i);
        if (c == '\r' && i + 1 < value.size() && value.at(i + 1) == '\n')
            continue;
        if (c == '\n' || c == '\r')
            m_out.bytes += "<br>";
        else if (c == '<')
            m_out.bytes += "&lt;";
        else if (c == '&')
            m_out.bytes += "&amp;";
        else if (c == '_' && i > 0 && i + 1 < value.size() && isWordByte(value.at(i - 1)) &&
                 isWordByte(value.at(i + 1)))
            m_out.bytes += c; // inside a word it means nothing
        else if (c != '\0' && std::strchr("\\|`*_[]~", c) != nullptr)
            m_out.bytes.append('\\').append(c);
        else
            m_out.bytes += c;
    }
}

} // namespace parlance
