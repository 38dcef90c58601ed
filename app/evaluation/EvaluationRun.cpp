// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluation/EvaluationRun.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

EvaluationRun::EvaluationRun(const EvaluationTools& tools)
    : m_tools(tools)
    , m_assistant(tools.client)
{
    m_assistant.setEndpoint(tools.endpoint);
    m_assistant.setLimits(tools.askLimits);
    m_assistant.setIndex(tools.index);
    m_assistant.setServerCheck(tools.serverCheck);
    m_assistant.setKnownValues(tools.values);
    m_assistant.setLedger(tools.ledger, u"evaluate"_s);
    m_assistant.setKeyRenewal(tools.keyRenewal);
    connect(&m_assistant, &Assistant::askFinished, this, [this](quint64 ask, const Result<Answer, AskError>& result) {
        if (ask != m_ask)
            return;
        if (result)
            takeAnswer(*result);
        else
            takeError(result.error());
    });
    connect(m_tools.connection, &Connection::runChunk, this, [this](quint64 run, const ResultChunkPtr& chunk) {
        if (run == m_number && m_running >= 0)
            m_rows[m_running].add(*chunk);
    });
    connect(m_tools.connection, &Connection::runFinished, this,
            [this](quint64 run, const Result<RunSummary, PostgresError>& result) {
                if (run == m_number && m_running >= 0)
                    takeEnd(result);
            });
}

void EvaluationRun::start(qsizetype index, const GoldQuestion& question)
{
    m_index = index;
    m_question = question;
    m_item = EvaluatedItem();
    m_item.id = question.id;
    m_rows[0] = m_rows[1] = ComparedRows();
    m_running = -1;
    m_clock.start();
    const SqlScript script = SqlScript::parse(question.sql.toUtf8());
    m_gold = script.statements.isEmpty() ? SqlReading() : readStatement(script, 0, m_tools.index->catalog());
    Question asked;
    asked.text = question.question;
    asked = m_tools.completed(asked, question.question); // not its own SQL as an example
    asked.examples.removeIf([&question](const Question::Example& example) { return example.sql == question.sql; });
    m_item.coverage = schemaCoverage(m_gold, m_assistant.slice(asked));
    m_ask = m_assistant.ask(asked);
}

void EvaluationRun::stop()
{
    m_ask = 0;
    m_assistant.stop();
    if (m_running >= 0)
        m_tools.connection->stop();
    m_running = -1;
}

void EvaluationRun::takeAnswer(const Answer& answer)
{
    m_item.sql = answer.sql;
    m_item.repairs = int(answer.repairs.size());
    const ClaudeUsage& usage = answer.usage;
    m_item.tokens =
        usage.inputTokens + usage.cacheCreationInputTokens + usage.cacheReadInputTokens + usage.outputTokens;
    m_item.model = answer.model;
    m_item.cost = m_tools.price(answer.model, usage);
    if (answer.kind == Answer::Kind::Clarify)
        return fail(tr("Claude asked back: %1").arg(answer.question));
    if (answer.kind == Answer::Kind::Cannot)
        return fail(tr("Claude said that it cannot: %1").arg(answer.reason));
    for (const Finding& finding : answer.findings) {
        if (finding.severity == Finding::Severity::Error)
            return fail(finding.message);
    }
    runNext();
}

void EvaluationRun::runNext()
{
    ++m_running;
    if (m_running == 2)
        return compare();
    const SqlScript script = SqlScript::parse((m_running == 0 ? m_question.sql : m_item.sql).toUtf8());
    if (script.statements.size() != 1 || script.statements.first().refusal())
        return fail(m_running == 0 ? tr("The query to compare with is not one that only reads.")
                                   : tr("Claude's SQL is not one query that only reads."));
    m_number = m_tools.connection->run(script.statementText(0), m_tools.runLimits);
}

void EvaluationRun::takeEnd(const Result<RunSummary, PostgresError>& result)
{
    if (!result)
        return fail((m_running == 0 ? tr("The query to compare with failed: %1") : tr("Claude's query failed: %1"))
                        .arg(result.error().message));
    if (result->capped)
        return fail(tr("There are more rows than maximumRows of the policy."));
    runNext();
}

void EvaluationRun::compare()
{
    const bool ordered = !m_gold.queries.isEmpty() && !m_gold.queries.first().ordering.isEmpty();
    switch (compareRows(m_rows[0], m_rows[1], ordered)) {
    case RowVerdict::Equal:
        return finish(EvaluatedItem::Verdict::Correct);
    case RowVerdict::Close:
        return finish(EvaluatedItem::Verdict::Close);
    case RowVerdict::Differ:
        return finish(EvaluatedItem::Verdict::Wrong);
    }
}

//! An answer that could not be read is an answer; what did not come at all is worth asking again.
void EvaluationRun::takeError(const AskError& error)
{
    m_item.unanswered = error.kind != AskError::Kind::AnswerDoesNotParse;
    if (error.kind == AskError::Kind::OverBudget)
        emit budgetUsedUp(error.title + u' ' + error.text);
    fail(error.title + u' ' + error.text);
}

void EvaluationRun::fail(const QString& problem)
{
    m_item.problem = problem;
    finish(EvaluatedItem::Verdict::Failed);
}

void EvaluationRun::finish(EvaluatedItem::Verdict verdict)
{
    m_running = -1;
    m_ask = 0;
    m_item.verdict = verdict;
    m_item.seconds = double(m_clock.elapsed()) / 1000;
    // Not from within the signal that brought this about: the next question may begin at once.
    QMetaObject::invokeMethod(
        this, [this, index = m_index, item = m_item] { emit itemFinished(index, item); }, Qt::QueuedConnection);
}

} // namespace parlance
