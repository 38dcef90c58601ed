// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/Services.h"

#include <QElapsedTimer>
#include <QWidget>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace parlance {

class Worksheet;

//! The tabs of a window: opened, closed, reopened, moved; each kept in the journal as it changes. There is always at
//! least one tab. Results of earlier runs give way, the oldest first, when memory gets short. GUI thread.
class WorksheetTabs final : public QWidget {
    Q_OBJECT
public:
    //! \a window is the window's id in the journal.
    WorksheetTabs(TeamSession* session, Services* services, const QString& server, const QUuid& window,
                  QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setCompact(bool compact);
    //! A bar over the tabs has the next step: no button in them is filled.
    void setLedByWindow(bool led);
    Worksheet* current() const;
    QList<Worksheet*> all() const;
    Worksheet* open();
    void closeCurrent();
    void reopenClosed();
    void step(int by);
    //! The n-th tab, counted from 1; the last one for 9.
    void showNumber(int number);
    //! The tabs of a window that was closed or killed, in their order. Takes the place of a pristine tab.
    void restore(const QList<JournalTab>& tabs);
    bool holds(const QUuid& tab) const;
    QUuid windowId() const { return m_window; }
    //! Takes over the id of the window whose tabs are restored here.
    void setWindowId(const QUuid& window);
    void saveAll();

signals:
    void currentChanged();
    void statusChanged();
    void settingsRequested(bool forKey);
    void connectionLost();
    void reconnected();

private:
    Worksheet* add(const QUuid& id, int index);
    Worksheet* at(int index) const;
    void close(int index);
    void save(Worksheet* worksheet);
    void showTitle(Worksheet* worksheet);
    void makeRoom();
    bool eventFilter(QObject* watched, QEvent* event) override;
    QWidget* makeCloseButton(Worksheet* worksheet);

    TeamSession* m_session = nullptr;
    Services* m_services = nullptr;
    QString m_server;
    QUuid m_window;
    Theme m_theme;
    bool m_compact = false;
    bool m_ledByWindow = false;
    QTabBar* m_bar = nullptr;
    QToolButton* m_plus = nullptr;
    QStackedWidget* m_stack = nullptr;
    QList<JournalTab> m_closed;
    QElapsedTimer m_roomMade; //!< rows that were given up need a moment to leave memory
};

} // namespace parlance
