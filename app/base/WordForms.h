// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace parlance {

//! How identifiers and sentences fall into words that can be compared. All pure, any thread. Words are lower case,
//! without accents.

//! The words of an identifier: parted at underscores, other marks, changes of case ("orderItems", "HTTPCode") and
//! between letters and digits.
QStringList identifierWords(const QString& identifier);
//! The words of a sentence in its order, stop words left out ("the", "how many", "show me").
QStringList sentenceWords(const QString& text);
//! The root that a word shares with its plural and its common endings: orders, ordered, ordering → order. English; a
//! word of another language loses at most its plural s.
QString stem(const QString& word);
//! Whether \a brief is how people shorten \a word in identifiers: qty, amt, addr, cust, dept.
bool abbreviates(const QString& brief, const QString& word);
//! Whether one is the other with a typing error: one changed, missing, added or swapped letter in five to seven, two in
//! eight and more.
bool nearlyEqual(const QString& left, const QString& right);
//! The edit distance (a swap of neighbours counts as one) when it is at most \a limit, else \a limit + 1.
int editDistance(const QString& left, const QString& right, int limit);

} // namespace parlance
