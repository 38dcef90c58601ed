// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace parlance {

//! Changes that turn \a a into \a b: a letter put in, left out, replaced, or two neighbours swapped.
qsizetype editDistance(const QString& a, const QString& b);
//! The one of \a candidates that \a name must have meant: the same but for case, separators, the order of its words or
//! its plural; else at most one slip away from 4 letters on, two from 8 on. Empty when none or more than one is as
//! near.
QString nearestName(const QString& name, const QStringList& candidates);
//! The words of an identifier, lower case: order_items, orderItems, "Order Items" → order, items.
QStringList wordsOf(const QString& identifier);
//! The word without its plural's end: companies → company, boxes → box, orders → order.
QString singular(const QString& word);

} // namespace parlance
