// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/SendsButton.h"

#include "ui/theme/Theme.h"

#include <QEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace parlance {

namespace {
constexpr int iconSide = 14;
constexpr int room = 4;
} // namespace

SendsButton::SendsButton(QPushButton* action, QWidget* parent)
    : QPushButton(parent)
    , m_action(action)
{
    const QString name = QString(action->text()).remove(QLatin1Char('&'));
    setAccessibleName(tr("%1: see what is sent").arg(name));
    setToolTip(tr("See what “%1” sends. Nothing is sent by looking.").arg(name));
    setAutoDefault(false);
    setRole(this, "link");
    action->installEventFilter(this);
    installEventFilter(this);
    connect(action, &QObject::destroyed, this, [this] { m_action = nullptr; });
}

QSize SendsButton::sizeHint() const
{
    return {iconSide + 2 * room, iconSide + 2 * room};
}

bool SendsButton::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Enter:
    case QEvent::Leave:
    case QEvent::FocusIn:
    case QEvent::FocusOut:
    case QEvent::Hide:
        // The widgets know of it after the event.
        QMetaObject::invokeMethod(this, &SendsButton::review, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QPushButton::eventFilter(watched, event);
}

void SendsButton::review()
{
    const auto isMeant = [](const QWidget* widget) {
        return widget != nullptr && widget->isVisible() && (widget->hasFocus() || widget->underMouse());
    };
    const bool hint = isMeant(this) || isMeant(m_action);
    if (hint == m_hinted)
        return;
    m_hinted = hint;
    emit hinted(hint);
}

void SendsButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    painter.drawControl(QStyle::CE_PushButton, option);
    const QRect place((width() - iconSide) / 2, (height() - iconSide) / 2, iconSide, iconSide);
    parlance::icon(QStringLiteral("eye"), palette().color(QPalette::ButtonText)).paint(&painter, place);
}

} // namespace parlance
