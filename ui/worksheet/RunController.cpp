// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/RunController.h"

#include "base/WhenFinished.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/MessagePane.h"
#include "ui/worksheet/ExportController.h"
#include "ui/worksheet/HeldRun.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/ResultRemarks.h"
#include "ui/worksheet/RowCount.h"
#include "ui/worksheet/RunBar.h"
#include "ui/worksheet/Words.h"

#include <QFuture>

namespace parlance {

namespace {

constexpr int stopPatience = 5000; // users-expect.md: after 5 s without effect, offer to drop the connection

} // namespace

RunController::RunController(const RunContext& context, SqlEditor* editor, ResultArea* area, InlineBar* bar,
                             QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_editor(editor)
    , m_area(area)
    , m_bar(new RunBar(bar, this))
    , m_held(new HeldRun(this))
    , m_count(new RowCount(context.session, this))
    , m_remarks(new ResultRemarks(context.session, this))
{
    m_bar->setMayAsk(context.session->askLimits().allowed);
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(stopPatience);
    connect(&m_tick, &QTimer::timeout, this, &RunController::tick);
    connect(&m_stopTimer, &QTimer::timeout, this, &RunController::offerDrop);
    connect(m_bar, &RunBar::usePartRequested, this, &RunController::usePartRequested);
    m_bar->setFixOffered(m_context.asks);
    connect(m_bar, &RunBar::fixRequested, this, [this] { emit fixRequested(m_item.sql, m_error); });
    connect(m_bar, &RunBar::fixPreviewRequested, this, [this] { emit fixPreviewRequested(m_item.sql, m_error); });
    connect(m_bar, &RunBar::fixHinted, this, [this](bool on) { emit fixHinted(on, m_item.sql, m_error); });
    connect(m_bar, &RunBar::reconnectRequested, this, &RunController::reconnect);
    connect(m_bar, &RunBar::dropRequested, this, &RunController::dropConnection);
    connect(m_bar, &RunBar::placeRequested, m_editor, [this](int cursor) {
        m_editor->setCursorOffset(cursor);
        m_editor->setFocus(Qt::OtherFocusReason);
    });
    connectCap();
    connect(m_editor, &SqlEditor::partialChanged, this, [this](bool partial) {
        if (!partial)
            dropPartNotice();
    });
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (m_editor->revision() != m_revision && m_bar->dropPlace())
            emit stateChanged();
    });
    connect(m_editor, &SqlEditor::scriptRead, this, [this] {
        if (m_state == State::Judging)
            judge();
    });
    connect(m_context.session->pool(), &ConnectionPool::connectionFreed, this, [this] {
        if (m_state == State::WaitingForConnection)
            runNext();
    });
}

RunController::~RunController()
{
    if (m_connection != nullptr)
        m_connection->disconnect(this); // its last signals would speak to widgets that go too
    if (m_journalRun != 0)
        noteEnd(m_state == State::Held ? QStringLiteral("done") : QStringLiteral("stopped"), QString());
    m_context.session->pool()->release(m_context.poolTab);
}

void RunController::runCurrent()
{
    start(Mode::Current, false);
}

void RunController::runIntoNewTab()
{
    start(Mode::Current, true);
}

void RunController::runAll()
{
    start(Mode::All, false);
}

void RunController::dropPartNotice()
{
    if (m_bar->drop(RunBar::Shown::Part))
        emit stateChanged();
}

void RunController::dropTextNotice()
{
    if (m_bar->dropAboutText())
        emit stateChanged();
}

bool RunController::offersReconnect() const
{
    return m_bar->isAboutConnection();
}

bool RunController::showsPartNotice() const
{
    return m_bar->shown() == RunBar::Shown::Part;
}

void RunController::start(Mode mode, bool intoNew)
{
    if (isRunning() || m_editor->isWriting())
        return;
    if (m_state == State::Held) {
        whenFree([this, mode, intoNew] { start(mode, intoNew); });
        return;
    }
    m_bar->hide();
    if (m_editor->isPartial()) {
        m_bar->showPart();
        emit stateChanged();
        return;
    }
    m_editor->clearError();
    m_mode = mode;
    m_intoNew = intoNew;
    m_stopping = false;
    ++m_judging;
    setState(State::Judging);
    judge();
}

void RunController::judge()
{
    if (m_mode == Mode::Current && m_editor->hasSelectedText()) {
        const SqlEditor::Range range = m_editor->runRange();
        const QByteArray selected = m_editor->utf8().mid(range.start, range.length);
        const quint64 judging = m_judging;
        const auto judged = [this, judging, start = range.start](const SqlScript& script) {
            if (judging == m_judging && m_state == State::Judging)
                execute(planRun(script, start));
        };
        whenFinished(SqlScript::parseLater(selected), this, judged);
        return;
    }
    if (!m_editor->script())
        return; // scriptRead comes
    if (m_mode == Mode::All) {
        execute(planRun(*m_editor->script(), 0));
        return;
    }
    const SqlEditor::Range range = m_editor->runRange();
    execute(range.length == 0 ? RunPlan() : planStatement(*m_editor->script(), range.start, range.length));
}

void RunController::execute(const RunPlan& plan)
{
    ++m_judging;
    m_plan = plan;
    m_index = 0;
    m_text = m_editor->utf8();
    m_revision = m_editor->revision();
    m_wasSent = false;
    m_uncapped = false;
    if (plan.refusal) {
        showRefusal();
        return;
    }
    if (plan.items.isEmpty()) {
        m_bar->showNoStatement(m_text.trimmed().isEmpty());
        finish(QString());
        return;
    }
    m_count->stop();
    QList<QByteArray> statements;
    for (const RunItem& item : plan.items)
        statements.append(item.sql);
    m_area->messages()->startRun();
    const QList<ResultPage*> pages = m_area->begin(statements, m_text, m_intoNew);
    m_pages = {pages.cbegin(), pages.cend()};
    m_last = plan.items.size() - 1;
    m_item = plan.items.constFirst();
    runNext();
}

void RunController::runNext()
{
    Connection* connection = m_context.session->pool()->acquire(m_context.poolTab);
    if (connection == nullptr)
        waitForConnection();
    else
        send(connection);
}

void RunController::waitForConnection()
{
    const quint64 busy = m_context.session->pool()->busyTab();
    const QString title = busy == 0 ? QString() : m_context.tabTitle(busy);
    const QString text = title.isEmpty()
                           ? tr("Waiting: all connections of this session are in use")
                           : tr("Waiting for the tab “%1” to finish: all connections are in use").arg(title);
    m_area->setProgress(text);
    m_statusText = text;
    setState(State::WaitingForConnection);
    emit statusChanged();
}

void RunController::follow(Connection* connection)
{
    if (m_connection == connection)
        return;
    if (m_connection != nullptr)
        m_connection->disconnect(this);
    m_connection = connection;
    connect(connection, &Connection::runColumns, this, [this](quint64 run, const QList<ResultColumn>& columns) {
        if (run == m_run)
            onColumns(columns);
    });
    connect(connection, &Connection::runColumnsNamed, this, [this](quint64 run, const QList<ResultColumn>& columns) {
        if (run == m_run)
            currentPage()->model()->nameColumns(columns);
    });
    connect(connection, &Connection::runChunk, this, [this](quint64 run, const ResultChunkPtr& chunk) {
        if (run == m_run)
            onChunk(chunk);
    });
    connect(connection, &Connection::runHeld, this, [this](quint64 run, qint64 rows, int seconds) {
        if (run == m_run)
            onHeld(rows, seconds);
    });
    connect(connection, &Connection::runNotice, this, [this](quint64 run, const PostgresNotice& notice) {
        if (run == m_run)
            m_area->messages()->addNotice(notice);
    });
    connect(connection, &Connection::runFinished, this,
            [this](quint64 run, const Result<RunSummary, PostgresError>& result) {
                if (run == m_run)
                    onFinished(result);
            });
    connect(connection, &Connection::openFinished, this, &RunController::onOpenFinished);
}

void RunController::send(Connection* connection)
{
    follow(connection);
    m_rows = 0;
    m_held->startRun();
    m_firstRowAfter = -1;
    m_wasSent = true;
    m_outcome = Outcome::Done;
    m_lastRunAt = QDateTime::currentDateTimeUtc();
    JournalRun run;
    run.tab = m_context.tab;
    run.team = m_context.session->team().id;
    run.server = m_context.server;
    run.startedAt = m_lastRunAt;
    run.question = m_context.question();
    run.sql = QString::fromUtf8(m_item.sql);
    m_journalRun = m_context.journal->startRun(run);
    currentPage()->startRun(m_item.sql, exportOriginOf(m_context.session, run.question, run.sql, m_lastRunAt));
    m_area->showPage(currentPage());
    m_elapsed.start();
    m_tick.start(100);
    setState(State::Running);
    m_run = connection->run(m_item.sql, limits(), std::make_shared<ResultKeeper>(m_context.memory, m_context.spill));
    tick();
    if (m_index == 0)
        emit started();
}

ResultPage* RunController::currentPage() const
{
    return m_pages.value(m_index);
}

//! Milliseconds the statement took so far.
qint64 RunController::elapsed() const
{
    return m_elapsed.elapsed() - m_held->heldMilliseconds();
}

void RunController::onColumns(const QList<ResultColumn>& columns)
{
    ResultPage* page = currentPage();
    page->model()->begin(columns);
    m_remarks->begin(columns);
    page->showRows();
}

void RunController::onChunk(const ResultChunkPtr& chunk)
{
    if (m_firstRowAfter < 0)
        m_firstRowAfter = elapsed();
    m_rows += chunk->rowCount;
    m_remarks->take(*chunk);
    currentPage()->model()->append(chunk);
}

void RunController::tick()
{
    if (m_state != State::Running)
        return;
    const QString soFar = m_rows > 0 ? tr("%1 so far").arg(rowsText(m_rows)) : QString();
    m_area->setProgress(m_stopping ? tr("Stopping… %1").arg(elapsedText(elapsed())) : elapsedText(elapsed()));
    currentPage()->setSummary(soFar);
    if (m_rows == 0)
        m_statusText = tr("Running");
    else
        m_statusText = soFar + QStringLiteral("   ") + tr("first row after %1").arg(elapsedText(m_firstRowAfter));
    emit statusChanged();
}

void RunController::onFinished(const Result<RunSummary, PostgresError>& result)
{
    if (m_state != State::Running && m_state != State::Held)
        return;
    m_tick.stop();
    m_stopTimer.stop();
    m_held->over();
    m_run = 0;
    if (currentPage()->model()->columnCount() > 0)
        currentPage()->model()->finish();
    const std::function<void()> next = std::exchange(m_whenFree, {});
    if (result)
        onSummary(*result);
    else
        onError(result.error());
    if (next && result)
        next();
}

void RunController::finish(const QString& status, State next)
{
    m_stopping = false;
    m_tick.stop();
    m_stopTimer.stop();
    m_area->setProgress(QString());
    m_statusText = status;
    for (ResultPage* page : std::as_const(m_pages)) {
        if (page != nullptr)
            page->setBusy(false);
    }
    setState(next);
    reviewStale();
    emit statusChanged();
    emit ended();
}

void RunController::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void RunController::stop()
{
    switch (m_state) {
    case State::Idle:
        return;
    case State::Held:
        m_held->finish();
        return;
    case State::Judging:
    case State::WaitingForConnection:
        ++m_judging;
        finish(tr("Stopped"));
        return;
    case State::Running:
        m_stopping = true;
        m_whenFree = nullptr;
        if (!m_stopTimer.isActive())
            m_stopTimer.start();
        if (m_connection != nullptr)
            m_connection->stop();
        tick();
        return;
    }
}

void RunController::offerDrop()
{
    if (m_state != State::Running)
        return;
    m_bar->showDropOffer();
    emit stateChanged();
}

void RunController::dropConnection()
{
    m_bar->hide();
    if (m_connection != nullptr)
        m_connection->drop();
}

void RunController::reconnect()
{
    if (isRunning())
        return;
    Connection* connection = m_context.session->pool()->acquire(m_context.poolTab);
    if (connection == nullptr) {
        // Every connection is busy: this tab has none to open again, its next run waits for one.
        m_bar->hide();
        emit stateChanged();
        return;
    }
    follow(connection);
    m_reconnecting = true;
    m_bar->showConnecting();
    connection->open();
    emit stateChanged();
}

void RunController::onOpenFinished(const Result<ServerInfo, PostgresError>& result)
{
    if (!m_reconnecting)
        return;
    m_reconnecting = false;
    if (result) {
        m_bar->hide();
        m_statusText = tr("Connected again");
        emit reconnected();
    } else {
        showConnectionError(result.error(), true);
    }
    emit statusChanged();
    emit stateChanged();
}

bool RunController::hasRunThis() const
{
    return m_wasSent && m_editor->revision() == m_revision;
}

void RunController::reviewStale()
{
    if (isRunning() || !hasRun())
        return;
    m_area->reviewStale(m_editor->utf8());
}

} // namespace parlance
