// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/NearName.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace parlance {

qsizetype editDistance(const QString& a, const QString& b)
{
    const qsizetype width = b.size() + 1;
    std::vector<qsizetype> cells(static_cast<std::size_t>((a.size() + 1) * width));
    const auto at = [&](qsizetype i, qsizetype j) -> qsizetype& {
        return cells[static_cast<std::size_t>(i * width + j)];
    };
    for (qsizetype i = 0; i <= a.size(); ++i)
        for (qsizetype j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                at(i, j) = i + j;
                continue;
            }
            const qsizetype change = a.at(i - 1) == b.at(j - 1) ? 0 : 1;
            at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change});
            if (i > 1 && j > 1 && a.at(i - 1) == b.at(j - 2) && a.at(i - 2) == b.at(j - 1))
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
        }
    return at(a.size(), b.size());
}

QStringList wordsOf(const QString& identifier)
{
    QStringList words;
    QString word;
    QChar last;
    for (const QChar letter : identifier) {
        const bool part = letter.isLetterOrNumber();
        const bool camel = part && letter.isUpper() && last.isLower();
        if ((!part || camel) && !word.isEmpty()) {
            words.append(word.toLower());
            word.clear();
        }
        if (part)
            word += letter;
        last = letter;
    }
    if (!word.isEmpty())
        words.append(word.toLower());
    return words;
}

QString singular(const QString& word)
{
    if (word.size() > 4 && word.endsWith(QStringLiteral("ies")))
        return word.chopped(3) + u'y';
    if (word.size() > 4 && (word.endsWith(QStringLiteral("xes")) || word.endsWith(QStringLiteral("ches")) ||
                            word.endsWith(QStringLiteral("shes")) || word.endsWith(QStringLiteral("sses"))))
        return word.chopped(2);
    if (word.size() > 3 && word.endsWith(u's') && !word.endsWith(QStringLiteral("ss")) &&
        !word.endsWith(QStringLiteral("us")))
        return word.chopped(1);
    return word;
}

namespace {

//! The only candidate that \a fits; empty when there is none, or several (\a several is set).
QString only(const QStringList& candidates, bool& several, const std::function<bool(const QString&)>& fits)
{
    QString found;
    for (const QString& candidate : candidates)
        if (candidate != found && fits(candidate)) {
            if (!found.isEmpty()) {
                several = true;
                return {};
            }
            found = candidate;
        }
    return found;
}

QString joined(QStringList words, bool sorted)
{
    for (QString& word : words)
        word = singular(word);
    if (sorted)
        words.sort();
    return words.join(QString());
}

} // namespace

QString nearestName(const QString& name, const QStringList& candidates)
{
    bool several = false;
    const QString low = name.toLower();
    QString found = only(candidates, several, [&](const QString& c) { return c.toLower() == low; });
    for (const bool sorted : {false, true}) {
        const QString mine = joined(wordsOf(name), sorted);
        if (found.isEmpty() && !several && !mine.isEmpty())
            found = only(candidates, several, [&](const QString& c) { return joined(wordsOf(c), sorted) == mine; });
    }
    const qsizetype most = low.size() >= 8 ? 2 : low.size() >= 4 ? 1 : 0;
    for (qsizetype distance = 1; distance <= most && found.isEmpty() && !several; ++distance)
        found = only(candidates, several, [&](const QString& c) {
            return std::abs(c.size() - low.size()) <= distance && editDistance(c.toLower(), low) == distance;
        });
    return found;
}

} // namespace parlance
