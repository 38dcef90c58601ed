// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/DoubtfulAnswer.h"
#include "knowledge/Glossary.h"
#include "knowledge/VerifiedQuestion.h"

namespace parlance {

//! What the role may do in schema parlance of the team's database, as the grants say. All false: there is none.
struct KnowledgeAccess {
    bool readsQuestions = false;
    bool readsGlossary = false;
    bool readsDoubtful = false;
    bool suggests = false;   //!< may write suggestions
    bool doubts = false;     //!< may note doubtful answers
    bool verifies = false;   //!< is a member of parlance_verifier
    bool signsWords = false; //!< the glossary knows who changed a word, and when
    bool operator==(const KnowledgeAccess&) const = default;
};

//! All that a team knows. A plain value.
struct KnowledgeContent {
    KnowledgeAccess access;
    QList<VerifiedQuestion> questions; //!< oldest first
    QList<GlossaryTerm> glossary;
    QList<DoubtfulAnswer> doubtful; //!< newest first, those that nobody corrected
    bool operator==(const KnowledgeContent&) const = default;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::KnowledgeContent)
