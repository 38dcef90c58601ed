// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/LocalKnowledge.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

constexpr qint64 largestFile = 4'000'000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::LocalKnowledge)
};

QString questionFile(const QUuid& id)
{
    return u"question-"_s + id.toString(QUuid::WithoutBraces) + u".json"_s;
}

QString doubtfulFile(const QUuid& id)
{
    return u"doubtful-"_s + id.toString(QUuid::WithoutBraces) + u".json"_s;
}

QString wordFile(const QString& term)
{
    const QByteArray name = term.simplified().toLower().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().first(24);
    return u"word-"_s + QString::fromLatin1(hash) + u".json"_s;
}

QDateTime timeOf(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate);
}

VerifiedQuestion questionOf(const QJsonObject& object)
{
    VerifiedQuestion question;
    question.id = QUuid::fromString(object["id"_L1].toString());
    question.question = object["question"_L1].toString();
    question.sql = object["sql"_L1].toString();
    question.explanation = object["explanation"_L1].toString();
    question.author = object["author"_L1].toString();
    question.created = timeOf(object["created"_L1]);
    question.fingerprint = object["fingerprint"_L1].toString();
    question.resultRows = object["resultRows"_L1].toString(u"-1"_s).toLongLong();
    for (const QJsonValue& tag : object["tags"_L1].toArray())
        question.tags += tag.toString();
    question.local = true; // and suggested: nobody verifies in a file
    return question;
}

DoubtfulAnswer doubtfulOf(const QJsonObject& object)
{
    DoubtfulAnswer doubtful;
    doubtful.id = QUuid::fromString(object["id"_L1].toString());
    doubtful.question = object["question"_L1].toString();
    doubtful.sql = object["sql"_L1].toString();
    doubtful.reason = reasonNamed(object["reason"_L1].toString());
    doubtful.words = object["words"_L1].toString();
    doubtful.author = object["author"_L1].toString();
    doubtful.created = timeOf(object["created"_L1]);
    doubtful.local = true;
    return doubtful;
}

GlossaryTerm wordOf(const QJsonObject& object)
{
    GlossaryTerm word;
    word.term = object["term"_L1].toString();
    word.meaning = object["meaning"_L1].toString();
    word.sql = object["sql"_L1].toString();
    for (const QJsonValue& synonym : object["synonyms"_L1].toArray())
        word.synonyms += synonym.toString();
    word.changedBy = object["changedBy"_L1].toString();
    word.changed = timeOf(object["changed"_L1]);
    word.local = true;
    return word;
}

} // namespace

QString LocalKnowledge::folderFor(const QString& dataFolder, const QString& server)
{
    if (dataFolder.isEmpty())
        return {};
    const QByteArray hash = QCryptographicHash::hash(server.toUtf8(), QCryptographicHash::Sha256).toHex().first(24);
    return QDir(dataFolder).filePath(u"knowledge/"_s + QString::fromLatin1(hash));
}

KnowledgeContent LocalKnowledge::load() const
{
    KnowledgeContent content;
    if (m_folder.isEmpty())
        return content;
    const QDir folder(m_folder);
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
            continue;
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        if (name.startsWith(u"question-"_s)) {
            if (const VerifiedQuestion question = questionOf(object); !question.id.isNull())
                content.questions += question;
        } else if (name.startsWith(u"word-"_s)) {
            if (const GlossaryTerm word = wordOf(object); !word.term.isEmpty())
                content.glossary += word;
        } else if (const DoubtfulAnswer doubtful = doubtfulOf(object); !doubtful.id.isNull()) {
            content.doubtful += doubtful;
        }
    }
    const auto older = [](const auto& a, const auto& b) { return a.created < b.created; };
    std::stable_sort(content.questions.begin(), content.questions.end(), older);
    std::stable_sort(content.doubtful.rbegin(), content.doubtful.rend(), older);
    return content;
}

Result<void, QString> LocalKnowledge::write(const QString& name, const QByteArray& json) const
{
    const auto problem = [this](const QString& why) {
        return unexpected(
            Words::tr("It cannot be kept in the folder %1: %2").arg(QDir::toNativeSeparators(m_folder), why));
    };
    if (m_folder.isEmpty())
        return unexpected(Words::tr("There is no folder for it on this computer."));
    if (!QDir().mkpath(m_folder))
        return problem(Words::tr("it cannot be made."));
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QSaveFile file(QDir(m_folder).filePath(name)); // forces it to the disk before it takes its name
    if (!file.open(QIODevice::WriteOnly))
        return problem(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(json);
    if (!file.commit())
        return problem(file.errorString());
    return {};
}

Result<void, QString> LocalKnowledge::save(const VerifiedQuestion& question) const
{
    const QJsonObject object{{u"id"_s, question.id.toString(QUuid::WithoutBraces)},
                             {u"question"_s, question.question},
                             {u"sql"_s, question.sql},
                             {u"explanation"_s, question.explanation},
                             {u"author"_s, question.author},
                             {u"created"_s, question.created.toUTC().toString(Qt::ISODate)},
                             {u"fingerprint"_s, question.fingerprint},
                             {u"resultRows"_s, QString::number(question.resultRows)},
                             {u"tags"_s, QJsonArray::fromStringList(question.tags)}};
    return write(questionFile(question.id), QJsonDocument(object).toJson());
}

Result<void, QString> LocalKnowledge::save(const DoubtfulAnswer& doubtful) const
{
    const QJsonObject object{{u"id"_s, doubtful.id.toString(QUuid::WithoutBraces)},
                             {u"question"_s, doubtful.question},
                             {u"sql"_s, doubtful.sql},
                             {u"reason"_s, reasonName(doubtful.reason)},
                             {u"words"_s, doubtful.words},
                             {u"author"_s, doubtful.author},
                             {u"created"_s, doubtful.created.toUTC().toString(Qt::ISODate)}};
    return write(doubtfulFile(doubtful.id), QJsonDocument(object).toJson());
}

Result<void, QString> LocalKnowledge::save(const GlossaryTerm& word) const
{
    const QJsonObject object{{u"term"_s, word.term},
                             {u"meaning"_s, word.meaning},
                             {u"sql"_s, word.sql},
                             {u"synonyms"_s, QJsonArray::fromStringList(word.synonyms)},
                             {u"changedBy"_s, word.changedBy},
                             {u"changed"_s, word.changed.toUTC().toString(Qt::ISODate)}};
    return write(wordFile(word.term), QJsonDocument(object).toJson());
}

void LocalKnowledge::removeQuestion(const QUuid& id) const
{
    if (!m_folder.isEmpty())
        QFile::remove(QDir(m_folder).filePath(questionFile(id)));
}

void LocalKnowledge::removeDoubtful(const QUuid& id) const
{
    if (!m_folder.isEmpty())
        QFile::remove(QDir(m_folder).filePath(doubtfulFile(id)));
}

void LocalKnowledge::removeWord(const QString& term) const
{
    if (!m_folder.isEmpty())
        QFile::remove(QDir(m_folder).filePath(wordFile(term)));
}

} // namespace parlance
