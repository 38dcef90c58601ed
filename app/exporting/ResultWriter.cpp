// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ResultWriter.h"

#include "exporting/CsvExcelWriter.h"
#include "exporting/CsvWriter.h"
#include "exporting/ExportFormat.h"
#include "exporting/HtmlWriter.h"
#include "exporting/InsertWriter.h"
#include "exporting/JsonWriter.h"
#include "exporting/MarkdownWriter.h"
#include "exporting/TableWriter.h"
#include "exporting/XlsxWriter.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

QStringList ResultWriter::formats()
{
    QStringList ids{u"table"_s};
    for (const ExportFormat& format : ExportFormat::all())
        ids.append(format.id);
    return ids;
}

std::unique_ptr<ResultWriter> ResultWriter::create(const QString& format, QIODevice* device,
                                                   const ExportSettings& settings)
{
    if (format == u"table")
        return std::make_unique<TableWriter>(device);
    if (format == u"csv")
        return std::make_unique<CsvWriter>(device);
    if (format == u"csv-excel")
        return std::make_unique<CsvExcelWriter>(device, settings.locale);
    if (format == u"xlsx")
        return std::make_unique<XlsxWriter>(device, settings);
    if (format == u"json")
        return std::make_unique<JsonWriter>(device);
    if (format == u"ndjson")
        return std::make_unique<JsonWriter>(device, JsonWriter::Layout::Lines);
    if (format == u"markdown")
        return std::make_unique<MarkdownWriter>(device);
    if (format == u"html")
        return std::make_unique<HtmlWriter>(device, settings.origin);
    if (format == u"sql")
        return std::make_unique<InsertWriter>(device, settings.origin.tableName);
    return nullptr;
}

} // namespace parlance
