// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/InsertWriter.h"

#include "exporting/JsonWriter.h"
#include "exporting/ValueForms.h"
#include "postgres/SqlScript.h"

namespace parlance {

namespace {

constexpr int rowsPerStatement = 100;
constexpr char placeholder[] = "table_name";

} // namespace

QByteArray sqlLiteral(QByteArrayView value, TypeFamily family)
{
    const bool number = family == TypeFamily::Integer || family == TypeFamily::Numeric || family == TypeFamily::Float;
    // A bare -0 is the integer 0: a float would lose its sign.
    if (number && isPlainNumber(value) && value != QByteArrayView("-0"))
        return value.toByteArray();
    if (family == TypeFamily::Boolean)
        return value == QByteArrayView("t") ? "true" : "false";
    QByteArray literal;
    literal.reserve(value.size() + 2);
    literal += '\'';
    for (const char c : value) {
        if (c == '\'')
            literal += '\'';
        literal += c;
    }
    literal += '\'';
    return literal;
}

InsertWriter::InsertWriter(QIODevice* device, const QString& tableName)
    : m_out(device)
    , m_table(tableName.isEmpty() ? QByteArray(placeholder) : tableName.toUtf8())
{}

QString InsertWriter::begin(const QList<ResultColumn>& columns)
{
    QByteArrayList names;
    for (const QString& name : uniqueNames(columns))
        names.append(quotedIdentifier(name).toUtf8());
    for (const ResultColumn& column : columns)
        m_families.append(typeFamily(column.typeOid));
    m_head = "INSERT INTO " + m_table + " (" + names.join(", ") + ") VALUES\n";
    return {};
}

QString InsertWriter::write(const ResultChunk& chunk)
{
    m_empty = m_empty && chunk.rowCount == 0;
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        if (chunk.columnCount == 0) {
            m_out.bytes += "INSERT INTO " + m_table + " DEFAULT VALUES;\n";
            continue;
        }
        m_out.bytes += m_rows == 0 ? m_head + "  (" : QByteArray(",\n  (");
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (column > 0)
                m_out.bytes += ", ";
            m_out.bytes += chunk.isNull(row, column) ? QByteArray("NULL")
                                                     : sqlLiteral(chunk.cell(row, column), m_families.at(column));
        }
        m_out.bytes += ')';
        if (++m_rows == rowsPerStatement) {
            m_out.bytes += ";\n";
            m_rows = 0;
        }
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString InsertWriter::end()
{
    if (m_rows > 0)
        m_out.bytes += ";\n";
    else if (m_empty)
        m_out.bytes += "-- The result has no rows.\n";
    return m_out.flush();
}

} // namespace parlance
