// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/CommentCodes.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

QList<CommentCode> commentCodes(const QString& comment)
{
    QList<CommentCode> codes;
    static const QRegularExpression single(uR"((?:^|[,;:.(]\s*|\bor |\band )'?[A-Z]'?\s+[a-z])"_s);
    const bool many = comment.count(single) > 1; // "A active, C cancelled": the A is no article
    static const QRegularExpression code(
        uR"((?:^|[,;:.(]\s*|\bor |\band )'?([A-Z][A-Z0-9]{0,3}|[01])'?\s*(?:[:=]|-|–|means|is|for|if)?\s*(?:the |a |an )?([a-z][a-z -]{2,40}?)(?=\s*(?:[,;.)]|$|\bor [A-Z]|\band [A-Z])))"_s);
    for (auto it = code.globalMatch(comment); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        static const QSet<QString> words{u"NULL"_s, u"UTC"_s, u"USD"_s, u"EUR"_s, u"ID"_s,
                                         u"SKU"_s,  u"US"_s,  u"VAT"_s, u"URL"_s, u"SQL"_s};
        const QString found = match.captured(1);
        const bool article = !many && (found == u"A" || found == u"I") && !match.captured().contains(u':') &&
                             !match.captured().contains(u'=');
        if (!words.contains(found) && !article)
            codes.append({found, match.captured(2).trimmed()});
    }
    // English E and German D: names of their own
    static const QRegularExpression proper(
        uR"((?:[,;:]\s*|\bor )'?([A-Z]{1,3})'?\s+([A-Z][a-z]{3,20})(?=\s*(?:[,;.]|$)))"_s);
    for (auto it = proper.globalMatch(comment); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        codes.append({match.captured(1), match.captured(2).toLower()});
    }
    static const QRegularExpression none(
        uR"(\b(?:NULL|empty|blank) (?:when|while|until|unless|if|where) (?:it (?:is|was) |not |no |none )?(?:not )?([a-z]{5,})\b)"_s);
    static const QRegularExpression vague(uR"(^(?:there|known|given|needed|needs|applicable|nothing|status|never)$)"_s);
    for (auto it = none.globalMatch(comment); it.hasNext();)
        if (const QString word = it.next().captured(1); !word.contains(vague))
            codes.append({QString(), word});
    // A single code is a word of the sentence more often than not, but for X, Y, N, 1 and 0.
    if (codes.size() == 1 && codes.first().code.size() > 1)
        codes.clear();
    return codes;
}

} // namespace parlance
