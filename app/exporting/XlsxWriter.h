// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ResultWriter.h"
#include "exporting/XlsxColumn.h"
#include "exporting/XlsxWorkbook.h"

namespace parlance {

//! An Excel workbook: the rows (on more sheets where one is full), and a second sheet on where they come from and what
//! Excel could not hold. A workbook cannot stream: it is put together in the temporary folder and goes to the device at
//! the end.
class XlsxWriter final : public ResultWriter {
public:
    static constexpr qint64 rowsPerSheet = 1'048'576; //!< that of the column names included

    //! \a sheetRows is rowsPerSheet but in tests.
    XlsxWriter(QIODevice* device, const ExportSettings& settings, qint64 sheetRows = rowsPerSheet);
    QString begin(const QList<ResultColumn>& columns) override;
    QString write(const ResultChunk& chunk) override;
    QString end() override;

private:
    QString addSheet();
    void finishSheet();
    void writeCell(QByteArrayView value, XlsxColumn& column, quint16 index);
    void writeText(QByteArrayView value, XlsxColumn& column, quint16 index);
    QString copyToDevice();

    QIODevice* m_device;
    ExportSettings m_settings;
    qint64 m_sheetRows;
    XlsxWorkbook m_workbook;
    lxw_worksheet* m_sheet = nullptr;
    lxw_worksheet* m_about = nullptr;
    QList<XlsxColumn> m_columns;
    int m_sheets = 0;
    QString m_refused; //!< why a cell could not be written
    qint64 m_rows = 0; //!< of the result
    quint32 m_row = 0; //!< of the sheet, the next to be written
};

} // namespace parlance
