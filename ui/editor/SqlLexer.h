// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/SqlScript.h"
#include "ui/theme/Theme.h"

#include <Qsci/qscilexercustom.h>

namespace parlance {

//! Colours SQL by PostgreSQL's lexical rules (sqlTokens), never by regular expressions. GUI thread.
class SqlLexer final : public QsciLexerCustom {
    Q_OBJECT
public:
    explicit SqlLexer(QObject* parent);

    void setTheme(const Theme& theme, const QFont& font);
    //! Everything in the muted colour: a part that may not run yet.
    void setMuted(bool muted);

    const char* language() const override { return "PostgreSQL"; }
    QString description(int style) const override;
    void styleText(int start, int end) override;
    //! Letters, digits, _ and $ belong to a word, as in PostgreSQL's identifiers.
    const char* wordCharacters() const override;

private:
    enum Style { Plain, Keyword, Function, String, Number, Comment, Operator, StyleCount };
    void applyColours();
    Style styleOf(const QList<SqlToken>& tokens, qsizetype index, const QByteArray& text) const;

    Theme m_theme;
    QFont m_font;
    bool m_muted = false;
};

} // namespace parlance
