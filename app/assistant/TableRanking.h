// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSelector.h"

#include <vector>

namespace parlance {

//! How near each table and column of a catalog is to a question: by the words they share, outright or nearly (roots,
//! synonyms, abbreviations, typing errors), by the keys that connect them, and by the schema they stand in. A part of
//! SchemaSelector. Pure, any thread.
class TableRanking final {
public:
    TableRanking(const SchemaIndex& index, const SelectionRequest& request);

    //! Indexes into SchemaIndex::tables(), nearest first; those that were left out by hand are not among them.
    const std::vector<int>& order() const { return m_order; }
    double score(int table) const { return m_scores.at(size_t(table)); }
    SliceTable::Reason reason(int table) const { return m_reasons.at(size_t(table)); }
    //! The question's words that the table holds.
    QStringList words(int table) const;
    //! For each column of the table; 0: nothing in it was named.
    const std::vector<double>& columnScores(int table) const { return m_columns.at(size_t(table)); }

private:
    //! A word of the question, by its root.
    struct Term {
        QString shown; //!< as the person wrote it
        QString stem;
        double weight = 1;
        bool exact = false; //!< two words in one, or from the glossary: only the very word counts
    };
    //! What one term found.
    struct Hit {
        int word = -1;
        double strength = 0;
    };

    void readQuestion(const SelectionRequest& request);
    void addTerm(const QString& shown, const QString& stem, double weight, bool exact);
    std::vector<Hit> hitsOf(const Term& term) const;
    double strengthOf(const Term& term, const QSet<QString>& relatives, bool known, const QString& word) const;
    void score(int term);
    double rarity(int word) const;
    void spreadOverKeys();
    void bridge();
    std::vector<int> pathBetween(int from, int to) const;
    void favourSchemas();
    void applyWishes(const SelectionRequest& request);

    const SchemaIndex& m_index;
    std::vector<Term> m_terms;
    std::vector<std::vector<double>> m_shares; //!< for each term: what each table holds of it
    std::vector<double> m_scores;
    std::vector<SliceTable::Reason> m_reasons;
    std::vector<std::vector<double>> m_columns;
    std::vector<std::vector<int>> m_found; //!< by table: indexes of the terms
    std::vector<int> m_order;
};

} // namespace parlance
