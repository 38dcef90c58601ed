// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/AnswerProblem.h"

#include "assistant/MaskedError.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

struct AnswerProblemWords {
    Q_DECLARE_TR_FUNCTIONS(AnswerProblem)
};

bool isStatementCheck(const Finding& finding)
{
    return finding.check == "parse"_L1 || finding.check == "one statement"_L1 || finding.check == "reads only"_L1;
}

bool isUnknownName(const Finding& finding)
{
    return finding.check == "names"_L1 && finding.severity == Finding::Severity::Error;
}

//! What the statement itself writes at \a offset, with what stands before and behind its dots: no more than a word.
QString writtenAt(const QByteArray& statement, qsizetype offset)
{
    const QList<SqlToken> tokens = sqlTokens(statement);
    QByteArray written;
    qsizetype end = -1;
    for (const SqlToken& token : tokens) {
        if (token.start + token.length <= offset || token.kind == SqlToken::Kind::Comment)
            continue;
        const bool dot = token.length == 1 && statement.at(token.start) == '.';
        if (end >= 0 && (token.start != end || !(dot || written.endsWith('.'))))
            break;
        written += statement.mid(token.start, token.length);
        end = token.start + token.length;
    }
    constexpr qsizetype longest = 100;
    return written.size() <= longest ? QString::fromUtf8(written) : QString();
}

QString withoutPoint(const QString& sentence)
{
    return sentence.endsWith(u'.') ? sentence.chopped(1) : sentence;
}

AnswerProblem serverProblem(const SqlScript& script, const QList<Finding>& found, const PlanOutcome& plan,
                            const SchemaCatalog& catalog)
{
    PostgresError error = *plan.error;
    const SqlStatement& statement = script.statements.first();
    const QByteArray text = script.statementText(0);
    const QString written =
        error.position > 0 ? writtenAt(text, byteOffsetOfCharacter(text, error.position)) : QString();
    AnswerProblem problem;
    problem.key = error.sqlState + u' ' + error.message;
    if (error.sqlState == "42703"_L1 && !written.isEmpty())
        problem.forPeople = AnswerProblemWords::tr("The server does not know the column %1.").arg(written);
    else if (error.sqlState == "42P01"_L1 && !written.isEmpty())
        problem.forPeople = AnswerProblemWords::tr("The server does not know %1.").arg(written);
    else
        problem.forPeople = AnswerProblemWords::tr("The server refuses the SQL: %1.").arg(withoutPoint(error.message));
    // Claude counts from the start of what it wrote.
    if (error.position > 0)
        error.position += int(QString::fromUtf8(script.text.left(statement.start)).toUcs4().size());
    problem.forClaude = u"The server refuses it. "_s + maskedServerError(error, catalog) + u'.';
    if (!written.isEmpty())
        problem.forClaude += u" It points at "_s + written + u'.';
    if (!plan.nearest.isEmpty())
        problem.forClaude += u" The nearest name is "_s + plan.nearest + u'.';
    for (const Finding& finding : found)
        if (isUnknownName(finding))
            problem.forClaude += u' ' + finding.message;
    return problem;
}

} // namespace

std::optional<AnswerProblem> problemOfAnswer(const SqlScript& script, const QList<Finding>& found,
                                             const PlanOutcome& plan, const SchemaCatalog& catalog)
{
    const auto refusal = std::find_if(found.cbegin(), found.cend(), [](const Finding& finding) {
        return isStatementCheck(finding) && finding.severity == Finding::Severity::Error;
    });
    if (refusal != found.cend())
        return AnswerProblem{refusal->message, refusal->message, refusal->check + u' ' + refusal->message};
    if (plan.state == PlanOutcome::State::Planned || script.statements.isEmpty())
        return std::nullopt;
    if (plan.state == PlanOutcome::State::Refused)
        return serverProblem(script, found, plan, catalog);
    QStringList messages;
    for (const Finding& finding : found)
        if (isUnknownName(finding) || isStatementCheck(finding))
            messages.append(finding.message);
    if (messages.isEmpty())
        return std::nullopt;
    return AnswerProblem{messages.first(), messages.join(u' '), messages.join(u' ')};
}

} // namespace parlance
