// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/Spinner.h"

#include <QPainter>
#include <QTimerEvent>

namespace parlance {

Spinner::Spinner(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(16, 16);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void Spinner::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

void Spinner::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer.start(80, this);
}

void Spinner::hideEvent(QHideEvent* event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

void Spinner::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId())
        return;
    m_angle = (m_angle + 30) % 360;
    update();
}

void Spinner::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.setPen(QPen(m_theme.line, 2));
    painter.drawEllipse(circle);
    painter.setPen(QPen(m_theme.focusRing(), 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(circle, -m_angle * 16, 100 * 16);
}

} // namespace parlance
