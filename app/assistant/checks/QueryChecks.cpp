// SPDX-License-Identifier: GPL-3.0-or-later
#include "assistant/checks/QueryChecks.h"

#include "assistant/checks/ArmCheck.h"
#include "assistant/checks/FanOutCheck.h"
#include "assistant/checks/JoinCheck.h"
#include "assistant/checks/LiteralCheck.h"
#include "assistant/checks/NameCheck.h"
#include "assistant/checks/OrderCheck.h"
#include "assistant/checks/PeriodCheck.h"
#include "assistant/checks/QuestionCheck.h"
#include "assistant/checks/StatementCheck.h"
#include "assistant/checks/WordsCheck.h"
#include "postgres/SqlParserThread.h"
#include "postgres/SqlScriptReader.h"

namespace parlance {

namespace {

QList<Finding> checkQuery(const QueryCheckRequest& request)
{
    const SqlReading reading = readStatementHere(request.script, request.statement, request.catalog);
    if (!reading.isQuery)
        return {};
    const CheckInput input{request.script,
                           request.statement,
                           reading,
                           request.catalog,
                           request.question,
                           request.words,
                           request.values ? &*request.values : nullptr,
                           request.today,
                           request.ownPeriods};
    QList<Finding> findings = checkNames(input);
    const bool namesHold = findings.isEmpty();
    findings += checkLiterals(input);
    if (namesHold) // else what is joined with what is a guess
        findings += checkJoins(input) + checkFanOut(input) + checkArms(input) + checkQuestion(input) +
                    checkPeriod(input) + checkWords(input);
    return findings + checkOrder(input);
}

JudgedAnswer judgeAnswer(const QueryCheckRequest& request)
{
    QueryCheckRequest judged = request;
    judged.script = readSqlScript(request.script.text);
    QList<Finding> findings = checkStatement(judged.script);
    if (judged.script.statements.size() == 1 && findings.isEmpty())
        findings = checkQuery(judged);
    return {judged.script, findings};
}

} // namespace

QFuture<QList<Finding>> checkQueryLater(const QueryCheckRequest& request)
{
    return onSqlParserThread([request] { return checkQuery(request); });
}

QFuture<QList<Finding>> checkAnswerLater(const QueryCheckRequest& request)
{
    return onSqlParserThread([request] { return judgeAnswer(request).findings; });
}

QFuture<JudgedAnswer> judgeAnswerLater(const QueryCheckRequest& request)
{
    return onSqlParserThread([request] { return judgeAnswer(request); });
}

} // namespace parlance
