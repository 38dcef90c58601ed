// SPDX-License-Identifier: GPL-3.0-or-later
#include "exporting/ResultWriter.h"

#include "exporting/CsvWriter.h"
#include "exporting/JsonWriter.h"
#include "exporting/MarkdownWriter.h"
#include "exporting/TableWriter.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

QStringList ResultWriter::formats()
{
    return {u"table"_s, u"csv"_s, u"json"_s, u"markdown"_s};
}

std::unique_ptr<ResultWriter> ResultWriter::create(const QString& format, QIODevice* device)
{
    if (format == u"table")
        return std::make_unique<TableWriter>(device);
    if (format == u"csv")
        return std::make_unique<CsvWriter>(device);
    if (format == u"json")
        return std::make_unique<JsonWriter>(device);
    if (format == u"markdown")
        return std::make_unique<MarkdownWriter>(device);
    return nullptr;
}

} // namespace parlance
