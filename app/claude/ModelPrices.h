// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "claude/ClaudeProtocol.h"
#include "claude/Cost.h"

#include <QDate>
#include <QHash>

#include <optional>

namespace parlance {

//! What the tokens of each model cost, from resources/models.json or the file of a deployment. A value.
class ModelPrices final {
public:
    //! Trillionths of the currency for one token (the number of a price for a million tokens, times 10⁶).
    struct Price {
        qint64 input = 0;
        qint64 output = 0;
        qint64 cacheWrite = 0;
        qint64 cacheRead = 0;
        bool operator==(const Price&) const = default;
    };

    //! The list that is compiled in.
    static ModelPrices builtIn();
    //! A list in the form of resources/models.json; the error is a sentence.
    static Result<ModelPrices, QString> fromJson(const QByteArray& json);

    //! What \a usage costs with \a model; nothing when the list does not know the model. An id with a date and the
    //! same id without it mean one model.
    std::optional<Cost> cost(const QString& model, const ClaudeUsage& usage) const;
    bool knows(const QString& model) const;
    const QString& currency() const { return m_currency; }
    QDate date() const { return m_date; }              //!< as of when the prices are
    const QString& source() const { return m_source; } //!< where they were taken from
    bool operator==(const ModelPrices&) const = default;

private:
    struct Entry {
        Price price;
        qint64 promptTokens = 0; //!< a longer prompt costs above instead; 0: none does
        Price above;
        bool operator==(const Entry&) const = default;
    };
    const Entry* find(const QString& model) const;
    friend struct ModelPricesReader;

    QHash<QString, Entry> m_entries; //!< by id
    QString m_currency = QStringLiteral("USD");
    QDate m_date;
    QString m_source;
};

} // namespace parlance
