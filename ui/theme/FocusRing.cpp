// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/FocusRing.h"

#include <QPainter>
#include <QProxyStyle>
#include <QPushButton>
#include <QVariant>

namespace parlance {

namespace {

// How far the ring stands out: 2 px of ring and 2 px of gap.
class RingStyle final : public QProxyStyle {
public:
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override
    {
        if (metric == PM_FocusFrameHMargin || metric == PM_FocusFrameVMargin)
            return 4;
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
};

} // namespace

FocusRing::FocusRing()
{
    auto* style = new RingStyle;
    style->setParent(this);
    setStyle(style);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void FocusRing::follow(QWidget* now)
{
    auto* button = qobject_cast<QPushButton*>(now);
    const QString role = button ? button->property("role").toString() : QString();
    // Links and flat buttons have no border to stand around: the style sheet marks them.
    const bool bare = role == QLatin1String("link") || role == QLatin1String("flat");
    setWidget(button && !bare ? button : nullptr);
}

void FocusRing::paintEvent(QPaintEvent*)
{
    if (!widget())
        return;
    const bool onGradient = widget()->property("role").toString().startsWith(QLatin1String("header"));
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(onGradient ? QColor(Qt::white) : palette().color(QPalette::WindowText), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);
}

void FocusRing::resizeEvent(QResizeEvent* event)
{
    QFocusFrame::resizeEvent(event);
    clearMask(); // a mask would cut the round corners
}

} // namespace parlance
