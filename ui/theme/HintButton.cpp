// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/HintButton.h"

#include "ui/theme/RowPainting.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace parlance {

namespace {
constexpr int gap = 6;
constexpr int iconSide = 14;
} // namespace

HintButton::HintButton(QWidget* parent)
    : QPushButton(parent)
{}

void HintButton::setWords(const QString& text, const QString& hint)
{
    m_hint = hint;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

void HintButton::setIconName(const QString& name)
{
    m_iconName = name;
    updateGeometry();
    update();
}

int HintButton::contentWidth() const
{
    int width = fontMetrics().horizontalAdvance(text());
    if (!m_hint.isEmpty())
        width += gap + QFontMetrics(captionFont(font())).horizontalAdvance(m_hint);
    if (!m_iconName.isEmpty())
        width += iconSide + gap;
    return width;
}

QSize HintButton::sizeHint() const
{
    const QSize plain = QPushButton::sizeHint();
    return {plain.width() + contentWidth() - fontMetrics().horizontalAdvance(text()), plain.height()};
}

void HintButton::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = QIcon();
    painter.drawControl(QStyle::CE_PushButton, option);

    const bool filled = property("role").toString() == QLatin1String("primary") && isEnabled();
    const QColor colour =
        filled ? QColor(Qt::white)
               : palette().color(isEnabled() ? QPalette::Normal : QPalette::Disabled, QPalette::ButtonText);
    int x = (width() - contentWidth()) / 2;
    if (!m_iconName.isEmpty()) {
        parlance::icon(m_iconName, colour).paint(&painter, QRect(x, (height() - iconSide) / 2, iconSide, iconSide));
        x += iconSide + gap;
    }
    painter.setPen(colour);
    painter.setFont(font());
    const int textWidth = fontMetrics().horizontalAdvance(text());
    painter.drawText(QRect(x, 0, textWidth + 1, height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic,
                     text());
    if (m_hint.isEmpty())
        return;
    painter.setFont(captionFont(font()));
    painter.drawText(QRect(x + textWidth + gap, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, m_hint);
}

} // namespace parlance
