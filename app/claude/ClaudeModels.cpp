// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ClaudeModels.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::ClaudeModels)
};

ClaudeModel modelFromJson(const QJsonObject& object)
{
    ClaudeModel model;
    model.id = object.value("id"_L1).toString();
    model.displayName = object.value("display_name"_L1).toString();
    const QString lifecycle = object.value("lifecycle"_L1).toString().toLower();
    if (lifecycle == "deprecated"_L1)
        model.lifecycle = ClaudeModel::Lifecycle::Deprecated;
    else if (lifecycle == "retired"_L1)
        model.lifecycle = ClaudeModel::Lifecycle::Retired;
    const QJsonValue structured = object.value("capabilities"_L1).toObject().value("structured_outputs"_L1);
    if (structured.isBool())
        model.structuredOutput = structured.toBool();
    else if (structured.isObject() && structured.toObject().value("supported"_L1).isBool())
        model.structuredOutput = structured.toObject().value("supported"_L1).toBool();
    model.retiresAt = QDate::fromString(object.value("retires_at"_L1).toString().left(10), Qt::ISODate);
    return model;
}

//! The listed model that \a name means; an alias without the date (claude-sonnet-4-5) means the dated one.
const ClaudeModel* findModel(const ModelList& list, const QString& name)
{
    for (const ClaudeModel& model : list.models) {
        if (model.id == name)
            return &model;
    }
    static const QRegularExpression date(u"^-\\d{8}$"_s);
    for (const ClaudeModel& model : list.models) {
        if (model.id.startsWith(name) && date.match(model.id.mid(name.size())).hasMatch())
            return &model;
    }
    return nullptr;
}

bool isUsable(const QString& name, const std::optional<ModelList>& served, const QStringList& gone)
{
    if (name.isEmpty() || gone.contains(name))
        return false;
    if (!served)
        return true;
    const ClaudeModel* model = findModel(*served, name);
    if (!model)
        return !served->complete;
    return model->lifecycle != ClaudeModel::Lifecycle::Retired;
}

QString noticeFor(const QString& chosen, const std::optional<ModelList>& served, const QStringList& passedOver)
{
    QStringList sentences;
    if (!passedOver.isEmpty())
        sentences
            << Words::tr("%1 is no longer served there, so %2 is used instead.").arg(passedOver.join(u", "_s), chosen);
    const ClaudeModel* model = served ? findModel(*served, chosen) : nullptr;
    if (model && model->lifecycle == ClaudeModel::Lifecycle::Deprecated) {
        sentences << (model->retiresAt.isValid()
                          ? Words::tr("The model %1 retires on %2.")
                                .arg(chosen, QLocale(QLocale::English).toString(model->retiresAt, u"d MMMM yyyy"_s))
                          : Words::tr("The model %1 will be retired soon.").arg(chosen));
    }
    return sentences.join(u' ');
}

} // namespace

std::optional<ModelList> modelListFromJson(const QByteArray& body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    const QJsonValue data = document.object().value("data"_L1);
    if (!data.isArray())
        return std::nullopt;
    ModelList list;
    const QJsonArray entries = data.toArray();
    for (const QJsonValue& entry : entries) {
        const ClaudeModel model = modelFromJson(entry.toObject());
        if (!model.id.isEmpty())
            list.models.append(model);
    }
    // Gateways that list in another dialect leave has_more out: their list says nothing about what is absent.
    const QJsonValue more = document.object().value("has_more"_L1);
    list.complete = more.isBool() && !more.toBool();
    return list;
}

ModelChoice chooseModel(const QStringList& preferred, const std::optional<ModelList>& served, const QStringList& gone)
{
    ModelChoice choice;
    QStringList passedOver;
    for (const QString& name : preferred) {
        if (isUsable(name, served, gone)) {
            choice.model = name;
            choice.notice = noticeFor(name, served, passedOver);
            return choice;
        }
        if (!name.isEmpty())
            passedOver << name;
    }
    for (const ClaudeModel& model : served.value_or(ModelList()).models) {
        if (model.lifecycle != ClaudeModel::Lifecycle::Retired && !gone.contains(model.id))
            choice.served << model.id;
    }
    return choice;
}

} // namespace parlance
