// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/SliceChoice.h"

namespace parlance {

void SliceChoice::setIndex(const std::shared_ptr<const SchemaIndex>& index)
{
    m_index = index;
    m_last.reset();
}

bool SliceChoice::isPrepared(const Question& about) const
{
    return !mustChoose() || (m_last && m_last->first == requestFor(about));
}

const SchemaSlice& SliceChoice::slice(const Question& about) const
{
    const SelectionRequest request = requestFor(about);
    if (!m_last || m_last->first != request)
        m_last.emplace(request, SchemaSelector::select(*m_index, request));
    return m_last->second;
}

SelectionRequest SliceChoice::requestFor(const Question& about) const
{
    SelectionRequest request;
    request.question = about.text;
    for (const Question::Clarification& clarification : about.clarifications)
        request.question += u'\n' + clarification.answer;
    request.tokenBudget = m_tokenBudget;
    request.pinned = about.pinned;
    request.leftOut = about.leftOut;
    request.used = about.used;
    request.terms = about.glossary;
    if (!mustChoose()) { // everything goes, whatever is asked
        request.question.clear();
        request.terms.clear();
    }
    return request;
}

} // namespace parlance
