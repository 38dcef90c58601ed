// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "ui/Services.h"

#include <QObject>
#include <QTimer>

namespace parlance {

class AskBars;
class AskPanel;
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
    void stop();
    bool isAsking() const { return m_phase == Phase::Asking; }
    //! The question waits for a key.
    bool isWaitingForKey() const { return m_phase == Phase::WaitingForKey; }
    //! Says again what would be sent (endpoint, catalog or question changed).
    void refreshSends();
    void showPreview();
    void showWhatWasSent();
    QString host() const;
    //! For the status bar while asking: "Asking claude-…".
    QString statusText() const { return m_statusText; }
    //! A ready question was opened or the tab was restored: what was asked before is forgotten.
    void forget();

signals:
    void stateChanged();
    void asked(); //!< the person has just asked, answered Claude's question, or taken an offered answer
    //! Claude's SQL stands in the editor, applied as one undo step.
    void answerApplied();
    void outcomeShown(); //!< any end of an ask: card, bar, clarify
    void settingsRequested(bool forKey);
    void writeSqlRequested();

private:
    enum class Phase { Idle, WaitingForCatalog, WaitingForEndpoint, WaitingForKey, WaitingForConsent, Asking };

    void tryNow();
    void goOn();
    void requestConsent();
    void send();
    void setPhase(Phase phase);
    void onSent(const QString& model, const QByteArray& body);
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
    Phase m_phase = Phase::Idle;
    Question m_question;
    Answer m_offered; //!< came after the text changed
    QString m_asked;  //!< what Claude asked back last
    quint64 m_ask = 0;
    quint64 m_revision = 0; //!< of the editor's text when the question was asked
    QString m_statusText;
    QTimer m_typingPause;
};

} // namespace parlance
