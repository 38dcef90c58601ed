// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/ReadyQuestions.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace parlance {

QList<ReadyQuestion> readyQuestions(const QString& team)
{
    QList<ReadyQuestion> questions;
    static const QStringList teams{QStringLiteral("sales"), QStringLiteral("marketing"), QStringLiteral("operations")};
    QFile file(QStringLiteral(":/sql/sample/%1/ready.json").arg(team));
    if (!teams.contains(team) || !file.open(QIODevice::ReadOnly))
        return questions;
    const QJsonArray items = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& item : items) {
        const QJsonObject object = item.toObject();
        ReadyQuestion question{object.value(QLatin1String("question")).toString(),
                               object.value(QLatin1String("explanation")).toString(),
                               object.value(QLatin1String("sql")).toString(),
                               {}};
        for (const QJsonValue& table : object.value(QLatin1String("tables")).toArray())
            question.tables << table.toString();
        questions << question;
    }
    return questions;
}

} // namespace parlance
