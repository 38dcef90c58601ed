// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/TeamQuestions.h"

#include "base/WhenFinished.h"
#include "knowledge/ResultFingerprint.h"
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionMatches.h"
#include "ui/knowledge/SaveSheet.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/ResultPage.h"
#include "ui/worksheet/RunController.h"

#include <QPushButton>
#include <QtConcurrent>

namespace parlance {

namespace {

//! Of all rows; no text when some cannot be read back from disk.
std::pair<QString, qint64> fingerprintOf(const ResultTable& table)
{
    ResultFingerprint fingerprint;
    for (qint64 row = 0; row < table.rowCount();) {
        const ResultTable::Piece piece = table.pieceAt(row);
        if (!piece.chunk)
            return {QString(), -1};
        fingerprint.add(*piece.chunk);
        row = piece.firstRow + piece.chunk->rowCount;
    }
    return {fingerprint.text(), fingerprint.rows()};
}

} // namespace

TeamQuestions::TeamQuestions(TeamSession* session, const AskController* asking, AskPanel* ask, RunController* running,
                             ResultArea* results, QPushButton* saveButton, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_asking(asking)
    , m_ask(ask)
    , m_running(running)
    , m_results(results)
    , m_save(saveButton)
{
    m_save->hide();
    connect(m_save, &QPushButton::clicked, this, &TeamQuestions::openSheet);
    connect(m_running, &RunController::ended, this, &TeamQuestions::compare);
}

void TeamQuestions::holds(const VerifiedQuestion& question)
{
    forget();
    m_held = question;
    m_note = question.status == VerifiedQuestion::Status::Verified ? verifiedText(question) : QString();
    emit noteChanged();
}

void TeamQuestions::corrects(const DoubtfulAnswer& doubtful)
{
    forget();
    m_corrects = doubtful.id;
    m_note = tr("Correct it, run it, and save it: that takes it off the list of doubtful answers");
    emit noteChanged();
}

void TeamQuestions::forget()
{
    ++m_round;
    m_held = VerifiedQuestion();
    m_corrects = QUuid();
    m_saved.clear();
    m_note.clear();
    emit noteChanged();
}

bool TeamQuestions::isWholeResult() const
{
    const ResultPage* page = m_results->currentPage();
    return page != nullptr && page->hasColumns() && page->partial().isEmpty() &&
           m_running->state() == RunController::State::Idle && m_running->outcome() == RunController::Outcome::Done;
}

//! The tab holds somebody's suggestion, and this person may say that it is right.
bool TeamQuestions::isToVerify() const
{
    return !m_held.id.isNull() && (m_held.status != VerifiedQuestion::Status::Verified || m_held.local) &&
           m_session->knowledge()->mayVerify();
}

void TeamQuestions::review(bool savable)
{
    const ResultPage* page = m_results->currentPage();
    const bool ran = !m_running->isRunning() && m_running->hasRunThis() &&
                     m_running->outcome() == RunController::Outcome::Done && page != nullptr && page->hasColumns() &&
                     page->number() == 0;
    const bool known = ran && (page->sql() == m_saved || (page->sql() == m_held.sql.toUtf8() && !isToVerify()));
    const bool shown = savable && ran && !known;
    m_save->setVisible(shown);
}

QFuture<std::pair<QString, qint64>> TeamQuestions::fingerprint() const
{
    // A copy of the table shares its chunks; each thread reads its own.
    return QtConcurrent::run([table = m_results->currentPage()->model()->table()] { return fingerprintOf(table); });
}

//! A question opened from the list ran: does it still give the same?
void TeamQuestions::compare()
{
    const ResultPage* page = m_results->currentPage();
    if (m_held.id.isNull() || m_held.fingerprint.isEmpty() || !isWholeResult() || page->sql() != m_held.sql.toUtf8())
        return;
    whenFinished(fingerprint(), this, [this, round = m_round](const std::pair<QString, qint64>& now) {
        if (round != m_round || now.first.isEmpty())
            return;
        m_note = now.first == m_held.fingerprint
                   ? tr("%1 · the same result as then").arg(verifiedText(m_held))
                   : tr("%1 · the result changed since it was verified").arg(verifiedText(m_held));
        emit noteChanged();
    });
}

//! The question that \a sql answers, whatever stands in the box by now; nothing where that is not known.
VerifiedQuestion TeamQuestions::proposal(const QByteArray& sql) const
{
    VerifiedQuestion question;
    question.sql = QString::fromUtf8(sql);
    const AnsweredQuestion& answered = m_asking->answered();
    if (answered.isEmpty())
        question.question = m_ask->question();                  // written by hand, under what was typed
    else if (m_asking->isAnswered(sql) || !m_corrects.isNull()) // what corrects an answer may share no word with it
        question.question = answered.wholeText();
    if (answered.isSql(question.sql))
        question.explanation = answered.answer.explanation;
    if (m_held.question.simplified() == question.question.simplified())
        question.tags = m_held.tags;
    if (isToVerify() && question.sql == m_held.sql)
        question.id = m_held.id; // this one, and no second
    return question;
}

void TeamQuestions::openSheet()
{
    const ResultPage* page = m_results->currentPage();
    if (m_sheet != nullptr || page == nullptr)
        return;
    const VerifiedQuestion question = proposal(page->sql());
    m_sheet = new SaveSheet(m_session->knowledge(), question, m_corrects, m_save->window());
    if (isWholeResult()) {
        m_sheet->expectFingerprint();
        whenFinished(fingerprint(), m_sheet, [sheet = m_sheet](const std::pair<QString, qint64>& now) {
            if (sheet != nullptr)
                sheet->setFingerprint(now.first, now.second);
        });
    }
    connect(m_sheet, &SaveSheet::kept, this, [this, sql = page->sql()](const KnowledgeSaved& outcome, bool verified) {
        m_saved = sql;
        m_corrects = QUuid();
        m_note = verified                                     ? tr("saved as verified")
               : outcome.where == KnowledgeSaved::Where::Team ? tr("suggested to the team")
                                                              : tr("kept on this computer");
        emit noteChanged();
    });
    connect(m_sheet, &QDialog::finished, m_save->window(), &QWidget::activateWindow); // not every desktop does
    m_sheet->open();
}

} // namespace parlance
