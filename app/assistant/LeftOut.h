// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"

namespace parlance {

//! \a question without what names one of its left-out tables: examples, and the SQL of the team's words. Pure.
Question withoutLeftOut(Question question);
//! \a slice without what names one of \a leftOut: foreign keys to it and definitions of views.
//! Pure.
SchemaSlice withoutLeftOut(SchemaSlice slice, const QList<TableName>& leftOut);

} // namespace parlance
