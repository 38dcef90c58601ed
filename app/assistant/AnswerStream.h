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
    QString m_text;
    QString m_sql;
    qsizetype m_at = 0;
    int m_state = 0;
    int m_depth = 0;
    QString m_key;
    QString m_pending;
};

} // namespace parlance
