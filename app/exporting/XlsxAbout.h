// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ExportOrigin.h"
#include "exporting/XlsxColumn.h"

#include <QCoreApplication>

struct lxw_worksheet;

namespace parlance {

class XlsxWorkbook;

//! The second sheet of a workbook: where the rows come from, whether they are all, and how each column was written,
//! with every value that is not what the server sent.
class XlsxAbout final {
    Q_DECLARE_TR_FUNCTIONS(XlsxAbout)
public:
    XlsxAbout(XlsxWorkbook& workbook, lxw_worksheet* sheet)
        : m_workbook(workbook)
        , m_sheet(sheet)
    {}
    void write(const ExportOrigin& origin, const QList<XlsxColumn>& columns, qint64 rows, int dataSheets);

private:
    void line(const QString& label, const QString& value);
    void columnLine(const XlsxColumn& column);

    XlsxWorkbook& m_workbook;
    lxw_worksheet* m_sheet;
    quint32 m_row = 0;
};

} // namespace parlance
