// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/AnsweredQuestion.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Answered {
    Q_DECLARE_TR_FUNCTIONS(AnsweredQuestion)
};

//! What was answered and put right, in the order in which it was said.
QStringList added(const Question& question)
{
    QStringList words;
    for (const Question::Clarification& clarification : question.clarifications)
        words.append(clarification.answer.simplified());
    for (const Question::Correction& correction : question.corrections)
        words.append(correction.words.simplified());
    words.removeAll(QString());
    return words;
}

QString core(const QString& sql)
{
    QStringView text(sql);
    while (!text.isEmpty() && (text.last().isSpace() || text.last() == u';'))
        text.chop(1);
    return text.trimmed().toString();
}

QJsonObject toJson(const Question& question)
{
    QJsonArray clarifications;
    for (const Question::Clarification& clarification : question.clarifications)
        clarifications.append(QJsonArray{clarification.question, clarification.answer});
    QJsonArray corrections;
    for (const Question::Correction& correction : question.corrections)
        corrections.append(QJsonArray{static_cast<int>(correction.wrong), correction.words});
    return {{u"purpose"_s, static_cast<int>(question.purpose)},
            {u"text"_s, question.text},
            {u"clarifications"_s, clarifications},
            {u"corrections"_s, corrections}};
}

Question questionOf(const QJsonObject& object)
{
    using Wrong = Question::Correction::Wrong;
    Question question;
    question.purpose = static_cast<Question::Purpose>(
        qBound(0, object.value("purpose"_L1).toInt(), static_cast<int>(Question::Purpose::WhyEmpty)));
    question.text = object.value("text"_L1).toString();
    const QJsonArray clarifications = object.value("clarifications"_L1).toArray();
    for (const QJsonValue& value : clarifications)
        question.clarifications.append({value[0].toString(), value[1].toString()});
    const QJsonArray corrections = object.value("corrections"_L1).toArray();
    for (const QJsonValue& value : corrections)
        question.corrections.append(
            {static_cast<Wrong>(qBound(0, value[0].toInt(), static_cast<int>(Wrong::Other))), value[1].toString()});
    return question;
}

QJsonArray toJson(const QList<Repair>& repairs)
{
    QJsonArray array;
    for (const Repair& repair : repairs)
        array.append(QJsonArray{repair.problem, repair.sql});
    return array;
}

QJsonArray toJson(const ClaudeUsage& usage)
{
    return {usage.inputTokens, usage.cacheCreationInputTokens, usage.cacheReadInputTokens, usage.outputTokens};
}

} // namespace

QString AnsweredQuestion::wholeText() const
{
    const QString text = question.text.simplified();
    const QStringList words = added(question);
    QString whole = text;
    if (!continued.isEmpty() && !text.isEmpty())
        whole = Answered::tr("%1, then: %2").arg(continued.simplified(), text);
    else if (!continued.isEmpty())
        whole = continued.simplified();
    if (words.isEmpty())
        return whole;
    const QString together = words.join(u"; "_s);
    return whole.isEmpty() ? together : Answered::tr("%1 (%2)").arg(whole, together);
}

QString AnsweredQuestion::saidText() const
{
    return (QStringList{question.text} + added(question)).join(u'\n');
}

bool AnsweredQuestion::isSql(const QString& sql) const
{
    return !isEmpty() && core(sql) == core(answer.sql);
}

QJsonObject AnsweredQuestion::toJson() const
{
    if (isEmpty())
        return {};
    return {{u"byClaude"_s, byClaude},
            {u"continued"_s, continued},
            {u"question"_s, parlance::toJson(question)},
            {u"answer"_s, QJsonDocument::fromJson(answerToJson(answer)).object()},
            {u"modelNotice"_s, answer.modelNotice},
            {u"usage"_s, parlance::toJson(answer.usage)},
            {u"repairs"_s, parlance::toJson(answer.repairs)}};
}

AnsweredQuestion AnsweredQuestion::fromJson(const QJsonObject& object)
{
    const QJsonObject document = object.value("answer"_L1).toObject();
    const Result<Answer, QString> answer =
        answerFromText(QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact)));
    if (!answer || answer->kind != Answer::Kind::Sql)
        return {};
    AnsweredQuestion answered;
    answered.byClaude = object.value("byClaude"_L1).toBool();
    answered.continued = object.value("continued"_L1).toString();
    answered.question = questionOf(object.value("question"_L1).toObject());
    answered.answer = *answer;
    answered.answer.model = document.value("model"_L1).toString();
    answered.answer.modelNotice = object.value("modelNotice"_L1).toString();
    const QJsonArray usage = object.value("usage"_L1).toArray();
    answered.answer.usage.inputTokens = usage.at(0).toInteger();
    answered.answer.usage.cacheCreationInputTokens = usage.at(1).toInteger();
    answered.answer.usage.cacheReadInputTokens = usage.at(2).toInteger();
    answered.answer.usage.outputTokens = usage.at(3).toInteger();
    const QJsonArray repairs = object.value("repairs"_L1).toArray();
    for (const QJsonValue& repair : repairs)
        answered.answer.repairs.append({repair[0].toString(), repair[1].toString()});
    return answered;
}

} // namespace parlance
