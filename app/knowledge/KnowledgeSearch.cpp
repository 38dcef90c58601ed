// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/KnowledgeSearch.h"

#include "base/WordForms.h"

#include <algorithm>
#include <cmath>

namespace parlance {

namespace {

// What bounds the work of one key press, whatever was pasted.
constexpr qsizetype longestText = 600;
constexpr qsizetype mostWords = 32;
constexpr int mostTypingErrors = 8;
constexpr std::size_t mostBeginnings = 48;

constexpr float tagWeight = 0.6F;
constexpr float explanationWeight = 0.3F;
constexpr float beginningFits = 0.9F;
constexpr float nearlyFits = 0.7F;

constexpr double leastWhileTyping = 0.45;
constexpr double leastToBeNear = 0.15;
constexpr double shareOfAsked = 0.75; // the rest: how much of the found question was asked for

} // namespace

std::shared_ptr<const KnowledgeSearch> KnowledgeSearch::build(const QList<VerifiedQuestion>& questions)
{
    auto search = std::make_shared<KnowledgeSearch>();
    search->m_questions = questions;
    quint32 number = 0;
    for (const VerifiedQuestion& question : questions) {
        search->add(number, question.question, 1);
        search->add(number, question.tags.join(u' '), tagWeight);
        search->add(number, question.explanation.left(longestText), explanationWeight);
        ++number;
    }
    search->close();
    return search;
}

void KnowledgeSearch::add(quint32 question, const QString& text, float weight)
{
    const QStringList words = sentenceWords(text);
    for (const QString& word : words) {
        const QString root = stem(word);
        auto id = m_termIds.constFind(root);
        if (id == m_termIds.cend()) {
            id = m_termIds.insert(root, quint32(m_terms.size()));
            m_terms.push_back(root);
            m_postings.emplace_back();
        }
        std::vector<Posting>& postings = m_postings[*id];
        if (postings.empty() || postings.back().question != question)
            postings.push_back({question, weight}); // the weightier text comes first
    }
}

void KnowledgeSearch::close()
{
    m_sorted.resize(m_terms.size());
    for (std::size_t i = 0; i < m_sorted.size(); ++i)
        m_sorted[i] = quint32(i);
    std::sort(m_sorted.begin(), m_sorted.end(), [this](quint32 a, quint32 b) { return m_terms[a] < m_terms[b]; });
    m_weights.assign(std::size_t(m_questions.size()), 0);
    for (std::size_t term = 0; term < m_postings.size(); ++term) {
        for (const Posting& posting : m_postings[term]) {
            if (posting.weight >= 1)
                m_weights[posting.question] += idf(quint32(term));
        }
    }
}

double KnowledgeSearch::idf(quint32 term) const
{
    const auto count = double(m_postings[term].size());
    return std::log(1 + double(m_questions.size()) / (count + 0.5));
}

KnowledgeSearch::Wanted KnowledgeSearch::wanted(const QString& word, bool whole, int& typingErrors) const
{
    Wanted found;
    const QString root = stem(word);
    if (const auto id = m_termIds.constFind(root); id != m_termIds.cend())
        found.terms.emplace_back(*id, 1.0F);
    const auto first = std::lower_bound(m_sorted.begin(), m_sorted.end(), word.left(1),
                                        [this](quint32 id, const QString& text) { return m_terms[id] < text; });
    if (!whole && word.size() >= 2) {
        auto at = std::lower_bound(first, m_sorted.end(), word,
                                   [this](quint32 id, const QString& text) { return m_terms[id] < text; });
        for (; at != m_sorted.end() && m_terms[*at].startsWith(word) && found.terms.size() < mostBeginnings; ++at) {
            if (m_terms[*at] != root)
                found.terms.emplace_back(*at, beginningFits);
        }
    }
    if (found.terms.empty() && typingErrors < mostTypingErrors) {
        ++typingErrors;
        for (auto at = first; at != m_sorted.end() && m_terms[*at].startsWith(word.front()); ++at) {
            if (nearlyEqual(m_terms[*at], root) || nearlyEqual(m_terms[*at], word))
                found.terms.emplace_back(*at, nearlyFits);
        }
    }
    found.idf = std::log(1 + double(m_questions.size()) / 0.5); // nobody says it: it is rare
    for (const auto& [term, fit] : found.terms)
        found.idf = std::min(found.idf, idf(term));
    return found;
}

QList<KnowledgeSearch::Hit> KnowledgeSearch::find(const QString& text, bool whole, double least, qsizetype most) const
{
    const QStringList words = sentenceWords(text.left(longestText)).mid(0, mostWords);
    std::vector<double> matched(std::size_t(m_questions.size()), 0);
    std::vector<double> own(matched.size(), 0); // of it, in the question's own text
    std::vector<float> best(matched.size(), 0);
    double asked = 0;
    int typingErrors = 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool beingTyped = !whole && i == words.size() - 1 && !text.back().isSpace();
        const Wanted word = wanted(words.at(i), !beingTyped, typingErrors);
        asked += word.idf;
        for (const auto& [term, fit] : word.terms) {
            for (const Posting& posting : m_postings[term]) {
                const float gained = fit * posting.weight - best[posting.question];
                if (gained <= 0)
                    continue; // a word counts once, as well as it fits best
                best[posting.question] += gained;
                matched[posting.question] += double(gained) * word.idf;
                if (posting.weight >= 1)
                    own[posting.question] += double(gained) * word.idf;
            }
        }
        std::fill(best.begin(), best.end(), 0.0F);
    }
    QList<Hit> hits;
    for (std::size_t i = 0; asked > 0 && i < matched.size(); ++i) {
        const double covered = matched[i] / asked;
        if (covered < least)
            continue;
        const double rest = m_weights[i] > 0 ? std::min(1.0, own[i] / m_weights[i]) : 0;
        hits += Hit{qsizetype(i), shareOfAsked * covered + (1 - shareOfAsked) * rest};
    }
    const auto better = [](const Hit& a, const Hit& b) {
        return a.score != b.score ? a.score > b.score : a.index < b.index;
    };
    const qsizetype kept = qMin(qMax<qsizetype>(0, most), hits.size());
    std::partial_sort(hits.begin(), hits.begin() + kept, hits.end(), better);
    return hits.mid(0, kept);
}

QList<KnowledgeSearch::Hit> KnowledgeSearch::matching(const QString& typed, qsizetype most) const
{
    return typed.trimmed().size() < 2 ? QList<Hit>() : find(typed, false, leastWhileTyping, most);
}

QList<KnowledgeSearch::Hit> KnowledgeSearch::nearest(const QString& question, qsizetype most) const
{
    return question.trimmed().isEmpty() ? QList<Hit>() : find(question, true, leastToBeNear, most);
}

} // namespace parlance
