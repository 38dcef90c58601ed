// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Worksheet that brings what is shown in line with what is: body, buttons, lines, fold, focus.
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/ClarifyPanel.h"
#include "ui/ask/QuestionEdit.h"
#include "ui/editor/SqlEditor.h"
#include "ui/theme/Focus.h"
#include "ui/theme/InlineBar.h"
#include "ui/worksheet/EmptyState.h"
#include "ui/worksheet/ExportController.h"
#include "ui/worksheet/KeyButton.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/RunController.h"
#include "ui/worksheet/SqlChecks.h"
#include "ui/worksheet/TeamQuestions.h"
#include "ui/worksheet/Words.h"
#include "ui/worksheet/Worksheet.h"

#include <QApplication>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

namespace parlance {

namespace {

constexpr int fewestLines = 3;
constexpr int mostLines = 10;
constexpr int foldedLines = 4;

} // namespace

void Worksheet::review()
{
    reviewBody();
    reviewOrigin();
    reviewFold();
    reviewFollowUps();
    reviewButtons();
    emit statusChanged();
}

void Worksheet::reviewBody()
{
    const bool hasSql = m_editor->length() > 0 || m_editor->isWriting() || m_hasResults;
    if (hasSql) {
        m_body->setCurrentWidget(m_work);
        m_editorWanted = true;
    } else if (m_ask->isClarifying()) {
        m_noSql->setText(tr("No SQL yet. Pick an answer above."));
        m_body->setCurrentWidget(m_noSql);
    } else if (m_asking->isAsking()) {
        m_noSql->setText(tr("The SQL appears here as Claude writes it."));
        m_body->setCurrentWidget(m_noSql);
    } else if (m_editorWanted) {
        m_body->setCurrentWidget(m_work);
    } else {
        if (m_asking->isWaitingForKey())
            m_empty->showLike(m_ask->question());
        else
            m_empty->showAll(asks());
        m_body->setCurrentWidget(m_empty);
    }
}

void Worksheet::reviewButtons()
{
    const bool asking = m_asking->isAsking();
    const bool running = m_running->isRunning();
    const bool writing = m_editor->isWriting();
    const bool partial = m_editor->isPartial();
    if (running)
        m_run->setFace(tr("Stop"), QStringLiteral("stop"), tr("Esc"));
    else
        m_run->setFace(runsOnlyAnyway() ? tr("Run anyway") : tr("Run"), QStringLiteral("play"), tr("Ctrl+Enter"));
    m_run->setVisible(!writing);
    m_run->setEnabled(!partial || running);
    m_usePart->setVisible(partial && !running && !m_running->showsPartNotice());

    // Exactly one is filled: the first of these that is there.
    const InlineBar* bar = leadingBar();
    bool taken = m_ledByWindow || bar != nullptr;
    const auto take = [&taken](bool there) {
        const bool mine = there && !taken;
        taken = taken || there;
        return mine;
    };
    const bool work = m_body->currentWidget() == m_work;
    const bool hasAnswer = work && (m_ask->isHidden() || (m_editor->length() > 0 && !m_questionChanged));
    m_ask->bar()->setLeading(bar == m_ask->bar());
    m_runBar->setLeading(bar == m_runBar);
    m_ask->questionEdit()->stopButton()->setFilled(take(asking));
    const bool stop = take(work && running);
    setRole(m_usePart, take(work && partial && !running) ? "primary" : "secondary");
    m_ask->clarifyPanel()->setLeading(take(m_ask->isClarifying()));
    m_run->setFilled(take(hasAnswer && !running && !writing && !m_ask->showsFailedCheck()) || stop);
    m_ask->questionEdit()->askButton()->setFilled(take(!asking));
}

//! What Run runs now is Claude's, and the checks say that it cannot run.
bool Worksheet::runsOnlyAnyway() const
{
    if (!m_ask->runsOnlyAnyway() || !m_asking->isPart())
        return m_ask->runsOnlyAnyway();
    const SqlEditor::Range range = m_editor->runRange();
    return range.length == 0 || m_asking->isAnsweredAt(range.start, range.length);
}

InlineBar* Worksheet::leadingBar() const
{
    if (m_ledByWindow)
        return nullptr;
    const bool ask = !m_ask->isHidden() && !m_ask->bar()->isHidden() && m_ask->bar()->hasPrimaryButton();
    const bool run = m_body->currentWidget() == m_work && !m_runBar->isHidden() && m_runBar->hasPrimaryButton();
    if (ask && run)
        return m_askedLast ? m_ask->bar() : m_runBar;
    return ask ? m_ask->bar() : (run ? m_runBar : nullptr);
}

void Worksheet::setLedByWindow(bool led)
{
    if (m_ledByWindow == led)
        return;
    m_ledByWindow = led;
    reviewButtons();
}

bool Worksheet::offersReconnect() const
{
    return m_running->offersReconnect();
}

QString Worksheet::runState() const
{
    if (m_running->isRunning())
        return tr("running");
    if (!m_running->hasRunThis())
        return m_restoredRun.isValid() ? tr("last run on %1").arg(timeText(m_restoredRun)) : tr("not run yet");
    switch (m_running->outcome()) {
    case RunController::Outcome::Stopped:
        return tr("it was stopped");
    case RunController::Outcome::Failed:
        return tr("it failed");
    case RunController::Outcome::Done:
        break;
    }
    return tr("it has run");
}

QString Worksheet::originText() const
{
    const QString state = runState();
    switch (m_origin) {
    case SqlOrigin::None:
        break;
    case SqlOrigin::Claude:
        if (asks() && m_asking->isPart())
            return tr("One statement by Claude, the rest as it was · %1").arg(state);
        return asks() ? tr("SQL by Claude · %1").arg(state) : tr("SQL · %1").arg(state);
    case SqlOrigin::Ready:
        return asks() ? tr("Ready question · %1").arg(state) : tr("SQL · %1").arg(state);
    case SqlOrigin::Table:
        return (m_table.isEmpty() ? tr("First 100 rows of a table") : tr("First 100 rows of %1").arg(m_table)) +
               QStringLiteral(" · ") + state;
    case SqlOrigin::History:
        return tr("SQL from the history · %1").arg(state);
    case SqlOrigin::Verified:
        return tr("Verified question · %1").arg(state);
    case SqlOrigin::Doubtful:
        return tr("Doubtful answer · %1").arg(state);
    case SqlOrigin::Result:
        return tr("The row that a result refers to · %1").arg(state);
    case SqlOrigin::Person: {
        const QString text = m_derived ? tr("SQL edited by you") : tr("SQL by you");
        return m_running->isRunning() ? QString(text + QStringLiteral(" · ") + state) : text;
    }
    }
    return QString();
}

void Worksheet::connectResults()
{
    ResultSurroundings surroundings;
    surroundings.settings = m_services->settings;
    surroundings.catalog = [this]() -> const SchemaCatalog& { return m_session->catalog(); };
    surroundings.timeZone = [this] { return QTimeZone(m_session->runLimits().timeZone.toUtf8()); };
    m_results->setSurroundings(surroundings);
    connect(m_results, &ResultArea::runAgainRequested, this, &Worksheet::runCurrent);
    connect(m_results, &ResultArea::statusChanged, this, &Worksheet::statusChanged);
    connect(m_results, &ResultArea::pageChosen, this, [this] {
        m_pageChosen = true;
        emit statusChanged();
    });
    connect(m_results, &ResultArea::queryRequested, this, &Worksheet::queryRequested);
}

void Worksheet::reviewOrigin()
{
    if (m_editor->isWriting())
        m_originLabel->setText(tr("Read along; typing here stops Claude and keeps what is written"));
    else if (m_editor->isPartial())
        m_originLabel->setText(asks() ? tr("A part of Claude's SQL: use it as it stands, or edit it")
                                      : tr("A part of a statement: use it as it stands, or edit it"));
    else if (const QString note = m_team->note(); !note.isEmpty())
        m_originLabel->setText(originText() + QStringLiteral(" · ") + note);
    else
        m_originLabel->setText(originText());
    m_team->review(asks() && m_origin != SqlOrigin::Table && m_origin != SqlOrigin::Result &&
                   m_origin != SqlOrigin::None && !m_editor->isWriting() && !m_editor->isPartial());
}

void Worksheet::reviewFold()
{
    const bool fold = m_compact && m_hasResults && !m_unfolded;
    m_ask->setCompact(m_compact);
    m_ask->setFolded(fold);
    sizeEditor();
}

void Worksheet::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    reviewFold();
}

void Worksheet::sizeEditor()
{
    if (m_editor->textHeight(0) <= 0 || !isVisible())
        return;
    const bool folded = m_compact && m_hasResults && !m_unfolded;
    if (m_sizedByHand && !folded)
        return;
    const int lines =
        folded ? qMin(qMax(2, m_editor->lines()), foldedLines) : qBound(fewestLines, m_editor->lines(), mostLines);
    constexpr int frame = 11; // its margins and border
    const int wanted = lines * m_editor->textHeight(0) + frame;
    const int total = m_splitter->height() - m_splitter->handleWidth();
    if (total <= 0 || m_splitter->sizes().value(0) == wanted)
        return;
    m_splitter->setSizes({wanted, qMax(0, total - wanted)});
}

QString Worksheet::statusText() const
{
    if (m_asking->isAsking())
        return m_asking->statusText();
    if (const QString run = runText(); !run.isEmpty()) {
        const QString count = m_results->countText(); // a choice of rows is never shown as all
        return count.isEmpty() ? run : tr("%1 shown   %2").arg(count, run);
    }
    if (!m_asking->statusText().isEmpty())
        return m_asking->statusText();
    return m_session->isCatalogRead() ? tablesText(m_session->catalog().tableCount()) : QString();
}

//! How the last run stands, or how that of the result in sight ended when the person went to it.
QString Worksheet::runText() const
{
    const ResultPage* page = m_results->currentPage();
    const bool ofPage = m_pageChosen && !m_running->isRunning() && page != nullptr && !page->status().isEmpty();
    return ofPage ? page->status() : m_running->statusText();
}

QString Worksheet::selectionText() const
{
    return m_body->currentWidget() == m_work ? m_results->selectionText() : QString();
}

QString Worksheet::cursorText() const
{
    if (m_body->currentWidget() != m_work)
        return QString();
    int line = 0;
    int column = 0;
    m_editor->getCursorPosition(&line, &column);
    return tr("Ln %1, Col %2").arg(line + 1).arg(column + 1);
}

QList<QWidget*> Worksheet::areas() const
{
    QList<QWidget*> result;
    if (!m_ask->isHidden())
        result.append(m_ask->questionEdit());
    if (m_body->currentWidget() == m_work) {
        result.append(m_editor);
        result.append(m_results);
    }
    return result;
}

void Worksheet::focusQuestion()
{
    if (m_ask->isHidden())
        showEditor();
    else
        m_ask->focusQuestion();
}

bool Worksheet::focusNextArea(bool backwards)
{
    const QList<QWidget*> all = areas();
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (focus != nullptr && (all.at(i) == focus || all.at(i)->isAncestorOf(focus)))
            at = i;
    }
    if (at < 0) // a button or a bar between the areas
        at = focus != nullptr && m_ask->isAncestorOf(focus) ? 0 : (backwards ? 1 : 0);
    const qsizetype next = at + (backwards ? -1 : 1);
    if (next < 0 || next >= all.size())
        return false;
    if (all.at(next) == m_results)
        m_results->focusResult();
    else
        all.at(next)->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void Worksheet::focusFirstArea(bool backwards)
{
    const QList<QWidget*> all = areas();
    if (all.isEmpty())
        m_empty->setFocus(Qt::ShortcutFocusReason);
    else if (!backwards)
        all.constFirst()->setFocus(Qt::ShortcutFocusReason);
    else if (all.constLast() == m_results)
        m_results->focusResult();
    else
        all.constLast()->setFocus(Qt::ShortcutFocusReason);
}

void Worksheet::onAsked()
{
    m_typedMeanwhile = false;
    m_questionChanged = false;
    m_running->dropTextNotice(); // to ask was the next step
}

void Worksheet::onAnswerApplied()
{
    m_origin = SqlOrigin::Claude;
    m_derived = true;
    m_title.clear();
    m_questionChanged = false;
    m_unfolded = true; // a new answer is read before it is run
    m_ask->card()->setEdited(false);
    m_checks->passOver(); // Claude's SQL has been checked, its question too
    forgetLastText();
    review();
    emit titleChanged();
    emit changed();
    // Enter, Enter is a whole question, unless the person is typing elsewhere or a check says not to.
    const QWidget* focus = QApplication::focusWidget();
    if (isVisible() && !m_typedMeanwhile && !m_ask->showsFailedCheck() &&
        (focus == nullptr || focus == this || m_ask->isAncestorOf(focus) || m_editor == focus))
        m_run->setFocus(Qt::OtherFocusReason);
}

void Worksheet::keepFocus(const QWidget* lost)
{
    const ResultPage* page = m_results->currentPage();
    if (m_results->isAncestorOf(lost) && page != nullptr && page->showsRows())
        m_results->focusResult();
    else if (m_work->isAncestorOf(lost) && m_run->isVisible() && m_run->isEnabled())
        m_run->setFocus(Qt::OtherFocusReason);
    else if (!m_ask->isHidden())
        m_ask->questionEdit()->setFocus(Qt::OtherFocusReason); // Enter there does nothing while Claude writes
    else
        m_editor->setFocus(Qt::OtherFocusReason);
}

bool Worksheet::focusNextPrevChild(bool next)
{
    if (!isVisible() || !isFocusLost(this))
        return QWidget::focusNextPrevChild(next);
    keepFocus(window()->focusWidget());
    return true;
}

void Worksheet::exportResult()
{
    m_exporting->open();
}

} // namespace parlance
