// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/Answer.h"

#include "assistant/ReadingWords.h"
#include "claude/JsonText.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::Answer)
};

//! Where the document or the tagged SQL begins: the same place AnswerStream finds while the text streams.
struct Beginning {
    enum class Form { None, Document, Tagged } form = Form::None;
    qsizetype at = 0;
};

Beginning findBeginning(const QString& text)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QStringView rest = QStringView(text).sliced(at);
        if (rest.startsWith(u"<sql>", Qt::CaseInsensitive))
            return {Beginning::Form::Tagged, at};
        if (rest.front() == u'{' && rest.sliced(1).trimmed().startsWith(u'"'))
            return {Beginning::Form::Document, at};
    }
    return {};
}

//! The document that begins at \a at, to its closing brace; empty when the text ends before.
QStringView documentAt(const QString& text, qsizetype at)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = at; i < text.size(); ++i) {
        const QChar c = text[i];
        if (inString && c == u'\\')
            ++i;
        else if (c == u'"')
            inString = !inString;
        else if (!inString && (c == u'{' || c == u'['))
            ++depth;
        else if (!inString && (c == u'}' || c == u']') && --depth == 0)
            return QStringView(text).sliced(at, i + 1 - at);
    }
    return {};
}

QStringList textsOf(const QJsonValue& array)
{
    QStringList texts;
    const QJsonArray values = array.toArray();
    for (const QJsonValue& value : values) {
        const QString text = value.toString().trimmed();
        if (!text.isEmpty())
            texts << text;
    }
    return texts;
}

QList<Assumption> assumptionsOf(const QJsonValue& array)
{
    QList<Assumption> assumptions;
    const QJsonArray values = array.toArray();
    for (const QJsonValue& value : values) {
        const Assumption assumption = value.isString() ? Assumption{{}, value.toString().trimmed()}
                                                       : Assumption{value["label"_L1].toString().trimmed(),
                                                                    value["value"_L1].toString().trimmed()};
        if (!assumption.label.isEmpty() || !assumption.value.isEmpty())
            assumptions << assumption;
    }
    return assumptions;
}

//! What each kind must hold to be an answer of that kind.
Result<Answer, QString> checked(Answer answer)
{
    if (answer.kind == Answer::Kind::Sql && answer.sql.trimmed().isEmpty())
        return unexpected(Words::tr("The answer says that it is a query, but holds none."));
    if (answer.kind == Answer::Kind::Clarify && answer.question.isEmpty())
        return unexpected(Words::tr("The answer says that it asks back, but holds no question."));
    if (answer.kind == Answer::Kind::Cannot && answer.reason.isEmpty())
        answer.reason = answer.explanation;
    if (answer.kind == Answer::Kind::Cannot && answer.reason.isEmpty())
        return unexpected(Words::tr("The answer says that the question cannot be answered, but gives no reason."));
    return answer;
}

Result<Answer, QString> answerFromDocument(QStringView document)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(document.toUtf8(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return unexpected(
            Words::tr("The answer is not the document that was asked for: %1.").arg(problem.errorString()));
    Answer answer;
    const QString kind = object.value("kind"_L1).toString().trimmed().toLower();
    if (kind == "sql"_L1)
        answer.kind = Answer::Kind::Sql;
    else if (kind == "clarify"_L1)
        answer.kind = Answer::Kind::Clarify;
    else if (kind == "cannot"_L1)
        answer.kind = Answer::Kind::Cannot;
    else if (kind.isEmpty())
        return unexpected(Words::tr("The answer does not say of which kind it is."));
    else
        return unexpected(Words::tr("The answer is of an unknown kind, “%1”.").arg(kind.left(40)));
    answer.sql = object.value("sql"_L1).toString();
    answer.explanation = object.value("explanation"_L1).toString().trimmed();
    answer.assumptions = assumptionsOf(object.value("assumptions"_L1));
    const QString confidence = object.value("confidence"_L1).toString().trimmed().toLower();
    answer.confidence = confidence == "high"_L1 ? Answer::Confidence::High
                      : confidence == "low"_L1  ? Answer::Confidence::Low
                                                : Answer::Confidence::Medium;
    answer.question = object.value("question"_L1).toString().trimmed();
    answer.options = textsOf(object.value("options"_L1));
    answer.reason = object.value("reason"_L1).toString().trimmed();
    answer.followUps = textsOf(object.value("followUps"_L1));
    return checked(answer);
}

//! Takes every <tag>…</tag> out of \a text; what stood inside each.
QStringList takeTags(QString& text, const QString& tag)
{
    const QRegularExpression expression(u"<%1>(.*?)</%1>"_s.arg(tag),
                                        QRegularExpression::CaseInsensitiveOption |
                                            QRegularExpression::DotMatchesEverythingOption);
    QStringList inside;
    auto matches = expression.globalMatch(text);
    while (matches.hasNext()) {
        const QString content = matches.next().captured(1).trimmed();
        if (!content.isEmpty())
            inside << content;
    }
    text.remove(expression);
    return inside;
}

//! The one block of SQL in Markdown that \a text holds: taken out of it. Empty where there are other blocks too, as
//! none of them is meant for sure.
QString takeOnlyBlock(QString& text)
{
    static const QRegularExpression block(u"^[ \\t]*```[ \\t]*(\\w*)[ \\t]*\\r?\\n(.*?)^[ \\t]*```[ \\t]*\\r?$"_s,
                                          QRegularExpression::MultilineOption |
                                              QRegularExpression::DotMatchesEverythingOption);
    static const QStringList names{u"sql"_s, u"postgresql"_s, u"postgres"_s, u"pgsql"_s};
    const QRegularExpressionMatch match = block.match(text);
    const QString sql = match.captured(2).trimmed();
    if (sql.isEmpty() || text.count("```"_L1) != 2 || !names.contains(match.captured(1).toLower()))
        return {};
    text.remove(match.capturedStart(), match.capturedLength());
    return sql;
}

//! The tagged form: the SQL, or a question with options, or a reason; the text around is the explanation.
Result<Answer, QString> answerFromTags(const QString& text, const Beginning& beginning)
{
    Answer answer;
    QString around = text;
    if (beginning.form == Beginning::Form::Tagged) {
        const qsizetype from = beginning.at + 5;
        const qsizetype to = text.indexOf("</sql>"_L1, from, Qt::CaseInsensitive);
        if (to < 0)
            return unexpected(Words::tr("The answer ends in the middle of the SQL."));
        answer.sql = text.sliced(from, to - from).trimmed();
        around.remove(beginning.at, to + 6 - beginning.at);
    }
    const QStringList questions = takeTags(around, u"question"_s);
    answer.options = takeTags(around, u"option"_s);
    const QStringList reasons = takeTags(around, u"cannot"_s);
    const QStringList assumptions = takeTags(around, u"assumption"_s);
    for (const QString& assumption : assumptions) {
        const qsizetype colon = assumption.indexOf(u": "_s);
        answer.assumptions << (colon < 0 ? Assumption{{}, assumption}
                                         : Assumption{assumption.left(colon), assumption.mid(colon + 2)});
    }
    const bool isTold = beginning.form == Beginning::Form::Tagged || !questions.isEmpty() || !reasons.isEmpty();
    const QString block = isTold ? QString() : takeOnlyBlock(around);
    if (!block.isEmpty())
        answer.sql = block;
    answer.explanation = around.trimmed();
    answer.question = questions.value(0);
    answer.reason = reasons.value(0);
    if (beginning.form == Beginning::Form::Tagged || !block.isEmpty())
        answer.kind = Answer::Kind::Sql;
    else if (!questions.isEmpty())
        answer.kind = Answer::Kind::Clarify;
    else if (!reasons.isEmpty())
        answer.kind = Answer::Kind::Cannot;
    else
        return unexpected(Words::tr("The answer holds neither the document that was asked for nor tagged SQL."));
    return checked(answer);
}

QByteArray kindText(Answer::Kind kind)
{
    return kind == Answer::Kind::Sql ? "sql" : kind == Answer::Kind::Clarify ? "clarify" : "cannot";
}

QByteArray confidenceText(Answer::Confidence confidence)
{
    return confidence == Answer::Confidence::High ? "high" : confidence == Answer::Confidence::Low ? "low" : "medium";
}

QByteArray findingJson(const Finding& finding)
{
    static const QList<QByteArray> severities{"info", "warning", "error"};
    return "{\"check\":" + jsonString(finding.check) + ",\"severity\":\"" +
           severities.value(static_cast<int>(finding.severity)) + "\",\"message\":" + jsonString(finding.message) +
           ",\"start\":" + QByteArray::number(finding.start) + ",\"length\":" + QByteArray::number(finding.length) +
           '}';
}

//! With the API's own names.
QByteArray usageJson(const ClaudeUsage& usage)
{
    return "{\"input_tokens\":" + QByteArray::number(usage.inputTokens) +
           ",\"cache_creation_input_tokens\":" + QByteArray::number(usage.cacheCreationInputTokens) +
           ",\"cache_read_input_tokens\":" + QByteArray::number(usage.cacheReadInputTokens) +
           ",\"output_tokens\":" + QByteArray::number(usage.outputTokens) + '}';
}

template <typename T, typename F>
QByteArray arrayOf(const QList<T>& values, F json)
{
    QByteArrayList texts;
    for (const T& value : values)
        texts << json(value);
    return '[' + texts.join(',') + ']';
}

} // namespace

Result<Answer, QString> answerFromText(const QString& text)
{
    const Beginning beginning = findBeginning(text);
    if (beginning.form != Beginning::Form::Document)
        return answerFromTags(text, beginning);
    const QStringView document = documentAt(text, beginning.at);
    if (document.isEmpty())
        return unexpected(Words::tr("The answer ends in the middle."));
    return answerFromDocument(document);
}

bool hasAnswerForm(const QString& text)
{
    return findBeginning(text).form != Beginning::Form::None;
}

QByteArray answerToJson(const Answer& answer)
{
    QByteArray json = "{\"kind\":\"" + kindText(answer.kind) + "\",\"sql\":" + jsonString(answer.sql);
    json += ",\"explanation\":" + jsonString(answer.explanation);
    json +=
        ",\"assumptions\":" + arrayOf(answer.assumptions, [](const Assumption& assumption) -> QByteArray {
            return "{\"label\":" + jsonString(assumption.label) + ",\"value\":" + jsonString(assumption.value) + '}';
        });
    json += ",\"confidence\":\"" + confidenceText(answer.confidence) + "\",\"question\":" + jsonString(answer.question);
    json += ",\"options\":" + jsonStrings(answer.options) + ",\"reason\":" + jsonString(answer.reason);
    json += ",\"followUps\":" + jsonStrings(answer.followUps) + ",\"model\":" + jsonString(answer.model);
    json += ",\"usage\":" + usageJson(answer.usage) + ",\"findings\":" + arrayOf(answer.findings, findingJson);
    json += ",\"repairs\":" + arrayOf(answer.repairs, [](const Repair& repair) -> QByteArray {
                return "{\"problem\":" + jsonString(repair.problem) + ",\"sql\":" + jsonString(repair.sql) + '}';
            });
    return json + '}';
}

QByteArray answerToJson(const Answer& answer, const ReadingWords& reading)
{
    const QByteArray rows = arrayOf(reading.rows, [](const ReadingRow& row) -> QByteArray {
        return "{\"label\":" + jsonString(row.label) + ",\"text\":" + jsonString(row.text) +
               ",\"start\":" + QByteArray::number(row.place.start) +
               ",\"length\":" + QByteArray::number(row.place.length) + '}';
    });
    return answerToJson(answer).chopped(1) + ",\"reading\":" + (reading.rows.isEmpty() ? "null" : rows) + '}';
}

} // namespace parlance
