// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QString>

namespace parlance {

//! Picks the growing "sql" out of a reply's text while it streams: the JSON document's top-level key (also inside prose
//! and a fence), or the text between <sql> and </sql>. Every state is an exact prefix of the final SQL. Pure.
class AnswerStream final {
public:
    //! Returns true when sql() grew.
    bool feed(const QString& piece);
    const QString& sql() const { return m_sql; }
    const QString& text() const { return m_text; } //!< everything fed so far

private:
    enum class State { Prose, AfterBrace, Document, Key, Value, Sql, Tagged, Done };

    void step();
    void stepProse();
    void stepDocument();
    void stepString();
    void stepTagged();
    //! The character that an escape at m_at stands for, taken; false when its rest is still to come.
    bool takeEscape(QString& into);
    bool isPrefixOf(QStringView tag) const;

    QString m_text;
    QString m_sql;
    qsizetype m_at = 0; //!< everything before it is understood
    State m_state = State::Prose;
    int m_depth = 0;           //!< of braces and brackets inside the document
    bool m_afterColon = false; //!< the next string at the top level is a value
    QString m_key;             //!< the last key at the top level
    QString m_pending;         //!< half a surrogate pair, or white space that may end the SQL
};

} // namespace parlance
