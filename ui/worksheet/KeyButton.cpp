// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/KeyButton.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace parlance {

namespace {

constexpr int padding = 12;
constexpr int gap = 6;
constexpr int glyphSize = 14;

} // namespace

KeyButton::KeyButton(const QString& text, const QString& iconName, const QString& keyHint, QWidget* parent)
    : QPushButton(parent)
{
    setRole(this, "secondary");
    setAutoDefault(true); // Enter presses it, also outside a dialog
    setFace(text, iconName, keyHint);
}

void KeyButton::setTheme(const Theme& theme)
{
    m_theme = theme;
    update();
}

void KeyButton::setFilled(bool filled)
{
    if (m_filled == filled)
        return;
    m_filled = filled;
    setRole(this, filled ? "primary" : "secondary");
    update();
}

void KeyButton::setFace(const QString& text, const QString& iconName, const QString& keyHint)
{
    if (text == this->text() && m_iconName == iconName && m_keyHint == keyHint)
        return;
    m_iconName = iconName;
    m_keyHint = keyHint;
    setText(text);
    setToolTip(keyHint.isEmpty() ? QString() : tr("%1 (%2)").arg(text, keyHint));
    setAccessibleName(text);
    updateGeometry();
    update();
}

QFont KeyButton::hintFont() const
{
    QFont small = font();
    small.setPointSizeF(qMax(7.0, small.pointSizeF() - 2.0));
    return small;
}

QSize KeyButton::sizeHint() const
{
    ensurePolished();
    int width = 2 * padding + fontMetrics().horizontalAdvance(text());
    if (!m_iconName.isEmpty())
        width += glyphSize + gap;
    if (!m_keyHint.isEmpty())
        width += gap + QFontMetrics(hintFont()).horizontalAdvance(m_keyHint);
    return QSize(width + 2, qMax(32, fontMetrics().height() + 14));
}

void KeyButton::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = QIcon();
    painter.drawControl(QStyle::CE_PushButton, option);

    QColor colour = m_filled ? QColor(Qt::white) : m_theme.text;
    if (!isEnabled())
        colour = m_filled ? QColor(Qt::white) : m_theme.muted;
    const int hintWidth = m_keyHint.isEmpty() ? 0 : gap + QFontMetrics(hintFont()).horizontalAdvance(m_keyHint);
    const int iconWidth = m_iconName.isEmpty() ? 0 : glyphSize + gap;
    const int content = iconWidth + fontMetrics().horizontalAdvance(text()) + hintWidth;
    int x = (width() - content) / 2;
    if (!m_iconName.isEmpty()) {
        parlance::icon(m_iconName, colour).paint(&painter, QRect(x, (height() - glyphSize) / 2, glyphSize, glyphSize));
        x += iconWidth;
    }
    painter.setPen(colour);
    const int baseline = (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2;
    painter.drawText(x, baseline, text());
    if (hintWidth > 0) {
        x += fontMetrics().horizontalAdvance(text()) + gap;
        painter.setFont(hintFont());
        painter.drawText(x, baseline, m_keyHint);
    }
}

} // namespace parlance
