// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlScript.h"

#include <string_view>

namespace parlance {

namespace {

// The character classes of PostgreSQL's scan.l, "ident_start" and so on.
bool isIdentifierStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isIdentifierPart(char c)
{
    return isIdentifierStart(c) || isDigit(c) || c == '$';
}
bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool isNewline(char c)
{
    return c == '\n' || c == '\r';
}
bool isOperatorPart(char c)
{
    return std::string_view("~!@#^&|`?+-*/%<>=").find(c) != std::string_view::npos;
}

//! One pass over a text; m_at never goes back, so the time is linear.
class Scanner final {
public:
    explicit Scanner(const QByteArray& text)
        : m_text(text.constData(), static_cast<std::size_t>(text.size()))
    {}

    QList<SqlToken> scan()
    {
        m_tokens.reserve(static_cast<qsizetype>(m_text.size() / 6));
        while (m_at < m_text.size()) {
            if (isSpace(m_text[m_at]))
                ++m_at;
            else
                scanToken();
        }
        return m_tokens;
    }

private:
    using Kind = SqlToken::Kind;

    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    bool startsWith(std::string_view text) const { return m_text.substr(m_at, text.size()) == text; }

    void scanToken()
    {
        m_start = m_at;
        const char c = peek();
        if (startsWith("--"))
            return scanLineComment();
        if (startsWith("/*"))
            return scanBlockComment();
        if (c == '\'')
            return scanString(0, false);
        if (c == '"')
            return scanQuotedIdentifier(0);
        if (c == '$')
            return scanDollar();
        if (isIdentifierStart(c))
            return scanWord();
        if (isDigit(c) || (c == '.' && isDigit(peek(1))))
            return scanNumber();
        scanOperator();
    }

    void finish(Kind kind)
    {
        m_tokens.append({kind, static_cast<qsizetype>(m_start), static_cast<qsizetype>(m_at - m_start)});
    }

    void scanLineComment()
    {
        while (m_at < m_text.size() && !isNewline(m_text[m_at]))
            ++m_at;
        finish(Kind::Comment);
    }

    void scanBlockComment()
    {
        std::size_t depth = 0;
        do {
            if (startsWith("/*")) {
                ++depth;
                m_at += 2;
            } else if (startsWith("*/")) {
                --depth;
                m_at += 2;
            } else {
                ++m_at;
            }
        } while (depth > 0 && m_at < m_text.size());
        finish(Kind::Comment);
    }

    //! \a prefix: bytes of E, B, X, N or U& before the quote. \a escapes: a backslash takes the next byte with it.
    void scanString(std::size_t prefix, bool escapes)
    {
        m_at += prefix;
        do {
            ++m_at; // the opening quote
            scanQuoted('\'', escapes);
        } while (skipToContinuation());
        finish(Kind::String);
    }

    void scanQuotedIdentifier(std::size_t prefix)
    {
        m_at += prefix + 1;
        scanQuoted('"', false);
        finish(Kind::QuotedIdentifier);
    }

    //! To behind the closing quote, or to the end.
    void scanQuoted(char quote, bool escapes)
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '\\' && escapes) {
                m_at += 2;
            } else if (c == quote) {
                ++m_at;
                if (peek() != quote || m_at >= m_text.size())
                    return;
                ++m_at;
            } else {
                ++m_at;
            }
        }
        m_at = m_text.size(); // a backslash at the very end steps beyond it
    }

    //! 'a' and 'b' on different lines are one string ("quotecontinue" of scan.l): goes on to the second quote if so.
    bool skipToContinuation()
    {
        bool newline = false;
        std::size_t at = m_at;
        while (at < m_text.size()) {
            const char c = m_text[at];
            if (isSpace(c)) {
                newline = newline || isNewline(c);
                ++at;
            } else if (newline && m_text.substr(at, 2) == "--") {
                while (at < m_text.size() && !isNewline(m_text[at]))
                    ++at;
            } else {
                break;
            }
        }
        if (!newline || at >= m_text.size() || m_text[at] != '\'')
            return false;
        m_at = at;
        return true;
    }

    void scanDollar()
    {
        if (isDigit(peek(1))) {
            ++m_at;
            while (isDigit(peek()))
                ++m_at;
            return finish(Kind::Parameter);
        }
        std::size_t end = m_at + 1;
        if (end < m_text.size() && isIdentifierStart(m_text[end]))
            while (end < m_text.size() && isIdentifierPart(m_text[end]) && m_text[end] != '$')
                ++end;
        if (end >= m_text.size() || m_text[end] != '$') {
            ++m_at;
            return finish(Kind::Operator);
        }
        const std::string_view delimiter = m_text.substr(m_at, end + 1 - m_at);
        const std::size_t close = m_text.find(delimiter, end + 1);
        m_at = close == std::string_view::npos ? m_text.size() : close + delimiter.size();
        finish(Kind::String);
    }

    void scanWord()
    {
        const char c = static_cast<char>(peek() | 0x20);
        if (peek(1) == '\'' && (c == 'e' || c == 'b' || c == 'x' || c == 'n'))
            return scanString(1, c == 'e');
        if (c == 'u' && peek(1) == '&' && peek(2) == '\'')
            return scanString(2, false);
        if (c == 'u' && peek(1) == '&' && peek(2) == '"')
            return scanQuotedIdentifier(2);
        while (m_at < m_text.size() && isIdentifierPart(m_text[m_at]))
            ++m_at;
        const QByteArrayView word(m_text.data() + m_start, static_cast<qsizetype>(m_at - m_start));
        finish(isSqlKeyword(word) ? Kind::Keyword : Kind::Identifier);
    }

    void scanNumber()
    {
        const auto digits = [this] {
            while (isDigit(peek()) || (peek() == '_' && isDigit(peek(1))))
                ++m_at;
        };
        if (peek() == '0' && std::string_view("xXoObB").find(peek(1)) != std::string_view::npos && peek(1) != '\0') {
            m_at += 2; // PostgreSQL 16's 0x1F
            while (isIdentifierPart(peek()) && peek() != '$')
                ++m_at;
            return finish(Kind::Number);
        }
        digits();
        if (peek() == '.' && peek(1) != '.') { // 1..10 is a range in PL/pgSQL: "decinteger" wins
            ++m_at;
            digits();
        }
        const std::size_t sign = (peek(1) == '+' || peek(1) == '-') ? 1u : 0u;
        if ((peek() == 'e' || peek() == 'E') && isDigit(peek(1 + sign))) {
            m_at += 1 + sign;
            digits();
        }
        finish(Kind::Number);
    }

    void scanOperator()
    {
        if (!isOperatorPart(peek())) {
            m_at += startsWith("::") || startsWith("..") || startsWith(":=") ? 2u : 1u;
            return finish(Kind::Operator);
        }
        std::size_t end = m_at;
        while (end < m_text.size() && isOperatorPart(m_text[end])) {
            const std::string_view two = m_text.substr(end, 2);
            if (end > m_at && (two == "--" || two == "/*"))
                break;
            ++end;
        }
        // "+-": an operator ends in + or - only when it holds one of these ("operator" of scan.l).
        const auto plain = [this](std::size_t to) {
            return m_text.substr(m_at, to - m_at).find_first_of("~!@#^&|`?%") == std::string_view::npos;
        };
        const std::size_t runEnd = end;
        if (end - m_at > 1 && plain(end))
            while (end - m_at > 1 && (m_text[end - 1] == '+' || m_text[end - 1] == '-'))
                --end;
        m_at = end;
        finish(Kind::Operator);
        while (m_at < runEnd) { // each of the signs cut off stands alone; looking at the run again would be quadratic
            m_start = m_at++;
            finish(Kind::Operator);
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_start = 0;
    QList<SqlToken> m_tokens;
};

} // namespace

QList<SqlToken> sqlTokens(const QByteArray& utf8)
{
    return Scanner(utf8).scan();
}

} // namespace parlance
