// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/TableWriter.h"

#include "exporting/DisplayWidth.h"
#include "postgres/PostgresType.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qsizetype lookAhead = 1000;
constexpr int widestPadding = 80; // one long text must not pad every row to its length

QByteArray spaces(qsizetype count)
{
    return QByteArray(std::max(count, qsizetype(0)), ' ');
}

} // namespace

QString TableWriter::begin(const QList<ResultColumn>& columns)
{
    for (const ResultColumn& column : columns) {
        m_names.append(printable(column.name));
        m_numbers.append(isNumber(column.typeOid));
        m_widths.append(std::min(displayWidth(m_names.last()), widestPadding));
    }
    return {};
}

QString TableWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        QStringList cells;
        cells.reserve(chunk.columnCount);
        for (int column = 0; column < chunk.columnCount; ++column)
            cells.append(chunk.isNull(row, column) ? u"NULL"_s : printable(QString::fromUtf8(chunk.cell(row, column))));
        if (m_released) {
            appendRow(cells, false);
        } else {
            for (int column = 0; column < chunk.columnCount; ++column)
                m_widths[column] =
                    std::max(m_widths.at(column), std::min(displayWidth(cells.at(column)), widestPadding));
            m_held.append(cells);
        }
        const QString problem = m_held.size() >= lookAhead ? release() : m_out.flushIfLarge();
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

QString TableWriter::end()
{
    if (!m_released)
        if (const QString problem = release(); !problem.isEmpty())
            return problem;
    return m_out.flush();
}

QString TableWriter::release()
{
    m_released = true;
    appendRow(m_names, true);
    for (qsizetype column = 0; column < m_widths.size(); ++column) {
        m_out.bytes += column > 0 ? "+" : "";
        m_out.bytes += QByteArray(m_widths.at(column) + 2, '-');
    }
    m_out.bytes += '\n';
    for (const QStringList& cells : std::as_const(m_held))
        appendRow(cells, false);
    m_held.clear();
    return m_out.flush();
}

void TableWriter::appendRow(const QStringList& cells, bool header)
{
    for (qsizetype column = 0; column < cells.size(); ++column) {
        const QString& cell = cells.at(column);
        const qsizetype padding = m_widths.at(column) - displayWidth(cell);
        const bool last = column + 1 == cells.size();
        const qsizetype left = header ? padding / 2 : m_numbers.at(column) ? padding : 0; // psql centres its header
        m_out.bytes += column > 0 ? "| " : " ";
        m_out.bytes += spaces(left) + cell.toUtf8();
        if (!last) // no blanks at the end of a line
            m_out.bytes += spaces(padding - std::max(left, qsizetype(0))) + ' ';
    }
    m_out.bytes += '\n';
}

} // namespace parlance
