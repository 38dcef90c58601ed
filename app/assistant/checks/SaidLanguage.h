// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace parlance {

//! Whether \a text is English, by its smallest words; a text without any counts as English. The rules of sentences that
//! the checks know are those of English: of other languages they read numbers, days, months and quoted values alone.
bool isEnglish(const QString& text);

//! \a text without what is said by the way: sentences that begin with "Note that …", "You may want to …", and such
//! that say a period is not over yet.
QString withoutRemarks(const QString& text);

//! What the words of an answer claim of the SQL; without parentheses, remarks, ", which …" and "regardless of …".
struct Claims {
    QString main;    //!< the explanation's first sentence, and later ones that say what alone is kept
    QString later;   //!< its other sentences that say what is kept or left out: one may speak of anything by the way
    QString assumed; //!< the assumptions: definitions, of what is counted too as well
};
//! \a words: the explanation first, then the assumptions.
Claims claimsOf(const QStringList& words);

//! Whether a clause says what is counted too: "including …", "… or not", "both …", "… as well".
bool isInclusive(const QString& clause);
//! Whether a clause says what is left out, or what is not so.
bool isExclusive(const QString& clause);

} // namespace parlance
