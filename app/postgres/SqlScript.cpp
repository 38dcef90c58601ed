// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/SqlScript.h"

#include "postgres/SqlKeywords.h"
#include "postgres/SqlParserThread.h"
#include "postgres/SqlScriptReader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

std::optional<Finding> SqlStatement::refusal() const
{
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [](const Finding& finding) { return finding.severity == Finding::Severity::Error; });
    return at == findings.end() ? std::nullopt : std::optional<Finding>(*at);
}

SqlScript SqlScript::parse(const QByteArray& utf8)
{
    return parseLater(utf8).result();
}

QFuture<SqlScript> SqlScript::parseLater(const QByteArray& utf8)
{
    return onSqlParserThread([utf8] { return readSqlScript(utf8); });
}

namespace {

bool hasBlankLine(QByteArrayView blanks)
{
    return blanks.count('\n') > 1;
}

//! Whose the comment at \a offset is, behind \a end, where statement \a before ends; -1: there is no comment.
qsizetype statementOfComment(const SqlScript& script, qsizetype before, qsizetype end, qsizetype offset)
{
    const bool hasNext = before + 1 < script.statements.size();
    const qsizetype next = hasNext ? script.statements.at(before + 1).start : script.text.size();
    const QByteArray gap = script.text.mid(end, next - end); // comments, blanks and semicolons only
    bool inComment = false;
    bool semicolon = false;   // the statement before was ended ahead of the comment
    bool blankBefore = false; // a blank line between the statement before and the comment
    bool blankAfter = false;
    qsizetype last = 0;
    for (const SqlToken& token : sqlTokens(gap)) {
        const bool blank = hasBlankLine(QByteArrayView(gap).sliced(last, token.start - last));
        last = token.start + token.length;
        if (inComment) {
            blankAfter = blankAfter || blank;
            continue;
        }
        blankBefore = blankBefore || blank;
        const bool comment = token.kind == SqlToken::Kind::Comment;
        semicolon = semicolon || !comment;
        inComment = comment && offset - end >= token.start && offset - end <= last;
    }
    if (!inComment)
        return -1;
    blankAfter = blankAfter || hasBlankLine(QByteArrayView(gap).sliced(last));
    const bool ofNext = hasNext && (before < 0 || (semicolon && (!blankAfter || blankBefore)));
    return ofNext ? before + 1 : before;
}

} // namespace

qsizetype SqlScript::statementAt(qsizetype offset) const
{
    const auto next = std::partition_point(statements.cbegin(), statements.cend(),
                                           [offset](const SqlStatement& s) { return s.start <= offset; });
    const qsizetype before = next - statements.cbegin() - 1;
    const qsizetype end =
        before < 0 ? 0 : statements.at(before).start + statements.at(before).length; // of the last token before it
    if (before >= 0 && offset <= end)
        return before;
    const QByteArrayView between = QByteArrayView(text).sliced(end, std::min(offset, text.size()) - end);
    if (before >= 0 && !between.contains('\n'))
        return before;
    return statementOfComment(*this, before, end, offset);
}

QByteArray SqlScript::statementText(qsizetype index) const
{
    if (index < 0 || index >= statements.size())
        return {};
    return text.mid(statements.at(index).start, statements.at(index).length);
}

QString quotedIdentifier(const QString& name)
{
    const auto plain = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_'; };
    // As quote_identifier of PostgreSQL: an unreserved keyword needs no quotes, any other does.
    const bool bare = !name.isEmpty() && !name.at(0).isDigit() && std::all_of(name.begin(), name.end(), plain);
    const SqlKeywordCategory category = bare ? sqlKeywordCategory(name.toLatin1()) : SqlKeywordCategory::None;
    if (bare && (category == SqlKeywordCategory::None || category == SqlKeywordCategory::Unreserved))
        return name;
    QString quoted = name;
    quoted.replace(u'"', u"\"\""_s);
    return u'"' + quoted + u'"';
}

QString qualifiedName(const QString& schema, const QString& name)
{
    if (schema.isEmpty() || schema == u"public")
        return quotedIdentifier(name);
    return quotedIdentifier(schema) + u'.' + quotedIdentifier(name);
}

} // namespace parlance
