// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/HeaderBar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace parlance {

namespace {

//! On the gradient colours must be light in either theme.
const QColor okOnGradient(0xbb, 0xf7, 0xd0);
const QColor lostOnGradient(0xfe, 0xca, 0xca);

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

HeaderBar::HeaderBar(const QString& team, const QString& database, bool sample, bool readOnly, QWidget* parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("header"));
    setRole(this, "header");
    setFixedHeight(46);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 0, 12, 0);
    layout->setSpacing(12);
    m_logo = new QLabel(this);
    m_logo->setFixedSize(26, 26);
    m_logo->setAlignment(Qt::AlignCenter);
    m_logo->setStyleSheet(QStringLiteral("background: rgba(255, 255, 255, 46); border-radius: 6px;"));
    auto* name = plainLabel(team, this);
    name->setObjectName(QStringLiteral("teamLabel"));
    QFont bold = name->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() + 1.5);
    name->setFont(bold);
    auto* databaseLabel = plainLabel(sample ? tr("%1 · Sample data").arg(database) : database, this);
    databaseLabel->setObjectName(QStringLiteral("databaseLabel"));

    m_connection = new QPushButton(this);
    m_connection->setObjectName(QStringLiteral("connectionPill"));
    m_connection->setIconSize(QSize(14, 14));
    m_connection->setAutoDefault(true);
    auto* pill = new QFrame(this);
    setRole(pill, "pill");
    pill->setFixedHeight(24);
    auto* pillLayout = new QHBoxLayout(pill);
    pillLayout->setContentsMargins(11, 0, 11, 0);
    pillLayout->setSpacing(6);
    m_lock = new QLabel(pill);
    pillLayout->addWidget(m_lock);
    pillLayout->addWidget(plainLabel(tr("Read-only"), pill));
    pill->setToolTip(tr("Each run is a read-only transaction that is rolled back."));
    pill->setVisible(readOnly);

    auto* newWindow = new QPushButton(tr("New window"), this);
    newWindow->setObjectName(QStringLiteral("newWindowButton"));
    auto* signOut = new QPushButton(tr("Sign out"), this);
    signOut->setObjectName(QStringLiteral("signOutButton"));
    for (QPushButton* button : {newWindow, signOut}) {
        setRole(button, "header");
        button->setAutoDefault(true);
    }
    m_menu = new QToolButton(this);
    m_menu->setObjectName(QStringLiteral("menuButton"));
    setRole(m_menu, "headerFlat");
    m_menu->setIconSize(QSize(18, 18));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setToolTip(tr("Menu (F10)"));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setFocusPolicy(Qt::StrongFocus);

    layout->addWidget(m_logo);
    layout->addWidget(name);
    layout->addWidget(databaseLabel);
    layout->addStretch(1);
    layout->addWidget(m_connection);
    layout->addWidget(pill);
    layout->addWidget(newWindow);
    layout->addWidget(signOut);
    layout->addWidget(m_menu);
    connect(m_connection, &QPushButton::clicked, this, [this] {
        if (m_state == Connection::State::Lost || m_state == Connection::State::Closed)
            emit reconnectRequested();
    });
    connect(newWindow, &QPushButton::clicked, this, &HeaderBar::newWindowRequested);
    connect(signOut, &QPushButton::clicked, this, &HeaderBar::signOutRequested);
    showState();
}

void HeaderBar::setTheme(const Theme& theme)
{
    m_theme = theme;
    m_logo->setPixmap(icon(QStringLiteral("logo"), Qt::white).pixmap(18, 18));
    m_lock->setPixmap(icon(QStringLiteral("lock"), Qt::white).pixmap(13, 13));
    m_menu->setIcon(icon(QStringLiteral("menu"), Qt::white));
    showState();
}

void HeaderBar::setConnectionState(Connection::State state)
{
    if (m_state == state)
        return;
    m_state = state;
    showState();
}

void HeaderBar::showState()
{
    QString text = tr("Connected");
    QString shape = QStringLiteral("check");
    QColor colour = okOnGradient;
    QString tip = tr("The database answers.");
    bool clickable = false;
    switch (m_state) {
    case Connection::State::Idle:
    case Connection::State::Running:
        break;
    case Connection::State::Opening:
        text = tr("Connecting…");
        shape = QStringLiteral("plug");
        colour = Qt::white;
        tip = tr("The connection is being opened.");
        break;
    case Connection::State::Closed:
    case Connection::State::Lost:
        text = tr("Connection lost");
        shape = QStringLiteral("cross");
        colour = lostOnGradient;
        tip = tr("Click to connect again. Your text is safe.");
        clickable = true;
        break;
    }
    m_connection->setText(text);
    m_connection->setIcon(icon(shape, colour));
    m_connection->setToolTip(tip);
    m_connection->setAccessibleName(tr("Connection: %1").arg(text));
    m_connection->setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_connection->setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
    m_connection->setStyleSheet(
        QStringLiteral("QPushButton { background: rgba(0, 0, 0, 72); color: %1; border: %2; border-radius: 11px; "
                       "padding: 1px 11px; font-weight: 400; }")
            .arg(colour == okOnGradient ? QStringLiteral("white") : colour.name(),
                 clickable ? QStringLiteral("1px solid %1").arg(colour.name())
                           : QStringLiteral("1px solid transparent")));
}

void HeaderBar::setMenu(QMenu* menu)
{
    m_menu->setMenu(menu);
}

} // namespace parlance
