// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "assistant/ReadingWords.h"
#include "ui/ask/AnsweredQuestion.h"
#include "ui/Services.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace parlance {

class AnswerCard;
class AnswerCheck;
class AskBars;
class AskPanel;
class KnowledgeWait;
class PlaceTracker;
class SentTablesPopup;
class SessionLedger;
class SqlEditor;

//! The logic of asking in one tab: consent, key, question → Assistant → editor and card. An answer belongs to the text
//! revision that asked: over a text that changed meanwhile it is offered, not applied. GUI thread.
class AskController final : public QObject {
    Q_OBJECT
public:
    AskController(TeamSession* session, const QString& server, Services* services, AskPanel* panel, SqlEditor* editor,
                  QObject* parent = nullptr);

    //! Asks what stands in the question box (a new conversation).
    void ask();
    //! Asks again, with what is wrong with the last answer.
    void correct(const Question::Correction& correction);
    //! Asks for \a sql, a statement of the editor, so that it runs; \a error is the server's, masked (law 6).
    void fixError(const QByteArray& sql, const QString& error);
    //! What the server said to \a sql, which ran last, masked (law 6): if that is Claude's SQL as it was answered, it
    //! goes along with a follow-up; empty: nothing.
    void setLastError(const QByteArray& sql, const QString& masked);
    //! Asks what \a sql does, in words; the SQL stays as it is.
    void askInWords(const QString& sql);
    //! Asks why \a sql, which ran, found nothing; the answer goes to a tab of its own.
    void askWhyEmpty(const QString& sql);
    //! Shows an answer that was asked for elsewhere.
    void adopt(const Question& question, const Answer& answer);
    //! The edited SQL has run: the card reads and checks it anew, as the editor does. \a offset: where it stands in the
    //! editor, in bytes.
    void renewCard(const QByteArray& sql, qsizetype offset);
    //! The editor holds \a sql now, the answer that people gave to \a question: the card reads it in words.
    void hold(const QString& question, const QString& sql, const QString& explanation);
    //! The question whose SQL stands in the editor, or stood there before it was edited; empty: none.
    const AnsweredQuestion& answered() const { return m_answered; }
    //! Whether \a sql, a statement of the editor, is the answered question's, edited or not.
    bool isAnswered(const QByteArray& sql) const;
    //! Whether the bytes from \a start on hold something of the answered question's SQL.
    bool isAnsweredAt(qsizetype start, qsizetype length) const;
    //! Other statements stand beside the answer's.
    bool isPart() const { return !m_answered.isEmpty() && m_answerIsPart; }
    //! The next question continues nothing.
    void startNew();
    //! What the next question continues and which tables were chosen by hand, for the journal; empty: nothing.
    QString conversation() const;
    //! Goes on from what conversation() was when the tab was kept.
    void resume(const QString& conversation);
    //! The tab's SQL stands in the editor again: so does its card, and its checks run again. \a edited: somebody edited
    //! the SQL after it was answered.
    void resumeCard(bool edited);
    //! What Claude proposes to ask next.
    QStringList followUps() const { return m_followUps; }
    void stop();
    bool isAsking() const { return m_phase == Phase::Asking; }
    //! The question waits for a key.
    bool isWaitingForKey() const { return m_phase == Phase::WaitingForKey; }
    //! Says again what would be sent (endpoint, catalog or question changed).
    void refreshSends();
    void showPreview();
    //! What one press on a button with this SQL asks: InWords, WhyEmpty, or FixError with the masked \a error.
    Question aboutSql(Question::Purpose purpose, const QString& sql, const QString& error = QString()) const;
    //! Shows byte for byte what \a question, asked by \a action, would send; nothing is sent.
    void previewAction(const QString& action, const Question& question);
    //! The line under the box says what \a action, with \a question, would send, until unhintAction().
    void hintAction(const QString& action, const Question& question);
    void unhintAction();
    void showWhatWasSent();
    QString host() const;
    //! For the status bar while asking: "Asking claude-…".
    QString statusText() const { return m_statusText; }
    //! A ready question was opened or the tab was restored: what was asked before is forgotten.
    void forget();

signals:
    void stateChanged();
    void conversationChanged(); //!< conversation() is another now
    void asked();               //!< the person has just asked, answered Claude's question, or taken an offered answer
    //! Claude's SQL stands in the editor, applied as one undo step.
    void answerApplied();
    //! An answer that is to be shown in a tab of its own.
    void answerTabRequested(const parlance::Question& question, const parlance::Answer& answer);
    void outcomeShown(); //!< any end of an ask: card, bar, clarify
    void settingsRequested(bool forKey);
    void writeSqlRequested();

private:
    enum class Phase { Idle, WaitingForCatalog, WaitingForEndpoint, WaitingForKey, WaitingForConsent, Asking };

    void connectCard();
    void showSentTables(QWidget* anchor);
    void reviewSentTables();
    void notMeant(const Question::Correction& correction);
    void start(const Question& question);
    void again();
    bool continues() const;
    void reviewContinued();
    Question fresh() const;
    Question corrected(const Question::Correction& correction) const;
    Question withChoices(Question question) const;
    void showPlace(qsizetype start, qsizetype length);
    ReadingWords placed(ReadingWords reading, qsizetype offset);
    void openPreview(const Question& question, const QString& action);
    void showInWords(const Answer& answer);
    void remember(const Answer& answer);
    //! \a offset: where \a sql stands in the editor, in bytes; -1: nowhere.
    void readFor(AnswerCard* card, const QByteArray& sql, qsizetype offset);
    void checkAgain();
    void check(const Answer& answer, const Question& question, qsizetype offset);
    void takeChecked(const Answer& checked);
    QByteArray sqlOfCard() const;
    void followAnswer(qsizetype start, qsizetype length);
    void tryNow();
    void goOn();
    void requestConsent();
    void send();
    void setPhase(Phase phase);
    void onSent(const QString& model);
    void onSqlGrew(const QString& sql);
    void onFinished(const Result<Answer, AskError>& result);
    void onAnswer(const Answer& answer);
    void showSqlAnswer(const Answer& answer);
    void showClarify(const Answer& answer);
    void offer(const Answer& answer);
    void takeOffered();
    void showNoKey();
    void showUnusableAddress();
    void waitForSettings(const QString& status);
    void answerClarify(const QString& text);
    void endWriting(bool accepted);
    Question composed() const;
    void reviewEndpoint();

    TeamSession* m_session = nullptr;
    QString m_server;
    Services* m_services = nullptr;
    AskPanel* m_panel = nullptr;
    SqlEditor* m_editor = nullptr;
    AskBars* m_bars = nullptr;
    Assistant* m_assistant = nullptr;
    KnowledgeWait* m_knowledge = nullptr;
    SessionLedger* m_ledger = nullptr;
    Phase m_phase = Phase::Idle;
    Question m_question; //!< that is being asked, or was asked last
    QString m_continued; //!< what m_question goes on from
    AnsweredQuestion m_answered;
    PlaceTracker* m_spot = nullptr; //!< where m_answered's SQL stands
    bool m_answerIsPart = false;
    bool m_anyway = false;          //!< before the restart it could not run
    bool m_checksDue = false;       //!< of the card that came back
    bool m_checksOwn = false;       //!< Claude's SQL is checked again, not a person's
    AnswerCheck* m_check = nullptr; //!< checks again what the card speaks of
    qsizetype m_checkOffset = 0;
    quint64 m_checkRevision = 0; //!< of the text that is checked again
    ReadingWords m_checkReading; //!< of the SQL that is checked again
    Question::Previous m_last;   //!< what the next question continues; empty: nothing
    QList<TableName> m_used;     //!< read by m_last's SQL
    QStringList m_followUps;
    QList<TableName> m_pinned; //!< by hand, in this tab
    QList<TableName> m_leftOut;
    QPointer<SentTablesPopup> m_tables;
    PlaceTracker* m_places = nullptr; //!< that the card speaks of
    QString m_action;                 //!< pointed at: what it sends is said; empty: none
    Question m_actionQuestion;
    bool m_actionPreviewed = false; //!< as soon as its tables are chosen
    QString m_lastError;
    QString m_prefix; //!< what stands around the statement that is being fixed
    QString m_suffix;
    quint64 m_reading = 0; //!< of the card; an older one is dropped
    Answer m_offered;      //!< came after the text changed
    QString m_asked;       //!< what Claude asked back last
    quint64 m_ask = 0;
    quint64 m_revision = 0; //!< of the editor's text when the question was asked
    QString m_statusText;
    QString m_repairing; //!< why Claude writes it again; empty: it writes for the first time
    QTimer m_typingPause;
};

} // namespace parlance
