// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/JournalRows.h"

#include <QSqlQuery>

using namespace Qt::Literals::StringLiterals;

namespace parlance::journalrows {

namespace {

QVariant moment(const QDateTime& time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant(QMetaType::fromType<qlonglong>());
}

QDateTime moment(const QVariant& value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong());
}

} // namespace

QVariant text(const QString& value)
{
    return value.isNull() ? QString(u""_s) : value;
}

QString text(const QUuid& id)
{
    return id.toString(QUuid::WithoutBraces);
}

QVariantMap valuesOf(const JournalTabChange& change, const QString& program)
{
    const JournalTab& tab = change.tab;
    return {{u":id"_s, text(tab.id)},
            {u":window"_s, text(tab.window)},
            {u":team"_s, text(tab.team)},
            {u":server"_s, text(tab.server)},
            {u":program"_s, change.inUse ? program : u""_s},
            {u":place"_s, tab.order},
            {u":current"_s, tab.current ? 1 : 0},
            {u":title"_s, text(tab.title)},
            {u":question"_s, text(tab.question)},
            {u":sql"_s, text(tab.sql)},
            {u":sql_origin"_s, text(tab.sqlOrigin)},
            {u":cursor"_s, tab.cursor},
            {u":first_visible_line"_s, tab.firstVisibleLine},
            {u":last_run_at"_s, moment(tab.lastRunAt)},
            {u":conversation"_s, text(tab.conversation)}};
}

QVariantMap valuesOf(const JournalRun& run, const QString& program)
{
    return {{u":id"_s, run.id},
            {u":program"_s, program},
            {u":tab"_s, text(run.tab)},
            {u":team"_s, text(run.team)},
            {u":server"_s, text(run.server)},
            {u":started_at"_s, run.startedAt.toMSecsSinceEpoch()},
            {u":question"_s, text(run.question)},
            {u":sql"_s, text(run.sql)},
            {u":rows"_s, run.rows},
            {u":milliseconds"_s, run.milliseconds},
            {u":outcome"_s, text(run.outcome)},
            {u":error"_s, text(run.error)}};
}

QVariantMap valuesOf(const JournalRequest& request)
{
    return {{u":id"_s, request.id},
            {u":team"_s, text(request.team)},
            {u":server"_s, text(request.server)},
            {u":sent_at"_s, request.sentAt.toMSecsSinceEpoch()},
            {u":host"_s, text(request.host)},
            {u":model"_s, text(request.model)},
            {u":purpose"_s, text(request.purpose)},
            {u":tables"_s, request.tables},
            {u":bytes"_s, request.bytes},
            {u":outcome"_s, u"sent"_s}};
}

QVariantMap endValuesOf(const JournalRequest& request)
{
    return {{u":id"_s, request.id},
            {u":model"_s, text(request.model)},
            {u":outcome"_s, text(request.outcome)},
            {u":error"_s, text(request.error)},
            {u":input_tokens"_s, request.inputTokens},
            {u":cache_write_tokens"_s, request.cacheWriteTokens},
            {u":cache_read_tokens"_s, request.cacheReadTokens},
            {u":output_tokens"_s, request.outputTokens},
            {u":cost"_s, request.cost ? QVariant(*request.cost) : QVariant(QMetaType::fromType<qlonglong>())},
            {u":currency"_s, text(request.currency)}};
}

QVariantMap spentValuesOf(const JournalRequest& request)
{
    return {{u":server"_s, text(request.server)},     {u":day"_s, request.sentAt.date().toString(Qt::ISODate)},
            {u":currency"_s, text(request.currency)}, {u":cost"_s, request.cost.value_or(0)},
            {u":tokens"_s, request.tokens()},         {u":unpriced_tokens"_s, request.cost ? 0 : request.tokens()}};
}

JournalRequest requestOf(const QSqlQuery& row)
{
    JournalRequest request;
    request.id = row.value(0).toLongLong();
    request.team = row.value(1).toString();
    request.server = row.value(2).toString();
    request.sentAt = moment(row.value(3));
    request.host = row.value(4).toString();
    request.model = row.value(5).toString();
    request.purpose = row.value(6).toString();
    request.tables = row.value(7).toLongLong();
    request.bytes = row.value(8).toLongLong();
    request.outcome = row.value(9).toString();
    request.error = row.value(10).toString();
    request.inputTokens = row.value(11).toLongLong();
    request.cacheWriteTokens = row.value(12).toLongLong();
    request.cacheReadTokens = row.value(13).toLongLong();
    request.outputTokens = row.value(14).toLongLong();
    if (!row.value(15).isNull())
        request.cost = row.value(15).toLongLong();
    request.currency = row.value(16).toString();
    request.hasBody = row.value(17).toBool();
    return request;
}

JournalTab tabOf(const QSqlQuery& row)
{
    JournalTab tab;
    tab.id = QUuid::fromString(row.value(0).toString());
    tab.window = QUuid::fromString(row.value(1).toString());
    tab.team = row.value(2).toString();
    tab.server = row.value(3).toString();
    tab.order = row.value(4).toInt();
    tab.current = row.value(5).toInt() != 0;
    tab.title = row.value(6).toString();
    tab.question = row.value(7).toString();
    tab.sql = row.value(8).toString();
    tab.sqlOrigin = row.value(9).toString();
    tab.cursor = row.value(10).toInt();
    tab.firstVisibleLine = row.value(11).toInt();
    tab.lastRunAt = moment(row.value(12));
    tab.conversation = row.value(13).toString();
    return tab;
}

JournalRun runOf(const QSqlQuery& row)
{
    JournalRun run;
    run.id = row.value(0).toLongLong();
    run.tab = QUuid::fromString(row.value(1).toString());
    run.team = row.value(2).toString();
    run.server = row.value(3).toString();
    run.startedAt = moment(row.value(4));
    run.question = row.value(5).toString();
    run.sql = row.value(6).toString();
    run.rows = row.value(7).toLongLong();
    run.milliseconds = row.value(8).toLongLong();
    run.outcome = row.value(9).toString();
    run.error = row.value(10).toString();
    return run;
}

} // namespace parlance::journalrows
