// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "team/SessionLedger.h"
#include "ui/ask/PrewarmController.h"
#include "ui/ConnectionBar.h"
#include "ui/HeaderBar.h"
#include "ui/history/HistoryPanel.h"
#include "ui/history/RequestLog.h"
#include "ui/knowledge/KnowledgeDialog.h"
#include "ui/schema/SchemaPanel.h"
#include "ui/StatusLine.h"
#include "ui/theme/Focus.h"
#include "ui/theme/InlineBar.h"
#include "ui/worksheet/Worksheet.h"
#include "ui/worksheet/WorksheetTabs.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace parlance {

namespace {

constexpr int compactHeight = 720;
constexpr int historyLimit = 500;

} // namespace

QString MainWindow::serverOf(const TeamSession& session)
{
    return SessionLedger::serverOf(session);
}

MainWindow::MainWindow(TeamSession* session, Services* services, QWidget* parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_services(services)
    , m_server(serverOf(*session))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(960, 560);
    const Team& team = session->team();
    setWindowTitle(session->isSample() ? tr("%1 · %2 · Sample data").arg(team.name, team.database.database)
                                       : tr("%1 · %2").arg(team.name, team.database.database)); // Qt adds the program
    auto* central = new QWidget(this);
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_header = new HeaderBar(team.name, team.database.database, session->isSample(), !team.policy.allowWrites, central);
    m_connectionBar = new ConnectionBar(team, central);
    m_journalBar = new InlineBar(central);
    m_journalBar->setObjectName(QStringLiteral("journalBar"));
    m_journalBar->hide();
    m_splitter = new QSplitter(Qt::Horizontal, central);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_tabs = new WorksheetTabs(session, services, m_server, QUuid::createUuid(), m_splitter);
    m_splitter->addWidget(buildSide());
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({264, 1016});
    putBehindInTabOrder(lastInTabOrder(m_journalBar),
                        m_sideStack->parentWidget()); // left of the tabs, though made later
    layout->addWidget(m_header);
    layout->addWidget(m_connectionBar);
    layout->addWidget(m_journalBar);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(central);
    m_status = new StatusLine(!team.policy.allowWrites, this);
    setStatusBar(m_status);
    buildMenu();
    buildShortcuts();
    connectSession();
    connectSide();
    connect(m_services->themes, &ThemeManager::changed, this, &MainWindow::applyTheme);
    applyTheme();
    const QByteArray geometry = m_services->settings->value(Settings::Key::WindowGeometry).toByteArray();
    if (geometry.isEmpty() || !restoreGeometry(geometry))
        resize(QSize(1280, 800).boundedTo(screen()->availableSize() - QSize(0, 40))); // the frame stands around it
    m_tabs->setCompact(height() < compactHeight);
    showStatus();
    m_tabs->current()->focusQuestion();
    m_prewarm = new PrewarmController(session, m_server, services, this);
}

MainWindow::~MainWindow()
{
    // Tabs speak to the session's pool when they go: while the session still lives.
    delete std::exchange(m_tabs, nullptr);
    delete std::exchange(m_prewarm, nullptr);
    // The session is closed when this window is destroyed, and says so: no longer to us.
    m_session->disconnect(this);
    m_session->pool()->shared()->disconnect(this);
}

QWidget* MainWindow::buildSide()
{
    auto* side = new QWidget(m_splitter);
    setRole(side, "panel");
    side->setAttribute(Qt::WA_StyledBackground);
    side->setMinimumWidth(200);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_sideTabs = new QTabBar(side);
    m_sideTabs->setObjectName(QStringLiteral("sideTabs"));
    setRole(m_sideTabs, "pages");
    m_sideTabs->setDrawBase(false);
    m_sideTabs->setExpanding(false);
    m_sideTabs->addTab(tr("Tables"));
    m_sideTabs->addTab(tr("History"));
    m_sideTabs->setAccessibleName(tr("Tables and history"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 4);
    row->addWidget(m_sideTabs);
    row->addStretch(1);
    layout->addLayout(row);
    m_sideStack = new QStackedWidget(side);
    m_schema = new SchemaPanel(m_sideStack);
    m_history = new HistoryPanel(m_sideStack);
    m_sideStack->addWidget(m_schema);
    m_sideStack->addWidget(m_history);
    layout->addWidget(m_sideStack, 1);
    connect(m_sideTabs, &QTabBar::currentChanged, m_sideStack, &QStackedWidget::setCurrentIndex);
    return side;
}

void MainWindow::buildMenu()
{
    auto* menu = new QMenu(this);
    auto* themes = menu->addMenu(tr("Theme"));
    auto* group = new QActionGroup(themes);
    const QList<std::pair<ThemeManager::Mode, std::pair<QString, QString>>> modes = {
        {ThemeManager::Mode::System, {tr("Follow the system"), QStringLiteral("system")}},
        {ThemeManager::Mode::Light, {tr("Light"), QStringLiteral("light")}},
        {ThemeManager::Mode::Dark, {tr("Dark"), QStringLiteral("dark")}},
    };
    for (const auto& [mode, words] : modes) {
        QAction* action = themes->addAction(words.first);
        action->setObjectName(QStringLiteral("theme_") + words.second);
        action->setCheckable(true);
        group->addAction(action);
        const QString value = words.second;
        connect(action, &QAction::triggered, this,
                [this, value] { m_services->settings->setValue(Settings::Key::Theme, value); });
        connect(themes, &QMenu::aboutToShow, action,
                [this, action, mode = mode] { action->setChecked(m_services->themes->mode() == mode); });
    }
    if (m_session->askLimits().allowed) {
        QAction* knowledge = menu->addAction(tr("Team's questions…"));
        knowledge->setObjectName(QStringLiteral("teamQuestionsAction"));
        connect(knowledge, &QAction::triggered, this, &MainWindow::openKnowledge);
        QAction* log = menu->addAction(tr("What was sent…"));
        log->setObjectName(QStringLiteral("requestLogAction"));
        connect(log, &QAction::triggered, this, &MainWindow::showRequestLog);
    }
    connect(menu->addAction(tr("Settings…")), &QAction::triggered, this, [this] { emit settingsRequested(false); });
    connect(menu->addAction(tr("About Parlance")), &QAction::triggered, this, &MainWindow::showAbout);
    menu->addSeparator();
    QAction* quit = menu->addAction(tr("Quit"));
    quit->setShortcut(QKeySequence::Quit);
    connect(quit, &QAction::triggered, qApp, &QApplication::closeAllWindows);
    addAction(quit);
    m_header->setMenu(menu);
}

void MainWindow::buildShortcuts()
{
    const auto add = [this](const QKeySequence& keys, const std::function<void()>& action) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, action);
        // Ambiguous only with a widget's own key, which then is at fault: never silent.
        connect(shortcut, &QShortcut::activatedAmbiguously, this, action);
    };
    const auto addInTabs = [this](const QKeySequence& keys, void (Worksheet::*action)()) {
        auto* shortcut = new QShortcut(keys, m_tabs);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, action] { (m_tabs->current()->*action)(); });
    };
    addInTabs(Qt::CTRL | Qt::Key_Return, &Worksheet::runCurrent);
    addInTabs(Qt::CTRL | Qt::Key_Enter, &Worksheet::runCurrent);
    addInTabs(Qt::CTRL | Qt::SHIFT | Qt::Key_Return, &Worksheet::runIntoNewTab);
    addInTabs(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter, &Worksheet::runIntoNewTab);
    addInTabs(Qt::Key_F5, &Worksheet::runAll);
    addInTabs(Qt::Key_Escape, &Worksheet::escape);
    addInTabs(Qt::Key_F8, &Worksheet::exportResult);
    add(Qt::CTRL | Qt::Key_F2, [this] { m_tabs->current()->escape(); });
    if (m_session->askLimits().allowed)
        add(Qt::CTRL | Qt::Key_L, [this] { m_tabs->current()->focusQuestion(); });
    add(Qt::CTRL | Qt::Key_T, [this] { m_tabs->open()->showEditor(); });
    add(Qt::CTRL | Qt::Key_W, [this] { m_tabs->closeCurrent(); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_T, [this] { m_tabs->reopenClosed(); });
    add(Qt::CTRL | Qt::Key_Tab, [this] { m_tabs->step(1); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab, [this] { m_tabs->step(-1); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab, [this] { m_tabs->step(-1); });
    for (int number = 1; number <= 9; ++number)
        add(QKeySequence(static_cast<int>(Qt::ALT) | (Qt::Key_0 + number)),
            [this, number] { m_tabs->showNumber(number); });
    add(Qt::Key_F6, [this] { focusArea(false); });
    add(Qt::SHIFT | Qt::Key_F6, [this] { focusArea(true); });
    add(Qt::Key_F10, [this] {
        if (auto* button = m_header->findChild<QToolButton*>(QStringLiteral("menuButton")); button != nullptr)
            button->showMenu();
    });
}

void MainWindow::connectSession()
{
    connect(m_header, &HeaderBar::newWindowRequested, this, &MainWindow::newWindowRequested);
    connect(m_header, &HeaderBar::signOutRequested, this, &MainWindow::signOutRequested);
    connect(m_header, &HeaderBar::reconnectRequested, this, &MainWindow::reconnect);
    connect(m_connectionBar, &ConnectionBar::reconnectRequested, this, &MainWindow::reconnect);
    connect(m_tabs, &WorksheetTabs::currentChanged, this, &MainWindow::showStatus);
    connect(m_tabs, &WorksheetTabs::statusChanged, this, &MainWindow::showStatus);
    connect(m_tabs, &WorksheetTabs::settingsRequested, this, &MainWindow::settingsRequested);
    connect(m_tabs, &WorksheetTabs::connectionLost, this, [this] {
        m_tabLost = true;
        showConnection();
    });
    connect(m_tabs, &WorksheetTabs::reconnected, this, [this] {
        m_tabLost = false;
        if (m_session->pool()->shared()->state() == Connection::State::Lost)
            m_session->pool()->shared()->open();
        showConnection();
    });
    connect(m_session, &TeamSession::connectionStateChanged, this, &MainWindow::showConnection);
    connect(m_session->pool()->shared(), &Connection::openFinished, this,
            [this](const Result<ServerInfo, PostgresError>& result) {
                m_connectionBar->setFailure(result ? std::nullopt : std::optional(result.error()));
                if (result) {
                    m_tabLost = false;
                    if (!m_session->isCatalogRead())
                        m_session->refreshCatalog();
                }
                showConnection();
                showStatus();
            });
    connect(m_session, &TeamSession::catalogRead, m_schema, &SchemaPanel::setCatalog);
    connect(m_session, &TeamSession::catalogRead, this, &MainWindow::showStatus);
    connect(m_session, &TeamSession::catalogFailed, this, [this](const PostgresError& error) {
        m_schema->setError(tr("The tables could not be read."), error.message);
    });
    if (m_session->isCatalogRead()) {
        m_schema->setCatalog(m_session->catalog());
    } else {
        m_schema->setLoading();
        m_session->refreshCatalog(); // joins the reading under way, if any
    }
    showConnection();
}

void MainWindow::connectSide()
{
    connect(m_schema, &SchemaPanel::tableActivated, this, &MainWindow::openTable);
    connect(m_schema, &SchemaPanel::insertRequested, this,
            [this](const QString& text) { m_tabs->current()->insertSql(text); });
    connect(m_schema, &SchemaPanel::refreshRequested, this, [this] {
        m_schema->setLoading();
        m_session->refreshCatalog();
    });
    connect(m_history, &HistoryPanel::openRequested, this, &MainWindow::openRun);
    connect(m_services->journal, &Journal::historyLoaded, this,
            [this](const QString& team, const QString& server, const QList<JournalRun>& runs) {
                if (team == m_session->team().id && server == m_server)
                    m_history->setRuns(withoutQuestions(runs));
            });
    connect(m_services->journal, &Journal::runNoted, this, [this](const JournalRun& run) {
        if (run.team == m_session->team().id && run.server == m_server)
            m_history->prepend(withoutQuestions({run}).constFirst());
    });
    m_services->journal->loadHistory(m_session->team().id, m_server, historyLimit);
}

void MainWindow::applyTheme()
{
    const Theme theme = m_services->themes->theme(QColor(m_session->team().accent));
    setStyleSheet(parlance::styleSheet(theme));
    m_header->setTheme(theme);
    m_schema->setTheme(theme);
    m_history->setTheme(theme);
    m_tabs->setTheme(theme);
    m_status->setTheme(theme);
}

void MainWindow::showStatus()
{
    const Worksheet* current = m_tabs->current();
    if (current == nullptr || m_status == nullptr)
        return;
    m_status->setStatus(current->statusText());
    m_status->setSelectionText(current->selectionText());
    m_status->setCursorText(current->cursorText());
    const QString policyZone = m_session->team().policy.timeZone;
    m_status->setTimeZone(policyZone.isEmpty() ? m_session->server().timeZone : policyZone);
    showConnection(); // the tab in sight may offer to connect again itself, or no longer
}

void MainWindow::showConnection()
{
    const Connection::State shared = m_session->pool()->shared()->state();
    const Connection::State state =
        m_tabLost && shared != Connection::State::Opening ? Connection::State::Lost : shared;
    m_header->setConnectionState(state);
    m_connectionBar->setState(state, m_tabs->current() != nullptr && m_tabs->current()->offersReconnect());
    m_tabs->setLedByWindow(m_connectionBar->leads());
}

void MainWindow::reconnect()
{
    m_session->pool()->shared()->open();
    for (Worksheet* worksheet : m_tabs->all()) {
        if (worksheet->offersReconnect())
            worksheet->reconnect();
    }
}

void MainWindow::openTable(const QString& schema, const QString& table)
{
    const QString sql = QStringLiteral("SELECT * FROM %1 LIMIT 100").arg(qualifiedName(schema, table));
    m_tabs->open()->openTable(table, sql);
}

void MainWindow::openKnowledge()
{
    const Theme theme = m_services->themes->theme(QColor(m_session->team().accent));
    auto* dialog = new KnowledgeDialog(m_session->knowledge(), theme, this);
    connect(dialog, &KnowledgeDialog::questionOpened, this,
            [this](const VerifiedQuestion& question) { m_tabs->open()->openQuestion(question); });
    connect(dialog, &KnowledgeDialog::doubtfulOpened, this,
            [this](const DoubtfulAnswer& doubtful) { m_tabs->open()->openDoubtful(doubtful); });
    dialog->open();
}

void MainWindow::openRun(const JournalRun& run)
{
    m_tabs->open()->openRun(run.question, run.sql);
}

void MainWindow::focusArea(bool backwards)
{
    Worksheet* current = m_tabs->current();
    const QWidget* focus = QApplication::focusWidget();
    const bool inTabs = focus != nullptr && current->isAncestorOf(focus);
    if (inTabs && current->focusNextArea(backwards))
        return;
    const bool inSide = focus != nullptr && m_sideStack->isAncestorOf(focus);
    if (inSide) {
        current->focusFirstArea(backwards);
    } else if (m_sideStack->currentIndex() == 0) {
        if (auto* tree = m_schema->findChild<QWidget*>(QStringLiteral("schemaTree")); tree != nullptr)
            tree->setFocus(Qt::ShortcutFocusReason);
    } else if (auto* list = m_history->findChild<QWidget*>(QStringLiteral("historyList")); list != nullptr) {
        list->setFocus(Qt::ShortcutFocusReason);
    }
}

void MainWindow::showJournalTrouble(const QString& message)
{
    m_journalTrouble = true;
    showInJournalBar(tr("What you type is not being kept."), message);
}

void MainWindow::endJournalTrouble()
{
    if (m_journalTrouble)
        m_journalBar->hide();
    m_journalTrouble = false;
}

void MainWindow::showJournalDamage(const QString& message)
{
    m_journalTrouble = false;
    showInJournalBar(tr("Your history could not be read."), message);
}

void MainWindow::showInJournalBar(const QString& title, const QString& message)
{
    m_journalBar->clearButtons();
    m_journalBar->setMessage(InlineBar::Kind::Warning, title, message);
    m_journalBar->setDetails(QString());
    QPushButton* hide = m_journalBar->addButton(tr("Hide"), false);
    connect(hide, &QPushButton::clicked, m_journalBar, &QWidget::hide);
    m_journalBar->show();
}

//! Where questions to Claude are not allowed, the history is one of SQL.
QList<JournalRun> MainWindow::withoutQuestions(QList<JournalRun> runs) const
{
    for (JournalRun& run : runs) {
        if (!m_session->askLimits().allowed)
            run.question.clear();
    }
    return runs;
}

void MainWindow::showRequestLog()
{
    auto* log = new RequestLog(m_session, m_server, m_services, this);
    log->setAttribute(Qt::WA_DeleteOnClose);
    log->open();
}

void MainWindow::showAbout()
{
    const QString purpose = m_session->askLimits().allowed
                              ? tr("Ask your team's PostgreSQL database in plain English, and trust the answer.")
                              : tr("A fast and honest client for your team's PostgreSQL database.");
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Parlance"),
        tr("Parlance %1\n\n%2\n\nFree software under the GNU General Public License, version 3 or later.")
            .arg(QStringLiteral(PARLANCE_VERSION), purpose),
        QMessageBox::Ok, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_services->settings->setValue(Settings::Key::WindowGeometry, saveGeometry());
    m_tabs->saveAll();
    m_services->journal->flush();
    m_services->journal->releaseWindow(m_tabs->windowId());
    emit windowClosed();
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    const bool compact = height() < compactHeight;
    m_tabs->setCompact(compact);
    m_schema->setDetailsVisible(!compact);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    if (m_tabs == nullptr || m_tabs->current() == nullptr || !isFocusLost(this))
        return QMainWindow::focusNextPrevChild(next);
    const QWidget* lost = focusWidget();
    QWidget* filter = m_schema->findChild<QWidget*>(QStringLiteral("schemaFilter"));
    if (m_schema->isAncestorOf(lost) && filter != nullptr && filter != lost && filter->isVisible())
        filter->setFocus(Qt::OtherFocusReason);
    else
        m_tabs->current()->keepFocus(lost);
    return true;
}

} // namespace parlance
