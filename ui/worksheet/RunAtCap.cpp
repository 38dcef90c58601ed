// SPDX-License-Identifier: GPL-3.0-or-later
// The part of RunController about a result that ends at its cap: kept open, fetched to its end, run again without it.
#include "ui/editor/SqlEditor.h"
#include "ui/results/MessagePane.h"
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
    connect(m_area, &ResultArea::runWithoutCapRequested, this,
            [this](ResultPage* page) { whenFree([this, page] { runWithoutCap(m_area->indexOf(page)); }); });
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
void RunController::runWithoutCap(int index)
{
    if (isRunning() || m_editor->isWriting() || index < 0)
        return;
    m_bar->hide();
    m_editor->clearMarks();
    m_count->stop();
    ResultPage* page = m_area->page(index);
    const bool planned = index < m_plan.items.size() && m_plan.items.at(index).sql == page->sql();
    m_item = planned ? m_plan.items.at(index) : RunItem{page->sql(), -1};
    m_index = index;
    m_last = index;
    m_uncapped = true;
    m_stopping = false;
    page->clear();
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
    m_area->setPageTitle(static_cast<int>(m_index), pageTitle(rowsText(rows)));
    m_held->begin(m_connection, m_run, page, rows, seconds);
    finish(tr("first %1").arg(rowsText(rows)) + QStringLiteral("   ") + elapsedText(elapsed()), State::Held);
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
