// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDateTime>
#include <QLocale>
#include <QString>

namespace parlance {

//! Where rows come from, for the formats that say so: the second sheet of an XLSX, the head of an HTML page, the table
//! of INSERT statements. An empty field is not known and not shown.
struct ExportOrigin {
    QString question;
    QString sql;
    QString team;
    QString database;
    QString role;
    QDateTime ranAt;
    QString timeZone; //!< the run's TimeZone: what its timestamps with time zone are written in
    bool sample = false;
    QString partial;   //!< a sentence when these are not all rows ("Partial: the first 1,000,000 rows of more.")
    QString tableName; //!< as SQL writes it, for INSERT; empty: a placeholder
    bool operator==(const ExportOrigin&) const = default;
};

//! What a writer may have to know beside the rows.
struct ExportSettings {
    ExportOrigin origin;
    QLocale locale = QLocale::c(); //!< of the CSV for spreadsheets: its decimal point and with it the separator
    QString temporaryFolder;       //!< for a format that cannot stream (xlsx); empty: the system's
};

} // namespace parlance
