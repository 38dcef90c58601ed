// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/SaidNames.h"

#include "assistant/Thesaurus.h"
#include "base/WordForms.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QRegularExpression anyCase(const QString& pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption |
                                           QRegularExpression::UseUnicodePropertiesOption);
}

//! Whether \a text writes all nouns, or all words, with capitals.
bool writesCapitals(const QString& text)
{
    static const QRegularExpression german(anyCase(
        u"\\b(?:der|die|das|und|für|wie|viele?|pro|im|den|dem|ist|sind|nach|welche[rs]?|alle|mit|von|wir)\\b"_s));
    qsizetype marks = 0;
    for (auto it = german.globalMatch(text); it.hasNext(); it.next())
        ++marks;
    if (marks > 1)
        return true;
    static const QRegularExpression word(uR"(\b\p{L}{4,})"_s, QRegularExpression::UseUnicodePropertiesOption);
    qsizetype all = 0;
    qsizetype capital = 0;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        ++all;
        capital += it.next().captured().at(0).isUpper() ? 1 : 0;
    }
    return all > 2 && capital * 5 > all * 3;
}

//! Names that are no value of a column: days, months, tongues of the trade.
bool isOfCalendar(const QString& word)
{
    static const QSet<QString> words = [] {
        const QString text =
            u"january february march april may june july august september october november december jan feb mar apr "
            u"jun "
            u"jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu "
            u"fri "
            u"sat sun christmas easter null true false usd eur gbp euro euros dollar dollars utc gmt postgresql sql "
            u"claude note yes top"_s;
        const QStringList list = text.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word);
}

//! Of a country or its tongue: how the data says it nobody knows (CH, Suisse, Helvetia).
bool isOfCountry(const QString& word)
{
    static const QSet<QString> words = [] {
        const QString text =
            u"german austrian swiss french dutch belgian danish swedish norwegian finnish icelandic british english "
            u"scottish welsh irish spanish portuguese italian greek turkish polish czech slovak hungarian romanian "
            u"bulgarian croatian serbian ukrainian russian american canadian mexican brazilian argentinian chilean "
            u"chinese japanese korean indian pakistani thai vietnamese indonesian australian african european asian "
            u"arab arabic israeli egyptian nordic baltic iberian latin"_s;
        const QStringList list = text.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word);
}

//! The words of the names and comments of what the query reads, and of all tables: stems.
QSet<QString> wordsOfCatalog(const CheckInput& input)
{
    QSet<QString> known;
    const auto add = [&known](const QString& text) {
        for (const QString& word : identifierWords(text))
            known.insert(stem(word));
    };
    for (const Schema& schema : input.catalog.schemas)
        for (const Table& table : schema.tables)
            add(table.name);
    for (const ReadQuery& query : input.reading.queries)
        for (const ReadRelation& relation : query.relations)
            if (const Table* table =
                    relation.isTable() ? input.catalog.find(relation.tableSchema, relation.tableName) : nullptr) {
                add(table->schema);
                for (const Column& column : table->columns)
                    add(column.name);
            }
    return known;
}

//! Words of single-word concepts: tables, and the columns of the query's tables and of their neighbours.
QSet<QString> concepts(const CheckInput& input)
{
    QSet<QString> found;
    qsizetype tables = 0;
    for (const Schema& schema : input.catalog.schemas)
        tables += schema.tables.size();
    for (const Schema& schema : input.catalog.schemas)
        for (const Table& table : schema.tables) {
            const QStringList words = identifierWords(table.name);
            if (words.size() == 1 && tables <= 300)
                found.insert(stem(words.first()));
        }
    for (const ReadQuery& query : input.reading.queries)
        for (const ReadRelation& relation : query.relations)
            if (const Table* table =
                    relation.isTable() ? input.catalog.find(relation.tableSchema, relation.tableName) : nullptr)
                for (const Column& column : table->columns)
                    if (const QStringList words = identifierWords(column.name); words.size() == 1)
                        found.insert(stem(words.first()));
    return found;
}

} // namespace

QStringList namesMissing(const CheckInput& input, const SqlEvidence& evidence, const QString& text)
{
    if (writesCapitals(text))
        return {};
    static const QRegularExpression name(uR"((?<![\w.@#'’-])(\p{Lu}\p{Ll}{2,})(?![\w@]|-\d|\.\w))"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression start(uR"((?:^|[.:;!?=\n•/(]|[-–—]\s)\s*["“«']?$)"_s);
    QStringList missing;
    const QSet<QString> known = wordsOfCatalog(input);
    for (auto it = name.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString word = match.captured(1);
        const QString low = word.toLower();
        if (text.left(match.capturedStart()).contains(start) || isOfCalendar(low) || isOfCountry(low) ||
            known.contains(stem(low)) || evidence.showsProperName(word) || missing.contains(word))
            continue;
        missing.append(word);
    }
    return missing;
}

QStringList nounsMissing(const CheckInput& input, const SqlEvidence& evidence, const QString& text)
{
    static const QRegularExpression parted(anyCase(
        uR"(\b(?:by|per|for each|of each|in each|for every|(?:^|[.;:\n]\s*)(?:counts?|lists?|number of|adds(?: up)?|sums(?: up)?|averages|shows?)(?: the| all| all the| distinct| every| of)*)\s+(?:the\s+)?(\p{L}{4,})\b(?!['’]))"_s));
    static const QSet<QString> vague{u"email"_s, u"phone"_s,  u"name"_s,    u"number"_s,  u"date"_s,  u"default"_s,
                                     u"value"_s, u"amount"_s, u"total"_s,   u"count"_s,   u"order"_s, u"time"_s,
                                     u"year"_s,  u"month"_s,  u"quarter"_s, u"week"_s,    u"hour"_s,  u"status"_s,
                                     u"type"_s,  u"mean"_s,   u"rate"_s,    u"title"_s,   u"code"_s,  u"result"_s,
                                     u"level"_s, u"note"_s,   u"text"_s,    u"revenue"_s, u"sale"_s,  u"balance"_s};
    static const Thesaurus thesaurus = Thesaurus::read();
    const QSet<QString> known = concepts(input);
    QStringList missing;
    for (auto it = parted.globalMatch(text); it.hasNext();) {
        const QString word = it.next().captured(1).toLower();
        const QString root = stem(word);
        if (!known.contains(root) || vague.contains(word) || vague.contains(root) || evidence.showsWord(word) ||
            missing.contains(word))
            continue;
        const QSet<QString> relatives = thesaurus.relatives(root);
        if (std::none_of(relatives.cbegin(), relatives.cend(),
                         [&evidence](const QString& relative) { return evidence.showsName(relative); }))
            missing.append(word);
    }
    return missing;
}

} // namespace parlance
