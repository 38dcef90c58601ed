// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"

namespace parlance {

//! The words of failures that do not come from a request: no key, not allowed, no schema, stopped.
AskError askErrorOfKind(AskError::Kind kind);
//! None of the preferred models is served; \a served is what can be chosen instead.
AskError noModelLeft(const QStringList& preferred, const QStringList& served);
//! An answer that is not the document that was asked for: \a problem is a sentence, \a text the whole reply.
AskError answerDoesNotParse(const QString& problem, const QString& text);

//! \a error in one or two words for the log of requests: "rate limited", "HTTP 502". Pure.
QString requestErrorName(const ClaudeError& error);
//! The policy's budget is used up (\a sentence); \a contact is whom to ask, may be empty. Pure.
AskError overBudget(const QString& sentence, const QString& contact);

} // namespace parlance
