// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/Services.h"

#include <QObject>
#include <QPointer>

namespace parlance {

class LoginDialog;
class MainWindow;
class SettingsDialog;

//! The desktop program without its main(): owns what the windows share, opens sign-in and windows and connects them.
//! Tests drive the very same object. Needs a QApplication. GUI thread.
class Desktop final : public QObject {
    Q_OBJECT
public:
    explicit Desktop(const AppPaths& paths, QObject* parent = nullptr);
    ~Desktop() override;

    //! A plain message why the program cannot work at all; the event loop ends when it is closed.
    static void showProblem(const QString& sentence);
    //! Shows the sign-in window.
    void start();
    Services* services() { return &m_services; }
    QList<MainWindow*> windows() const;
    LoginDialog* login() const;

private:
    void showLogin(const QString& team);
    void onSignedIn(TeamSession* session);
    MainWindow* openWindow(TeamSession* session);
    void onTabsLoaded(const QString& team, const QString& server, const QList<JournalTab>& tabs);
    //! The sample server runs (again): sessions that lost it connect by themselves.
    void reopenSampleSessions(const Result<LocalServerStatus, LocalServerError>& result);
    void connectJournal();
    void openFurtherWindow(TeamSession* like, const QList<JournalTab>& tabs);
    void signOut(MainWindow* window);
    //! \a withClaude: with the part about Claude, which a team's policy may switch off.
    void showSettings(QWidget* parent, bool forKey, bool withClaude);
    void applyThemeSetting();
    void applyMemorySetting();

    Services m_services;
    QPointer<LoginDialog> m_login;
    QPointer<SettingsDialog> m_settingsDialog;
    QList<QPointer<MainWindow>> m_windows;
    QList<QPointer<MainWindow>> m_waitingForTabs;       //!< in the order in which loadTabs was called
    QHash<quint64, QList<JournalTab>> m_furtherWindows; //!< sign-ins under way for windows to be restored
    QString m_journalTrouble; //!< why the journal cannot write now; each window opened meanwhile says it
    QString m_journalDamage;  //!< waits for the first window
};

} // namespace parlance
