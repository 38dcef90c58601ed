// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RunController that says how a run ended, or why there was none.
#include "ui/editor/SqlEditor.h"
#include "ui/results/MessagePane.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/ResultRemarks.h"
#include "ui/worksheet/RunBar.h"
#include "ui/worksheet/RunController.h"
#include "ui/worksheet/Words.h"

namespace parlance {

void RunController::onSummary(const RunSummary& summary)
{
    ResultPage* page = currentPage();
    const qint64 milliseconds = summary.totalMicroseconds / 1000;
    page->setSummary(rowsText(summary.rows));
    page->setPartial(summary.capped ? tr("the first %1 of more").arg(rowsText(summary.rows)) : QString());
    if (summary.capped)
        page->showCapped(summary.rows);
    if (page->model()->columnCount() == 0)
        page->showPlaceholder(tr("Done: %1. There are no columns to show.").arg(summary.commandTag));
    m_area->messages()->addSummary(
        QStringLiteral("%1 · %2 · %3").arg(summary.commandTag, rowsText(summary.rows), elapsedText(milliseconds)));
    m_context.journal->finishRun(m_journalRun, summary.rows, milliseconds, QStringLiteral("done"), QString());
    m_journalRun = 0;
    const QString status = (summary.capped ? tr("first %1").arg(rowsText(summary.rows)) : rowsText(summary.rows)) +
                           QStringLiteral("   ") + elapsedText(milliseconds);
    page->setStatus(status);
    page->setBusy(false);
    m_remarks->end(page, m_item.sql, summary);
    if (m_index < m_last && !m_stopping) {
        ++m_index;
        m_item = m_plan.items.at(m_index);
        runNext();
        return;
    }
    if (m_index < m_last)
        noteNotRun(true);
    finish(status);
}

void RunController::noteEnd(const QString& outcome, const QString& error)
{
    m_context.journal->finishRun(m_journalRun, m_rows, elapsed(), outcome, error);
    m_journalRun = 0;
}

void RunController::onError(const PostgresError& error)
{
    ResultPage* page = currentPage();
    page->forgetCap();
    const QString after = elapsedText(elapsed());
    const bool cancelled = error.kind == PostgresError::Kind::Cancelled;
    m_outcome = cancelled ? Outcome::Stopped : Outcome::Failed;
    page->setSummary(m_rows > 0 ? rowsText(m_rows) : QString());
    page->setPartial(tr("the first %1, then it ended early").arg(rowsText(m_rows)));
    if (m_rows > 0)
        page->setNote(cancelled ? tr("Stopped: these are the first %1.").arg(rowsText(m_rows))
                                : tr("It ended early: these are the first %1.").arg(rowsText(m_rows)));
    else
        page->showPlaceholder(cancelled ? tr("Stopped before the first row.") : tr("No rows: the run failed."));
    const QString first = rowsText(m_rows);
    QString status = cancelled ? tr("Stopped after %1").arg(after) : tr("Failed after %1").arg(after);
    if (m_rows > 0)
        status += QStringLiteral("   ") + (cancelled ? first : tr("first %1").arg(first));
    page->setStatus(status);
    if (cancelled) {
        m_area->messages()->addSummary(tr("Stopped after %1").arg(after));
        noteNotRun(true);
        noteEnd(QStringLiteral("stopped"), QString());
        m_bar->hide();
        finish(status);
        return;
    }
    m_area->messages()->addError(error, QString::fromUtf8(m_item.sql));
    noteNotRun(false);
    noteEnd(QStringLiteral("failed"), QStringLiteral("%1 %2").arg(error.sqlState, error.message).trimmed());
    if (isAboutConnection(error)) {
        showConnectionError(error, false);
        emit connectionLost();
    } else {
        showServerError(error);
        if (m_rows == 0)
            m_area->showMessages(); // else what arrived stays in sight
    }
    finish(status);
}

//! Says of the statements after the one that ended the run why there are no rows of theirs.
void RunController::noteNotRun(bool stopped)
{
    const QString why =
        stopped ? tr("Not run: the run was stopped.") : tr("Not run: statement %1 failed.").arg(m_index + 1);
    for (qsizetype i = m_index + 1; i <= m_last; ++i) {
        if (ResultPage* page = m_pages.value(i); page != nullptr)
            page->showPlaceholder(why);
        m_area->messages()->addSummary(tr("Statement %1. %2").arg(i + 1).arg(why));
    }
}

int RunController::cursorAt(qsizetype offset) const
{
    const bool stands = offset >= 0 && m_editor->revision() == m_revision;
    return stands ? static_cast<int>(QString::fromUtf8(m_text.left(offset)).size()) : -1;
}

void RunController::showRefusal()
{
    const Finding finding = *m_plan.refusal;
    // One statement is its own place.
    m_bar->showRefusal(describeRefusal(m_plan), m_plan.judged > 1 ? cursorAt(finding.start) : -1);
    if (finding.length > 0)
        m_editor->showErrorAt(finding.start, finding.length);
    JournalRun run;
    run.tab = m_context.tab;
    run.team = m_context.session->team().id;
    run.server = m_context.server;
    run.startedAt = QDateTime::currentDateTimeUtc();
    run.question = m_context.question();
    run.sql = m_editor->sql();
    m_context.journal->finishRun(m_context.journal->startRun(run), 0, 0, QStringLiteral("refused"), finding.message);
    finish(tr("Not run"));
}

void RunController::showServerError(const PostgresError& error)
{
    const qsizetype offset =
        error.position > 0 && m_item.start >= 0 ? m_item.start + byteOffsetOfCharacter(m_item.sql, error.position) : -1;
    m_error = error;
    emit errorChanged(m_item.sql, error);
    const RunErrorWords words = describeRunError(error, m_text, offset, m_plan.items.size(), m_index);
    const int cursor = cursorAt(offset);
    m_bar->showServerError(words, cursor);
    if (cursor >= 0)
        m_editor->showErrorAt(offset, wordLength(m_text, offset));
}

void RunController::showConnectionError(const PostgresError& error, bool again)
{
    m_bar->showLostConnection(describeConnectionError(error, m_context.session->team()), again);
}

} // namespace parlance
