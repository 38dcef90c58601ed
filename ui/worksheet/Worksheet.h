// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/Journal.h"
#include "sample/ReadyQuestions.h"
#include "ui/Services.h"
#include "ui/worksheet/SqlOrigin.h"

#include <QDateTime>
#include <QWidget>

#include <functional>

class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace parlance {

class AskController;
class AskPanel;
class CompareController;
class EmptyState;
class ExportController;
class FollowUpRow;
class InlineBar;
class KeyButton;
class ResultArea;
class ResultPage;
class RunController;
class SqlChecks;
class SqlEditor;
class QuestionMatches;
class TeamQuestions;

//! One tab: question, answer card, SQL, result. It composes; AskController and RunController hold the logic. GUI
//! thread.
class Worksheet final : public QWidget {
    Q_OBJECT
public:
    //! \a tabTitle tells the title of another tab by its id in the connection pool.
    Worksheet(TeamSession* session, Services* services, const QString& server, const QUuid& id,
              std::function<QString(quint64)> tabTitle, QWidget* parent = nullptr);
    ~Worksheet() override;

    QUuid id() const { return m_id; }
    quint64 poolTab() const { return m_poolTab; }
    QString title() const;
    //! Nothing was typed, asked or run here.
    bool isPristine() const;
    //! What the journal keeps; window, order and current are the window's to fill in.
    JournalTab toJournal() const;
    void restore(const JournalTab& tab);
    void openReady(const ReadyQuestion& question);
    //! Shows an answer that was asked for in another tab; nothing runs.
    void openAnswer(const QString& title, const Question& question, const Answer& answer);
    //! A question of the team's that somebody saved.
    void openQuestion(const VerifiedQuestion& question);
    //! An answer that somebody did not mean, to be corrected.
    void openDoubtful(const DoubtfulAnswer& doubtful);
    //! Shows and runs \a sql, the first rows of \a table, under its name.
    void openTable(const QString& table, const QString& sql);
    //! Shows and runs \a sql, which a result led to.
    void openQuery(const QString& title, const QString& sql);
    //! Shows what was run before.
    void openRun(const QString& question, const QString& sql);
    //! The editor instead of the empty state.
    void showEditor();
    void insertSql(const QString& text);

    void setTheme(const Theme& theme);
    //! In a low window the card folds to a line and the editor to four after a run.
    void setCompact(bool compact);
    bool isBusy() const;

    //! A bar over the tabs has the next step: no button here is filled.
    void setLedByWindow(bool led);
    //! The connection of this tab broke, and its bar offers to connect again.
    bool offersReconnect() const;

    QString statusText() const;
    //! What the cells selected in the result amount to.
    QString selectionText() const;
    QString cursorText() const; //!< "Ln 2, Col 8", empty while no SQL is in sight

    void focusQuestion();
    //! F6: the next area from the one that holds the focus; false when the last one holds it.
    bool focusNextArea(bool backwards);
    void focusFirstArea(bool backwards);
    //! Gives the focus to what lasts in this tab, when \a lost, which held it, was hidden or disabled.
    void keepFocus(const QWidget* lost);

    void runCurrent();
    void runAll();
    //! Ctrl+Shift+Enter: as runCurrent(), and the result that stands there is pinned.
    void runIntoNewTab();
    //! The earlier result that goes first when room is needed; null: none may go.
    ResultPage* oldestEarlierResult() const;
    //! Bytes of its earlier results, those without a pin, that lie on disk.
    qint64 earlierDiskBytes() const;
    //! Closes an earlier result for its room; returns its bytes.
    qint64 giveUp(ResultPage* page);
    //! Esc: stops what is written or run, else unfolds the card.
    void escape();
    void stopAll();
    //! F8: the export dialog for the result in sight.
    void exportResult();
    void reconnect();

signals:
    void changed();
    void titleChanged();
    void statusChanged();
    void settingsRequested(bool forKey);
    void connectionLost();
    void reconnected();
    //! Rows arrive: whoever knows all tabs sees that there is room.
    void roomChecked();
    //! A query is to be opened and run in a tab of its own, of this title.
    void queryRequested(const QString& title, const QString& sql);
    //! An answer is to be opened in a tab of its own, of this title.
    void answerTabRequested(const QString& title, const parlance::Question& question, const parlance::Answer& answer);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    //! The policy allows questions to Claude; else nothing in sight speaks of them.
    bool asks() const;
    void buildWork();
    void connectAsk();
    void connectRun();
    void connectEditor();
    void connectKnowledge();
    void connectResults();
    void review();
    void reviewBody();
    void reviewButtons();
    void reviewOrigin();
    QString runState() const;
    QString runText() const;
    QString originText() const;
    InlineBar* leadingBar() const;
    void showSql(SqlOrigin origin, const QString& sql);
    void forgetLastText();
    void connectFollowUps();
    void connectFix();
    void addToEditorMenu(QMenu* menu);
    void onRunEnded();
    void reviewFollowUps();
    bool isResultEmpty() const;
    bool runsOnlyAnyway() const;
    void reviewFold();
    void sizeEditor();
    void onAsked();
    void onAnswerApplied();
    void onEdited();
    void usePart();
    QList<QWidget*> areas() const;

    TeamSession* m_session = nullptr;
    Services* m_services = nullptr;
    QString m_server;
    QUuid m_id;
    quint64 m_poolTab = 0;

    AskPanel* m_ask = nullptr;
    QStackedWidget* m_body = nullptr;
    EmptyState* m_empty = nullptr;
    QLabel* m_noSql = nullptr;
    QWidget* m_work = nullptr;
    QSplitter* m_splitter = nullptr;
    QWidget* m_editorFrame = nullptr;
    SqlEditor* m_editor = nullptr;
    QLabel* m_originLabel = nullptr;
    QPushButton* m_usePart = nullptr;
    KeyButton* m_run = nullptr;
    InlineBar* m_runBar = nullptr;
    ResultArea* m_results = nullptr;
    FollowUpRow* m_followUps = nullptr;
    AskController* m_asking = nullptr;
    SqlChecks* m_checks = nullptr;
    RunController* m_running = nullptr;
    ExportController* m_exporting = nullptr;
    CompareController* m_comparing = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_next = nullptr; //!< in low windows: what may be asked next
    TeamQuestions* m_team = nullptr;
    QuestionMatches* m_matches = nullptr;

    QString m_title; //!< given with the SQL (a table's name); else made from question or SQL
    QString m_table; //!< whose first rows the SQL reads
    SqlOrigin m_origin = SqlOrigin::None;
    bool m_derived = false; //!< the person's SQL began as Claude's or a ready one
    bool m_editorWanted = false;
    bool m_questionChanged = false;
    bool m_askedLast = false; //!< the bar of the question is newer than that of the run
    bool m_ledByWindow = false;
    bool m_typedMeanwhile = false;
    bool m_compact = false;
    bool m_unfolded = false;
    bool m_hasResults = false;
    bool m_pageChosen = false; //!< the person went to a result after the run spoke last
    bool m_sizedByHand = false;
    int m_restoredLine = -1;
    QDateTime m_restoredRun; //!< when the restored SQL ran last, until other SQL stands here
};

} // namespace parlance
