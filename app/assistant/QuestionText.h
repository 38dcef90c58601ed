// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"

namespace parlance {

//! The message of a question: date, time zone, server, what is asked, what went before, what is wrong with it, verified
//! examples. All that changes from question to question. Pure and deterministic.
QString questionText(const Question& question);

} // namespace parlance
