// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"
#include "claude/ModelPrices.h"
#include "ui/ask/AnswerCard.h"

namespace parlance {

//! What the card says of an answer to \a question; its reading comes later. Pure.
CardContent cardOf(const Answer& answer, const Question& question, const ModelPrices& prices);
//! "4,350 tokens · $0.0123 · claude-sonnet-4-5". Pure.
QString meterText(const Answer& answer, const ModelPrices& prices);

} // namespace parlance
