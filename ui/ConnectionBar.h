// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/Connection.h"
#include "team/Team.h"

#include <QWidget>

#include <optional>

namespace parlance {

class InlineBar;

//! Under the header: the window's connection is gone, and one click opens it again. Away while all is well. GUI thread.
class ConnectionBar final : public QWidget {
    Q_OBJECT
public:
    explicit ConnectionBar(const Team& team, QWidget* parent = nullptr);

    //! \a state as the header says it; \a hushed: the tab in sight offers to connect again itself.
    void setState(Connection::State state, bool hushed);
    //! Why the last attempt to connect again failed; nullopt: it did not.
    void setFailure(const std::optional<PostgresError>& failure);
    //! Whether its button is in sight, and so the window's next step.
    bool leads() const;

signals:
    void reconnectRequested();

private:
    void review();

    Team m_team;
    Connection::State m_state = Connection::State::Idle;
    bool m_hushed = false;
    bool m_wasLost = false; //!< so that opening for the first time is no loss
    std::optional<PostgresError> m_failure;
    InlineBar* m_bar = nullptr;
};

} // namespace parlance
