// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/VerifiedQuestion.h"

#include <QHash>

#include <memory>
#include <vector>

namespace parlance {

//! Finds the team's questions that are like a text: by the words of question, tags and explanation (stemmed, rare ones
//! count more), by the beginning of the word that is being typed, and with typing errors. Immutable, any thread. Five
//! thousand questions take a millisecond or two, so it is called as a person types.
class KnowledgeSearch final {
public:
    //! One that is like the text.
    struct Hit {
        qsizetype index = 0; //!< in questions()
        double score = 0;    //!< 0 to 1: 1 says the same words
    };

    //! Takes some ten milliseconds for thousands of \a questions.
    static std::shared_ptr<const KnowledgeSearch> build(const QList<VerifiedQuestion>& questions);

    const QList<VerifiedQuestion>& questions() const { return m_questions; }
    //! Those that hold most of what was \a typed so far, best first.
    QList<Hit> matching(const QString& typed, qsizetype most) const;
    //! Those nearest to a whole \a question, best first: one rare word in common is enough.
    QList<Hit> nearest(const QString& question, qsizetype most) const;

private:
    struct Posting {
        quint32 question = 0;
        float weight = 0; //!< 1 in the question, less elsewhere
    };
    struct Wanted {
        double idf = 0;
        std::vector<std::pair<quint32, float>> terms; //!< and how well each fits
    };

    void add(quint32 question, const QString& text, float weight);
    void close();
    Wanted wanted(const QString& word, bool whole, int& typingErrors) const;
    QList<Hit> find(const QString& text, bool whole, double least, qsizetype most) const;
    double idf(quint32 term) const;

    QList<VerifiedQuestion> m_questions;
    QHash<QString, quint32> m_termIds;
    std::vector<QString> m_terms;
    std::vector<std::vector<Posting>> m_postings; //!< of each term, by question
    std::vector<quint32> m_sorted;                //!< the terms by their text
    std::vector<double> m_weights;                //!< what the words of each question's own text amount to
};

} // namespace parlance
