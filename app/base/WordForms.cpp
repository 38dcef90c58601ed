// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/WordForms.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <vector>

namespace parlance {

using namespace Qt::Literals::StringLiterals;

namespace {

//! Words that say how something is asked, not what for. "first", "last" and the like stay out of it too: they name
//! periods and orders, and every catalog is full of first and last names.
const QSet<QString>& stopWords()
{
    static const QSet<QString> words = [] {
        const QString text =
            u"a about above after again all also am an and any are as at be because been before being below between "
            u"both "
            u"but by can could did do does doing done each either every find for from further get give given had has "
            u"have having he her here hers him his how i if in into is it its itself just let list many may me might "
            u"more "
            u"most much must my no nor not now of off on once one only or other our out over own please per return "
            u"same "
            u"she should show so some such than that the their them then there these they this those through to too "
            u"tell under until up us very want was we were what when where whether which while who whom whose why will "
            u"with "
            u"would you your der die das den dem des ein eine einen einem einer eines und oder im in auf von zu zum "
            u"zur "
            u"mit für wie viele viel welche welcher welches wer wo wann ist sind war waren hat haben pro je nach bei "
            u"aus "
            u"le la les un une de du et ou qui que quel quelle quels quelles combien sont est par pour dans sur el los "
            u"las "
            u"una y o quien cual cuales cuantos cuantas por para con en"_s;
        const QStringList list = text.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

bool isVowel(QChar c)
{
    return u"aeiouy"_s.contains(c);
}

//! Lower case, accents taken off (é → e); compatibility forms unfolded.
QString plain(const QString& text)
{
    QString out;
    const QString unfolded = text.normalized(QString::NormalizationForm_KD).toLower();
    for (const QChar c : unfolded) {
        if (c.category() != QChar::Mark_NonSpacing)
            out += c;
    }
    return out;
}

bool endsWithAny(const QString& word, std::initializer_list<const char16_t*> endings)
{
    return std::any_of(endings.begin(), endings.end(),
                       [&](const char16_t* ending) { return word.endsWith(QStringView(ending)); });
}

//! The verb under "running", "ordered", "shipped".
QString withoutVerbEnding(const QString& word, qsizetype ending)
{
    QString root = word.chopped(ending);
    const bool hasVowel = std::any_of(root.begin(), root.end(), isVowel);
    if (root.size() < 3 || !hasVowel)
        return word;
    const QChar last = root.back();
    if (root.size() > 3 && last == root.at(root.size() - 2) && !isVowel(last) && last != u'l' && last != u's' &&
        last != u'z')
        root.chop(1);
    return root;
}

QString withoutPlural(const QString& word)
{
    if (word.endsWith(u"ies"_s) && word.size() > 4)
        return word.chopped(3) + u'y';
    if (word.size() > 4 && endsWithAny(word, {u"sses", u"shes", u"ches", u"xes", u"zes"}))
        return word.chopped(2);
    if (word.size() > 3 && word.endsWith(u's') && !endsWithAny(word, {u"ss", u"us", u"is"}))
        return word.chopped(1);
    return word;
}

} // namespace

QStringList identifierWords(const QString& identifier)
{
    QStringList words;
    QString word;
    const auto flush = [&] {
        if (!word.isEmpty())
            words += plain(word);
        word.clear();
    };
    for (qsizetype i = 0; i < identifier.size(); ++i) {
        const QChar c = identifier.at(i);
        if (!c.isLetterOrNumber()) {
            flush();
            continue;
        }
        if (!word.isEmpty()) {
            const QChar before = word.back();
            const bool camel = before.isLower() && c.isUpper();
            const bool capitalsEnd =
                before.isUpper() && c.isUpper() && i + 1 < identifier.size() && identifier.at(i + 1).isLower();
            const bool digits = before.isDigit() != c.isDigit();
            if (camel || capitalsEnd || digits)
                flush();
        }
        word += c;
    }
    flush();
    return words;
}

QStringList sentenceWords(const QString& text)
{
    QStringList words;
    for (const QString& word : identifierWords(text)) {
        if ((word.size() > 1 || word.front().isDigit()) && !stopWords().contains(word))
            words += word;
    }
    return words;
}

QString stem(const QString& word)
{
    if (word.size() < 4)
        return withoutPlural(word);
    QString root = withoutPlural(word);
    if (root.endsWith(u"ing"_s) && root.size() > 5)
        root = withoutVerbEnding(root, 3);
    else if (root.endsWith(u"ied"_s) && root.size() > 4)
        root = root.chopped(3) + u'y';
    else if (root.endsWith(u"ed"_s) && root.size() > 4)
        root = withoutVerbEnding(root, 2);
    else if (root.endsWith(u"est"_s) && root.size() > 5 &&
             !endsWithAny(root, {u"uest", u"rest", u"vest", u"test", u"gest"}))
        root = withoutVerbEnding(root, 3); // largest, hottest
    if (root.size() > 4 && root.endsWith(u'e'))
        root.chop(1); // purchase, purchas(ed), purchas(ing)
    return root;
}

bool abbreviates(const QString& brief, const QString& word)
{
    if (brief.size() < 2 || brief.size() >= word.size() || word.size() < 4 || brief.front() != word.front())
        return false;
    if (brief.size() >= 3 && word.startsWith(brief))
        return true;
    // Letters left out, the rest in order: of three the first and consonants (qty, amt, mgr), of four any (dept,
    // cmpgn).
    const bool shortened = std::none_of(brief.begin() + 1, brief.end(), isVowel) || brief.back() == u'y';
    if (!shortened && brief.size() < 4)
        return false;
    qsizetype at = 0;
    for (const QChar c : brief) {
        at = word.indexOf(c, at);
        if (at < 0)
            return false;
        ++at;
    }
    return brief.size() >= 3 || brief.back() == word.back();
}

int editDistance(const QString& left, const QString& right, int limit)
{
    const qsizetype m = left.size();
    const qsizetype n = right.size();
    if (std::abs(m - n) > limit)
        return limit + 1;
    std::vector<int> before(size_t(n) + 1), line(size_t(n) + 1), next(size_t(n) + 1);
    for (qsizetype j = 0; j <= n; ++j)
        line[size_t(j)] = int(j);
    for (qsizetype i = 1; i <= m; ++i) {
        next[0] = int(i);
        int least = next[0];
        for (qsizetype j = 1; j <= n; ++j) {
            const bool same = left.at(i - 1) == right.at(j - 1);
            int cost = std::min({line[size_t(j)] + 1, next[size_t(j) - 1] + 1, line[size_t(j) - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && left.at(i - 1) == right.at(j - 2) && left.at(i - 2) == right.at(j - 1))
                cost = std::min(cost, before[size_t(j) - 2] + 1);
            next[size_t(j)] = cost;
            least = std::min(least, cost);
        }
        if (least > limit)
            return limit + 1;
        before.swap(line);
        line.swap(next);
    }
    return std::min(line[size_t(n)], limit + 1);
}

bool nearlyEqual(const QString& left, const QString& right)
{
    const qsizetype length = std::min(left.size(), right.size());
    if (length < 5 || left.front() != right.front())
        return false;
    const int limit = length < 8 ? 1 : 2;
    return editDistance(left, right, limit) <= limit;
}

} // namespace parlance
