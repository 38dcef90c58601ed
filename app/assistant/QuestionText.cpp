// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/QuestionText.h"

#include <QLocale>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

QString circumstances(const Question& question)
{
    QString text;
    if (question.today.isValid())
        text += u"Today is "_s + question.today.toString(Qt::ISODate) + u", a "_s +
                QLocale(QLocale::English).dayName(question.today.dayOfWeek()) + u".\n"_s;
    if (!question.timeZone.isEmpty())
        text += u"Time zone: "_s + question.timeZone + u'\n';
    if (!question.serverVersion.isEmpty())
        text += u"Server: PostgreSQL "_s + question.serverVersion + u'\n';
    return text;
}

//! A heading with a text under it; nothing for an empty text.
QString part(QStringView heading, const QString& text)
{
    const QString trimmed = text.trimmed();
    return trimmed.isEmpty() ? QString() : u'\n' + heading + u'\n' + trimmed + u'\n';
}

QString examples(const QList<Question::Example>& examples)
{
    QString text;
    for (const Question::Example& example : examples.first(qMin(examples.size(), Question::mostExamples)))
        text += part(u"A question that the team has verified:", example.question) + part(u"Its SQL:", example.sql);
    return text;
}

QStringView whatIsWrong(Question::Correction::Wrong wrong)
{
    using Wrong = Question::Correction::Wrong;
    switch (wrong) {
    case Wrong::Period:
        return u"The period is not the one I mean.";
    case Wrong::Counted:
        return u"What is counted or added up is not what I mean.";
    case Wrong::MissingRows:
        return u"Rows are missing that belong to the answer.";
    case Wrong::WrongTable:
        return u"It reads the wrong table.";
    case Wrong::Assumption:
        return u"One assumption should be another:";
    case Wrong::Other:
        break;
    }
    return u"It is not what I mean.";
}

QString corrections(const QList<Question::Correction>& corrections)
{
    QString text;
    for (const Question::Correction& correction : corrections) {
        const QString words = correction.words.trimmed();
        text += u'\n' + whatIsWrong(correction.wrong) + (words.isEmpty() ? QString() : u' ' + words) + u'\n';
    }
    return text;
}

QString attempts(const QList<Question::Attempt>& attempts)
{
    QString text;
    for (const Question::Attempt& attempt : attempts)
        text += part(u"You answered with this query, which cannot run:", attempt.sql) +
                part(u"What is wrong with it:", attempt.problem);
    if (!text.isEmpty())
        text += u"\nAnswer the question again with a query that runs.\n"_s;
    return text;
}

QString previous(const Question::Previous& previous)
{
    return part(u"The question before this one:", previous.question) + part(u"Its SQL:", previous.sql) +
           part(u"What the server said to that SQL:", previous.error);
}

//! What is asked, in the words of its purpose.
QString request(const Question& question)
{
    switch (question.purpose) {
    case Question::Purpose::Ask:
        break;
    case Question::Purpose::Correct:
        return part(u"Question:", question.text) +
               part(u"Your SQL for it, which I do not accept:", question.previous.sql) +
               corrections(question.corrections) + u"\nAnswer the question again, with this put right.\n"_s;
    case Question::Purpose::FixError:
        return part(u"Question:", question.text) + part(u"SQL that failed:", question.previous.sql) +
               part(u"What the server said:", question.previous.error) +
               u"\nWrite this SQL so that it runs and still means the same. Change no more than the error asks for, "
               "and say in the explanation what you changed.\n"_s;
    case Question::Purpose::InWords:
        return part(u"The question it was written for:", question.text) + part(u"SQL:", question.previous.sql) +
               u"\nSay in the explanation what this SQL does, in two to five sentences for someone who knows the "
               "business and no SQL: what it counts, from which tables, over which period, with which filters, what "
               "it leaves out. Give the SQL back unchanged.\n"_s;
    case Question::Purpose::WhyEmpty:
        return part(u"The question it was written for:", question.text) +
               part(u"SQL that ran and found nothing, or zero:", question.previous.sql) +
               u"\nWrite one query that shows where the rows are lost: one row for each step, a short name of the "
               "step and how many rows are left, beginning without conditions and adding the joins and conditions of "
               "that SQL one after another. Say in the explanation how to read it.\n"_s;
    }
    const bool again = !question.corrections.isEmpty();
    return previous(question.previous) +
           part(question.previous.isEmpty() ? u"Question:" : u"The question now, which may continue the one before:",
                question.text) +
           (again ? corrections(question.corrections) : QString());
}

} // namespace

QString questionText(const Question& question)
{
    QString text = circumstances(question) + examples(question.examples) + request(question);
    for (const Question::Clarification& clarification : question.clarifications)
        text += part(u"You asked back:", clarification.question) + part(u"My answer:", clarification.answer);
    return text + attempts(question.attempts);
}

} // namespace parlance
