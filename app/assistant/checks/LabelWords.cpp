// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/LabelWords.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

bool isCommon(const QString& word)
{
    static const QSet<QString> words{
        u"new"_s,     u"all"_s,       u"other"_s,  u"none"_s,    u"total"_s,    u"monthly"_s, u"yearly"_s,  u"weekly"_s,
        u"daily"_s,   u"annual"_s,    u"normal"_s, u"regular"_s, u"standard"_s, u"general"_s, u"first"_s,   u"last"_s,
        u"high"_s,    u"low"_s,       u"medium"_s, u"number"_s,  u"value"_s,    u"name"_s,    u"unknown"_s, u"yes"_s,
        u"and"_s,     u"the"_s,       u"for"_s,    u"not"_s,     u"out"_s,      u"per"_s,     u"day"_s,     u"week"_s,
        u"missing"_s, u"empty"_s,     u"month"_s,  u"year"_s,    u"most"_s,     u"more"_s,    u"less"_s,    u"best"_s,
        u"top"_s,     u"quarterly"_s, u"one"_s,    u"two"_s,     u"old"_s,      u"any"_s,     u"own"_s,     u"how"_s,
        u"who"_s,     u"has"_s,       u"was"_s,    u"are"_s,     u"had"_s,      u"did"_s,     u"men"_s,     u"women"_s,
        u"in"_s,      u"or"_s};
    return words.contains(word);
}

bool isReckoned(const QString& word)
{
    static const QSet<QString> words{u"overdue"_s,  u"late"_s,    u"expired"_s, u"current"_s,
                                     u"upcoming"_s, u"past"_s,    u"recent"_s,  u"delayed"_s,
                                     u"ended"_s,    u"planned"_s, u"running"_s, u"finished"_s};
    return words.contains(word);
}

bool isNegated(const QString& word)
{
    static const QSet<QString> words{u"active"_s,  u"inactive"_s, u"open"_s,     u"closed"_s,
                                     u"unpaid"_s,  u"paid"_s,     u"ended"_s,    u"planned"_s,
                                     u"running"_s, u"pending"_s,  u"returned"_s, u"finished"_s};
    return words.contains(word);
}

} // namespace parlance
