// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/checks/SaidThings.h"

namespace parlance {

//! Reads days, quarters and half years out of \a text into \a said and takes their numbers out of \a text, but for
//! month and year. English, German, French, Spanish and Portuguese.
void readDaysOut(QString& text, SaidThings& said);
//! Reads months, which follow a word as "in" or stand before a year.
void readMonths(const QString& text, SaidThings& said);
//! What follows \a before is where a period ends or begins, and may lie outside of it.
bool isPeriodEdge(const QString& before);
//! What follows \a before is where a period begins: "since", "from", "ab".
bool isPeriodStart(const QString& before);

} // namespace parlance
