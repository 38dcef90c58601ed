// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlLexer.h"

#include <Qsci/qsciscintilla.h>

namespace parlance {

SqlLexer::SqlLexer(QObject* parent)
    : QsciLexerCustom(parent)
{}

QString SqlLexer::description(int style) const
{
    return style < StyleCount ? QStringLiteral("style %1").arg(style) : QString();
}

const char* SqlLexer::wordCharacters() const
{
    return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$";
}

void SqlLexer::setTheme(const Theme& theme, const QFont& font)
{
    m_theme = theme;
    m_font = font;
    applyColours();
}

void SqlLexer::setMuted(bool muted)
{
    m_muted = muted;
    applyColours();
}

void SqlLexer::applyColours()
{
    const QColor colours[StyleCount] = {m_theme.text,   m_theme.keyword, m_theme.function, m_theme.string,
                                        m_theme.number, m_theme.comment, m_theme.text};
    QFont bold = m_font;
    bold.setWeight(QFont::DemiBold);
    for (int style = 0; style < StyleCount; ++style) {
        setColor(m_muted ? m_theme.muted : colours[style], style);
        setPaper(m_theme.raised, style);
        setFont(style == Keyword && !m_muted ? bold : m_font, style);
    }
    setDefaultColor(m_theme.text);
    setDefaultPaper(m_theme.raised);
    setDefaultFont(m_font);
}

SqlLexer::Style SqlLexer::styleOf(const QList<SqlToken>& tokens, qsizetype index, const QByteArray& text) const
{
    const SqlToken& token = tokens.at(index);
    switch (token.kind) {
    case SqlToken::Kind::Keyword: {
        // c.name is a column whatever the word means elsewhere.
        const bool afterDot = index > 0 && text.at(tokens.at(index - 1).start) == '.';
        return afterDot ? Plain : Keyword;
    }
    case SqlToken::Kind::String:
        return String;
    case SqlToken::Kind::Number:
    case SqlToken::Kind::Parameter:
        return Number;
    case SqlToken::Kind::Comment:
        return Comment;
    case SqlToken::Kind::Operator:
        return Operator;
    case SqlToken::Kind::Identifier: {
        if (index + 1 >= tokens.size())
            return Plain;
        const SqlToken& next = tokens.at(index + 1);
        if (next.kind == SqlToken::Kind::String)
            return Keyword; // DATE '2026-07-01'
        return text.at(next.start) == '(' ? Function : Plain;
    }
    case SqlToken::Kind::QuotedIdentifier:
        break;
    }
    return Plain;
}

void SqlLexer::styleText(int start, int end)
{
    if (!editor())
        return;
    // A comment or a dollar-quoted text may begin anywhere above, so tokens are always read from the top.
    const QByteArray text = editor()->text().toUtf8();
    const QList<SqlToken> tokens = sqlTokens(text);
    startStyling(start);
    qsizetype at = start;
    const qsizetype stop = std::min<qsizetype>(end, text.size());
    const auto fill = [this, &at, stop](qsizetype until, Style style) {
        const qsizetype to = std::min(until, stop);
        if (to > at) {
            setStyling(static_cast<int>(to - at), style);
            at = to;
        }
    };
    for (qsizetype i = 0; i < tokens.size() && at < stop; ++i) {
        const SqlToken& token = tokens.at(i);
        if (token.start + token.length <= at)
            continue;
        fill(token.start, Plain);
        fill(token.start + token.length, styleOf(tokens, i, text));
    }
    fill(stop, Plain);
}

} // namespace parlance
