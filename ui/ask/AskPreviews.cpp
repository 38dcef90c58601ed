// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AskController that says and shows what goes to Claude, before and after: law 6.
#include "assistant/SchemaIndex.h"
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/SentPreview.h"
#include "ui/worksheet/Words.h"

#include <utility>

namespace parlance {

namespace {

bool holdsValues(const SchemaSlice& slice)
{
    for (const Schema& schema : slice.catalog.schemas)
        for (const Table& table : schema.tables)
            for (const Column& column : table.columns)
                if (!column.sampleValues.isEmpty())
                    return true;
    return false;
}

//! "6 of 17 tables, no rows".
QString goesText(const SchemaSlice& slice)
{
    const QString tables = sentTablesText(slice.tables.size(), slice.tablesInAll);
    return holdsValues(slice) ? AskController::tr("%1 with frequent values of their columns").arg(tables)
                              : AskController::tr("%1, no rows").arg(tables);
}

} // namespace

void AskController::refreshSends()
{
    const bool possible = m_session->isCatalogRead() && m_services->endpoint->isLoaded() &&
                          !m_services->endpoint->endpoint().key.isEmpty() && m_session->askLimits().allowed;
    const bool after = m_phase == Phase::Asking || m_panel->isClarifying();
    if (!possible)
        return m_panel->setSends(!after, {}, {});
    const Question question = m_action.isEmpty() ? composed() : withChoices(m_actionQuestion);
    if (!m_assistant->isPrepared(question))
        return m_assistant->prepare(question); // comes back here
    const SchemaSlice slice = m_assistant->slice(question);
    if (std::exchange(m_actionPreviewed, false)) {
        openPreview(question, m_action);
        return unhintAction();
    }
    if (!m_action.isEmpty())
        return m_panel->setActionSends(
            m_actionQuestion.previous.error.isEmpty()
                ? tr("“%1” sends this SQL and %2, to %3.").arg(m_action, goesText(slice), host())
                : tr("“%1” sends this SQL, its error without values and %2, to %3.")
                      .arg(m_action, goesText(slice), host()));
    m_panel->setSends(!after, goesText(slice), host());
    reviewSentTables();
}

void AskController::hintAction(const QString& action, const Question& question)
{
    m_action = action;
    m_actionQuestion = question;
    refreshSends();
}

void AskController::unhintAction()
{
    m_action.clear();
    m_actionQuestion = Question();
    m_actionPreviewed = false;
    m_panel->setActionSends(QString());
    refreshSends();
}

void AskController::previewAction(const QString& action, const Question& question)
{
    if (m_phase != Phase::Idle && m_phase != Phase::WaitingForKey)
        return; // something else is being asked
    const Question whole = withChoices(question);
    if (m_assistant->isPrepared(whole))
        return openPreview(whole, action);
    m_actionPreviewed = true; // when the tables are chosen
    m_action = action;
    m_actionQuestion = question;
    m_assistant->prepare(whole);
}

void AskController::openPreview(const Question& question, const QString& action)
{
    auto* dialog =
        new SentPreview(SentPreview::Moment::Before, m_assistant->preview(question), host(), m_panel->window(), action);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void AskController::showPreview()
{
    openPreview(composed(), QString());
}

void AskController::showWhatWasSent()
{
    auto* dialog = new SentPreview(SentPreview::Moment::After, m_assistant->lastSent(), host(), m_panel->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

Question AskController::aboutSql(Question::Purpose purpose, const QString& sql, const QString& error) const
{
    Question question;
    question.purpose = purpose;
    question.previous.sql = sql;
    question.previous.error = error;
    if (!isAnswered(sql.toUtf8()))
        return question; // what stands in the box was asked of nobody
    question.used = m_used;
    question.text = m_answered.wholeText();
    if (purpose != Question::Purpose::FixError)
        return question;
    question.text = m_answered.question.text; // the answer is to the same question
    question.clarifications = m_answered.question.clarifications;
    question.corrections = m_answered.question.corrections;
    return question;
}

Question AskController::corrected(const Question::Correction& correction) const
{
    Question question;
    question.purpose = Question::Purpose::Correct;
    question.text = m_answered.question.text;
    question.clarifications = m_answered.question.clarifications;
    question.previous = {m_answered.question.text, m_answered.answer.sql, QString()};
    question.corrections = m_answered.question.corrections;
    question.corrections.append(correction);
    question.used = m_used;
    return question;
}

Question AskController::composed() const
{
    Question question = m_question;
    if (m_phase == Phase::Idle || (question.text.isEmpty() && question.previous.isEmpty()))
        question = fresh();
    return withChoices(question);
}

Question AskController::withChoices(Question question) const
{
    question.pinned = m_pinned;
    question.leftOut = m_leftOut;
    return m_session->completed(question);
}

} // namespace parlance
