// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/XlsxWriter.h"

#include "exporting/DisplayWidth.h"
#include "exporting/NumberLocale.h"
#include "exporting/XlsxAbout.h"
#include "exporting/XlsxText.h"

#include <QTemporaryFile>

#include <xlsxwriter.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qint64 measuredRows = 1000;
constexpr int narrowest = 6;
constexpr int widest = 60;
constexpr int filterArrow = 3; //!< characters its button takes of a head

int firstLineWidth(QByteArrayView value)
{
    const qsizetype end = value.indexOf('\n');
    const QByteArrayView line = end < 0 ? value : value.first(end);
    return displayWidth(QString::fromUtf8(line.first(std::min<qsizetype>(line.size(), 4 * widest))));
}

} // namespace

XlsxWriter::XlsxWriter(QIODevice* device, const ExportSettings& settings, qint64 sheetRows)
    : m_device(device)
    , m_settings(settings)
    , m_sheetRows(sheetRows)
    , m_workbook(settings.temporaryFolder)
{}

QString XlsxWriter::begin(const QList<ResultColumn>& columns)
{
    if (const QString problem = m_workbook.open(); !problem.isEmpty())
        return problem;
    for (const ResultColumn& column : columns) {
        XlsxColumn kept;
        kept.column = column;
        kept.family = typeFamily(column.typeOid);
        if (kept.family == TypeFamily::TimestampTz && !m_settings.origin.timeZone.isEmpty())
            kept.column.name += u" (%1)"_s.arg(m_settings.origin.timeZone);
        kept.width = std::max(narrowest, displayWidth(kept.column.name) + filterArrow);
        m_columns.append(kept);
    }
    return addSheet();
}

QString XlsxWriter::addSheet()
{
    const NumberLocale point;
    finishSheet();
    ++m_sheets;
    m_sheet = m_workbook.addSheet(m_sheets == 1 ? XlsxAbout::tr("Result") : XlsxAbout::tr("Result %1").arg(m_sheets));
    if (m_sheets == 1)
        m_about = m_workbook.addSheet(XlsxAbout::tr("About this result"));
    if (m_sheet == nullptr || m_about == nullptr)
        return XlsxAbout::tr("The workbook could not be begun: a temporary file cannot be made in the folder %1.")
            .arg(m_settings.temporaryFolder);
    worksheet_freeze_panes(m_sheet, 1, 0);
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        worksheet_write_string(m_sheet, 0, static_cast<lxw_col_t>(i),
                               XlsxText::fitted(m_columns.at(i).column.name.toUtf8()).utf8.constData(),
                               m_workbook.heading());
    m_row = 1;
    return {};
}

//! Filter and widths, which are known when the sheet's rows are.
void XlsxWriter::finishSheet()
{
    if (m_sheet == nullptr || m_columns.isEmpty())
        return;
    worksheet_autofilter(m_sheet, 0, 0, m_row - 1, static_cast<lxw_col_t>(m_columns.size() - 1));
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        worksheet_set_column(m_sheet, column, column, std::clamp(m_columns.at(i).width + 1, narrowest, widest),
                             nullptr);
    }
}

QString XlsxWriter::write(const ResultChunk& chunk)
{
    const NumberLocale point;
    for (qsizetype row = 0; row < chunk.rowCount; ++row) {
        if (m_row == m_sheetRows) {
            if (const QString problem = addSheet(); !problem.isEmpty())
                return problem;
        }
        ++m_rows;
        for (int column = 0; column < chunk.columnCount; ++column) {
            if (!chunk.isNull(row, column))
                writeCell(chunk.cell(row, column), m_columns[column], static_cast<lxw_col_t>(column));
        }
        ++m_row;
    }
    return m_refused.isEmpty() ? m_workbook.check() : m_refused;
}

void XlsxWriter::writeCell(QByteArrayView value, XlsxColumn& column, quint16 index)
{
    XlsxCell cell = xlsxCell(value, column.family);
    if (cell.kind == XlsxCell::Kind::Date && column.family == TypeFamily::TimestampTz &&
        m_settings.origin.timeZone.isEmpty())
        cell = {XlsxCell::Kind::Text, XlsxCell::Reason::NoTimeZone};
    if (m_rows <= measuredRows)
        column.width = std::max(column.width, firstLineWidth(value));
    switch (cell.kind) {
    case XlsxCell::Kind::Number:
        ++column.numbers;
        worksheet_write_number(m_sheet, m_row, index, cell.number, m_workbook.number(cell.decimals));
        return;
    case XlsxCell::Kind::Date:
        ++column.dates;
        worksheet_write_number(m_sheet, m_row, index, cell.number,
                               column.family == TypeFamily::Date ? m_workbook.date()
                                                                 : m_workbook.timestamp(cell.decimals));
        return;
    case XlsxCell::Kind::Text:
        if (cell.reason != XlsxCell::Reason::None)
            column.reasons.at(static_cast<std::size_t>(cell.reason)).add(m_rows);
        writeText(value, column, index);
    }
}

void XlsxWriter::writeText(QByteArrayView value, XlsxColumn& column, quint16 index)
{
    ++column.texts;
    const XlsxText text = XlsxText::fitted(value);
    if (text.cut)
        column.cut.add(m_rows);
    if (text.replaced)
        column.replaced.add(m_rows);
    if (worksheet_write_string(m_sheet, m_row, index, text.utf8.constData(), nullptr) != LXW_NO_ERROR &&
        m_refused.isEmpty())
        m_refused = XlsxAbout::tr("Row %1 holds a text that cannot be written into a workbook.").arg(m_rows);
}

QString XlsxWriter::end()
{
    {
        const NumberLocale point;
        finishSheet();
        XlsxAbout(m_workbook, m_about).write(m_settings.origin, m_columns, m_rows, m_sheets);
    }
    if (const QString problem = m_workbook.close(); !problem.isEmpty())
        return problem;
    return copyToDevice();
}

QString XlsxWriter::copyToDevice()
{
    QByteArray piece(1024 * 1024, Qt::Uninitialized);
    for (;;) {
        const qint64 read = m_workbook.file()->read(piece.data(), piece.size());
        if (read < 0)
            return XlsxAbout::tr("The workbook could not be read back: %1.").arg(m_workbook.file()->errorString());
        if (read == 0)
            return {};
        for (qint64 at = 0; at < read;) {
            const qint64 written = m_device->write(piece.constData() + at, read - at);
            if (written <= 0)
                return QCoreApplication::translate("ResultWriter", "The result could not be written: %1.")
                    .arg(m_device->errorString());
            at += written;
        }
    }
}

} // namespace parlance
