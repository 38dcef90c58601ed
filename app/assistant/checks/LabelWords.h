// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace parlance {

//! What words can say when they are a value of a column too. Words are lower case; all pure.

//! Words that say something else too often to name a value by themselves.
bool isCommon(const QString& word);
//! States that days, reckoned from today, tell as well as a label does.
bool isReckoned(const QString& word);
//! States that a missing day or a flag tells as well.
bool isNegated(const QString& word);

} // namespace parlance
