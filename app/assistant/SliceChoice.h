// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"
#include "assistant/SchemaIndex.h"
#include "assistant/SchemaSelector.h"
#include "base/WhenFinished.h"

#include <QtConcurrent>

#include <optional>
#include <utility>

namespace parlance {

//! The part of the catalog that goes along with a question: chosen once for the same request, here or on a pool thread.
//! GUI thread.
class SliceChoice final {
public:
    void setIndex(const std::shared_ptr<const SchemaIndex>& index);
    const SchemaIndex& index() const { return *m_index; }
    void setTokenBudget(int tokens) { m_tokenBudget = tokens; }

    //! Without all fitting, choosing takes long enough to be done elsewhere.
    bool mustChoose() const { return m_index->tokens() > m_tokenBudget; }
    //! Whether slice() has its answer at hand.
    bool isPrepared(const Question& about) const;
    const SchemaSlice& slice(const Question& about) const;
    //! Chooses on a pool thread for the living \a context, then calls \a done; after the catalog was read anew
    //! meanwhile the choice is dropped first.
    template <typename F>
    void prepare(const Question& about, QObject* context, F done)
    {
        const SelectionRequest request = requestFor(about);
        whenFinished(QtConcurrent::run([index = m_index, request] { return SchemaSelector::select(*index, request); }),
                     context, [this, request, from = m_index, done = std::move(done)](const SchemaSlice& slice) {
                         if (from == m_index)
                             m_last.emplace(request, slice);
                         done();
                     });
    }

private:
    SelectionRequest requestFor(const Question& about) const;

    std::shared_ptr<const SchemaIndex> m_index = SchemaIndex::build({});
    int m_tokenBudget = AskLimits().schemaTokenBudget;
    mutable std::optional<std::pair<SelectionRequest, SchemaSlice>> m_last;
};

} // namespace parlance
