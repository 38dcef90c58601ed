// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/TabConversation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonArray toJson(const QList<TableName>& tables)
{
    QJsonArray array;
    for (const TableName& table : tables)
        array.append(QJsonArray{table.schema, table.name});
    return array;
}

QList<TableName> tablesOf(const QJsonValue& value)
{
    QList<TableName> tables;
    const QJsonArray array = value.toArray();
    for (const QJsonValue& table : array)
        tables.append({table[0].toString(), table[1].toString()});
    return tables;
}

} // namespace

QString TabConversation::toText() const
{
    QJsonObject object;
    if (!last.isEmpty()) {
        object.insert("question"_L1, last.question);
        object.insert("sql"_L1, last.sql);
        object.insert("used"_L1, toJson(used));
    }
    if (!pinned.isEmpty())
        object.insert("pinned"_L1, toJson(pinned));
    if (!leftOut.isEmpty())
        object.insert("leftOut"_L1, toJson(leftOut));
    if (!answered.isEmpty())
        object.insert("answered"_L1, answered.toJson());
    if (anyway)
        object.insert("anyway"_L1, true);
    return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

TabConversation TabConversation::fromText(const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    TabConversation conversation;
    conversation.last = {object.value("question"_L1).toString(), object.value("sql"_L1).toString(), QString()};
    conversation.used = tablesOf(object.value("used"_L1));
    conversation.pinned = tablesOf(object.value("pinned"_L1));
    conversation.leftOut = tablesOf(object.value("leftOut"_L1));
    conversation.answered = AnsweredQuestion::fromJson(object.value("answered"_L1).toObject());
    conversation.anyway = object.value("anyway"_L1).toBool();
    return conversation;
}

} // namespace parlance
