// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/QuestionSet.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(QuestionSet)
};

} // namespace

Result<QList<GoldQuestion>, QString> readQuestionSet(const QByteArray& lines)
{
    QList<GoldQuestion> questions;
    QSet<QString> ids;
    int number = 0;
    for (const QByteArray& line : lines.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        QJsonParseError problem{};
        const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
        if (!document.isObject())
            return unexpected(
                Words::tr("Line %1 is no JSON object (%2). Each line is one: {\"id\", \"question\", \"sql\"}.")
                    .arg(number)
                    .arg(problem.errorString()));
        const QJsonObject object = document.object();
        GoldQuestion question{object.value("id"_L1).toVariant().toString(), object.value("question"_L1).toString(),
                              object.value("sql"_L1).toString()};
        if (question.id.isEmpty())
            question.id = QString::number(number);
        if (question.question.trimmed().isEmpty() || question.sql.trimmed().isEmpty())
            return unexpected(Words::tr("Line %1 has no question or no sql.").arg(number));
        if (ids.contains(question.id))
            return unexpected(Words::tr("Line %1: the id \"%2\" stands twice.").arg(number).arg(question.id));
        ids.insert(question.id);
        questions += question;
    }
    if (questions.isEmpty())
        return unexpected(Words::tr("There is no question in the file."));
    return questions;
}

} // namespace parlance
