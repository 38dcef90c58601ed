// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Worksheet that goes on from a result: what may be asked next, why it is zero, the card of edited SQL.
#include "assistant/MaskedError.h"
#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/FollowUpRow.h"
#include "ui/ask/QuestionEdit.h"
#include "ui/editor/SqlEditor.h"
#include "ui/worksheet/KeyButton.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/RunController.h"
#include "ui/worksheet/Worksheet.h"

#include <QMenu>

namespace parlance {

void Worksheet::connectFollowUps()
{
    connect(m_followUps, &FollowUpRow::chosen, this, [this](const QString& question) {
        m_ask->setQuestion(question);
        m_questionChanged = true;
        reviewButtons();
        m_ask->questionEdit()->askButton()->setFocus(Qt::OtherFocusReason); // Enter asks
        emit titleChanged();
        emit changed();
    });
    const auto ran = [this] {
        const ResultPage* page = m_results->currentPage();
        return page == nullptr ? m_editor->sql() : QString::fromUtf8(page->sql());
    };
    const auto why = [this, ran] { return m_asking->aboutSql(Question::Purpose::WhyEmpty, ran()); };
    connect(m_followUps, &FollowUpRow::whyEmptyRequested, this, [this, ran] { m_asking->askWhyEmpty(ran()); });
    connect(m_followUps, &FollowUpRow::whyEmptyPreviewRequested, this,
            [this, why] { m_asking->previewAction(tr("Why is this zero?"), why()); });
    connect(m_followUps, &FollowUpRow::whyEmptyHinted, this, [this, why](bool on) {
        on ? m_asking->hintAction(tr("Why is this zero?"), why()) : m_asking->unhintAction();
    });
    connect(m_next, &QPushButton::clicked, this, [this] { m_followUps->openMenu(m_followUps->questions(), m_next); });
    connectFix();
    connect(m_running, &RunController::errorChanged, this, [this](const QByteArray& sql, const PostgresError& error) {
        m_asking->setLastError(sql, maskedServerError(error, m_session->catalog()));
    });
    connect(m_running, &RunController::started, this, [this] { m_asking->setLastError({}, {}); });
    connect(m_asking, &AskController::conversationChanged, this, &Worksheet::changed);
    connect(m_editor, &SqlEditor::menuOpening, this, &Worksheet::addToEditorMenu);
    connect(m_asking, &AskController::answerTabRequested, this, [this](const Question& question, const Answer& answer) {
        const QString about = question.text.isEmpty() ? title() : question.text;
        emit answerTabRequested(tr("Why is … zero? %1").arg(about), question, answer);
    });
}

void Worksheet::connectFix()
{
    const auto masked = [this](const PostgresError& error) { return maskedServerError(error, m_session->catalog()); };
    const auto question = [this, masked](const QByteArray& sql, const PostgresError& error) {
        return m_asking->aboutSql(Question::Purpose::FixError, QString::fromUtf8(sql), masked(error));
    };
    connect(
        m_running, &RunController::fixRequested, this,
        [this, masked](const QByteArray& sql, const PostgresError& error) { m_asking->fixError(sql, masked(error)); });
    connect(m_running, &RunController::fixPreviewRequested, this,
            [this, question](const QByteArray& sql, const PostgresError& error) {
                m_asking->previewAction(tr("Fix this error"), question(sql, error));
            });
    connect(m_running, &RunController::fixHinted, this,
            [this, question](bool on, const QByteArray& sql, const PostgresError& error) {
                on ? m_asking->hintAction(tr("Fix this error"), question(sql, error)) : m_asking->unhintAction();
            });
}

//! What Claude can do for the SQL under the cursor.
void Worksheet::addToEditorMenu(QMenu* menu)
{
    const SqlEditor::Range range = m_editor->runRange();
    const QByteArray sql = m_editor->utf8().mid(range.start, range.length);
    if (m_ask->isHidden() || m_asking->isAsking() || m_editor->isPartial() || sql.isEmpty())
        return;
    menu->addSeparator();
    QAction* words = menu->addAction(tr("In words"));
    words->setObjectName(QStringLiteral("inWordsAction"));
    words->setToolTip(tr("Claude says what this SQL does; the SQL stays as it is"));
    connect(words, &QAction::triggered, this, [this, sql] { m_asking->askInWords(QString::fromUtf8(sql)); });
    QAction* sends = menu->addAction(tr("See what “In words” sends…"));
    sends->setObjectName(QStringLiteral("inWordsSendsAction"));
    connect(sends, &QAction::triggered, this, [this, sql] {
        m_asking->previewAction(tr("In words"), m_asking->aboutSql(Question::Purpose::InWords, QString::fromUtf8(sql)));
    });
}

void Worksheet::openAnswer(const QString& title, const Question& question, const Answer& answer)
{
    m_ask->setQuestion(title);
    Question shown = question;
    shown.text = title;
    m_asking->adopt(shown, answer);
}

//! One row with nothing but zero or NULL in it, or no row at all.
bool Worksheet::isResultEmpty() const
{
    const ResultPage* page = m_results->currentPage();
    if (page == nullptr || !page->hasColumns() || page->isBusy() || !page->partial().isEmpty())
        return false;
    const ResultModel* model = page->model();
    if (model->rowCount() == 0)
        return true;
    if (model->rowCount() != 1)
        return false;
    for (int column = 0; column < model->columnCount(); ++column) {
        const QString text = model->index(0, column).data().toString();
        bool number = false;
        const double value = text.toDouble(&number);
        if (!(number && value == 0.0) && !text.isEmpty() && text != QLatin1String("NULL"))
            return false;
    }
    return true;
}

void Worksheet::reviewFollowUps()
{
    const bool asks = !m_ask->isHidden() && m_session->askLimits().allowed;
    const bool done = asks && !m_running->isRunning() && m_running->hasRunThis() && !m_asking->isAsking() &&
                      m_running->outcome() == RunController::Outcome::Done;
    const bool empty = done && isResultEmpty();
    const bool claudes = m_origin == SqlOrigin::Claude;
    m_followUps->offer(done && claudes ? m_asking->followUps() : QStringList(), empty);
    // A low window keeps its room for rows; where there are none, there is room.
    const bool row = !m_followUps->isEmpty() && (!m_compact || empty);
    m_followUps->setVisible(row);
    const qsizetype next = m_followUps->questions().size();
    m_next->setText(tr("Ask next (%1)").arg(next));
    m_next->setVisible(next > 0 && !row);
}

//! The card speaks of the SQL as it ran.
void Worksheet::onRunEnded()
{
    const ResultPage* page = m_results->pages().constFirst();
    const bool ran = m_running->outcome() == RunController::Outcome::Done && m_running->hasRunThis();
    if (!ran || !m_ask->hasCard() || page->sql().isEmpty())
        return;
    // Beside the statement that the card speaks of others may stand.
    const bool other = m_asking->isPart() && !m_asking->isAnswered(page->sql());
    m_ask->card()->setElsewhere(other);
    if (other || m_origin != SqlOrigin::Person || !m_derived)
        return;
    const qsizetype offset = m_editor->utf8().indexOf(page->sql());
    m_asking->renewCard(page->sql(), qMax(qsizetype(0), offset));
}

} // namespace parlance
