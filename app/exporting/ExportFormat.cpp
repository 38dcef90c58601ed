// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ExportFormat.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ExportFormat)
};

} // namespace

QList<ExportFormat> ExportFormat::all()
{
    return {
        {u"csv"_s, Words::tr("CSV"), u"csv"_s,
         Words::tr("Exactly as PostgreSQL's COPY writes it: UTF-8, commas, every digit. For programs, and to load into "
                   "a database again.")},
        {u"csv-excel"_s, Words::tr("CSV for Excel"), u"csv"_s,
         Words::tr("With the separator and the decimal point of this computer's language. Text that begins with = + - "
                   "or @ gets an apostrophe in front, so that no spreadsheet takes it for a formula; numbers stay as "
                   "they are.")},
        {u"xlsx"_s, Words::tr("Excel workbook (XLSX)"), u"xlsx"_s,
         Words::tr("Real numbers and dates. What Excel cannot hold exactly is text, and the second sheet says which "
                   "columns and why."),
         true},
        {u"json"_s, Words::tr("JSON"), u"json"_s, Words::tr("One array of objects; numbers keep every digit.")},
        {u"ndjson"_s, Words::tr("JSON, an object a line (NDJSON)"), u"ndjson"_s,
         Words::tr("One object a line; numbers keep every digit.")},
        {u"markdown"_s, Words::tr("Markdown"), u"md"_s, Words::tr("A table for a ticket, a wiki or a chat.")},
        {u"html"_s, Words::tr("HTML"), u"html"_s, Words::tr("A page with one table, to look at or to print.")},
        {u"sql"_s, Words::tr("SQL INSERT statements"), u"sql"_s,
         Words::tr("Loads the rows into a table of the same columns.")},
    };
}

ExportFormat ExportFormat::byId(const QString& id)
{
    for (const ExportFormat& format : all()) {
        if (format.id == id)
            return format;
    }
    return {};
}

} // namespace parlance
