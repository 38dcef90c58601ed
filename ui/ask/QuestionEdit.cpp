// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/QuestionEdit.h"

#include "ui/worksheet/KeyButton.h"

#include <QApplication>

namespace parlance {

QuestionEdit::QuestionEdit(QWidget* parent)
    : QLineEdit(parent)
{
    setObjectName(QStringLiteral("questionEdit"));
    setRole(this, "question");
    setAccessibleName(tr("Your question"));
    setPlaceholderText(tr("Ask about your data in plain English"));
    setMaxLength(20'000);
    QFont large = font();
    large.setPointSizeF(11.5);
    setFont(large);
    setFixedHeight(42);
    m_ask = new KeyButton(tr("Ask"), QString(), tr("Enter"), this);
    m_ask->setObjectName(QStringLiteral("askButton"));
    m_stop = new KeyButton(tr("Stop"), QStringLiteral("stop"), tr("Esc"), this);
    m_stop->setObjectName(QStringLiteral("stopButton"));
    m_ask->setFont(QApplication::font()); // not the box's larger one
    m_stop->setFont(QApplication::font());
    m_ask->setCursor(Qt::ArrowCursor);
    m_stop->setCursor(Qt::ArrowCursor);
    m_stop->hide();
}

void QuestionEdit::setTheme(const Theme& theme)
{
    m_ask->setTheme(theme);
    m_stop->setTheme(theme);
}

void QuestionEdit::setAsking(bool asking)
{
    const bool hadFocus = m_ask->hasFocus() || m_stop->hasFocus();
    m_ask->setVisible(!asking);
    m_stop->setVisible(asking);
    if (hadFocus)
        (asking ? m_stop : m_ask)->setFocus(Qt::OtherFocusReason);
    placeParts();
}

QSize QuestionEdit::sizeHint() const
{
    return QSize(400, 42);
}

void QuestionEdit::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    placeParts();
}

void QuestionEdit::setChip(QWidget* chip)
{
    m_chip = chip;
    chip->setFont(QApplication::font());
    chip->setCursor(Qt::ArrowCursor);
}

void QuestionEdit::placeParts()
{
    constexpr int inset = 5;
    KeyButton* shown = m_stop->isHidden() ? m_ask : m_stop;
    for (KeyButton* button : {m_ask, m_stop}) {
        const QSize hint = button->sizeHint();
        button->setGeometry(width() - hint.width() - inset, inset, hint.width(), height() - 2 * inset);
    }
    int left = 0;
    if (m_chip != nullptr && !m_chip->isHidden()) {
        const int chip = qMin(m_chip->sizeHint().width(), width() / 3);
        m_chip->setGeometry(inset + 3, inset + 3, chip, height() - 2 * inset - 6);
        left = chip;
    }
    setTextMargins(left, 0, shown->width() + inset, 0);
}

} // namespace parlance
