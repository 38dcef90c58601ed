// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidMeasures.h"

#include "assistant/checks/SaidLanguage.h"
#include "assistant/checks/SqlEvidence.h"
#include "base/WordForms.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

bool isNumber(const Column& column)
{
    static const QRegularExpression number(uR"(^(?:numeric|integer|bigint|smallint|real|double|money))"_s);
    return column.type.contains(number);
}

//! The words of a column that tell what it measures: gross_weight_kg → gross, weight.
QStringList measureWords(const QString& column)
{
    static const QSet<QString> units{u"kg"_s, u"km"_s,  u"m"_s,   u"m2"_s,  u"m3"_s,  u"eur"_s, u"usd"_s,   u"gb"_s,
                                     u"mb"_s, u"min"_s, u"sec"_s, u"s"_s,   u"h"_s,   u"pct"_s, u"cents"_s, u"g"_s,
                                     u"id"_s, u"no"_s,  u"nr"_s,  u"num"_s, u"cd"_s,  u"of"_s,  u"in"_s,    u"per"_s,
                                     u"ms"_s, u"cm"_s,  u"mm"_s,  u"l"_s,   u"kwh"_s, u"w"_s,   u"hrs"_s,   u"total"_s};
    QStringList words;
    for (const QString& word : identifierWords(column))
        if (!units.contains(word))
            words.append(word);
    return words;
}

class MeasureFinder final {
public:
    MeasureFinder(const CheckInput& input, const QString& claims, const QString& all)
        : m_input(input)
    {
        static const QRegularExpression ends(uR"([.;()\n])"_s);
        for (const QString& clause : claims.toLower().split(ends)) {
            if (!isExclusive(clause))
                m_main += wordsOf(clause);
            m_main.append(QString());
        }
        m_all = wordsOf(all.toLower());
    }

    QStringList find() const
    {
        QStringList missing;
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadAggregate& aggregate : query.aggregates)
                if ((aggregate.function == u"sum" || aggregate.function == u"avg") && aggregate.values.size() == 1)
                    if (const QString name = betterThan(aggregate.values.first());
                        !name.isEmpty() && !missing.contains(name))
                        missing.append(name);
        return missing;
    }

private:
    static QStringList wordsOf(const QString& text)
    {
        static const QRegularExpression word(uR"([\p{L}\p{N}]+)"_s, QRegularExpression::UseUnicodePropertiesOption);
        QStringList words;
        for (auto it = word.globalMatch(text); it.hasNext();)
            words.append(it.next().captured());
        return words;
    }

    static bool isSame(const QString& said, const QString& word)
    {
        return said == word || areAkin(said, word) || (word.size() > 2 && abbreviates(word, said));
    }

    //! Any of the words stands anywhere in the text.
    bool isSpokenOf(const QStringList& words) const
    {
        return std::any_of(words.cbegin(), words.cend(), [this](const QString& word) {
            return std::any_of(m_all.cbegin(), m_all.cend(),
                               [&word](const QString& said) { return !said.isEmpty() && isSame(said, word); });
        });
    }

    //! The words stand one after the other.
    bool isNamed(const QStringList& words) const
    {
        for (qsizetype at = 0; at + words.size() <= m_main.size(); ++at) {
            bool same = true;
            for (qsizetype i = 0; i < words.size() && same; ++i)
                same = !m_main.at(at + i).isEmpty() &&
                       (words.size() > 1 ? isSame(m_main.at(at + i), words.at(i)) : m_main.at(at + i) == words.at(i));
            if (same)
                return true;
        }
        return false;
    }

    bool isUsed(const Table& table, const Column& column) const
    {
        return std::any_of(m_input.reading.columns.cbegin(), m_input.reading.columns.cend(),
                           [&](const ReadColumn& read) {
                               return read.name == column.name ||
                                      (read.origin.table == table.name && read.origin.column == column.name);
                           });
    }

    static bool isKey(const Table& table, const Column& column)
    {
        static const QRegularExpression key(uR"((?:^|[_a-z])(?:id|no|nr|num|code|cd|key)$)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
        return table.primaryKey.contains(column.name) || column.name.contains(key) ||
               std::any_of(table.foreignKeys.cbegin(), table.foreignKeys.cend(),
                           [&column](const ForeignKey& each) { return each.columns.contains(column.name); });
    }

    QString betterThan(int value) const
    {
        const ColumnOrigin& origin = m_input.reading.columns.at(value).origin;
        const Table* table = tableOf(m_input.catalog, origin);
        const Column* used = columnOf(m_input.catalog, origin);
        if (table == nullptr || used == nullptr || !isNumber(*used) ||
            isSpokenOf(measureWords(used->name) + identifierWords(used->comment)))
            return {};
        for (const Column& column : table->columns) {
            const QStringList words = measureWords(column.name);
            const bool tells = words.size() > 1 || (words.size() == 1 && words.first().size() > 4);
            if (tells && isNumber(column) && !isKey(*table, column) && !isUsed(*table, column) && isNamed(words))
                return words.join(u' ');
        }
        return {};
    }

    const CheckInput& m_input;
    QStringList m_main; //!< words of the claims, lower case; empty: the end of a clause
    QStringList m_all;
};

} // namespace

QStringList measuresMissing(const CheckInput& input, const QString& claims, const QString& all)
{
    return MeasureFinder(input, claims, all).find();
}

} // namespace parlance
