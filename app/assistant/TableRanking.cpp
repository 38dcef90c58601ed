// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/TableRanking.h"

#include "base/WordForms.h"
#include "postgres/SqlScript.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

using Field = SchemaIndex::Field;

// How much a word says where it stands, and how alike two words are. Found by trying on schemas of our own; what
// counts is their order, not the digits.
constexpr double relativeStrength = 0.8;
constexpr double beginningStrength = 0.75;
constexpr double shortenedStrength = 0.85;
constexpr double mistypedStrength = 0.65;
constexpr double containedStrength = 0.5;
constexpr double glossaryMeaningWeight = 0.5;
constexpr double pairWeight = 1.2;
constexpr double nearShare = 0.3;    // of the score of the best table beside it
constexpr double overKeys = 0.6;     // of what a neighbour holds
constexpr double alsoThere = 0.3;    // when the table holds it too
constexpr double bridgeShare = 0.7;  // of the lesser end's score
constexpr double schemaShare = 0.5;  // of what its schema holds, a small one more than a large one
constexpr double besideShare = 0.75; // of the score of one of the best beside it
constexpr int bridgedTables = 10;    // the best ones are connected with one another
constexpr int longestBridge = 3;     // keys

double weightOf(Field field)
{
    switch (field) {
    case Field::TableName:
        return 3;
    case Field::Label:
        return 2.2;
    case Field::ColumnName:
        return 2;
    case Field::TableComment:
        return 1.2;
    case Field::ColumnComment:
        return 1;
    case Field::SchemaName:
        return 0.9;
    case Field::KeyName:
        return 0.7;
    }
    return 0;
}

//! Whether the question holds \a phrase, word for word (roots).
bool holds(const QStringList& questionStems, const QString& phrase)
{
    QStringList stems;
    for (const QString& word : identifierWords(phrase))
        stems += stem(word);
    if (stems.isEmpty())
        return false;
    for (qsizetype i = 0; i + stems.size() <= questionStems.size(); ++i) {
        if (questionStems.mid(i, stems.size()) == stems)
            return true;
    }
    return false;
}

} // namespace

TableRanking::TableRanking(const SchemaIndex& index, const SelectionRequest& request)
    : m_index(index)
{
    const size_t count = index.tables().size();
    m_scores.assign(count, 0);
    m_reasons.assign(count, SliceTable::Reason::Neighbour);
    m_found.resize(count);
    m_columns.resize(count);
    for (size_t i = 0; i < count; ++i)
        m_columns[i].assign(size_t(index.tables()[i].table->columns.size()), 0);
    readQuestion(request);
    for (int term = 0; term < int(m_terms.size()); ++term)
        score(term);
    for (size_t i = 0; i < count; ++i) {
        if (m_scores[i] > 0)
            m_reasons[i] = SliceTable::Reason::Matched;
    }
    spreadOverKeys();
    bridge();
    favourSchemas();
    applyWishes(request);
}

QStringList TableRanking::words(int table) const
{
    QStringList words;
    for (const int term : m_found.at(size_t(table)))
        words += m_terms[size_t(term)].shown;
    words.removeDuplicates();
    return words;
}

void TableRanking::addTerm(const QString& shown, const QString& stem, double weight, bool exact)
{
    for (Term& term : m_terms) {
        if (term.stem == stem) {
            term.weight = std::max(term.weight, weight);
            term.exact = term.exact && exact;
            return;
        }
    }
    m_terms.push_back({shown, stem, weight, exact});
}

void TableRanking::readQuestion(const SelectionRequest& request)
{
    const QStringList words = sentenceWords(request.question);
    for (const QString& word : words)
        addTerm(word, stem(word), 1, false);
    QStringList stems; // with the small words: a term of the glossary may hold one
    const QStringList all = identifierWords(request.question);
    for (const QString& word : all)
        stems += stem(word);
    for (qsizetype i = 0; i + 1 < all.size(); ++i)
        addTerm(all.at(i) + u' ' + all.at(i + 1), all.at(i) + stems.at(i + 1), pairWeight, true);
    for (const GlossaryTerm& term : request.terms) {
        const bool asked =
            holds(stems, term.term) || std::any_of(term.synonyms.begin(), term.synonyms.end(),
                                                   [&](const QString& synonym) { return holds(stems, synonym); });
        if (!asked)
            continue;
        for (const QString& word : sentenceWords(term.meaning))
            addTerm(term.term, stem(word), glossaryMeaningWeight, true);
        const QByteArray sql = term.sql.toUtf8();
        for (const SqlToken& token : sqlTokens(sql)) {
            if (token.kind != SqlToken::Kind::Identifier && token.kind != SqlToken::Kind::QuotedIdentifier)
                continue;
            for (const QString& word : identifierWords(QString::fromUtf8(sql.mid(token.start, token.length))))
                addTerm(term.term, stem(word), 1, true);
        }
    }
}

double TableRanking::rarity(int word) const
{
    const double tables = double(m_index.tables().size());
    return std::log(1 + tables / (0.5 + m_index.words()[size_t(word)].tables));
}

double TableRanking::strengthOf(const Term& term, const QSet<QString>& relatives, bool known, const QString& word) const
{
    if (word == term.stem)
        return 1;
    if (term.exact)
        return 0;
    if (relatives.contains(word))
        return relativeStrength;
    constexpr qsizetype shortestRoot = 4;
    const qsizetype shorter = std::min(word.size(), term.stem.size());
    if (shorter >= shortestRoot && (word.startsWith(term.stem) || term.stem.startsWith(word)))
        return beginningStrength;
    if (abbreviates(word, term.stem) || abbreviates(term.stem, word))
        return shortenedStrength;
    if (term.stem.size() > shortestRoot && word.contains(term.stem))
        return containedStrength;
    if (!known && nearlyEqual(word, term.stem))
        return mistypedStrength;
    return 0;
}

std::vector<TableRanking::Hit> TableRanking::hitsOf(const Term& term) const
{
    std::vector<Hit> hits;
    const int own = m_index.wordOf(term.stem);
    if (term.exact) {
        if (own >= 0)
            hits.push_back({own, 1});
        return hits;
    }
    const QSet<QString> relatives = m_index.thesaurus().relatives(term.stem);
    const bool isNumber = !term.stem.isEmpty() && term.stem.front().isDigit();
    if (isNumber) {
        if (own >= 0)
            hits.push_back({own, 1});
        return hits;
    }
    for (int word = 0; word < int(m_index.words().size()); ++word) {
        if (const double strength = strengthOf(term, relatives, own >= 0, m_index.words()[size_t(word)].text);
            strength > 0)
            hits.push_back({word, strength});
    }
    return hits;
}

//! Each table counts a term once, by its best place; each of its columns for itself.
void TableRanking::score(int index)
{
    const Term& term = m_terms[size_t(index)];
    std::vector<double> best(m_scores.size(), 0);
    std::vector<std::pair<std::pair<int, int>, double>> columns;
    const int own = m_index.wordOf(term.stem);
    for (const Hit& hit : hitsOf(term)) {
        // A rare synonym says no more than the word itself.
        const double rare = own >= 0 ? std::min(rarity(hit.word), rarity(own)) : rarity(hit.word);
        for (const SchemaIndex::Posting& posting : m_index.words()[size_t(hit.word)].postings) {
            // A table called "orders" is about orders more than one called "order_import_batches".
            const double name = posting.field != Field::TableName
                                  ? 1
                                  : 0.5 + 0.9 / double(m_index.tables()[size_t(posting.table)].nameWords);
            const double value = term.weight * hit.strength * rare * weightOf(posting.field) * name;
            best[size_t(posting.table)] = std::max(best[size_t(posting.table)], value);
            if (posting.column >= 0)
                columns.push_back({{posting.table, posting.column}, value});
        }
    }
    std::sort(columns.begin(), columns.end());
    for (size_t i = 0; i < columns.size(); ++i) {
        if (i + 1 == columns.size() || columns[i + 1].first != columns[i].first) // the last of a column is its best
            m_columns[size_t(columns[i].first.first)][size_t(columns[i].first.second)] += columns[i].second;
    }
    for (size_t table = 0; table < best.size(); ++table) {
        if (best[table] > 0) {
            m_scores[table] += best[table];
            m_found[table].push_back(index);
        }
    }
    m_shares.push_back(std::move(best));
}

//! What a key leads to is wanted too, and the more of the question's words a table's surroundings hold that it does
//! not hold itself, the more it is: the department behind an employee's number, the employee behind a salary.
void TableRanking::spreadOverKeys()
{
    const std::vector<double> before = m_scores;
    for (size_t table = 0; table < m_scores.size(); ++table) {
        double around = 0;
        for (const int neighbour : m_index.tables()[table].neighbours)
            around = std::max(around, nearShare * before[size_t(neighbour)]);
        for (const std::vector<double>& share : m_shares) {
            double best = 0;
            for (const int neighbour : m_index.tables()[table].neighbours)
                best = std::max(best, share[size_t(neighbour)]);
            around +=
                std::max(0.0, overKeys * best - share[table]) + alsoThere * std::min(overKeys * best, share[table]);
        }
        if (m_scores[table] <= 0 && around > 0)
            m_reasons[table] = SliceTable::Reason::Connected;
        m_scores[table] += around;
    }
}

//! The tables on the shortest way of keys between two of the best are needed to join them, and those beside one of the
//! best often hold what it lacks.
void TableRanking::bridge()
{
    std::vector<int> best(m_scores.size());
    std::iota(best.begin(), best.end(), 0);
    const auto better = [this](int left, int right) {
        return m_scores[size_t(left)] != m_scores[size_t(right)] ? m_scores[size_t(left)] > m_scores[size_t(right)]
                                                                 : left < right;
    };
    const auto end = best.begin() + std::min<qsizetype>(bridgedTables, qsizetype(best.size()));
    std::partial_sort(best.begin(), end, best.end(), better);
    const std::vector<double> before = m_scores;
    const auto raise = [this](int table, double score) {
        if (score <= m_scores[size_t(table)])
            return;
        m_scores[size_t(table)] = score;
        if (m_reasons[size_t(table)] != SliceTable::Reason::Matched)
            m_reasons[size_t(table)] = SliceTable::Reason::Connected;
    };
    for (auto left = best.begin(); left != end; ++left) {
        for (const int neighbour : m_index.tables()[size_t(*left)].neighbours)
            raise(neighbour, besideShare * before[size_t(*left)]);
        for (auto right = left + 1; right != end; ++right) {
            const double share = bridgeShare * std::min(before[size_t(*left)], before[size_t(*right)]);
            for (const int between : pathBetween(*left, *right))
                raise(between, share);
        }
    }
}

//! The tables between two, without them; empty when they touch or are too far apart.
std::vector<int> TableRanking::pathBetween(int from, int to) const
{
    QHash<int, int> cameFrom{{from, from}};
    std::vector<int> front{from};
    for (int keys = 0; keys < longestBridge && !front.empty(); ++keys) {
        std::vector<int> next;
        for (const int table : front) {
            for (const int neighbour : m_index.tables()[size_t(table)].neighbours) {
                if (cameFrom.contains(neighbour))
                    continue;
                cameFrom.insert(neighbour, table);
                if (neighbour == to) {
                    std::vector<int> path;
                    for (int at = table; at != from; at = cameFrom.value(at))
                        path.push_back(at);
                    return path;
                }
                next.push_back(neighbour);
            }
        }
        front = std::move(next);
    }
    return {};
}

//! Where there are several schemas, the tables of one that holds much of the question belong together; a large one
//! holds many a word by chance.
void TableRanking::favourSchemas()
{
    const size_t schemas = size_t(m_index.catalog().schemas.size());
    if (schemas < 2)
        return;
    std::vector<double> held(schemas, 0);
    std::vector<double> size(schemas, 0);
    for (const SchemaIndex::Entry& entry : m_index.tables())
        ++size[size_t(entry.schema)];
    for (const std::vector<double>& share : m_shares) {
        std::vector<double> best(schemas, 0);
        for (size_t table = 0; table < share.size(); ++table) {
            double& value = best[size_t(m_index.tables()[table].schema)];
            value = std::max(value, share[table]);
        }
        for (size_t schema = 0; schema < schemas; ++schema)
            held[schema] += best[schema];
    }
    for (size_t table = 0; table < m_scores.size(); ++table) {
        const size_t schema = size_t(m_index.tables()[table].schema);
        m_scores[table] += schemaShare * held[schema] / std::log2(2 + size[schema]);
    }
}

void TableRanking::applyWishes(const SelectionRequest& request)
{
    const std::set<TableName> pinned(request.pinned.begin(), request.pinned.end());
    const std::set<TableName> used(request.used.begin(), request.used.end());
    const std::set<TableName> leftOut(request.leftOut.begin(), request.leftOut.end());
    std::vector<int> rank(m_scores.size(), 2);
    for (int table = 0; table < int(m_scores.size()); ++table) {
        const TableName name{m_index.tables()[size_t(table)].table->schema,
                             m_index.tables()[size_t(table)].table->name};
        if (pinned.contains(name)) {
            rank[size_t(table)] = 0;
            m_reasons[size_t(table)] = SliceTable::Reason::Pinned;
        } else if (leftOut.contains(name)) {
            continue;
        } else if (used.contains(name)) {
            rank[size_t(table)] = 1;
            m_reasons[size_t(table)] = SliceTable::Reason::Used;
        }
        m_order.push_back(table);
    }
    std::stable_sort(m_order.begin(), m_order.end(), [&](int left, int right) {
        if (rank[size_t(left)] != rank[size_t(right)])
            return rank[size_t(left)] < rank[size_t(right)];
        return m_scores[size_t(left)] > m_scores[size_t(right)];
    });
}

} // namespace parlance
