// SPDX-License-Identifier: GPL-3.0-or-later
#include "claude/ModelPrices.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

// The resources of a static library are registered by name, outside any namespace, as Q_INIT_RESOURCE demands.
static void registerResources()
{
    Q_INIT_RESOURCE(parlance_data);
}

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(parlance::ModelPrices)
};

constexpr double perMillion = 1'000'000;  // decimals of a price: trillionths for a token
constexpr double highestPrice = 100'000;  // with mostTokens: no sum leaves 64 bits
constexpr qint64 mostTokens = 20'000'000; // more than a request can have

QString withoutDate(const QString& model)
{
    static const QRegularExpression date(u"-\\d{8}$"_s);
    return QString(model).remove(date);
}

qint64 bounded(qint64 tokens)
{
    return std::clamp<qint64>(tokens, 0, mostTokens);
}

} // namespace

//! Reads the list; the first thing that is wrong with it stays in problem.
struct ModelPricesReader {
    QString problem;

    void refuse(const QString& sentence)
    {
        if (problem.isEmpty())
            problem = sentence;
    }

    qint64 number(const QJsonObject& object, const QString& key, const QString& model)
    {
        const QJsonValue value = object.value(key);
        const double scaled = value.toDouble(-1) * perMillion;
        if (!value.isDouble() || scaled < 0 || value.toDouble() > highestPrice)
            refuse(Words::tr("The model %1 has no usable \"%2\": a price for a million tokens is a number.")
                       .arg(model, key));
        else if (std::abs(scaled - std::round(scaled)) > 1e-3)
            refuse(Words::tr("The model %1 has a \"%2\" of more than six decimals.").arg(model, key));
        return std::llround(scaled);
    }

    ModelPrices::Price price(const QJsonObject& object, const QString& model)
    {
        return {number(object, u"input"_s, model), number(object, u"output"_s, model),
                number(object, u"cacheWrite"_s, model), number(object, u"cacheRead"_s, model)};
    }

    void takeModel(const QJsonObject& object, ModelPrices& prices)
    {
        const QString id = object.value("id"_L1).toString();
        if (id.isEmpty())
            return refuse(Words::tr("Each model needs an \"id\"."));
        if (prices.m_entries.contains(id))
            return refuse(Words::tr("The model %1 stands there twice.").arg(id));
        ModelPrices::Entry entry;
        entry.price = price(object, id);
        if (object.contains("above"_L1)) {
            const QJsonObject above = object.value("above"_L1).toObject();
            entry.promptTokens = above.value("promptTokens"_L1).toInteger();
            entry.above = price(above, id);
            if (entry.promptTokens <= 0)
                refuse(Words::tr("The model %1 has an \"above\" without its \"promptTokens\".").arg(id));
        }
        prices.m_entries.insert(id, entry);
    }

    Result<ModelPrices, QString> read(const QByteArray& json)
    {
        QJsonParseError error;
        const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
        if (error.error != QJsonParseError::NoError)
            return unexpected(Words::tr("It is no JSON: %1 (byte %2).").arg(error.errorString()).arg(error.offset));
        if (root.value("format"_L1).toInt() != 1)
            return unexpected(Words::tr("This Parlance reads \"format\": 1 only."));
        ModelPrices prices;
        prices.m_currency = root.value("currency"_L1).toString().toUpper();
        prices.m_date = QDate::fromString(root.value("date"_L1).toString(), Qt::ISODate);
        prices.m_source = root.value("source"_L1).toString();
        static const QRegularExpression code(u"^[A-Z]{3}$"_s);
        if (!code.match(prices.m_currency).hasMatch())
            refuse(Words::tr("\"currency\" must be three letters, as USD."));
        if (!root.value("models"_L1).isArray())
            refuse(Words::tr("\"models\" must be a list."));
        const QJsonArray models = root.value("models"_L1).toArray();
        for (const QJsonValue& model : models)
            takeModel(model.toObject(), prices);
        if (!problem.isEmpty())
            return unexpected(problem);
        return prices;
    }
};

ModelPrices ModelPrices::builtIn()
{
    static const ModelPrices prices = [] {
        registerResources();
        QFile file(u":/models.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("models.json is not compiled in");
        auto read = fromJson(file.readAll());
        if (!read)
            qCCritical(lcClaude) << "models.json:" << read.error();
        return read.value_or(ModelPrices());
    }();
    return prices;
}

Result<ModelPrices, QString> ModelPrices::fromJson(const QByteArray& json)
{
    return ModelPricesReader().read(json);
}

const ModelPrices::Entry* ModelPrices::find(const QString& model) const
{
    if (const auto exact = m_entries.constFind(model); exact != m_entries.cend())
        return &*exact;
    const QString name = withoutDate(model);
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        // Two dates are two models; only one side may leave it out.
        if (entry.key() == name || (name == model && withoutDate(entry.key()) == name))
            return &*entry;
    }
    return nullptr;
}

bool ModelPrices::knows(const QString& model) const
{
    return find(model) != nullptr;
}

std::optional<Cost> ModelPrices::cost(const QString& model, const ClaudeUsage& usage) const
{
    const Entry* entry = find(model);
    if (!entry)
        return std::nullopt;
    const qint64 input = bounded(usage.inputTokens);
    const qint64 written = bounded(usage.cacheCreationInputTokens);
    const qint64 read = bounded(usage.cacheReadInputTokens);
    const bool isLong = entry->promptTokens > 0 && input + written + read > entry->promptTokens;
    const Price& price = isLong ? entry->above : entry->price;
    const qint64 sum = input * price.input + written * price.cacheWrite + read * price.cacheRead +
                       bounded(usage.outputTokens) * price.output;
    return Cost{sum, m_currency};
}

} // namespace parlance
