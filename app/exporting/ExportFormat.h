// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

namespace parlance {

//! A format a result can be written in: how --format calls it, how people do, how its files end.
struct ExportFormat {
    QString id;          //!< csv-excel
    QString name;        //!< "CSV for Excel"
    QString suffix;      //!< csv
    QString explanation; //!< a sentence or two on what the reader of the file gets
    bool binary = false; //!< not for a terminal: it needs a file

    //! All of them, in the order in which they are offered; without the console's table.
    static QList<ExportFormat> all();
    //! That of \a id; one without an id when there is none.
    static ExportFormat byId(const QString& id);
};

} // namespace parlance
