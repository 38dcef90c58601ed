// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeRows.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Row = QList<std::optional<QByteArray>>;

QString text(const Row& row, qsizetype column)
{
    return column < row.size() && row.at(column) ? QString::fromUtf8(*row.at(column)) : QString();
}

QDateTime time(const Row& row, qsizetype column)
{
    bool ok = false;
    const qint64 seconds = text(row, column).toLongLong(&ok);
    return ok ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

QStringList list(const Row& row, qsizetype column)
{
    QStringList entries;
    for (const QJsonValue& entry : QJsonDocument::fromJson(text(row, column).toUtf8()).array())
        entries += entry.toString();
    return entries;
}

VerifiedQuestion questionOf(const Row& row)
{
    VerifiedQuestion question;
    question.id = QUuid::fromString(text(row, 0));
    question.question = text(row, 1);
    question.sql = text(row, 2);
    question.explanation = text(row, 3);
    question.tags = list(row, 4);
    question.status = statusNamed(text(row, 5));
    question.author = text(row, 6);
    question.created = time(row, 7);
    question.verifiedBy = text(row, 8);
    question.verifiedAt = time(row, 9);
    question.fingerprint = text(row, 10);
    bool ok = false;
    const qint64 rows = text(row, 11).toLongLong(&ok);
    question.resultRows = ok ? rows : -1;
    return question;
}

DoubtfulAnswer doubtfulOf(const Row& row)
{
    DoubtfulAnswer doubtful;
    doubtful.id = QUuid::fromString(text(row, 0));
    doubtful.question = text(row, 1);
    doubtful.sql = text(row, 2);
    doubtful.reason = reasonNamed(text(row, 3));
    doubtful.words = text(row, 4);
    doubtful.author = text(row, 5);
    doubtful.created = time(row, 6);
    return doubtful;
}

//! PostgreSQL keeps no character 0.
std::optional<QByteArray> parameter(const QString& value)
{
    QString plain = value;
    plain.remove(QChar::Null);
    return plain.toUtf8();
}

std::optional<QByteArray> parameter(const QUuid& id)
{
    return id.toByteArray(QUuid::WithoutBraces);
}

std::optional<QByteArray> parameter(const QStringList& entries)
{
    QJsonArray array;
    for (const QString& entry : entries)
        array += QString(entry).remove(QChar::Null);
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<std::optional<QByteArray>> parameters(const VerifiedQuestion& question)
{
    return {parameter(question.id),
            parameter(question.question),
            parameter(question.sql),
            parameter(question.explanation),
            parameter(question.tags),
            parameter(question.author),
            question.fingerprint.isEmpty() ? std::nullopt : parameter(question.fingerprint),
            question.resultRows < 0 ? std::nullopt : std::optional(QByteArray::number(question.resultRows))};
}

} // namespace

QByteArray knowledgeSql(const QString& name)
{
    QFile file(u":/sql/knowledge/%1.sql"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

KnowledgeAccess accessFromRows(const RowSet& rows)
{
    KnowledgeAccess access;
    if (rows.rows.isEmpty())
        return access;
    const Row& row = rows.rows.constFirst();
    const auto isTrue = [&row](qsizetype column) { return text(row, column) == u"t"; };
    access.readsQuestions = isTrue(0);
    access.readsGlossary = isTrue(1);
    access.readsDoubtful = isTrue(2);
    access.suggests = isTrue(3);
    access.doubts = isTrue(4);
    access.verifies = isTrue(5);
    access.signsWords = isTrue(6);
    return access;
}

QStringList contentQueries(const KnowledgeAccess& access)
{
    QStringList names;
    if (access.readsQuestions)
        names += u"questions"_s;
    if (access.readsGlossary)
        names += u"glossary"_s;
    if (access.readsDoubtful)
        names += u"doubtful"_s;
    return names;
}

KnowledgeContent contentFromRows(const KnowledgeAccess& access, const QList<RowSet>& sets)
{
    KnowledgeContent content;
    content.access = access;
    const QStringList names = contentQueries(access);
    for (qsizetype i = 0; i < qMin(names.size(), sets.size()); ++i) {
        for (const Row& row : sets.at(i).rows) {
            if (names.at(i) == u"glossary") {
                content.glossary +=
                    GlossaryTerm{text(row, 0), text(row, 1), text(row, 2), list(row, 3), text(row, 4), time(row, 5)};
            } else if (names.at(i) == u"doubtful") {
                content.doubtful += doubtfulOf(row);
            } else if (const VerifiedQuestion question = questionOf(row); !question.id.isNull()) {
                content.questions += question;
            }
        }
    }
    return content;
}

OwnStatement suggestStatement(const VerifiedQuestion& question)
{
    return {knowledgeSql(u"suggest"_s), parameters(question)};
}

OwnStatement verifyStatement(const VerifiedQuestion& question)
{
    return {knowledgeSql(u"verify"_s), parameters(question) << parameter(question.verifiedBy)};
}

OwnStatement withdrawStatement(const QUuid& id)
{
    return {knowledgeSql(u"withdraw"_s), {parameter(id)}};
}

OwnStatement defineStatement(const GlossaryTerm& word, bool sign)
{
    QList<std::optional<QByteArray>> values{parameter(word.term), parameter(word.meaning), parameter(word.sql),
                                            parameter(word.synonyms)};
    if (sign)
        values += parameter(word.changedBy);
    return {knowledgeSql(sign ? u"define"_s : u"define_unsigned"_s), values};
}

OwnStatement undefineStatement(const QString& term)
{
    return {knowledgeSql(u"undefine"_s), {parameter(term)}};
}

OwnStatement doubtStatement(const DoubtfulAnswer& doubtful)
{
    return {knowledgeSql(u"doubt"_s),
            {parameter(doubtful.id), parameter(doubtful.question), parameter(doubtful.sql),
             parameter(reasonName(doubtful.reason)), parameter(doubtful.words), parameter(doubtful.author)}};
}

OwnStatement correctStatement(const QUuid& doubtful, const QUuid& correctedBy)
{
    return {knowledgeSql(u"correct"_s), {parameter(doubtful), parameter(correctedBy)}};
}

} // namespace parlance
