// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "assistant/SchemaSlice.h"

namespace parlance {

//! Composes the request from question and catalog. Pure and deterministic: the same bytes for the same values; the
//! cached prefix (system blocks) is the same for every question about the same catalog.
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
