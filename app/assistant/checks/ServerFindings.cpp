// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/ServerFindings.h"

#include "assistant/checks/NearName.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct ServerCheckWords {
    Q_DECLARE_TR_FUNCTIONS(ServerCheck)
};

using TokenKind = SqlToken::Kind;

bool isName(const SqlToken& token)
{
    return token.kind == TokenKind::Identifier || token.kind == TokenKind::QuotedIdentifier ||
           token.kind == TokenKind::Keyword;
}

//! The name that a token writes.
QString nameOf(const QByteArray& text, const SqlToken& token)
{
    const QString written = QString::fromUtf8(text.mid(token.start, token.length));
    if (token.kind != TokenKind::QuotedIdentifier)
        return written.toLower();
    return written.mid(1, written.size() - 2).replace(u"\"\""_s, u"\""_s);
}

//! The parts of the name a.b.c that begins at byte \a offset.
QStringList dottedName(const QByteArray& text, const QList<SqlToken>& tokens, qsizetype offset)
{
    QStringList parts;
    auto at = std::find_if(tokens.cbegin(), tokens.cend(), [offset](const SqlToken& token) {
        return token.start <= offset && offset < token.start + token.length;
    });
    while (at != tokens.cend() && isName(*at)) {
        parts.append(nameOf(text, *at));
        if (++at == tokens.cend() || at->length != 1 || text.at(at->start) != '.')
            break;
        ++at;
    }
    return parts;
}

bool overlaps(const Finding& one, const Finding& other)
{
    return one.start <= other.start + other.length && other.start <= one.start + one.length;
}

bool isError(const Finding& finding)
{
    return finding.severity == Finding::Severity::Error;
}

//! The one column that the server's hint names and that is there: "Perhaps you meant to reference the column "c.name"."
QString columnOfHint(const QString& hint, const QStringList& columns)
{
    static const QRegularExpression quoted(uR"(["“„«]\s*([^"“”„«»]+?)\s*["“”»])"_s);
    QSet<QString> named;
    for (auto it = quoted.globalMatch(hint); it.hasNext();) {
        const QString name = it.next().captured(1);
        const QString last = name.mid(name.indexOf(u'.') + 1);
        if (columns.contains(name) || columns.contains(last))
            named.insert(columns.contains(name) ? name : last);
    }
    return named.size() == 1 ? *named.cbegin() : QString();
}

//! Whether \a finding says of the same table what the server says: that it may not be read.
bool saysSameRefusal(const Finding& finding, const PlanOutcome& outcome)
{
    if (!outcome.error || outcome.error->sqlState != "42501"_L1)
        return false;
    const QString table = outcome.error->message.section(u' ', -1).remove(u'"');
    static const QRegularExpression word(u"[^\\w$]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    return !table.isEmpty() && finding.message.split(word).contains(table);
}

//! An estimate as people say it.
QString approximately(double number)
{
    return u"≈ "_s + QLocale(QLocale::English, QLocale::UnitedStates).toString(number, 'f', 0);
}

} // namespace

bool isAboutStatement(const PostgresError& error)
{
    static const QStringList circumstances{u"08"_s, u"40"_s, u"53"_s, u"55"_s, u"57"_s, u"58"_s, u"XX"_s};
    return error.kind == PostgresError::Kind::Server && !error.sqlState.isEmpty() &&
           !circumstances.contains(error.sqlState.left(2));
}

QString nearestRealName(const PostgresError& error, const QByteArray& statement, const SchemaCatalog& catalog)
{
    const bool column = error.sqlState == "42703"_L1;
    if ((!column && error.sqlState != "42P01"_L1) || error.position <= 0)
        return {};
    const QList<SqlToken> tokens = sqlTokens(statement);
    const QStringList name = dottedName(statement, tokens, byteOffsetOfCharacter(statement, error.position));
    // "missing FROM-clause entry" speaks of what stands before the dot, not of a table.
    if (name.isEmpty() || (!column && !error.message.contains(name.join(u'.')) && !error.message.contains(name.last())))
        return {};
    QStringList written;
    for (const SqlToken& token : tokens)
        if (isName(token))
            written.append(nameOf(statement, token));
    QStringList candidates;
    QStringList qualified;
    for (const Schema& schema : catalog.schemas)
        for (const Table& table : schema.tables) {
            if (!column && table.readable) {
                candidates.append(table.name);
                qualified.append(qualifiedName(schema.name, table.name));
            }
            if (column && written.contains(table.name))
                for (const Column& each : table.columns)
                    candidates.append(each.name);
        }
    QString near = nearestName(name.last(), candidates);
    if (near.isEmpty() && column)
        near = columnOfHint(error.hint, candidates);
    if (near.isEmpty() || near == name.last())
        return {};
    return column ? quotedIdentifier(near) : qualified.at(candidates.indexOf(near));
}

Finding serverFinding(const PostgresError& error, const QString& nearest, const SqlScript& script, qsizetype statement)
{
    const SqlStatement& about = script.statements.at(statement);
    Finding finding{u"server"_s, Finding::Severity::Error, error.message, about.start, 0};
    if (!error.sqlState.isEmpty())
        finding.message += u" ("_s + error.sqlState + u')';
    if (!finding.message.endsWith(u'.'))
        finding.message += u'.';
    if (!nearest.isEmpty())
        finding.message += u' ' + ServerCheckWords::tr("The nearest is %1.").arg(nearest);
    else if (!error.hint.isEmpty())
        finding.message += u' ' + error.hint;
    if (error.sqlState == "42501"_L1)
        finding.message += u' ' + ServerCheckWords::tr("Use another table, or ask whoever looks after the database for "
                                                       "the right to read it.");
    if (error.position <= 0)
        return finding;
    const QByteArray text = script.statementText(statement);
    const qsizetype offset = byteOffsetOfCharacter(text, error.position);
    finding.start += offset;
    for (const SqlToken& token : sqlTokens(text))
        if (token.start <= offset && offset < token.start + token.length)
            finding.length = token.start + token.length - offset;
    return finding;
}

QList<Finding> planFindings(const PlanReading& plan, const SqlScript& script, qsizetype statement)
{
    const SqlStatement& about = script.statements.at(statement);
    const QByteArray text = script.statementText(statement);
    const QList<SqlToken> tokens = sqlTokens(text);
    QList<Finding> findings;
    const auto add = [&](const QString& message, const QString& table) {
        Finding finding{u"server"_s, Finding::Severity::Warning, message, about.start, 0};
        for (const SqlToken& token : tokens)
            if (finding.length == 0 && isName(token) && nameOf(text, token) == table) {
                finding.start += token.start;
                finding.length = token.length;
            }
        findings.append(finding);
    };
    for (const PlanReading::Scan& scan : plan.hugeScans)
        add(ServerCheckWords::tr("The server reads all of %1, %2 rows, which can take long. A condition on a column "
                                 "with an index would read less.")
                .arg(qualifiedName(scan.schema, scan.table), approximately(scan.rows)),
            scan.table);
    for (const PlanReading::Cross& cross : plan.crossJoins)
        add(ServerCheckWords::tr("Nothing connects %1 with %2: the server makes %3 pairs of rows. Add the condition "
                                 "that joins them.")
                .arg(cross.left.join(u", "_s), cross.right.join(u", "_s), approximately(cross.pairs)),
            cross.right.first());
    return findings;
}

QList<Finding> withServersWord(const QList<Finding>& found, const PlanOutcome& outcome)
{
    QList<Finding> server = outcome.findings;
    QList<Finding> ours;
    const bool joins =
        std::any_of(found.cbegin(), found.cend(), [](const Finding& f) { return f.check == "joins"_L1; });
    if (joins) // they name the missing condition better than a plan does
        server.removeIf([](const Finding& finding) { return !isError(finding); });
    for (Finding finding : found) {
        const bool names = finding.check == "names"_L1 && isError(finding);
        const bool literal = finding.check == "literals"_L1 && isError(finding);
        const bool parse = finding.check == "parse"_L1;
        if (outcome.state == PlanOutcome::State::Planned && names)
            continue;
        if (outcome.state == PlanOutcome::State::Planned && literal)
            finding.severity = Finding::Severity::Warning;
        if (outcome.state == PlanOutcome::State::Refused && !server.isEmpty() && names &&
            saysSameRefusal(finding, outcome)) {
            if (server.first().length == 0) { // the server gives no place
                server.first().start = finding.start;
                server.first().length = finding.length;
            }
            continue;
        }
        if (outcome.state == PlanOutcome::State::Refused && !server.isEmpty() && (names || literal || parse) &&
            overlaps(finding, server.first())) {
            if (outcome.nearest.isEmpty() && !parse)
                server.first().message += u' ' + finding.message;
            continue;
        }
        ours.append(finding);
    }
    return server + ours;
}

} // namespace parlance
