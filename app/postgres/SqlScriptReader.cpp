// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlScriptReader.h"

#include "postgres/SqlStatementReader.h"

#include <pg_query.h>

#include <QCoreApplication>

#include <memory>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Tokens = std::vector<SqlToken>;
//! Some tokens of the script, from first to before last.
using Range = std::pair<qsizetype, qsizetype>;

// Each try of a piece that does not parse costs some 20 µs; beyond this many the rest is left unknown, so that a
// megabyte of nonsense stays within a second or two.
constexpr int maximumPiecesParsed = 20'000;

struct ParseResultDeleter {
    void operator()(PgQueryParseResult* result) const
    {
        pg_query_free_parse_result(*result);
        delete result;
    }
};
using ParseResult = std::unique_ptr<PgQueryParseResult, ParseResultDeleter>;

//! Splits at ';' as psql does: not within parentheses, nor in a BEGIN ATOMIC body of CREATE FUNCTION or PROCEDURE.
class Splitter final {
public:
    Splitter(const QByteArray& text, const Tokens& tokens)
        : m_text(text)
        , m_tokens(tokens)
    {}

    struct Piece {
        Range range;
        bool parenthesesOpen = false;
    };

    std::vector<Piece> split()
    {
        std::vector<Piece> pieces;
        const auto count = static_cast<qsizetype>(m_tokens.size());
        for (qsizetype at = 0; at < count; ++at) {
            const SqlToken& token = m_tokens[static_cast<std::size_t>(at)];
            if (token.kind == SqlToken::Kind::Operator && token.length == 1) {
                const char sign = m_text.at(token.start);
                m_depth += sign == '(' ? 1 : sign == ')' && m_depth > 0 ? -1 : 0;
                if (sign == ';' && m_depth == 0 && m_bodyDepth == 0) {
                    add(pieces, at);
                    continue;
                }
            } else if (token.kind == SqlToken::Kind::Keyword && m_depth == 0) {
                lookAtKeyword(at, token);
            }
        }
        add(pieces, count);
        return pieces;
    }

private:
    void add(std::vector<Piece>& pieces, qsizetype end)
    {
        if (end > m_first)
            pieces.push_back({{m_first, end}, m_depth != 0});
        m_first = end + 1;
        m_depth = m_bodyDepth = 0;
    }

    bool is(qsizetype index, const char* word) const
    {
        if (index < m_first || index >= static_cast<qsizetype>(m_tokens.size()))
            return false;
        const SqlToken& token = m_tokens[static_cast<std::size_t>(index)];
        return QByteArrayView(m_text).sliced(token.start, token.length).compare(word, Qt::CaseInsensitive) == 0;
    }

    bool createsRoutine() const
    {
        const qsizetype what = is(m_first + 1, "or") ? m_first + 3 : m_first + 1;
        return is(m_first, "create") && (is(what, "function") || is(what, "procedure"));
    }

    //! psql's rule (psqlscan.l): BEGIN opens a body, CASE within it opens and END closes.
    void lookAtKeyword(qsizetype at, const SqlToken& token)
    {
        if (token.length > 5)
            return;
        if (m_bodyDepth == 0 && is(at, "begin") && createsRoutine())
            m_bodyDepth = 1;
        else if (m_bodyDepth > 0 && (is(at, "case") || is(at, "begin")))
            ++m_bodyDepth;
        else if (m_bodyDepth > 0 && is(at, "end"))
            --m_bodyDepth;
    }

    const QByteArray& m_text;
    const Tokens& m_tokens;
    qsizetype m_first = 0;
    int m_depth = 0;
    int m_bodyDepth = 0;
};

class ScriptReader final {
    Q_DECLARE_TR_FUNCTIONS(SqlScript)
public:
    explicit ScriptReader(const QByteArray& utf8)
    {
        m_script.text = utf8;
        const QList<SqlToken> all = sqlTokens(utf8);
        m_tokens.reserve(static_cast<std::size_t>(all.size()));
        for (const SqlToken& token : all)
            if (token.kind != SqlToken::Kind::Comment)
                m_tokens.push_back(token);
    }

    SqlScript read()
    {
        const std::vector<Splitter::Piece> pieces = Splitter(m_script.text, m_tokens).split();
        if (m_script.text.size() > sqlParserMaximumBytes) {
            const QString message = tr("The text is larger than 1 MB, too large to be checked. Run its statements in "
                                       "smaller parts.");
            for (const Splitter::Piece& piece : pieces)
                addUnknown(piece.range, message);
        } else if (!readWhole(pieces)) {
            for (const Splitter::Piece& piece : pieces)
                readPiece(piece);
        }
        return std::move(m_script);
    }

private:
    const SqlToken& token(qsizetype index) const { return m_tokens[static_cast<std::size_t>(index)]; }

    qsizetype startOf(const Range& range) const { return token(range.first).start; }
    qsizetype endOf(const Range& range) const { return token(range.second - 1).start + token(range.second - 1).length; }

    static ParseResult parse(const QByteArray& text)
    {
        return ParseResult(new PgQueryParseResult(pg_query_parse(text.constData())));
    }

    //! The whole text in one go: only the parser itself knows for sure where a statement ends.
    bool readWhole(const std::vector<Splitter::Piece>& pieces)
    {
        const bool small = std::all_of(pieces.begin(), pieces.end(), [](const Splitter::Piece& piece) {
            return piece.range.second - piece.range.first <= sqlParserMaximumTokens;
        });
        if (!small || m_script.text.contains('\0') || !m_script.text.isValidUtf8())
            return false;
        const ParseResult result = parse(m_script.text);
        if (result->error != nullptr)
            return false;
        addTrees(*result, {0, static_cast<qsizetype>(m_tokens.size())}, 0);
        return true;
    }

    void readPiece(const Splitter::Piece& piece)
    {
        if (const QString reason = unreadable(piece.range); !reason.isEmpty())
            return addUnknown(piece.range, reason);
        const qsizetype start = startOf(piece.range);
        const QByteArray text = m_script.text.mid(start, endOf(piece.range) - start);
        if (text.contains('\0'))
            return addNul(piece.range, text.indexOf('\0'));
        ++m_piecesParsed;
        const ParseResult result = parse(text);
        if (result->error == nullptr)
            return addTrees(*result, piece.range, start);
        if (piece.parenthesesOpen && readAtEachSemicolon(piece.range))
            return;
        addUnparsed(piece.range, text, *result->error);
    }

    //! A '(' that was not closed yet must not swallow the statements behind it. True when that made more than one.
    bool readAtEachSemicolon(const Range& range)
    {
        std::vector<Range> parts;
        qsizetype first = range.first;
        for (qsizetype at = range.first; at <= range.second; ++at) {
            const bool ends = at == range.second || (token(at).length == 1 && m_script.text.at(token(at).start) == ';');
            if (ends && at > first)
                parts.push_back({first, at});
            if (ends)
                first = at + 1;
        }
        if (parts.size() < 2)
            return false;
        for (const Range& part : parts)
            readPiece({part, false});
        return true;
    }

    QString unreadable(const Range& range) const
    {
        if (range.second - range.first > sqlParserMaximumTokens)
            return tr("The statement is made of more than 20,000 words and signs, too many to be checked. Make it "
                      "shorter, or run it on its own: the server then decides.");
        if (m_piecesParsed >= maximumPiecesParsed)
            return tr("The text holds too many statements that could not be read, so this one was not checked. Run it "
                      "on its own.");
        const qsizetype start = startOf(range);
        if (!QByteArrayView(m_script.text).sliced(start, endOf(range) - start).isValidUtf8())
            return tr("The statement is not valid UTF-8 text, so it could not be checked, and the server will not take "
                      "it. Save the file as UTF-8.");
        return {};
    }

    //! The statements of a parse tree of the text from \a base on, whose tokens are \a range.
    void addTrees(const PgQueryParseResult& result, const Range& range, qsizetype base)
    {
        rapidjson::Document document;
        document.ParseInsitu<rapidjson::kParseIterativeFlag>(result.parse_tree); // never recursive, however deep
        if (document.HasParseError() || !document.IsObject() || !document.HasMember("stmts"))
            return addUnknown(range, tr("The statement could not be checked: its parse tree is not readable."));
        qsizetype at = range.first;
        for (const auto& raw : document["stmts"].GetArray()) {
            const auto number = [&raw](const char* key) {
                return raw.HasMember(key) ? static_cast<qsizetype>(raw[key].GetInt64()) : qsizetype(0);
            };
            const qsizetype start = base + number("stmt_location");
            const qsizetype end = number("stmt_len") > 0 ? start + number("stmt_len") : m_script.text.size();
            while (at < range.second && (token(at).start < start || isSemicolon(token(at))))
                ++at;
            const qsizetype first = at;
            while (at < range.second && token(at).start + token(at).length <= end)
                ++at;
            qsizetype last = at;
            while (last > first && isSemicolon(token(last - 1)))
                --last;
            if (last > first && raw.HasMember("stmt"))
                m_script.statements.append(
                    readStatementTree(raw["stmt"], m_script.text, {&token(first), &token(last - 1), base}));
        }
    }

    bool isSemicolon(const SqlToken& t) const { return t.length == 1 && m_script.text.at(t.start) == ';'; }

    SqlStatement statementOf(const Range& range) const
    {
        SqlStatement statement;
        statement.start = startOf(range);
        statement.length = endOf(range) - statement.start;
        return statement;
    }

    void addUnknown(const Range& range, const QString& message)
    {
        SqlStatement statement = statementOf(range);
        statement.findings.append({u"parse"_s, Finding::Severity::Warning, message, statement.start, 0});
        m_script.statements.append(statement);
    }

    //! Everything that takes a C string would end here: what was judged would not be what is sent.
    void addNul(const Range& range, qsizetype offset)
    {
        SqlStatement statement = statementOf(range);
        statement.findings.append(
            {u"parse"_s, Finding::Severity::Error,
             tr("The statement holds a NUL byte, which PostgreSQL does not take in any text. Remove "
                "it; the file may be binary or UTF-16: save it as UTF-8."),
             statement.start + offset, 1});
        m_script.statements.append(statement);
    }

    void addUnparsed(const Range& range, const QByteArray& text, const PgQueryError& error)
    {
        SqlStatement statement = statementOf(range);
        Finding finding{u"parse"_s, Finding::Severity::Warning, {}, statement.start, 0};
        finding.message = tr("PostgreSQL's grammar does not read this: %1.").arg(QString::fromUtf8(error.message));
        if (error.cursorpos > 0) {
            finding.start += std::min(byteOffsetOf(text, error.cursorpos), statement.length);
            for (qsizetype at = range.first; at < range.second; ++at)
                if (token(at).start <= finding.start && finding.start < token(at).start + token(at).length)
                    finding.length = token(at).start + token(at).length - finding.start;
        }
        statement.findings.append(finding);
        m_script.statements.append(statement);
    }

    //! cursorpos counts characters from 1.
    static qsizetype byteOffsetOf(const QByteArray& text, int cursorPosition)
    {
        qsizetype at = 0;
        for (int character = 1; character < cursorPosition && at < text.size(); ++character)
            do
                ++at;
            while (at < text.size() && (static_cast<unsigned char>(text.at(at)) & 0xC0u) == 0x80u);
        return at;
    }

    SqlScript m_script;
    Tokens m_tokens;
    int m_piecesParsed = 0;
};

} // namespace

SqlScript readSqlScript(const QByteArray& utf8)
{
    return ScriptReader(utf8).read();
}

} // namespace parlance
