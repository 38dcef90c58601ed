// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AskController that goes on from an answer: the next question, corrections, tables, words.
#include "knowledge/Knowledge.h"
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/NotMeantSheet.h"
#include "ui/ask/SentTablesPopup.h"
#include "ui/ask/TabConversation.h"
#include "ui/editor/PlaceTracker.h"
#include "ui/editor/SqlEditor.h"

namespace parlance {

void AskController::connectCard()
{
    connect(m_panel, &AskPanel::sentTablesRequested, this, &AskController::showSentTables);
    AnswerCard* card = m_panel->card();
    connect(card, &AnswerCard::assumptionChanged, this, [this](const QString& label, const QString& value) {
        correct({Question::Correction::Wrong::Assumption, label + QStringLiteral(": ") + value});
    });
    connect(card, &AnswerCard::inWordsRequested, this, [this] { askInWords(QString::fromUtf8(sqlOfCard())); });
    const auto words = [this] { return aboutSql(Question::Purpose::InWords, QString::fromUtf8(sqlOfCard())); };
    connect(card, &AnswerCard::inWordsPreviewRequested, this,
            [this, words] { previewAction(tr("In words"), words()); });
    connect(card, &AnswerCard::inWordsHinted, this,
            [this, words](bool on) { on ? hintAction(tr("In words"), words()) : unhintAction(); });
    connect(card, &AnswerCard::notMeantRequested, this, [this] {
        auto* sheet = new NotMeantSheet(m_answered.wholeText(), m_panel->window());
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        connect(sheet, &NotMeantSheet::corrected, this, &AskController::notMeant);
        connect(sheet, &NotMeantSheet::previewRequested, this, [this](const Question::Correction& correction) {
            previewAction(tr("Not what I meant"), corrected(correction));
        });
        sheet->open();
    });
    connect(card, &AnswerCard::placeChosen, this, &AskController::showPlace);
    connect(m_panel->aside(), &AnswerCard::placeChosen, this, &AskController::showPlace);
}

//! Where it is now: the text may have been edited since.
void AskController::showPlace(qsizetype start, qsizetype length)
{
    const PlaceTracker::Place place = m_places->now(start, length);
    m_editor->pointOut(place.start, place.length);
    m_editor->setFocus(Qt::OtherFocusReason);
}

//! \a reading of SQL that stands in the editor from byte \a offset on; its places are followed.
ReadingWords AskController::placed(ReadingWords reading, qsizetype offset)
{
    for (ReadingRow& row : reading.rows) {
        row.place.start += offset;
        m_places->follow(row.place.start, row.place.length);
    }
    return reading;
}

bool AskController::continues() const
{
    // The same words again want another try, not an answer to "the same, after the same": a question that stands
    // unchanged is asked anew. An empty box is only shown, never asked.
    const QString asked = m_answered.isEmpty() ? m_last.question : m_answered.question.text;
    return !m_last.isEmpty() &&
           (asked.isEmpty() || m_panel->question().simplified().compare(asked.simplified(), Qt::CaseInsensitive) != 0);
}

void AskController::reviewContinued()
{
    // Whatever goes along has a chip, SQL without a question too.
    const QString last = m_last.question.isEmpty() ? tr("the SQL that Claude wrote last") : m_last.question;
    m_panel->setContinued(continues() ? last : QString());
}

//! What stands in the box, continuing the last answer where it is another question.
Question AskController::fresh() const
{
    Question question;
    question.text = m_panel->question();
    if (continues()) {
        question.previous = m_last; // as Claude answered: what a person wrote over it is not sent unsaid
        question.previous.error = m_lastError;
        question.used = m_used;
    }
    return question;
}

void AskController::start(const Question& question)
{
    if (m_phase == Phase::Asking || m_phase == Phase::WaitingForConsent)
        return;
    m_question = question;
    const bool sameQuestion = question.text == m_answered.question.text;
    m_continued = question.purpose == Question::Purpose::Ask ? question.previous.question
                : sameQuestion                               ? m_answered.continued
                                                             : QString();
    m_prefix.clear();
    m_suffix.clear();
    m_asked.clear();
    emit asked();
    tryNow();
}

void AskController::again()
{
    if (m_question.purpose == Question::Purpose::Ask)
        return ask();
    start(m_question);
}

void AskController::correct(const Question::Correction& correction)
{
    if (!m_answered.isEmpty() && m_answered.byClaude)
        start(corrected(correction));
}

void AskController::showSentTables(QWidget* anchor)
{
    m_tables = new SentTablesPopup(m_panel);
    connect(m_tables, &SentTablesPopup::chosen, this,
            [this](const QList<TableName>& pinned, const QList<TableName>& leftOut) {
                m_pinned = pinned;
                m_leftOut = leftOut;
                emit conversationChanged();
                refreshSends(); // comes back to the list with what is sent now
            });
    reviewSentTables();
    m_tables->showAt(anchor);
}

//! The list shows what the next question sends, whatever has changed.
void AskController::reviewSentTables()
{
    const std::shared_ptr<const SchemaIndex> index = m_session->schemaIndex();
    if (m_tables == nullptr || index == nullptr)
        return;
    QList<TableName> all;
    for (const SchemaIndex::Entry& entry : index->tables())
        all.append({entry.table->schema, entry.table->name});
    const Question question = composed();
    if (!m_assistant->isPrepared(question))
        return m_assistant->prepare(question); // comes back here
    m_tables->setSlice(m_assistant->slice(question), all, m_pinned, m_leftOut);
}

//! Asked again, and kept among the team's doubtful answers.
void AskController::notMeant(const Question::Correction& correction)
{
    using Wrong = Question::Correction::Wrong;
    using Reason = DoubtfulAnswer::Reason;
    const auto reason = correction.wrong == Wrong::Period      ? Reason::Period
                      : correction.wrong == Wrong::Counted     ? Reason::Counted
                      : correction.wrong == Wrong::MissingRows ? Reason::MissingRows
                      : correction.wrong == Wrong::WrongTable  ? Reason::WrongTable
                                                               : Reason::Other;
    m_session->knowledge()->addDoubtful(m_answered.wholeText(), m_answered.answer.sql, reason, correction.words);
    correct(correction);
}

void AskController::fixError(const QByteArray& sql, const QString& error)
{
    const Question question = aboutSql(Question::Purpose::FixError, QString::fromUtf8(sql), error);
    start(question);
    const QByteArray text = m_editor->utf8();
    const qsizetype at = text.indexOf(sql);
    if (at < 0 || m_question != question)
        return;
    m_prefix = QString::fromUtf8(text.first(at));
    m_suffix = QString::fromUtf8(text.mid(at + sql.size()));
}

void AskController::askInWords(const QString& sql)
{
    start(aboutSql(Question::Purpose::InWords, sql));
}

void AskController::askWhyEmpty(const QString& sql)
{
    start(aboutSql(Question::Purpose::WhyEmpty, sql));
}

void AskController::adopt(const Question& question, const Answer& answer)
{
    m_question = question;
    m_editor->applySql(answer.sql);
    m_revision = m_editor->revision();
    showSqlAnswer(answer);
}

void AskController::startNew()
{
    m_last = Question::Previous();
    m_used.clear();
    reviewContinued();
    m_panel->focusQuestion();
    refreshSends();
    emit conversationChanged();
}

QString AskController::conversation() const
{
    const bool anyway = !m_answered.isEmpty() && m_panel->runsOnlyAnyway();
    return TabConversation{{m_last.question, m_last.sql, QString()}, m_used, m_pinned, m_leftOut, m_answered, anyway}
        .toText();
}

void AskController::resume(const QString& conversation)
{
    const TabConversation kept = TabConversation::fromText(conversation);
    m_last = kept.last;
    m_used = kept.used;
    m_pinned = kept.pinned;
    m_leftOut = kept.leftOut;
    m_answered = kept.answered;
    m_anyway = kept.anyway;
    reviewContinued();
    refreshSends();
}

} // namespace parlance
