// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Desktop.h"

#include "base/Log.h"
#include "team/SideRequestLog.h"
#include "ui/login/LoginDialog.h"
#include "ui/MainWindow.h"
#include "ui/settings/SettingsDialog.h"
#include "ui/worksheet/WorksheetTabs.h"

#include <QApplication>
#include <QMessageBox>
#include <QTimer>

#include <chrono>
#include <utility>

namespace parlance {

namespace {

constexpr std::chrono::milliseconds sampleRestartPause(1000); // a server that refuses is not asked without end

} // namespace

Desktop::Desktop(const AppPaths& paths, QObject* parent)
    : QObject(parent)
{
    m_services.paths = paths;
    m_services.directory = TeamDirectory::read(paths);
    for (const ConfigurationProblem& problem : m_services.directory.problems)
        qCWarning(lcUi).noquote() << problem.toString();
    m_services.settings = new Settings(paths.userConfigFolder, this);
    m_services.secrets = new SecretStore(this);
    m_services.endpoint = new EndpointSource(m_services.directory, m_services.settings, m_services.secrets, this);
    m_services.claude = new ClaudeClient(this);
    m_services.claude->forms().setSettings(m_services.settings);
    m_services.journal = new Journal(paths.dataFolder, this);
    new SideRequestLog(m_services.claude, m_services.journal, m_services.directory.modelPrices);
    m_services.localServer = new LocalServer(paths.dataFolder, this);
    m_services.sessions = new SessionRegistry(this);
    m_services.sessions->setDataFolder(m_services.paths.dataFolder);
    m_services.themes = new ThemeManager(this);
    applyThemeSetting();
    applyMemorySetting();
    m_services.themes->applyToApplication();
    connect(m_services.settings, &Settings::changed, this, [this](Settings::Key key) {
        if (key == Settings::Key::Theme)
            applyThemeSetting();
        else if (key == Settings::Key::ResultMemoryMegabytes)
            applyMemorySetting();
    });
    connect(m_services.themes, &ThemeManager::changed, m_services.themes, &ThemeManager::applyToApplication);
    connectJournal();
    connect(m_services.localServer, &LocalServer::startFinished, this, &Desktop::reopenSampleSessions);
    connect(m_services.sessions, &SessionRegistry::openFinished, this,
            [this](quint64 request, const Result<TeamSession*, PostgresError>& result) {
                if (!m_furtherWindows.contains(request))
                    return;
                const QList<JournalTab> tabs = m_furtherWindows.take(request);
                if (result) {
                    MainWindow* window = openWindow(*result);
                    window->tabs()->setWindowId(tabs.constFirst().window);
                    window->tabs()->restore(tabs);
                    return;
                }
                // They stay in the journal and come back with the next sign-in.
                m_services.journal->releaseWindow(tabs.constFirst().window);
            });
}

Desktop::~Desktop()
{
    // Windows first: their tabs still speak to sessions and journal.
    for (const QPointer<MainWindow>& window : std::as_const(m_windows)) {
        if (window != nullptr) {
            window->disconnect(this);
            delete window;
        }
    }
    delete m_settingsDialog;
    delete m_login;
    delete m_services.sessions;
    delete m_services.journal; // writes what waits
}

void Desktop::connectJournal()
{
    connect(m_services.journal, &Journal::tabsLoaded, this, &Desktop::onTabsLoaded);
    connect(m_services.journal, &Journal::failed, this, [this](const QString& message) {
        m_journalTrouble = message;
        for (MainWindow* window : windows())
            window->showJournalTrouble(message);
    });
    connect(m_services.journal, &Journal::saved, this, [this] {
        m_journalTrouble.clear();
        for (MainWindow* window : windows())
            window->endJournalTrouble();
    });
    connect(m_services.journal, &Journal::setAside, this, [this](const QString& message) {
        const QList<MainWindow*> open = windows();
        if (open.isEmpty())
            m_journalDamage = message;
        for (MainWindow* window : open)
            window->showJournalDamage(message);
    });
}

void Desktop::showProblem(const QString& sentence)
{
    auto* box = new QMessageBox(QMessageBox::Critical, QStringLiteral("Parlance"), sentence, QMessageBox::Close);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->show();
}

void Desktop::start()
{
    m_services.endpoint->load();
    showLogin(m_services.settings->value(Settings::Key::LastTeam).toString());
}

LoginDialog* Desktop::login() const
{
    return m_login;
}

QList<MainWindow*> Desktop::windows() const
{
    QList<MainWindow*> result;
    for (const QPointer<MainWindow>& window : m_windows) {
        if (window != nullptr)
            result.append(window);
    }
    return result;
}

void Desktop::applyMemorySetting()
{
    const int megabytes = m_services.settings->value(Settings::Key::ResultMemoryMegabytes).toInt();
    m_services.resultMemory->setBudgetBytes(qMax(0, megabytes) * ResultMemory::megabyte);
}

void Desktop::applyThemeSetting()
{
    const QString value = m_services.settings->value(Settings::Key::Theme).toString();
    m_services.themes->setMode(value == QLatin1String("light")  ? ThemeManager::Mode::Light
                               : value == QLatin1String("dark") ? ThemeManager::Mode::Dark
                                                                : ThemeManager::Mode::System);
}

void Desktop::showLogin(const QString& team)
{
    if (m_login == nullptr) {
        m_login = new LoginDialog(m_services.directory, m_services.sessions, m_services.localServer, m_services.themes);
        m_login->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_login, &LoginDialog::signedIn, this, &Desktop::onSignedIn);
        connect(m_login, &LoginDialog::settingsRequested, this, [this] { showSettings(m_login, false, true); });
    }
    m_login->setLeavable(!windows().isEmpty());
    if (!team.isEmpty())
        m_login->selectTeam(team);
    m_login->show();
    m_login->raise();
    m_login->activateWindow();
}

void Desktop::onSignedIn(TeamSession* session)
{
    m_services.settings->setValue(Settings::Key::LastTeam, session->team().id);
    MainWindow* window = openWindow(session);
    m_waitingForTabs.append(window);
    m_services.journal->loadTabs(session->team().id, window->server());
    if (m_login != nullptr)
        m_login->close();     // after the window is there: the last window closed would end the program
    window->activateWindow(); // the keys go on to it, also where no window manager sees to that
}

MainWindow* Desktop::openWindow(TeamSession* session)
{
    auto* window = new MainWindow(session, &m_services);
    m_windows.removeAll(QPointer<MainWindow>());
    m_windows.append(window);
    connect(window, &MainWindow::newWindowRequested, this, [this, session] { showLogin(session->team().id); });
    connect(window, &MainWindow::signOutRequested, this, [this, window] { signOut(window); });
    connect(window, &MainWindow::settingsRequested, this,
            [this, window](bool forKey) { showSettings(window, forKey, window->session()->askLimits().allowed); });
    connect(window, &QObject::destroyed, this, [this, session] { m_services.sessions->close(session); });
    if (session->isSample()) {
        connect(session, &TeamSession::connectionStateChanged, this, [this, session](Connection::State state) {
            if (state == Connection::State::Lost)
                m_services.localServer->start();         // it was killed, or is still there: then nothing happens
            else if (state == Connection::State::Closed) // a check in the background found no server to open again
                QTimer::singleShot(sampleRestartPause, session, [this, session] {
                    if (session->pool()->shared()->state() == Connection::State::Closed)
                        m_services.localServer->start();
                });
        });
    }
    if (!m_journalDamage.isEmpty())
        window->showJournalDamage(std::exchange(m_journalDamage, QString()));
    if (!m_journalTrouble.isEmpty())
        window->showJournalTrouble(m_journalTrouble);
    window->show();
    return window;
}

void Desktop::reopenSampleSessions(const Result<LocalServerStatus, LocalServerError>& result)
{
    if (!result)
        return; // the tab's own bar says what failed, and "Try again" comes back here
    for (const MainWindow* window : windows()) {
        Connection* shared = window->session()->pool()->shared();
        const Connection::State state = shared->state();
        const bool gone = state == Connection::State::Lost || state == Connection::State::Closed;
        if (window->session()->isSample() && gone)
            shared->open();
    }
}

void Desktop::onTabsLoaded(const QString& team, const QString& server, const QList<JournalTab>& tabs)
{
    MainWindow* first = nullptr;
    for (qsizetype i = 0; i < m_waitingForTabs.size(); ++i) {
        MainWindow* window = m_waitingForTabs.at(i);
        if (window == nullptr || (window->session()->team().id == team && window->server() == server)) {
            m_waitingForTabs.removeAt(i--);
            if (window != nullptr) {
                first = window;
                break;
            }
        }
    }
    QList<QUuid> order;
    QHash<QUuid, QList<JournalTab>> groups;
    for (const JournalTab& tab : tabs) {
        if (!groups.contains(tab.window))
            order.append(tab.window);
        groups[tab.window].append(tab);
    }
    for (const QUuid& id : std::as_const(order)) {
        if (first == nullptr) {
            m_services.journal->releaseWindow(id);
        } else if (id == order.constFirst()) {
            first->tabs()->setWindowId(id);
            first->tabs()->restore(groups.value(id));
        } else {
            openFurtherWindow(first->session(), groups.value(id));
        }
    }
}

void Desktop::openFurtherWindow(TeamSession* like, const QList<JournalTab>& tabs)
{
    // The person signed in to this team a moment ago: another session of the same rights needs no second password.
    const quint64 request = m_services.sessions->open(like->team(), like->pool()->shared()->parameters().password);
    m_furtherWindows.insert(request, tabs);
}

void Desktop::signOut(MainWindow* window)
{
    showLogin(window->session()->team().id);
    window->close(); // saves and flushes; the session is closed when the window is gone
}

void Desktop::showSettings(QWidget* parent, bool forKey, bool withClaude)
{
    if (m_settingsDialog != nullptr && m_settingsDialog->hasClaude() != withClaude)
        delete m_settingsDialog; // opened from a window where it says more, or less
    if (m_settingsDialog == nullptr) {
        m_settingsDialog = new SettingsDialog(m_services.settings, withClaude ? m_services.endpoint : nullptr,
                                              m_services.claude, m_services.themes, parent);
        m_settingsDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    // The key that a question waited for leads back to that question, and to the sheet it may open.
    disconnect(m_services.endpoint, nullptr, m_settingsDialog, nullptr);
    connect(m_services.endpoint, &EndpointSource::changed, m_settingsDialog, [this, forKey] {
        if (m_services.endpoint->endpoint().key.isEmpty() || (!forKey && QApplication::activeModalWidget() == nullptr))
            return;
        disconnect(m_services.endpoint, nullptr, m_settingsDialog, nullptr);
        m_settingsDialog->accept();
    });
    m_settingsDialog->show();
    m_settingsDialog->raise();
    m_settingsDialog->activateWindow();
    if (forKey)
        m_settingsDialog->focusKey();
}

} // namespace parlance
