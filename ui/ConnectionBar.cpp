// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ConnectionBar.h"

#include "ui/theme/InlineBar.h"
#include "ui/worksheet/RunErrors.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace parlance {

ConnectionBar::ConnectionBar(const Team& team, QWidget* parent)
    : QWidget(parent)
    , m_team(team)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    m_bar = new InlineBar(this);
    m_bar->setObjectName(QStringLiteral("connectionBar"));
    layout->addWidget(m_bar);
    hide();
}

void ConnectionBar::setState(Connection::State state, bool hushed)
{
    if (m_state == state && m_hushed == hushed)
        return;
    m_state = state;
    m_hushed = hushed;
    review();
}

void ConnectionBar::setFailure(const std::optional<PostgresError>& failure)
{
    if (m_failure == failure)
        return;
    m_failure = failure;
    review();
}

bool ConnectionBar::leads() const
{
    return !isHidden() && m_bar->hasPrimaryButton();
}

void ConnectionBar::review()
{
    const bool lost = m_state == Connection::State::Lost || m_state == Connection::State::Closed;
    m_wasLost = lost || (m_wasLost && m_state == Connection::State::Opening);
    setVisible(m_wasLost && !m_hushed);
    if (isHidden())
        return;
    m_bar->clearButtons();
    m_bar->setDetails(QString());
    if (!lost) {
        m_bar->setMessage(InlineBar::Kind::Info, tr("Connecting again…"), tr("Your text is safe."));
        return;
    }
    RunErrorWords words{tr("The connection to %1 was lost.").arg(m_team.database.database),
                        tr("Your text is safe. Nothing can run until it is open again."),
                        {},
                        {}};
    if (m_failure)
        words = describeConnectionError(*m_failure, m_team);
    m_bar->setMessage(InlineBar::Kind::Error, words.title, words.text);
    m_bar->setDetails(words.details);
    QPushButton* button = m_bar->addButton(m_failure ? tr("Try again") : tr("Reconnect"), true);
    button->setObjectName(QStringLiteral("windowReconnectButton"));
    button->setAutoDefault(true);
    connect(button, &QPushButton::clicked, this, &ConnectionBar::reconnectRequested);
}

} // namespace parlance
