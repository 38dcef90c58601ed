// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RunController about a result that ends at its cap: kept open, fetched to its end, run again without it.
#include "ui/editor/SqlEditor.h"
#include "ui/results/MessagePane.h"
#include "ui/results/ResultOrdering.h"
#include "ui/worksheet/HeldRun.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/RowCount.h"
#include "ui/worksheet/RunBar.h"
#include "ui/worksheet/RunController.h"
#include "ui/worksheet/Words.h"

namespace parlance {

void RunController::connectCap()
{
    connect(m_area, &ResultArea::fetchRestRequested, this, &RunController::fetchRest);
    connect(m_area, &ResultArea::runWithoutCapRequested, this, [this](ResultPage* page) {
        whenFree([this, page = QPointer<ResultPage>(page)] {
            if (page != nullptr)
                runWithoutCap(page);
        });
    });
    connect(m_area, &ResultArea::closeHeldRequested, this, [this](ResultPage* page) {
        if (m_state != State::Held)
            return; // it is being ended already
        whenFree([this, page = QPointer<ResultPage>(page)] {
            if (page != nullptr)
                m_area->close(page);
        });
    });
    connect(m_area, &ResultArea::countRequested, m_count, &RowCount::count);
    connect(m_area, &ResultArea::stopCountRequested, m_count, &RowCount::stop);
}

//! Does \a what at once, or when the run that is held at its cap has ended for it.
void RunController::whenFree(const std::function<void()>& what)
{
    if (m_state != State::Held) {
        what();
        return;
    }
    m_whenFree = what;
    m_held->finish();
    m_stopping = true; // a server that does not hear it can be dropped
    m_stopTimer.start();
    setState(State::Running);
    m_tick.start(100);
}

//! The statement of one page alone, into that page.
void RunController::runWithoutCap(ResultPage* page)
{
    if (isRunning() || m_editor->isWriting())
        return;
    m_bar->hide();
    m_editor->clearError();
    m_count->stop();
    const qsizetype index = m_pages.indexOf(page);
    if (index < 0 || index >= m_plan.items.size() || m_plan.items.at(index).sql != page->sql()) {
        // Of an earlier run: where its statement stood in the text nobody knows any more.
        m_plan = RunPlan();
        m_plan.items.append(RunItem{page->sql(), -1});
        m_pages = {page};
    }
    m_index = qMax<qsizetype>(0, m_pages.indexOf(page));
    m_last = m_index;
    m_item = m_plan.items.at(m_index);
    m_uncapped = true;
    m_stopping = false;
    page->setBusy(true);
    const RowChoice choice = page->pane()->ordering()->choice();
    page->clear();
    page->pane()->ordering()->keepForNext(choice);
    m_area->messages()->startRun();
    runNext();
}

void RunController::fetchRest(ResultPage* page)
{
    if (m_state != State::Held || m_held->page() != page)
        return;
    m_held->fetchRest();
    m_held->over();
    m_count->stop();
    page->forgetCap();
    page->setBusy(true);
    page->setPartial(tr("the rows that had come so far"));
    m_tick.start(100);
    setState(State::Running);
    tick();
}

void RunController::onHeld(qint64 rows, int seconds)
{
    if (m_state != State::Running)
        return;
    if (m_stopping) { // Stop was pressed as it came to its cap
        m_connection->stop();
        return;
    }
    ResultPage* page = currentPage();
    page->model()->finish();
    page->setPartial(tr("the first %1 of more").arg(rowsText(rows)));
    page->setSummary(rowsText(rows));
    m_held->begin(m_connection, m_run, page, rows, seconds);
    const QString status = tr("first %1").arg(rowsText(rows)) + QStringLiteral("   ") + elapsedText(elapsed());
    page->setStatus(status);
    finish(status, State::Held);
}

RunLimits RunController::limits() const
{
    RunLimits limits = m_context.session->runLimits();
    if (m_uncapped)
        limits.maximumRows = 0;
    // Those that follow do not wait for somebody to want the rest of this one.
    if (m_index == m_last)
        limits.holdAtCapSeconds = m_holdAtCapSeconds;
    return limits;
}

} // namespace parlance
