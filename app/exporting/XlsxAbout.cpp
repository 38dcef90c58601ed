// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxAbout.h"

#include "exporting/XlsxText.h"
#include "exporting/XlsxWorkbook.h"

#include <QLocale>

#include <xlsxwriter.h>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

//! "row 7", "rows 7, 9, 12 and 4 more".
QString rowsText(const XlsxPlaces& places)
{
    QStringList rows;
    for (const qint64 row : places.rows)
        rows.append(number(row));
    QString text = places.count == 1 ? XlsxAbout::tr("row %1").arg(rows.first())
                                     : XlsxAbout::tr("rows %1").arg(rows.join(u", "_s));
    if (const qint64 more = places.count - places.rows.size(); more > 0)
        text += XlsxAbout::tr(" and %1 more").arg(number(more));
    return text;
}

QString reasonText(XlsxCell::Reason reason)
{
    using Reason = XlsxCell::Reason;
    switch (reason) {
    case Reason::None:
        break;
    case Reason::TooManyDigits:
        return XlsxAbout::tr("text: Excel keeps 15 significant digits and these have more");
    case Reason::NoNumber:
        return XlsxAbout::tr("text: no plain number (NaN, Infinity or money)");
    case Reason::OutOfRange:
        return XlsxAbout::tr("text: beyond the numbers Excel knows");
    case Reason::NoExcelDate:
        return XlsxAbout::tr("text: Excel has dates from 1900-03-01 to 9999-12-31 only");
    case Reason::TooFine:
        return XlsxAbout::tr("text: finer than Excel's milliseconds");
    case Reason::NoTimeZone:
        return XlsxAbout::tr("text: the time zone is not known");
    }
    return {};
}

QString writtenAs(const XlsxColumn& column)
{
    QStringList kinds;
    if (column.numbers > 0)
        kinds.append(XlsxAbout::tr("number"));
    if (column.dates > 0)
        kinds.append(XlsxAbout::tr("date"));
    if (column.texts > 0)
        kinds.append(XlsxAbout::tr("text"));
    return kinds.isEmpty() ? XlsxAbout::tr("nothing but NULL") : kinds.join(u", "_s);
}

QString remarks(const XlsxColumn& column)
{
    QStringList parts;
    for (std::size_t i = 1; i < column.reasons.size(); ++i) {
        if (const XlsxPlaces& places = column.reasons.at(i); places.count > 0)
            parts.append(rowsText(places) + u": "_s + reasonText(static_cast<XlsxCell::Reason>(i)));
    }
    const bool hasKind = column.family == TypeFamily::Text || column.numbers > 0 || column.dates > 0;
    if (parts.isEmpty() && column.texts > 0 && !hasKind)
        parts.append(XlsxAbout::tr("text: Excel has no such type"));
    if (column.cut.count > 0)
        parts.append(
            XlsxAbout::tr("%1: cut, because a cell holds 32,767 characters at most").arg(rowsText(column.cut)));
    if (column.replaced.count > 0)
        parts.append(XlsxAbout::tr("%1: control characters or bytes that are no text, which a workbook cannot hold, "
                                   "were replaced by pictures of them")
                         .arg(rowsText(column.replaced)));
    return parts.join(u'\n');
}

} // namespace

void XlsxAbout::write(const ExportOrigin& origin, const QList<XlsxColumn>& columns, qint64 rows, int dataSheets)
{
    worksheet_set_column(m_sheet, 0, 0, 24, nullptr);
    worksheet_set_column(m_sheet, 1, 1, 34, nullptr);
    worksheet_set_column(m_sheet, 2, 2, 24, nullptr);
    worksheet_set_column(m_sheet, 3, 3, 80, nullptr);
    if (origin.sample)
        line(tr("Sample data"), tr("These rows are of Parlance's sample workspace. They are made up."));
    line(tr("Partial"), origin.partial);
    line(tr("Question"), origin.question);
    line(tr("SQL"), origin.sql);
    line(tr("Team"), origin.team);
    line(tr("Database"), origin.database);
    line(tr("Role"), origin.role);
    if (origin.ranAt.isValid())
        line(tr("Time"), origin.ranAt.toString(u"yyyy-MM-dd HH:mm:ss t"_s));
    line(tr("Time zone"), origin.timeZone);
    line(tr("Rows"), dataSheets == 1 ? number(rows) : tr("%1, on %2 sheets").arg(number(rows)).arg(dataSheets));
    line(tr("Empty cells"), tr("NULL and an empty text are both an empty cell."));
    ++m_row;
    const QStringList heads{tr("Column"), tr("Type"), tr("Written as"), tr("What is not as the server sent it")};
    for (lxw_col_t i = 0; i < heads.size(); ++i)
        worksheet_write_string(m_sheet, m_row, i, heads.at(i).toUtf8().constData(), m_workbook.heading());
    ++m_row;
    for (const XlsxColumn& column : columns)
        columnLine(column);
}

void XlsxAbout::line(const QString& label, const QString& value)
{
    if (value.isEmpty())
        return;
    worksheet_write_string(m_sheet, m_row, 0, label.toUtf8().constData(), m_workbook.bold());
    worksheet_write_string(m_sheet, m_row, 1, XlsxText::fitted(value.toUtf8()).utf8.constData(), m_workbook.wrapped());
    ++m_row;
}

void XlsxAbout::columnLine(const XlsxColumn& column)
{
    const QStringList cells{column.column.name, column.column.typeName, writtenAs(column), remarks(column)};
    for (lxw_col_t i = 0; i < cells.size(); ++i)
        worksheet_write_string(m_sheet, m_row, i, XlsxText::fitted(cells.at(i).toUtf8()).utf8.constData(),
                               m_workbook.wrapped());
    ++m_row;
}

} // namespace parlance
