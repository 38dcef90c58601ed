// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/JsonWriter.h"

#include "exporting/ValueForms.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

void appendEscaped(QByteArray& out, QByteArrayView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (byte >= 0x20 && byte != 0x7F)
                out += c;
            else
                out.append("\\u00").append(hex[byte >> 4u]).append(hex[byte & 0xFu]);
        }
    }
}

} // namespace

QByteArray jsonString(QByteArrayView utf8)
{
    QByteArray out;
    out.reserve(utf8.size() + 2);
    out += '"';
    if (utf8.isValidUtf8())
        appendEscaped(out, utf8);
    else // a database in SQL_ASCII may hold anything
        appendEscaped(out, QString::fromUtf8(utf8.data(), utf8.size()).toUtf8());
    out += '"';
    return out;
}

QStringList uniqueNames(const QList<ResultColumn>& columns)
{
    QSet<QString> taken;
    for (const ResultColumn& column : columns)
        taken.insert(column.name);
    QSet<QString> used;
    QStringList names;
    for (const ResultColumn& column : columns) {
        QString name = column.name;
        for (int number = 2; used.contains(name) || (number > 2 && taken.contains(name)); ++number)
            name = u"%1 (%2)"_s.arg(column.name).arg(number);
        used.insert(name);
        names.append(name);
    }
    return names;
}

QString JsonWriter::begin(const QList<ResultColumn>& columns)
{
    for (const QString& name : uniqueNames(columns))
        m_keys.append(jsonString(name.toUtf8()) + ':');
    for (const ResultColumn& column : columns)
        m_families.append(typeFamily(column.typeOid));
    if (m_layout == Layout::Array)
        m_out.bytes += '[';
    return {};
}

QString JsonWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        if (m_layout == Layout::Array && !m_empty)
            m_out.bytes += ',';
        m_out.bytes += m_layout == Layout::Array ? "\n{" : "{";
        m_empty = false;
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (column > 0)
                m_out.bytes += ',';
            m_out.bytes += m_keys.at(column);
            if (chunk.isNull(row, column))
                m_out.bytes += "null";
            else
                appendValue(chunk.cell(row, column), m_families.at(column));
        }
        m_out.bytes += m_layout == Layout::Array ? "}" : "}\n";
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString JsonWriter::end()
{
    if (m_layout == Layout::Array)
        m_out.bytes += m_empty ? "]\n" : "\n]\n";
    return m_out.flush();
}

void JsonWriter::appendValue(QByteArrayView value, TypeFamily family)
{
    switch (family) {
    case TypeFamily::Integer:
    case TypeFamily::Float:
    case TypeFamily::Numeric:
        if (isPlainNumber(value))
            m_out.bytes.append(value);
        else
            m_out.bytes += jsonString(value);
        return;
    case TypeFamily::Boolean:
        m_out.bytes += value == QByteArrayView("t") ? "true" : "false";
        return;
    case TypeFamily::Json:
        appendJson(value);
        return;
    default:
        m_out.bytes += jsonString(value);
    }
}

//! A line break in a value of type json stands between its tokens: inside a string it would be no JSON.
void JsonWriter::appendJson(QByteArrayView value)
{
    const qsizetype at = m_out.bytes.size();
    m_out.bytes.append(value);
    if (m_layout == Layout::Lines)
        std::replace_if(
            m_out.bytes.begin() + at, m_out.bytes.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
}

} // namespace parlance
