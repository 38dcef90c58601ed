// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/RunController.h"

#include "base/WhenFinished.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/MessagePane.h"
#include "ui/worksheet/ResultArea.h"
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
{
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(stopPatience);
    connect(&m_tick, &QTimer::timeout, this, &RunController::tick);
    connect(&m_stopTimer, &QTimer::timeout, this, &RunController::offerDrop);
    connect(m_bar, &RunBar::usePartRequested, this, &RunController::usePartRequested);
    connect(m_bar, &RunBar::reconnectRequested, this, &RunController::reconnect);
    connect(m_bar, &RunBar::dropRequested, this, &RunController::dropConnection);
    connect(m_bar, &RunBar::placeRequested, m_editor, [this](int cursor) {
        m_editor->setCursorOffset(cursor);
        m_editor->setFocus(Qt::OtherFocusReason);
    });
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
        noteEnd(QStringLiteral("stopped"), QString());
    m_context.session->pool()->release(m_context.poolTab);
}

void RunController::runCurrent()
{
    start(Mode::Current);
}

void RunController::runAll()
{
    start(Mode::All);
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

void RunController::start(Mode mode)
{
    if (isRunning() || m_editor->isWriting())
        return;
    m_bar->hide();
    if (m_editor->isPartial()) {
        m_bar->showPart();
        emit stateChanged();
        return;
    }
    m_editor->clearMarks();
    m_mode = mode;
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
    if (plan.refusal) {
        showRefusal();
        return;
    }
    if (plan.items.isEmpty()) {
        m_bar->showNoStatement(m_text.trimmed().isEmpty());
        finish(QString());
        return;
    }
    m_area->begin(static_cast<int>(plan.items.size()));
    m_area->messages()->startRun();
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
            m_area->page(static_cast<int>(m_index))->model()->nameColumns(columns);
    });
    connect(connection, &Connection::runChunk, this, [this](quint64 run, const ResultChunkPtr& chunk) {
        if (run == m_run)
            onChunk(chunk);
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
    const RunItem& item = m_plan.items.at(m_index);
    m_rows = 0;
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
    run.sql = QString::fromUtf8(item.sql);
    m_journalRun = m_context.journal->startRun(run);
    m_area->page(static_cast<int>(m_index))->showPlaceholder(tr("Waiting for the first row."));
    m_area->showPage(static_cast<int>(m_index));
    m_elapsed.start();
    m_tick.start(100);
    setState(State::Running);
    m_run = connection->run(item.sql, m_context.session->runLimits());
    tick();
    if (m_index == 0)
        emit started();
}

void RunController::onColumns(const QList<ResultColumn>& columns)
{
    ResultPage* page = m_area->page(static_cast<int>(m_index));
    page->model()->begin(columns);
    page->showRows();
}

void RunController::onChunk(const ResultChunkPtr& chunk)
{
    if (m_firstRowAfter < 0)
        m_firstRowAfter = m_elapsed.elapsed();
    m_rows += chunk->rowCount;
    m_area->page(static_cast<int>(m_index))->model()->append(chunk);
}

QString RunController::pageTitle(const QString& rest) const
{
    const QString name = m_plan.items.size() > 1 ? tr("Result %1").arg(m_index + 1) : tr("Result");
    return rest.isEmpty() ? name : name + QStringLiteral(" · ") + rest;
}

void RunController::tick()
{
    if (m_state != State::Running)
        return;
    const QString soFar = m_rows > 0 ? tr("%1 so far").arg(rowsText(m_rows)) : QString();
    m_area->setProgress(m_stopping ? tr("Stopping… %1").arg(elapsedText(m_elapsed.elapsed()))
                                   : elapsedText(m_elapsed.elapsed()));
    m_area->setPageTitle(static_cast<int>(m_index), pageTitle(soFar));
    if (m_rows == 0)
        m_statusText = tr("Running");
    else
        m_statusText = soFar + QStringLiteral("   ") + tr("first row after %1").arg(elapsedText(m_firstRowAfter));
    emit statusChanged();
}

void RunController::onFinished(const Result<RunSummary, PostgresError>& result)
{
    if (m_state != State::Running)
        return;
    m_tick.stop();
    m_stopTimer.stop();
    m_run = 0;
    if (m_area->page(static_cast<int>(m_index))->model()->columnCount() > 0)
        m_area->page(static_cast<int>(m_index))->model()->finish();
    if (result)
        onSummary(*result);
    else
        onError(result.error());
}

void RunController::onSummary(const RunSummary& summary)
{
    ResultPage* page = m_area->page(static_cast<int>(m_index));
    const qint64 milliseconds = summary.totalMicroseconds / 1000;
    m_area->setPageTitle(static_cast<int>(m_index), pageTitle(rowsText(summary.rows)));
    if (summary.capped)
        page->setNote(tr("The first %1; there are more.").arg(rowsText(summary.rows)));
    if (page->model()->columnCount() == 0)
        page->showPlaceholder(tr("Done: %1. There are no columns to show.").arg(summary.commandTag));
    m_area->messages()->addSummary(
        QStringLiteral("%1 · %2 · %3").arg(summary.commandTag, rowsText(summary.rows), elapsedText(milliseconds)));
    m_context.journal->finishRun(m_journalRun, summary.rows, milliseconds, QStringLiteral("done"), QString());
    m_journalRun = 0;
    const QString status = (summary.capped ? tr("first %1").arg(rowsText(summary.rows)) : rowsText(summary.rows)) +
                           QStringLiteral("   ") + elapsedText(milliseconds);
    if (m_index + 1 < m_plan.items.size() && !m_stopping) {
        ++m_index;
        runNext();
        return;
    }
    finish(status);
}

void RunController::noteEnd(const QString& outcome, const QString& error)
{
    m_context.journal->finishRun(m_journalRun, m_rows, m_elapsed.elapsed(), outcome, error);
    m_journalRun = 0;
}

void RunController::onError(const PostgresError& error)
{
    ResultPage* page = m_area->page(static_cast<int>(m_index));
    const QString after = elapsedText(m_elapsed.elapsed());
    const bool cancelled = error.kind == PostgresError::Kind::Cancelled;
    m_outcome = cancelled ? Outcome::Stopped : Outcome::Failed;
    m_area->setPageTitle(static_cast<int>(m_index), pageTitle(m_rows > 0 ? rowsText(m_rows) : QString()));
    if (m_rows > 0)
        page->setNote(cancelled ? tr("Stopped: these are the first %1.").arg(rowsText(m_rows))
                                : tr("It ended early: these are the first %1.").arg(rowsText(m_rows)));
    else
        page->showPlaceholder(cancelled ? tr("Stopped before the first row.") : tr("No rows: the run failed."));
    if (cancelled) {
        m_area->messages()->addSummary(tr("Stopped after %1").arg(after));
        noteEnd(QStringLiteral("stopped"), QString());
        m_bar->hide();
        finish(m_rows > 0 ? tr("Stopped after %1   %2").arg(after, rowsText(m_rows))
                          : tr("Stopped after %1").arg(after));
        return;
    }
    m_area->messages()->addError(error, QString::fromUtf8(m_plan.items.at(m_index).sql));
    noteEnd(QStringLiteral("failed"), QStringLiteral("%1 %2").arg(error.sqlState, error.message).trimmed());
    if (isAboutConnection(error)) {
        showConnectionError(error, false);
        emit connectionLost();
    } else {
        showServerError(error);
        m_area->showMessages();
    }
    finish(tr("Failed after %1").arg(after));
}

void RunController::finish(const QString& status)
{
    m_stopping = false;
    m_tick.stop();
    m_stopTimer.stop();
    m_area->setProgress(QString());
    m_statusText = status;
    setState(State::Idle);
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
    case State::Judging:
    case State::WaitingForConnection:
        ++m_judging;
        finish(tr("Stopped"));
        return;
    case State::Running:
        m_stopping = true;
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

int RunController::cursorAt(qsizetype offset) const
{
    const bool stands = offset >= 0 && m_editor->revision() == m_revision;
    return stands ? static_cast<int>(QString::fromUtf8(m_text.left(offset)).size()) : -1;
}

void RunController::showRefusal()
{
    const Finding finding = *m_plan.refusal;
    // One statement is its own place.
    m_bar->showRefusal(describeRefusal(m_plan), m_plan.judged > 1 ? cursorAt(finding.start) : -1);
    if (finding.length > 0)
        m_editor->showErrorAt(finding.start, finding.length);
    JournalRun run;
    run.tab = m_context.tab;
    run.team = m_context.session->team().id;
    run.server = m_context.server;
    run.startedAt = QDateTime::currentDateTimeUtc();
    run.question = m_context.question();
    run.sql = m_editor->sql();
    m_context.journal->finishRun(m_context.journal->startRun(run), 0, 0, QStringLiteral("refused"), finding.message);
    finish(tr("Not run"));
}

void RunController::showServerError(const PostgresError& error)
{
    const qsizetype offset =
        error.position > 0
            ? m_plan.items.at(m_index).start + byteOffsetOfCharacter(m_plan.items.at(m_index).sql, error.position)
            : -1;
    const RunErrorWords words = describeRunError(error, m_text, offset, m_plan.items.size(), m_index);
    const int cursor = cursorAt(offset);
    m_bar->showServerError(words, cursor);
    if (cursor >= 0)
        m_editor->showErrorAt(offset, wordLength(m_text, offset));
}

void RunController::showConnectionError(const PostgresError& error, bool again)
{
    m_bar->showLostConnection(describeConnectionError(error, m_context.session->team()), again);
}

bool RunController::hasRunThis() const
{
    return m_wasSent && m_editor->revision() == m_revision;
}

void RunController::reviewStale()
{
    if (isRunning() || !hasRun())
        return;
    const bool stale = m_editor->revision() != m_revision && m_editor->utf8() != m_text;
    m_area->setStale(stale);
}

} // namespace parlance
