// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace parlance::test {

//! Another program's view of a workbook: LibreOffice, without a window, as flat OpenDocument XML. Each call starts it,
//! which takes seconds: give it few, large workbooks. A missing LibreOffice ends the test program.
class SpreadsheetReader final {
public:
    struct Cell {
        QString type; //!< float, date, string; empty: an empty cell
        QString text; //!< as it is shown
    };
    struct Sheet {
        QString name;
        QList<QList<Cell>> rows;
        QString text(qsizetype row, qsizetype column) const { return rows.value(row).value(column).text; }
        QString type(qsizetype row, qsizetype column) const { return rows.value(row).value(column).type; }
        QStringList texts(qsizetype row) const;
    };
    //! The sheets of the workbook \a path in their order.
    static QList<Sheet> sheets(const QString& path);
    //! What LibreOffice computes of \a formula ("SUM([Result.B2:.B10])") in the workbook, as it prints a number.
    static QString computed(const QString& path, const QString& formula);
};

} // namespace parlance::test
