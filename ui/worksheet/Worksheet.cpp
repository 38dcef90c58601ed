// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/Worksheet.h"

#include "ui/ask/AskController.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/FollowUpRow.h"
#include "ui/ask/QuestionEdit.h"
#include "ui/ask/QuestionMatches.h"
#include "ui/editor/SqlEditor.h"
#include "ui/theme/InlineBar.h"
#include "ui/worksheet/CompareController.h"
#include "ui/worksheet/EmptyState.h"
#include "ui/worksheet/ExportController.h"
#include "ui/worksheet/KeyButton.h"
#include "ui/worksheet/ResultArea.h"
#include "ui/worksheet/RunController.h"
#include "ui/worksheet/SqlChecks.h"
#include "ui/worksheet/TeamQuestions.h"
#include "ui/worksheet/Words.h"

#include <QApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <atomic>

namespace parlance {

namespace {

constexpr int titleLength = 26;

//! Ids of tabs in connection pools; 0 stays "no tab".
quint64 nextPoolTab()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}

} // namespace

Worksheet::Worksheet(TeamSession* session, Services* services, const QString& server, const QUuid& id,
                     std::function<QString(quint64)> tabTitle, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_services(services)
    , m_server(server)
    , m_id(id)
    , m_poolTab(nextPoolTab())
{
    setRole(this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 0);
    layout->setSpacing(8);
    m_ask = new AskPanel(this);
    m_ask->setVisible(asks());
    m_editorWanted = !asks(); // then the editor is where a tab begins
    m_body = new QStackedWidget(this);
    m_empty = new EmptyState(m_body);
    if (session->isSample())
        m_empty->setQuestions(readyQuestions(session->team().id));
    m_noSql = new QLabel(m_body);
    m_noSql->setObjectName(QStringLiteral("noSqlLabel"));
    m_noSql->setAlignment(Qt::AlignCenter);
    setRole(m_noSql, "caption");
    buildWork();
    m_body->addWidget(m_empty);
    m_body->addWidget(m_noSql);
    m_body->addWidget(m_work);
    layout->addWidget(m_ask);
    layout->addWidget(m_body, 1);

    RunContext context;
    context.session = session;
    context.journal = services->journal;
    context.server = server;
    context.tab = m_id;
    context.poolTab = m_poolTab;
    context.tabTitle = std::move(tabTitle);
    // What the SQL answers, not what is typed meanwhile.
    context.question = [this] {
        return m_asking->answered().isEmpty() ? m_ask->question() : m_asking->answered().wholeText();
    };
    context.asks = session->askLimits().allowed;
    context.memory = services->resultMemory;
    context.spill = session->team().spillLimits(QDir(services->paths.dataFolder).filePath(QStringLiteral("rows")));
    m_running = new RunController(context, m_editor, m_results, m_runBar, this);
    m_exporting = new ExportController(
        session, services->settings, m_results, [this] { return title(); }, this);
    m_comparing = new CompareController(session, m_results, this);
    m_asking = new AskController(session, server, services, m_ask, m_editor, this);
    m_checks = new SqlChecks(session, m_editor, services->settings, this);
    m_team = new TeamQuestions(session, m_asking, m_ask, m_running, m_results, m_save, this);
    m_matches = new QuestionMatches(m_ask->questionEdit(), session->knowledge(), this);
    m_matches->keepFree(m_ask->sendsLine());
    connectKnowledge();
    connectAsk();
    connectRun();
    connectResults();
    connectFollowUps();
    connectEditor();
    review();
}

Worksheet::~Worksheet()
{
    // The controllers speak to widgets in their last words: they go before the widgets do, and say nothing to us.
    m_running->disconnect(this);
    m_asking->disconnect(this);
    delete m_checks;
    m_running->disconnect(m_team);
    m_asking->disconnect(m_team);
    delete m_running;
    delete m_asking;
}

void Worksheet::buildWork()
{
    m_work = new QWidget(m_body);
    auto* layout = new QVBoxLayout(m_work);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 3, 5, 3); // room for the focus ring
    m_originLabel = new QLabel(m_work);
    m_originLabel->setObjectName(QStringLiteral("originLabel"));
    m_originLabel->setTextFormat(Qt::PlainText);
    setRole(m_originLabel, "caption");
    m_save = new QPushButton(tr("Save for the team"), m_work);
    m_save->setObjectName(QStringLiteral("saveForTeamButton"));
    setRole(m_save, "link");
    m_next = new QPushButton(m_work);
    m_next->setObjectName(QStringLiteral("askNextButton"));
    setRole(m_next, "link");
    m_next->hide();
    m_usePart = new QPushButton(tr("Use this part"), m_work);
    m_usePart->setObjectName(QStringLiteral("usePartButton"));
    m_run = new KeyButton(tr("Run"), QStringLiteral("play"), tr("Ctrl+Enter"), m_work);
    m_run->setObjectName(QStringLiteral("runButton"));
    row->addWidget(m_originLabel, 1);
    row->addWidget(m_next);
    row->addWidget(m_save);
    row->addWidget(m_usePart);
    row->addWidget(m_run);
    layout->addLayout(row);

    m_splitter = new QSplitter(Qt::Vertical, m_work);
    m_splitter->setChildrenCollapsible(false);
    auto* frame = new QFrame(m_splitter);
    frame->setObjectName(QStringLiteral("editorFrame"));
    m_editorFrame = frame;
    auto* frameLayout = new QVBoxLayout(frame);
    frameLayout->setContentsMargins(2, 4, 2, 4);
    m_editor = new SqlEditor(frame);
    m_editor->setMinimumHeight(40);
    frameLayout->addWidget(m_editor);
    auto* lower = new QWidget(m_splitter);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 4, 0, 0);
    lowerLayout->setSpacing(6);
    m_runBar = new InlineBar(lower);
    m_runBar->setObjectName(QStringLiteral("runBar"));
    m_runBar->hide();
    m_results = new ResultArea(lower);
    lowerLayout->addWidget(m_runBar);
    lowerLayout->addWidget(m_results, 1);
    m_followUps = new FollowUpRow(lower);
    lowerLayout->addWidget(m_followUps);
    m_splitter->addWidget(frame);
    m_splitter->addWidget(lower);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setHandleWidth(6);
    layout->addWidget(m_splitter, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_sizedByHand = true; });
}

void Worksheet::connectAsk()
{
    connect(m_ask, &AskPanel::askRequested, m_asking, &AskController::ask);
    connect(m_asking, &AskController::asked, this, &Worksheet::onAsked);
    connect(m_ask, &AskPanel::stopRequested, m_asking, &AskController::stop);
    connect(m_ask, &AskPanel::previewRequested, m_asking, &AskController::showPreview);
    connect(m_ask, &AskPanel::whatWasSentRequested, m_asking, &AskController::showWhatWasSent);
    connect(m_ask, &AskPanel::unfoldRequested, this, [this] {
        m_unfolded = true;
        reviewFold();
    });
    connect(m_ask, &AskPanel::questionEdited, this, [this] {
        m_typedMeanwhile = true;
        m_questionChanged = true;
        m_title.clear();
        reviewButtons();
        emit titleChanged();
        emit changed();
    });
    connect(m_asking, &AskController::stateChanged, this, [this] {
        if (m_asking->isAsking())
            m_running->dropPartNotice();
        review();
    });
    connect(m_asking, &AskController::outcomeShown, this, [this] {
        m_askedLast = true;
        review();
    });
    connect(m_asking, &AskController::answerApplied, this, &Worksheet::onAnswerApplied);
    connect(m_asking, &AskController::settingsRequested, this, &Worksheet::settingsRequested);
    connect(m_asking, &AskController::writeSqlRequested, this, &Worksheet::showEditor);
    connect(m_empty, &EmptyState::opened, this, &Worksheet::openReady);
    connect(m_empty, &EmptyState::writeSqlRequested, this, &Worksheet::showEditor);
    connect(m_session, &TeamSession::catalogRead, this, &Worksheet::statusChanged);
}

void Worksheet::connectRun()
{
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running->isRunning())
            m_running->stop();
        else
            runCurrent();
    });
    connect(m_usePart, &QPushButton::clicked, this, &Worksheet::usePart);
    connect(m_running, &RunController::usePartRequested, this, &Worksheet::usePart);
    connect(m_running, &RunController::stateChanged, this, &Worksheet::review);
    connect(m_running, &RunController::statusChanged, this, [this] {
        m_pageChosen = false;
        if (m_running->isRunning())
            emit roomChecked();
        emit statusChanged();
    });
    connect(m_running, &RunController::started, this, [this] {
        m_hasResults = true;
        m_unfolded = false;
        reviewFold();
        emit changed();
    });
    connect(m_running, &RunController::ended, this, [this] {
        m_askedLast = false;
        onRunEnded();
        review();
        emit roomChecked();
        emit changed();
    });
    connect(m_running, &RunController::connectionLost, this, &Worksheet::connectionLost);
    connect(m_running, &RunController::reconnected, this, &Worksheet::reconnected);
}

void Worksheet::connectEditor()
{
    connect(m_editor, &SqlEditor::runRequested, this, &Worksheet::runCurrent);
    connect(m_editor, &SqlEditor::runAllRequested, this, &Worksheet::runAll);
    connect(m_editor, &SqlEditor::stopRequested, this, &Worksheet::escape);
    connect(m_editor, &SqlEditor::edited, this, &Worksheet::onEdited);
    connect(m_editor, &SqlEditor::partialChanged, this, [this](bool partial) {
        if (partial) {
            m_origin = SqlOrigin::Claude;
            m_derived = true;
        }
        review();
        emit changed();
    });
    connect(m_editor, &QsciScintilla::textChanged, this, [this] {
        if (m_body->currentWidget() != m_work)
            reviewBody();
        sizeEditor();
        m_running->reviewStale();
        reviewButtons();
        emit titleChanged();
        if (!m_editor->isWriting()) // what Claude writes is kept when it is whole, stopped or edited
            emit changed();
    });
    connect(m_editor, &QsciScintilla::cursorPositionChanged, this, [this] {
        emit statusChanged();
        if (m_asking->isPart())
            reviewButtons(); // "Run anyway" is for one of the statements
        if (!m_editor->isWriting())
            emit changed();
    });
    connect(m_editor->verticalScrollBar(), &QScrollBar::valueChanged, this, &Worksheet::changed);
}

QString Worksheet::title() const
{
    if (!m_title.isEmpty())
        return shortened(m_title, titleLength);
    if (const QString question = m_ask->question(); asks() && !question.isEmpty())
        return shortened(question, titleLength);
    if (const QString line = shortened(m_editor->text(0), titleLength); !line.isEmpty())
        return line;
    return m_editorWanted ? tr("New query") : tr("New question");
}

bool Worksheet::asks() const
{
    return m_session->askLimits().allowed;
}

bool Worksheet::isPristine() const
{
    return m_ask->question().isEmpty() && m_editor->length() == 0 && !m_running->hasRun() && !isBusy() &&
           m_asking->conversation().isEmpty();
}

bool Worksheet::isBusy() const
{
    return m_running->isRunning() || m_asking->isAsking();
}

void Worksheet::setTheme(const Theme& theme)
{
    m_ask->setTheme(theme);
    m_matches->setTheme(theme);
    m_editorFrame->setStyleSheet(
        QStringLiteral("QFrame#editorFrame { background: %1; border: 1px solid %2; border-radius: 10px; }")
            .arg(theme.raised.name(), theme.line.name()));
    m_splitter->setStyleSheet(
        QStringLiteral("QSplitter::handle { background: transparent; } QSplitter::handle:hover { background: %1; }")
            .arg(theme.line.name()));
    m_editor->setTheme(theme);
    m_run->setTheme(theme);
    m_results->setTheme(theme);
    m_comparing->setTheme(theme);
    sizeEditor();
}

void Worksheet::onEdited()
{
    m_typedMeanwhile = true;
    if (m_origin != SqlOrigin::Person) {
        m_origin = SqlOrigin::Person;
        m_ask->card()->setEdited(true);
        reviewOrigin();
    }
    emit changed();
}

void Worksheet::usePart()
{
    m_editor->acceptPartial();
    m_origin = SqlOrigin::Claude;
    m_derived = true;
    review();
    m_run->setFocus(Qt::OtherFocusReason);
}

void Worksheet::runCurrent()
{
    m_running->runCurrent();
}

void Worksheet::runIntoNewTab()
{
    m_running->runIntoNewTab();
}

void Worksheet::runAll()
{
    m_running->runAll();
}

void Worksheet::stopAll()
{
    m_asking->stop();
    m_running->stop();
}

void Worksheet::reconnect()
{
    m_running->reconnect();
}

void Worksheet::escape()
{
    if (m_asking->isAsking()) {
        m_asking->stop();
    } else if (m_running->isRunning()) {
        m_running->stop();
    } else if (m_compact && m_hasResults && !m_unfolded) {
        m_unfolded = true;
        reviewFold();
    }
}

void Worksheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (auto* button = qobject_cast<QPushButton*>(QApplication::focusWidget());
            button != nullptr && isAncestorOf(button)) {
            button->click();
            return;
        }
    }
    QWidget::keyPressEvent(event);
}

void Worksheet::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    sizeEditor();
}

void Worksheet::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_restoredLine >= 0) {
        m_editor->setFirstVisibleLine(m_restoredLine);
        m_restoredLine = -1;
    }
    sizeEditor();
}

} // namespace parlance
