// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace parlance {

//! The window's head in the team's gradient: team, database, connection, read-only, New window, Sign out, menu. GUI
//! thread.
class HeaderBar final : public QFrame {
    Q_OBJECT
public:
    HeaderBar(const QString& team, const QString& database, bool sample, bool readOnly, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setConnectionState(Connection::State state);
    void setMenu(QMenu* menu);

signals:
    void reconnectRequested();
    void newWindowRequested();
    void signOutRequested();

private:
    void showState();

    Theme m_theme;
    Connection::State m_state = Connection::State::Idle;
    QLabel* m_logo = nullptr;
    QPushButton* m_connection = nullptr;
    QLabel* m_lock = nullptr;
    QToolButton* m_menu = nullptr;
};

} // namespace parlance
