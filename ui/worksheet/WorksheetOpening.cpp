// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Worksheet that fills it: from the journal, from a ready question, a table, a result, the history.
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionMatches.h"
#include "ui/editor/SqlEditor.h"
#include "ui/worksheet/EmptyState.h"
#include "ui/worksheet/KeyButton.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/RunController.h"
#include "ui/worksheet/TeamQuestions.h"
#include "ui/worksheet/Words.h"
#include "ui/worksheet/Worksheet.h"

namespace parlance {

JournalTab Worksheet::toJournal() const
{
    JournalTab tab;
    tab.id = m_id;
    tab.team = m_session->team().id;
    tab.server = m_server;
    tab.title = m_title;
    tab.question = m_ask->question();
    tab.sql = m_editor->sql();
    tab.sqlOrigin = m_editor->isPartial() ? QStringLiteral("claude part") : sqlOriginName(m_origin);
    tab.cursor = m_editor->cursorOffset();
    tab.firstVisibleLine = m_editor->firstVisibleLine();
    tab.lastRunAt = m_running->lastRunAt();
    tab.conversation = m_asking->conversation();
    return tab;
}

void Worksheet::restore(const JournalTab& tab)
{
    m_title = tab.title;
    m_ask->setQuestion(tab.question);
    m_asking->resume(tab.conversation);
    m_editor->resetSql(tab.sql);
    m_editor->setCursorOffset(tab.cursor);
    m_restoredLine = tab.firstVisibleLine;
    m_origin = sqlOriginNamed(tab.sqlOrigin);
    m_derived = m_origin != SqlOrigin::Person && m_origin != SqlOrigin::None;
    m_table = m_origin == SqlOrigin::Table ? tab.title : QString();
    if (tab.sqlOrigin == QLatin1String("claude part"))
        m_editor->showPartial(); // nobody accepted it before the program ended
    else
        m_asking->resumeCard(m_origin == SqlOrigin::Person);
    m_derived = m_derived || !m_asking->answered().isEmpty();
    m_running->setLastRunAt(tab.lastRunAt);
    if (tab.lastRunAt.isValid() && !m_editor->isPartial()) {
        m_restoredRun = tab.lastRunAt;
        m_results->pages().constFirst()->showPlaceholder(
            tr("Last run on %1. Rows are not kept.").arg(timeText(tab.lastRunAt)), tr("Run again"));
    }
    review();
    emit titleChanged();
}

void Worksheet::openReady(const ReadyQuestion& question)
{
    m_asking->forget();
    m_title.clear();
    m_questionChanged = false;
    m_ask->setQuestion(question.question);
    m_editor->applySql(question.sql);
    forgetLastText();
    m_editor->setCursorOffset(0);
    m_origin = SqlOrigin::Ready;
    m_derived = true;
    CardContent content;
    content.source = CardContent::Source::Ready;
    content.explanation = question.explanation;
    m_ask->showCard(content);
    m_asking->hold(question.question, question.sql, question.explanation);
    review();
    emit titleChanged();
    emit changed();
    m_run->setFocus(Qt::OtherFocusReason);
}

//! What it is shows in the card; nothing is asked, and nothing runs before the person says so.
void Worksheet::openQuestion(const VerifiedQuestion& question)
{
    ReadyQuestion ready;
    ready.question = question.question;
    ready.explanation = question.explanation;
    ready.sql = question.sql;
    openReady(ready);
    m_team->holds(question);
    if (question.status == VerifiedQuestion::Status::Verified) {
        CardContent content;
        content.source = CardContent::Source::Verified;
        content.explanation = question.explanation;
        content.verified = verifiedText(question);
        m_ask->showCard(content);
        m_origin = SqlOrigin::Verified;
    } else {
        m_ask->hideCard();
        m_origin = SqlOrigin::History;
    }
    review();
    emit changed();
}

void Worksheet::openDoubtful(const DoubtfulAnswer& doubtful)
{
    m_ask->setQuestion(doubtful.question);
    showSql(SqlOrigin::Doubtful, doubtful.sql);
    m_asking->hold(doubtful.question, doubtful.sql, QString());
    m_team->corrects(doubtful);
    review();
}

void Worksheet::connectKnowledge()
{
    connect(m_matches, &QuestionMatches::chosen, this, &Worksheet::openQuestion);
    connect(m_team, &TeamQuestions::noteChanged, this, &Worksheet::review);
    // A question that is asked anew is another one.
    connect(m_asking, &AskController::asked, m_team, &TeamQuestions::forget);
    connect(m_empty, &EmptyState::opened, m_team, &TeamQuestions::forget);
}

void Worksheet::openTable(const QString& table, const QString& sql)
{
    m_title = table;
    m_table = table;
    showSql(SqlOrigin::Table, sql);
    m_running->runAll();
}

void Worksheet::openRun(const QString& question, const QString& sql)
{
    m_ask->setQuestion(question);
    showSql(SqlOrigin::History, sql);
    m_asking->hold(question, sql, QString());
}

void Worksheet::showSql(SqlOrigin origin, const QString& sql)
{
    m_asking->forget(); // what was asked is not of this SQL
    m_editor->resetSql(sql);
    m_origin = origin;
    m_derived = true;
    m_editorWanted = true;
    review();
    emit titleChanged();
    emit changed();
    m_run->setFocus(Qt::OtherFocusReason);
}

void Worksheet::forgetLastText()
{
    m_restoredRun = QDateTime();
    m_running->dropTextNotice();
    if (!m_running->isRunning())
        m_results->forgetPlaceholders();
}

void Worksheet::showEditor()
{
    m_editorWanted = true;
    review();
    emit titleChanged();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void Worksheet::insertSql(const QString& text)
{
    if (m_editor->isWriting())
        return;
    m_editorWanted = true;
    reviewBody();
    m_editor->insertSql(text);
}

void Worksheet::openQuery(const QString& title, const QString& sql)
{
    m_title = title;
    showSql(SqlOrigin::Result, sql);
    m_running->runAll();
}

ResultPage* Worksheet::oldestEarlierResult() const
{
    return m_results->oldestEarlier();
}

qint64 Worksheet::earlierDiskBytes() const
{
    return m_results->earlierDiskBytes();
}

qint64 Worksheet::giveUp(ResultPage* page)
{
    return m_results->giveUp(page);
}

} // namespace parlance
