// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "exporting/ExportJob.h"

#include <functional>
#include <memory>

namespace parlance {

//! A result as the export dialog is given it: a plain value but for the place in the connection pool.
struct ExportOffer {
    QString title; //!< of the tab; the file's name is made from it
    ExportOrigin origin;
    ResultTable table;
    RowOrderPtr order;            //!< the rows shown, in their order; null: all, as the server sent them
    bool filtered = false;        //!< the order leaves rows out
    QList<int> columns;           //!< those shown, in their order
    RowOrderPtr selected;         //!< rows with a selected cell, where there is more than one; null: none
    bool whole = true;            //!< the table holds every row of the statement
    QString partial;              //!< why not: "the first 1,000,000 rows of more"
    std::optional<ExportRun> run; //!< all rows once more, from the server
    //! A place for one more connection, kept as long as the pointer lives; nullptr: all are in use.
    std::function<std::shared_ptr<void>()> reserve;
};

//! Which rows go to the file.
enum class ExportRows { FromServer, Shown, Selected };

//! A file name for \a offer: what stands in the tab's title, said to be sample data or partial where it is. Without a
//! folder; pure.
QString proposedFileName(const ExportOffer& offer, ExportRows rows, const QString& suffix);
//! What the job is to do. Pure.
ExportTask exportTask(const ExportOffer& offer, ExportRows rows, const QString& format, const QString& path);
//! How many rows that will be; -1: not known before.
qint64 exportRowCount(const ExportOffer& offer, ExportRows rows);

} // namespace parlance
