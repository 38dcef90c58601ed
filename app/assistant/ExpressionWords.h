// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/ReadingNames.h"

#include <optional>

namespace parlance {

//! What an output reckons, in words: "sum of quantity × unit_price", "100 × (sum of paid) ÷ quota (rounded)". Columns,
//! numbers, the four operations, the usual aggregates (with FILTER or one CASE in them), round, coalesce, nullif under
//! a division, dates cut to a month and the like. Whatever holds anything else has no words. Pure; belongs to one
//! reading.
class ExpressionWords final {
public:
    ExpressionWords(const SqlReading& reading, const SqlScript& script, const ReadingNames& names, int query);
    //! Empty where no words are surely right.
    QString of(const SqlPlace& whole);

private:
    //! How tightly a text holds together: what is looser stands in parentheses.
    enum class Binding { Phrase, Sum, Product, Atom };
    struct Said {
        QString text;
        Binding binding = Binding::Atom;
        bool integer = false; //!< for sure: a division of two of them is cut
    };
    using Maybe = std::optional<Said>;

    bool isSign(QByteArrayView sign, qsizetype ahead = 0) const;
    bool isWord(QByteArrayView word, qsizetype ahead = 0) const;
    bool takeSign(QByteArrayView sign);
    bool takeWord(QByteArrayView word);
    QByteArray textAt(qsizetype token) const;
    static QString held(const Said& said, Binding least);

    Maybe sum();
    Maybe product();
    Maybe divided(const Said& left, const Said& right) const;
    Maybe factor(bool divisor);
    Maybe withCasts(Maybe said);
    bool takeType(Said& said);
    Maybe primary(bool divisor);
    Maybe column();
    Maybe call(const QByteArray& name, bool divisor);
    Maybe aggregate(const QByteArray& name);
    Maybe aggregateOf(const QByteArray& name, bool distinct);
    Maybe caseInAggregate(const QByteArray& name);
    Maybe rounded();
    Maybe orElse();
    Maybe partOfDay(const QByteArray& name);
    QString conditionUpTo(qsizetype end);
    QString oneCondition(qsizetype from, qsizetype end) const;
    const ReadColumn* columnAt(qsizetype token) const;

    const SqlReading& m_reading;
    const SqlScript& m_script;
    const ReadingNames& m_names;
    int m_query = 0;
    QList<SqlToken> m_tokens; //!< places in the whole script, no comments
    qsizetype m_at = 0;
};

} // namespace parlance
