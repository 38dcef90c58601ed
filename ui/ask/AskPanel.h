// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "ui/ask/AnswerCard.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace parlance {

class ClarifyPanel;
class DiffView;
class FollowUpChip;
class InlineBar;
class QuestionEdit;
class Spinner;

//! The upper part of a tab: question box, what goes where, and under it what came of it: progress, a bar, the answer
//! card, or what Claude asks back. Knows no assistant: AskController tells it what to show. GUI thread.
class AskPanel final : public QWidget {
    Q_OBJECT
public:
    explicit AskPanel(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    QString question() const;
    void setQuestion(const QString& question);
    void setPlaceholder(const QString& text);
    void focusQuestion();
    QuestionEdit* questionEdit() const { return m_question; }
    InlineBar* bar() const { return m_bar; }
    AnswerCard* card() const { return m_card; }
    //! What is said beside the card: that there is no answer, what other SQL does, what an offered answer holds.
    AnswerCard* aside() const { return m_aside; }
    //! The line under the box.
    QWidget* sendsLine() const { return m_sends; }
    ClarifyPanel* clarifyPanel() const { return m_clarify; }

    //! The line under the box, where \a goes is "6 tables, no rows": \a before "Sends 6 tables, no rows, to host", else
    //! what was sent; empty host: no line.
    void setSends(bool before, const QString& goes, const QString& host);
    //! The line says instead what a button that is pointed at sends; empty: that of the question.
    void setActionSends(const QString& text);
    //! What the next question continues; empty: nothing.
    void setContinued(const QString& question);
    void showProgress(const QString& text);
    void setProgressText(const QString& text);
    //! The card of the SQL in the editor: it stays until hideCard(), out of sight only while something is asked.
    void showCard(const CardContent& content);
    void hideCard();
    bool hasCard() const { return m_hasCard; }
    //! \a content, which is not about the SQL in the editor, over the card.
    void showAside(const CardContent& content);
    void showClarify(const QString& question, const QStringList& options);
    void showBar();
    //! The bar, and under it what an offered answer would change; its card, where it is shown, stays.
    void showOffer(const QString& mine, const QString& offered);
    //! What the offered answer holds, under that.
    void showOfferedCard(const CardContent& content);
    bool showsOffer() const;
    //! Takes away progress, bar, aside and what Claude asked; the card is in sight again.
    void clearOutcome();
    bool isClarifying() const;
    //! The card, in sight or not, says that a check of its SQL, as it stands, failed.
    bool showsFailedCheck() const;
    //! The card, in sight or not, is of SQL that runs only anyway.
    bool runsOnlyAnyway() const;
    void setAsking(bool asking);
    //! In small windows, after a run, the card, where there is one, is one line and the line under the box is away.
    void setFolded(bool folded);
    //! In low windows each part of the card is one line.
    void setCompact(bool compact);

signals:
    void askRequested();
    void stopRequested();
    void previewRequested();
    //! The list of tables that are sent is wanted; \a anchor is what was pressed.
    void sentTablesRequested(QWidget* anchor);
    void whatWasSentRequested();
    void questionEdited();
    void clarified(const QString& answer);
    void unfoldRequested();
    void newQuestionRequested(); //!< the next question is to continue nothing

private:
    void buildSends();
    void buildProgress();
    void arrangeSends();
    void placeCard();

    FollowUpChip* m_followUp = nullptr;
    QuestionEdit* m_question = nullptr;
    QWidget* m_sends = nullptr;
    QLabel* m_sendsLabel = nullptr;
    QPushButton* m_tables = nullptr;
    QPushButton* m_preview = nullptr;
    QString m_sendsText; //!< of the question
    QString m_actionSends;
    bool m_sendsBefore = true;
    bool m_sendsKnown = false;
    bool m_folded = false;
    InlineBar* m_bar = nullptr;
    DiffView* m_diff = nullptr;
    QFrame* m_progress = nullptr;
    Spinner* m_spinner = nullptr;
    QLabel* m_progressLabel = nullptr;
    QLabel* m_elapsedLabel = nullptr;
    QElapsedTimer m_elapsed;
    QTimer m_tick;
    AnswerCard* m_card = nullptr;
    AnswerCard* m_aside = nullptr;
    bool m_hasCard = false;
    bool m_compact = false;
    ClarifyPanel* m_clarify = nullptr;
};

} // namespace parlance
