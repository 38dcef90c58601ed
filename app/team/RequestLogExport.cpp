// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/RequestLogExport.h"

#include "claude/Cost.h"
#include "claude/JsonText.h"

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Field {
    const char* name;
    QString text;
    bool isNumber = false;
};

QList<Field> fieldsOf(const JournalRequest& request)
{
    const auto number = [](qint64 value) { return QString::number(value); };
    const std::optional<Cost> cost = request.cost ? std::optional(Cost{*request.cost, request.currency}) : std::nullopt;
    return {{"time", request.sentAt.toUTC().toString(Qt::ISODate)},
            {"team", request.team},
            {"database", request.server},
            {"host", request.host},
            {"model", request.model},
            {"purpose", request.purpose},
            {"tables", number(request.tables), true},
            {"bytes", number(request.bytes), true},
            {"inputTokens", number(request.inputTokens), true},
            {"cacheWriteTokens", number(request.cacheWriteTokens), true},
            {"cacheReadTokens", number(request.cacheReadTokens), true},
            {"outputTokens", number(request.outputTokens), true},
            {"cost", cost ? QString::fromLatin1(costJson(cost)) : QString(), true},
            {"currency", cost ? request.currency : QString()},
            {"outcome", request.outcome},
            {"error", request.error},
            {"outputEstimated", request.isEstimate() ? u"1"_s : u"0"_s, true}};
}

QByteArray csvField(const QString& text)
{
    QByteArray bytes = text.toUtf8();
    if (!bytes.contains(',') && !bytes.contains('"') && !bytes.contains('\n') && !bytes.contains('\r'))
        return bytes;
    return '"' + bytes.replace('"', "\"\"") + '"';
}

} // namespace

QByteArray requestsToCsv(const QList<JournalRequest>& requests)
{
    QByteArray csv;
    for (const Field& field : fieldsOf({}))
        csv += (csv.isEmpty() ? "" : ",") + QByteArray(field.name);
    csv += '\n';
    for (const JournalRequest& request : requests) {
        QByteArrayList cells;
        for (const Field& field : fieldsOf(request))
            cells += csvField(field.text);
        csv += cells.join(',') + '\n';
    }
    return csv;
}

QByteArray requestsToJson(const QList<JournalRequest>& requests)
{
    QByteArrayList objects;
    for (const JournalRequest& request : requests) {
        QByteArrayList members;
        for (const Field& field : fieldsOf(request)) {
            const QByteArray number = field.text.isEmpty() ? QByteArray("null") : field.text.toLatin1();
            members += '"' + QByteArray(field.name) + "\":" + (field.isNumber ? number : jsonString(field.text));
        }
        objects += '{' + members.join(',') + '}';
    }
    return "[" + objects.join(",\n ") + "]\n";
}

} // namespace parlance
