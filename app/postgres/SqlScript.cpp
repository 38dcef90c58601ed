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

qsizetype SqlScript::statementAt(qsizetype offset) const
{
    for (qsizetype index = statements.size() - 1; index >= 0; --index) {
        const SqlStatement& statement = statements.at(index);
        const qsizetype end = statement.start + statement.length;
        if (offset < statement.start)
            continue;
        if (offset <= end)
            return index;
        const QByteArrayView between = QByteArrayView(text).sliced(end, std::min(offset, text.size()) - end);
        return between.contains('\n') ? -1 : index;
    }
    return -1;
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
