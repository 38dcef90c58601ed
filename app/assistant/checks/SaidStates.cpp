// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidStates.h"

#include "assistant/checks/NearName.h"
#include "assistant/checks/SaidLanguage.h"
#include "base/WordForms.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

//! The words of a column that tell a state: is_weekend → weekend, paidAt → paid.
QStringList stateWords(const QString& column)
{
    static const QSet<QString> marks{u"is"_s,   u"has"_s,   u"was"_s, u"flag"_s, u"bool"_s,    u"at"_s, u"on"_s,
                                     u"date"_s, u"dt"_s,    u"ts"_s,  u"day"_s,  u"time"_s,    u"by"_s, u"yn"_s,
                                     u"ind"_s,  u"until"_s, u"flg"_s, u"fg"_s,   u"datetime"_s};
    QStringList words;
    for (QString word : identifierWords(column)) {
        if (word.size() > 7 && word.endsWith(u"bool"))
            word.chop(4);
        if (!marks.contains(word))
            words.append(word);
    }
    return words;
}

//! Words that say something else too often.
bool isVague(const QString& word)
{
    static const QSet<QString> words{
        u"current"_s,  u"default"_s,   u"new"_s,     u"valid"_s, u"created"_s, u"updated"_s, u"changed"_s,
        u"modified"_s, u"enabled"_s,   u"last"_s,    u"first"_s, u"start"_s,   u"end"_s,     u"done"_s,
        u"visible"_s,  u"available"_s, u"deleted"_s, u"male"_s,  u"started"_s, u"loaded"_s,  u"added"_s};
    return words.contains(word) || word.size() < 4;
}

bool isParticiple(const QString& word)
{
    static const QSet<QString> irregular{u"paid"_s, u"sent"_s, u"lost"_s, u"sold"_s, u"shown"_s, u"given"_s, u"met"_s};
    return word.endsWith(u"ed") || irregular.contains(word);
}

class StateFinder final {
public:
    StateFinder(const CheckInput& input, const SqlEvidence& evidence, const QString& text)
        : m_input(input)
        , m_evidence(evidence)
    {
        static const QRegularExpression word(uR"([\w]+)"_s, QRegularExpression::UseUnicodePropertiesOption);
        static const QRegularExpression ends(uR"([.;\n])"_s);
        for (const QString& clause : text.toLower().split(ends))
            if (!isInclusive(clause)) // "active or not"
                for (auto it = word.globalMatch(clause); it.hasNext();)
                    m_words.append(it.next().captured());
    }

    QList<SaidState> find()
    {
        QList<const Table*> tables;
        for (const ReadQuery& query : m_input.reading.queries)
            for (const ReadRelation& relation : query.relations)
                if (const Table* table =
                        relation.isTable() ? m_input.catalog.find(relation.tableSchema, relation.tableName) : nullptr;
                    table != nullptr && !tables.contains(table))
                    tables.append(table);
        for (const Table* table : std::as_const(tables))
            for (const QString& word : identifierWords(table->name))
                m_nouns.insert(stem(word));
        for (const Table* table : std::as_const(tables))
            for (const Column& column : table->columns)
                look(*table, column);
        return m_missing;
    }

private:
    void look(const Table& table, const Column& column)
    {
        const bool flag = column.type == u"boolean";
        const bool day = column.nullable && (column.type == u"date" || column.type.startsWith(u"timestamp"));
        const QStringList words = stateWords(column.name);
        if (flag && words.size() == 2)
            return lookForBoth(table, column, words);
        if ((!flag && !day) || words.size() != 1 || isVague(words.first()) || m_nouns.contains(stem(words.first())) ||
            (day && !isParticiple(words.first())) || isUsed(words.first()))
            return;
        const QString& state = words.first();
        for (qsizetype i = 0; i < m_words.size(); ++i) {
            const QString& said = m_words.at(i);
            const bool opposite = said.startsWith(u"un") || said.startsWith(u"in");
            const bool same = flag ? areAkin(said, state) : said == state || nearlyEqual(said, state);
            if (!same && !(opposite && areAkin(said.mid(2), state)))
                continue;
            if (!flag && !opposite && !tellsOfRows(i))
                continue;
            m_missing.append({said, quotedIdentifier(table.name) + u'.' + quotedIdentifier(column.name)});
            return;
        }
    }

    //! A flag of two words, both said one after the other: temp_controlled, in_service.
    void lookForBoth(const Table& table, const Column& column, const QStringList& words)
    {
        const auto says = [](const QString& said, const QString& word) {
            return said == word || (word.size() > 2 && (areAkin(said, word) || abbreviates(word, said)));
        };
        const bool used =
            std::any_of(m_input.reading.columns.cbegin(), m_input.reading.columns.cend(),
                        [&](const ReadColumn& read) { return read.name == column.name; }) ||
            std::all_of(words.cbegin(), words.cend(), [this](const QString& word) { return m_evidence.isRead(word); });
        for (qsizetype i = 1; i < m_words.size() && !used; ++i)
            if (says(m_words.at(i - 1), words.first()) && says(m_words.at(i), words.last())) {
                m_missing.append({m_words.at(i - 1) + u' ' + m_words.at(i),
                                  quotedIdentifier(table.name) + u'.' + quotedIdentifier(column.name)});
                return;
            }
    }

    //! "not returned", "cancelled orders", "were shipped".
    bool tellsOfRows(qsizetype at) const
    {
        static const QSet<QString> before{u"not"_s, u"never"_s, u"yet"_s,  u"without"_s, u"excluding"_s,
                                          u"was"_s, u"were"_s,  u"been"_s, u"are"_s,     u"is"_s};
        return (at > 0 && before.contains(m_words.at(at - 1))) ||
               (at + 1 < m_words.size() && m_nouns.contains(stem(m_words.at(at + 1))));
    }

    //! A column or a literal of the statement tells of it.
    bool isUsed(const QString& state) const
    {
        return m_evidence.isRead(state) || std::any_of(m_input.reading.columns.cbegin(), m_input.reading.columns.cend(),
                                                       [&](const ReadColumn& read) {
                                                           return read.state != ReadColumn::State::OutputName &&
                                                                  stateWords(read.name).contains(state);
                                                       });
    }

    const CheckInput& m_input;
    const SqlEvidence& m_evidence;
    QStringList m_words; //!< of the sentence, lower case
    QSet<QString> m_nouns;
    QList<SaidState> m_missing;
};

} // namespace

QList<SaidState> statesMissing(const CheckInput& input, const SqlEvidence& evidence, const QString& text)
{
    return isEnglish(text) ? StateFinder(input, evidence, text).find() : QList<SaidState>();
}

} // namespace parlance
