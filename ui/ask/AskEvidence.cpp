// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AskController that keeps question, card and checks with the SQL that stands in the editor.
#include "assistant/AnswerCheck.h"
#include "assistant/ReadingWords.h"
#include "base/WhenFinished.h"
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/CardFacts.h"
#include "ui/editor/PlaceTracker.h"
#include "ui/editor/SqlEditor.h"

namespace parlance {

//! The next question continues this answer.
void AskController::remember(const Answer& answer)
{
    m_answered = {true, m_continued, m_question, answer};
    m_last = {m_answered.wholeText(), answer.sql, QString()};
    m_lastError.clear();
    m_used.clear();
    m_followUps = answer.followUps;
    reviewContinued();
    readFor(m_panel->card(), answer.sql.toUtf8(), m_prefix.toUtf8().size());
}

void AskController::hold(const QString& question, const QString& sql, const QString& explanation)
{
    m_answered = AnsweredQuestion();
    m_answered.question.text = question;
    m_answered.answer.sql = sql;
    m_answered.answer.explanation = explanation;
    m_answerIsPart = false;
    const QByteArray bytes = sql.toUtf8();
    followAnswer(0, bytes.size());
    readFor(m_panel->card(), bytes, 0);
}

void AskController::resumeCard(bool edited)
{
    if (m_answered.isEmpty())
        return;
    const QByteArray text = m_editor->utf8();
    const QByteArray sql = m_answered.answer.sql.toUtf8();
    const qsizetype at = text.indexOf(sql);
    m_answerIsPart = at >= 0 && text.trimmed().size() > sql.trimmed().size() + 1; // a semicolon is no other statement
    followAnswer(qMax(qsizetype(0), at), at < 0 ? text.size() : sql.size());
    if (!m_answered.byClaude)
        return;
    CardContent content = cardOf(m_answered.answer, m_answered.question, m_services->directory.modelPrices);
    content.checks = edited ? CheckList() : CheckList::again();
    content.anyway = m_anyway && !edited;
    m_panel->showCard(content);
    m_panel->card()->setEdited(edited);
    m_followUps = m_answered.answer.followUps;
    m_checksDue = !edited;
    checkAgain();
}

//! Of the card that came back, as soon as it is known what to check against; once more when values are known too.
void AskController::checkAgain()
{
    if (!m_checksDue || !m_session->isCatalogRead() || m_answered.isEmpty())
        return;
    m_checksDue = !m_session->areValuesRead();
    const qsizetype offset = m_spot->place(0).start;
    readFor(m_panel->card(), m_answered.answer.sql.toUtf8(), offset);
    m_checksOwn = true;
    check(m_answered.answer, m_answered.question, offset);
}

void AskController::followAnswer(qsizetype start, qsizetype length)
{
    m_spot->clear();
    m_spot->follow(start, length);
    ++m_reading; // what is read or checked of another answer is dropped
    m_check->stop();
    m_checksDue = false;
}

bool AskController::isAnsweredAt(qsizetype start, qsizetype length) const
{
    if (m_answered.isEmpty() || m_spot->isEmpty())
        return false;
    const PlaceTracker::Place place = m_spot->place(0);
    return place.length > 0 && start < place.start + place.length && place.start < start + length;
}

bool AskController::isAnswered(const QByteArray& sql) const
{
    if (m_answered.isSql(QString::fromUtf8(sql)))
        return true;
    const qsizetype at = m_editor->utf8().indexOf(sql);
    return at >= 0 && isAnsweredAt(at, sql.size());
}

//! The statement that the card speaks of, as it stands now.
QByteArray AskController::sqlOfCard() const
{
    const std::optional<SqlScript>& script = m_editor->script();
    if (!m_answerIsPart || !script || m_spot->isEmpty())
        return m_editor->utf8();
    const qsizetype index = script->statementAt(m_spot->place(0).start);
    return index < 0 ? m_editor->utf8() : script->statementText(index);
}

void AskController::setLastError(const QByteArray& sql, const QString& masked)
{
    m_lastError = m_answered.isSql(QString::fromUtf8(sql)) ? masked : QString();
}

void AskController::readFor(AnswerCard* card, const QByteArray& sql, qsizetype offset)
{
    const QDate today = m_session->completed(Question()).today;
    whenFinished(readInWordsLater(sql, m_session->catalog(), today), this,
                 [this, card, offset, number = ++m_reading](ReadingWords reading) {
                     if (number != m_reading)
                         return;
                     if (card == m_panel->card())
                         m_used = reading.tables;
                     if (offset < 0)
                         for (ReadingRow& row : reading.rows)
                             row.place.length = 0;
                     card->setReading(offset < 0 ? reading : placed(reading, offset));
                     refreshSends();
                     emit conversationChanged();
                     emit stateChanged();
                 });
}

void AskController::renewCard(const QByteArray& sql, qsizetype offset)
{
    const QDate today = m_session->completed(Question()).today;
    whenFinished(readInWordsLater(sql, m_session->catalog(), today), this,
                 [this, sql, offset, number = ++m_reading](const ReadingWords& reading) {
                     if (number != m_reading)
                         return;
                     m_checkReading = reading;
                     m_checksOwn = false;
                     Answer edited;
                     edited.sql = QString::fromUtf8(sql);
                     Question question;
                     if (isAnswered(sql))
                         question = m_answered.question;
                     check(edited, question, offset);
                 });
}

void AskController::check(const Answer& answer, const Question& question, qsizetype offset)
{
    m_checkOffset = offset;
    m_checkRevision = m_editor->revision();
    m_check->start(answer, m_session->completed(question), m_session->catalog());
}

//! What the checks found in SQL that was checked again: the same as they find in the editor.
void AskController::takeChecked(const Answer& checked)
{
    if (m_checkRevision != m_editor->revision())
        return; // it was edited meanwhile, and stays grey
    QList<Finding> shifted = checked.findings;
    m_places->clear();
    for (Finding& finding : shifted) {
        finding.start += m_checkOffset;
        m_places->follow(finding.start, finding.length);
    }
    if (m_checksOwn) {
        m_answered.answer.findings = checked.findings;
        m_answered.answer.plan = checked.plan;
        Answer whole = checked;
        whole.findings = shifted;
        m_panel->card()->setChecks(cardOf(whole, m_answered.question, m_services->directory.modelPrices).checks);
        emit stateChanged();
        return;
    }
    const bool question = isAnswered(checked.sql.toUtf8()) && !m_answered.saidText().trimmed().isEmpty();
    m_used = m_checkReading.tables;
    m_panel->card()->renew(placed(m_checkReading, m_checkOffset),
                           CheckList::of(shifted, checked.plan, question, false, std::nullopt));
    emit stateChanged();
}

//! Only its words are taken: whatever SQL came with them is none of ours.
void AskController::showInWords(const Answer& answer)
{
    const QString meter = answer.model.isEmpty() ? QString() : meterText(answer, m_services->directory.modelPrices);
    const QByteArray sql = m_question.previous.sql.toUtf8();
    if (m_panel->hasCard() && isAnswered(sql)) {
        m_panel->clearOutcome();
        m_panel->card()->addWords(answer.explanation, meter);
        return;
    }
    CardContent content = cardOf(answer, m_question, m_services->directory.modelPrices);
    content.source = CardContent::Source::Words;
    content.assumptions.clear();
    content.checks = CheckList();
    m_panel->showAside(content);
    readFor(m_panel->aside(), sql, qMax(qsizetype(0), m_editor->utf8().indexOf(sql)));
}

} // namespace parlance
