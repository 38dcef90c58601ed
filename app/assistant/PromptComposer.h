// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"
#include "assistant/SchemaSlice.h"
#include "claude/ClaudeProtocol.h"

namespace parlance {

//! Composes the request from question and catalog. Pure and deterministic: the same bytes for the same values; the
//! cached prefix (system blocks: rules, the team's words, schema) is the same for every question of a team about the
//! same tables; what changes with the question stands in the message behind it.
class PromptComposer final {
public:
    //! \a structured false: the rules describe the tagged form instead of the JSON document.
    static ClaudeRequest compose(const Question& question, const SchemaCatalog& catalog, const QString& model,
                                 bool structured);
    //! The same with the part of a catalog that was chosen for the question.
    static ClaudeRequest compose(const Question& question, const SchemaSlice& slice, const QString& model,
                                 bool structured);
};

} // namespace parlance
