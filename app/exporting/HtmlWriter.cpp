// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/HtmlWriter.h"

#include "postgres/PostgresType.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(HtmlWriter)
};

constexpr char head[] = "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<style>\n"
                        "body { font-family: sans-serif; margin: 2em; }\n"
                        "table { border-collapse: collapse; }\n"
                        "th, td { border: 1px solid #ccc; padding: 0.2em 0.6em; text-align: left; vertical-align: top; "
                        "white-space: pre-wrap; }\n"
                        "th { background: #eee; }\n"
                        ".n { text-align: right; white-space: nowrap; }\n"
                        ".null { color: #767676; font-style: italic; }\n"
                        "</style>\n";

} // namespace

void HtmlWriter::appendHead()
{
    const QString title = m_origin.question.isEmpty() ? Words::tr("Result") : m_origin.question;
    m_out.bytes += head;
    m_out.bytes += "<title>";
    appendEscaped(title.toUtf8());
    m_out.bytes += "</title>\n</head>\n<body>\n";
    const auto line = [this](const char* tag, const QString& text) {
        if (text.isEmpty())
            return;
        m_out.bytes.append('<').append(tag).append('>');
        appendEscaped(text.toUtf8());
        m_out.bytes.append("</").append(tag).append(">\n");
    };
    line("h1", m_origin.question);
    line("p", m_origin.sample ? Words::tr("Sample data") : QString());
    line("p", m_origin.partial);
    QStringList origin{m_origin.team, m_origin.database};
    if (m_origin.ranAt.isValid())
        origin.append(m_origin.ranAt.toString(Qt::ISODate));
    origin.removeAll(QString());
    line("p", origin.join(u" · "_s));
}

QString HtmlWriter::begin(const QList<ResultColumn>& columns)
{
    appendHead();
    m_out.bytes += "<table>\n<thead>\n<tr>";
    for (const ResultColumn& column : columns) {
        m_numbers.append(isNumber(column.typeOid));
        m_out.bytes += m_numbers.last() ? "<th class=\"n\">" : "<th>";
        appendEscaped(column.name.toUtf8());
        m_out.bytes += "</th>";
    }
    m_out.bytes += "</tr>\n</thead>\n<tbody>\n";
    return m_out.flushIfLarge();
}

QString HtmlWriter::write(const ResultChunk& chunk)
{
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        m_out.bytes += "<tr>";
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (chunk.isNull(row, column)) {
                m_out.bytes += "<td class=\"null\">NULL</td>";
                continue;
            }
            m_out.bytes += m_numbers.at(column) ? "<td class=\"n\">" : "<td>";
            appendEscaped(chunk.cell(row, column));
            m_out.bytes += "</td>";
        }
        m_out.bytes += "</tr>\n";
        if (const QString problem = m_out.flushIfLarge(); !problem.isEmpty())
            return problem;
    }
    return {};
}

QString HtmlWriter::end()
{
    m_out.bytes += "</tbody>\n</table>\n</body>\n</html>\n";
    return m_out.flush();
}

void HtmlWriter::appendEscaped(QByteArrayView utf8)
{
    for (const char c : utf8) {
        switch (c) {
        case '&':
            m_out.bytes += "&amp;";
            break;
        case '<':
            m_out.bytes += "&lt;";
            break;
        case '>':
            m_out.bytes += "&gt;";
            break;
        case '"':
            m_out.bytes += "&quot;";
            break;
        case '\r': // a parser of HTML makes a line feed of it
            m_out.bytes += "&#13;";
            break;
        default:
            m_out.bytes += c;
        }
    }
}

} // namespace parlance
