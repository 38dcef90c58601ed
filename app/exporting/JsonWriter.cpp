// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/JsonWriter.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

//! RFC 8259, section 6. NaN, Infinity and money's "$1.00" are none.
bool isJsonNumber(QByteArrayView text)
{
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype first = at;
        while (at < text.size() && text.at(at) >= '0' && text.at(at) <= '9')
            ++at;
        return at - first;
    };
    const auto take = [&](char c) { return at < text.size() && text.at(at) == c ? (++at, true) : false; };
    take('-');
    const bool zero = at < text.size() && text.at(at) == '0';
    const qsizetype whole = digits();
    if (whole == 0 || (zero && whole > 1))
        return false;
    if (take('.') && digits() == 0)
        return false;
    if (take('e') || take('E')) {
        if (!take('+'))
            take('-');
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

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
    m_out.bytes += '[';
    return {};
}

QString JsonWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        m_out.bytes += m_empty ? "\n{" : ",\n{";
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
        m_out.bytes += '}';
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString JsonWriter::end()
{
    m_out.bytes += m_empty ? "]\n" : "\n]\n";
    return m_out.flush();
}

void JsonWriter::appendValue(QByteArrayView value, TypeFamily family)
{
    switch (family) {
    case TypeFamily::Integer:
    case TypeFamily::Float:
    case TypeFamily::Numeric:
        if (isJsonNumber(value))
            m_out.bytes.append(value);
        else
            m_out.bytes += jsonString(value);
        return;
    case TypeFamily::Boolean:
        m_out.bytes += value == QByteArrayView("t") ? "true" : "false";
        return;
    case TypeFamily::Json:
        m_out.bytes.append(value);
        return;
    default:
        m_out.bytes += jsonString(value);
    }
}

} // namespace parlance
