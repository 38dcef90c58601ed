// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/EvaluationState.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::EvaluationState)
};

QByteArray keyOf(const GoldQuestion& question, const QStringList& models)
{
    const QJsonArray parts{question.id, question.question, question.sql, QJsonArray::fromStringList(models)};
    return QCryptographicHash::hash(QJsonDocument(parts).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256)
        .toHex();
}

QStringList textsOf(const QJsonValue& value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue& each : array)
        texts.append(each.toString());
    return texts;
}

QByteArray lineOf(const QByteArray& key, const EvaluatedItem& item)
{
    QJsonObject object{{u"key"_s, QString::fromLatin1(key)},
                       {u"id"_s, item.id},
                       {u"verdict"_s, verdictText(item.verdict)},
                       {u"sql"_s, item.sql},
                       {u"problem"_s, item.problem},
                       {u"tokens"_s, item.tokens},
                       {u"repairs"_s, item.repairs},
                       {u"model"_s, item.model},
                       {u"seconds"_s, item.seconds},
                       {u"tablesMissing"_s, QJsonArray::fromStringList(item.coverage.tablesMissing)},
                       {u"columnsMissing"_s, QJsonArray::fromStringList(item.coverage.columnsMissing)}};
    if (item.cost) { // as texts: a JSON number may be read as a double
        object.insert(u"cost"_s, QString::number(item.cost->trillionths));
        object.insert(u"currency"_s, item.cost->currency);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

EvaluatedItem itemOf(const QJsonObject& object)
{
    EvaluatedItem item;
    item.id = object.value("id"_L1).toString();
    item.verdict = verdictFromText(object.value("verdict"_L1).toString());
    item.sql = object.value("sql"_L1).toString();
    item.problem = object.value("problem"_L1).toString();
    item.tokens = object.value("tokens"_L1).toInteger();
    item.repairs = object.value("repairs"_L1).toInt();
    item.model = object.value("model"_L1).toString();
    item.seconds = object.value("seconds"_L1).toDouble();
    item.coverage.tablesMissing = textsOf(object.value("tablesMissing"_L1));
    item.coverage.columnsMissing = textsOf(object.value("columnsMissing"_L1));
    if (object.contains("cost"_L1))
        item.cost = Cost{object.value("cost"_L1).toString().toLongLong(), object.value("currency"_L1).toString()};
    return item;
}

} // namespace

Result<EvaluationState, QString> EvaluationState::open(const QString& path)
{
    EvaluationState state;
    state.m_file = std::make_unique<QFile>(path);
    if (!state.m_file->open(QIODevice::ReadWrite))
        return unexpected(Words::tr("The file %1 cannot be written: %2.").arg(path, state.m_file->errorString()));
    const QByteArray text = state.m_file->readAll();
    for (const QByteArray& line : text.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const EvaluatedItem item = itemOf(object);
        if (item.verdict != EvaluatedItem::Verdict::None)
            state.m_done.insert(object.value("key"_L1).toString().toLatin1(), item);
    }
    if (state.m_done.isEmpty() && !text.trimmed().isEmpty())
        return unexpected(
            Words::tr("The file %1 holds something else than an evaluation; it is left alone.").arg(path));
    if (!text.isEmpty() && !text.endsWith('\n'))
        state.m_file->write("\n");
    return state;
}

std::optional<EvaluatedItem> EvaluationState::find(const GoldQuestion& question, const QStringList& models) const
{
    const auto item = m_done.constFind(keyOf(question, models));
    return item == m_done.cend() ? std::nullopt : std::optional(*item);
}

bool EvaluationState::add(const GoldQuestion& question, const QStringList& models, const EvaluatedItem& item)
{
    const QByteArray key = keyOf(question, models);
    const QByteArray line = lineOf(key, item);
    m_done.insert(key, item);
    return m_file->write(line) == line.size() && m_file->flush();
}

} // namespace parlance
