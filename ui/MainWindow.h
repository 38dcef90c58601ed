// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/Services.h"

#include <QMainWindow>

class QSplitter;
class QStackedWidget;
class QTabBar;

namespace parlance {

class ConnectionBar;
class HeaderBar;
class HistoryPanel;
class InlineBar;
class PrewarmController;
class SchemaPanel;
class StatusLine;
class WorksheetTabs;

//! One window for one session: header, tables and history on the left, tabs on the right, status line. It composes and
//! connects; what happens in a tab is the tab's. GUI thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(TeamSession* session, Services* services, QWidget* parent = nullptr);
    ~MainWindow() override;

    TeamSession* session() const { return m_session; }
    WorksheetTabs* tabs() const { return m_tabs; }
    //! Whose work this is in the journal: host:port/database, "sample/…" for the sample, whose address changes.
    const QString& server() const { return m_server; }
    static QString serverOf(const TeamSession& session);

    //! The journal cannot write, and why; until endJournalTrouble().
    void showJournalTrouble(const QString& message);
    void endJournalTrouble();
    //! The journal's file was damaged; until it is hidden.
    void showJournalDamage(const QString& message);

signals:
    void newWindowRequested();
    void signOutRequested();
    void settingsRequested(bool forKey);
    void windowClosed(); //!< the person closed it

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QWidget* buildSide();
    void buildMenu();
    void buildShortcuts();
    void connectSession();
    void connectSide();
    void applyTheme();
    void showStatus();
    void showConnection();
    void reconnect();
    void openTable(const QString& schema, const QString& table);
    void openKnowledge();
    void openRun(const JournalRun& run);
    void focusArea(bool backwards);
    void showInJournalBar(const QString& title, const QString& message);
    void showAbout();
    void showRequestLog();
    QList<JournalRun> withoutQuestions(QList<JournalRun> runs) const;

    TeamSession* m_session = nullptr;
    Services* m_services = nullptr;
    QString m_server;
    bool m_journalTrouble = false; //!< what the journal's bar shows lasts until the journal can write
    bool m_tabLost = false;        //!< a tab's connection broke and was not opened again
    HeaderBar* m_header = nullptr;
    ConnectionBar* m_connectionBar = nullptr;
    InlineBar* m_journalBar = nullptr;
    QSplitter* m_splitter = nullptr;
    QTabBar* m_sideTabs = nullptr;
    QStackedWidget* m_sideStack = nullptr;
    SchemaPanel* m_schema = nullptr;
    HistoryPanel* m_history = nullptr;
    WorksheetTabs* m_tabs = nullptr;
    StatusLine* m_status = nullptr;
    PrewarmController* m_prewarm = nullptr;
};

} // namespace parlance
