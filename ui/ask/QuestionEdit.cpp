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
    placeButtons();
}

QSize QuestionEdit::sizeHint() const
{
    return QSize(400, 42);
}

void QuestionEdit::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    placeButtons();
}

void QuestionEdit::placeButtons()
{
    constexpr int inset = 5;
    KeyButton* shown = m_stop->isHidden() ? m_ask : m_stop;
    for (KeyButton* button : {m_ask, m_stop}) {
        const QSize hint = button->sizeHint();
        button->setGeometry(width() - hint.width() - inset, inset, hint.width(), height() - 2 * inset);
    }
    setTextMargins(0, 0, shown->width() + inset, 0);
}

} // namespace parlance
