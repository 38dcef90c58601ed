// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace parlance {

//! Something found in a statement, for people: what, where, how bad.
struct Finding {
    enum class Severity { Info, Warning, Error };
    QString check; //!< the check's short name: "parse", "one statement", "reads only", …
    Severity severity = Severity::Info;
    QString message;      //!< whole sentences: why, and what to do instead
    qsizetype start = 0;  //!< UTF-8 byte offset into the whole script
    qsizetype length = 0; //!< bytes; 0: no place
    bool operator==(const Finding&) const = default;
};

//! One statement of a script.
struct SqlStatement {
    qsizetype start = 0;  //!< UTF-8 byte offset of its first token
    qsizetype length = 0; //!< bytes to the end of its last token, without the ';'
    QString kind;         //!< PostgreSQL's command tag (SELECT, INSERT, CREATE TABLE …); empty when it was not parsed
    std::optional<bool> readsOnly; //!< nothing: unknown (not parsed)
    QList<Finding> findings;       //!< an Error finding means: refused
    bool operator==(const SqlStatement&) const = default;

    bool isParsed() const { return !kind.isEmpty(); }
    //! Why it may not run read-only, if so: the first Error finding. An unknown statement is not refused by itself.
    std::optional<Finding> refusal() const;
};

//! A token for colouring, brackets and the statement under the cursor.
struct SqlToken {
    enum class Kind { Keyword, Identifier, QuotedIdentifier, String, Number, Operator, Parameter, Comment };
    Kind kind = Kind::Identifier;
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const SqlToken&) const = default;
};

//! The tokens of \a utf8 by PostgreSQL's lexical rules, in order; blanks are left out. Never fails: what is open at the
//! end (a string, a comment) reaches to the end, a byte that belongs nowhere is an operator. Linear, any thread.
QList<SqlToken> sqlTokens(const QByteArray& utf8);
//! Whether PostgreSQL's grammar knows \a word as a keyword, in any case and whether reserved or not.
bool isSqlKeyword(QByteArrayView word);

//! A text of SQL split into statements and judged by PostgreSQL's own grammar (libpg_query, PostgreSQL 15). A plain
//! value. libpg_query has no stack check: it only ever runs on a thread of ours with a stack of 256 MB (reserved, not
//! used), and a text over 1 MB or a statement over 20,000 tokens is unknown instead of parsed.
struct SqlScript {
    QByteArray text; //!< UTF-8, byte for byte what was given
    QList<SqlStatement> statements;

    //! Splits and judges \a utf8 on the parser's thread and waits for it: milliseconds for what people write, up to a
    //! second for 1 MB. Console program, workers and tests only.
    static SqlScript parse(const QByteArray& utf8);
    //! The same without waiting; for the GUI thread.
    static QFuture<SqlScript> parseLater(const QByteArray& utf8);

    //! The statement that holds byte \a offset (or the last one that ends on the same line before it), -1 for none. A
    //! comment on a line of its own belongs to the statement before it while that has no semicolon, or stands closer;
    //! else to the one behind it.
    qsizetype statementAt(qsizetype offset) const;
    QByteArray statementText(qsizetype index) const;
};

//! The identifier as it must be written in SQL: quoted only where PostgreSQL needs it.
QString quotedIdentifier(const QString& name);
//! schema.table, each quoted only where needed; the schema left out when it is "public".
QString qualifiedName(const QString& schema, const QString& name);

} // namespace parlance

Q_DECLARE_METATYPE(parlance::SqlScript)
