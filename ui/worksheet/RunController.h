// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/Journal.h"
#include "results/ResultKeeper.h"
#include "team/TeamSession.h"
#include "ui/worksheet/RunPlan.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace parlance {

class HeldRun;
class InlineBar;
class ResultArea;
class ResultPage;
class ResultRemarks;
class RowCount;
class RunBar;
class SqlEditor;

//! What a tab's runs need to know beside the editor.
struct RunContext {
    TeamSession* session = nullptr;
    Journal* journal = nullptr;
    QString server; //!< as JournalTab::server
    QUuid tab;
    quint64 poolTab = 0;                      //!< the tab's id in the connection pool
    std::function<QString(quint64)> tabTitle; //!< of another tab, by its id in the pool
    std::function<QString()> question;        //!< what the SQL answers
    std::shared_ptr<ResultMemory> memory;     //!< the program's account of rows in memory
    SpillLimits spill;
    bool asks = false; //!< Claude may be asked to fix an error
};

//! The logic of running in one tab: judge, get a connection, stream, tell how it ended. GUI thread.
class RunController final : public QObject {
    Q_OBJECT
public:
    //! Held: the rows up to the cap are there and the run is kept open for the rest; whoever runs something ends it.
    enum class State { Idle, Judging, WaitingForConnection, Running, Held };
    enum class Outcome { Done, Stopped, Failed };

    RunController(const RunContext& context, SqlEditor* editor, ResultArea* area, InlineBar* bar,
                  QObject* parent = nullptr);
    ~RunController() override;

    //! The selection, else the statement under the cursor.
    void runCurrent();
    //! The same into a result tab of its own: the results that stand there now are pinned.
    void runIntoNewTab();
    void runAll();
    void stop();
    //! Opens the tab's connection again after it was lost.
    void reconnect();
    State state() const { return m_state; }
    bool isRunning() const { return m_state != State::Idle && m_state != State::Held; }
    //! How long a run is kept open at its cap, in seconds; for those that are sent from now on.
    void setHoldAtCapSeconds(int seconds) { m_holdAtCapSeconds = seconds; }
    bool hasRun() const { return m_lastRunAt.isValid(); }
    //! Whether the text as it stands was run.
    bool hasRunThis() const;
    //! How the last run ended; Done while none has.
    Outcome outcome() const { return m_outcome; }
    //! Takes away the word that a part of Claude's SQL cannot run, if it is that which the bar shows.
    void dropPartNotice();
    bool showsPartNotice() const;
    //! Takes away what the bar says of a text that is no longer there.
    void dropTextNotice();
    //! The bar offers to connect again, or says that it is being done.
    bool offersReconnect() const;
    QDateTime lastRunAt() const { return m_lastRunAt; }
    void setLastRunAt(const QDateTime& time) { m_lastRunAt = time; }
    const QString& statusText() const { return m_statusText; }
    //! Whether the shown result is of the text as it stands.
    void reviewStale();

signals:
    void stateChanged();
    void statusChanged();
    void started(); //!< the first statement was sent
    void ended();   //!< however it ended
    void connectionLost();
    void reconnected();
    void usePartRequested();
    //! The server has said no to \a sql; empty: it did what was asked.
    void errorChanged(const QByteArray& sql, const parlance::PostgresError& error);
    //! Claude is to fix \a sql, a statement that failed with this error.
    void fixRequested(const QByteArray& sql, const parlance::PostgresError& error);
    //! What that would send is to be shown.
    void fixPreviewRequested(const QByteArray& sql, const parlance::PostgresError& error);
    //! What that would send is to be said, or no longer.
    void fixHinted(bool on, const QByteArray& sql, const parlance::PostgresError& error);

private:
    enum class Mode { Current, All };

    void connectCap();
    void whenFree(const std::function<void()>& what);
    void runWithoutCap(ResultPage* page);
    void fetchRest(ResultPage* page);
    void onHeld(qint64 rows, int seconds);
    RunLimits limits() const;
    ResultPage* currentPage() const;
    qint64 elapsed() const;
    void start(Mode mode, bool intoNew);
    void judge();
    void execute(const RunPlan& plan);
    void runNext();
    void send(Connection* connection);
    void follow(Connection* connection);
    void waitForConnection();
    void onColumns(const QList<ResultColumn>& columns);
    void onChunk(const ResultChunkPtr& chunk);
    void onFinished(const Result<RunSummary, PostgresError>& result);
    void onSummary(const RunSummary& summary);
    void onError(const PostgresError& error);
    void finish(const QString& status, State next = State::Idle);
    void setState(State state);
    void tick();
    void offerDrop();
    void dropConnection();
    int cursorAt(qsizetype offset) const;
    void showRefusal();
    void showServerError(const PostgresError& error);
    void showConnectionError(const PostgresError& error, bool again);
    void onOpenFinished(const Result<ServerInfo, PostgresError>& result);
    void noteNotRun(bool stopped);
    void noteEnd(const QString& outcome, const QString& error);

    RunContext m_context;
    SqlEditor* m_editor = nullptr;
    ResultArea* m_area = nullptr;
    RunBar* m_bar = nullptr;
    HeldRun* m_held = nullptr;
    RowCount* m_count = nullptr;
    ResultRemarks* m_remarks = nullptr;
    std::function<void()> m_whenFree; //!< waits for the held run to end
    State m_state = State::Idle;
    Mode m_mode = Mode::Current;
    quint64 m_judging = 0; //!< drops the script of a run that was stopped meanwhile
    RunPlan m_plan;
    QList<QPointer<ResultPage>> m_pages; //!< of m_plan's statements; one that has ended may be closed (null)
    RunItem m_item;                      //!< what runs
    qsizetype m_index = 0;               //!< its page
    qsizetype m_last = 0;                //!< the page of the last statement to run
    bool m_uncapped = false;
    bool m_intoNew = false;
    int m_holdAtCapSeconds = 60;
    QPointer<Connection> m_connection;
    quint64 m_run = 0;
    quint64 m_journalRun = 0;
    QByteArray m_text; //!< the editor's text when the run began
    quint64 m_revision = 0;
    PostgresError m_error;  //!< the server's last
    bool m_wasSent = false; //!< m_revision was run, not only judged
    qint64 m_rows = 0;
    qint64 m_firstRowAfter = -1;
    QElapsedTimer m_elapsed;
    QTimer m_tick;
    QTimer m_stopTimer;
    Outcome m_outcome = Outcome::Done;
    bool m_stopping = false;
    bool m_reconnecting = false;
    QDateTime m_lastRunAt;
    QString m_statusText;
};

} // namespace parlance
