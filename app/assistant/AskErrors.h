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

} // namespace parlance
