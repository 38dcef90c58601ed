// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/ElidedLabel.h"

#include <QEvent>

namespace parlance {

namespace {
constexpr int frame = 4; //!< of a label that can have the focus, both sides
} // namespace

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setWholeText(const QString& text)
{
    m_whole = text.simplified();
    setAccessibleName(m_whole);
    updateGeometry();
    elide();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return QSize(24, fontMetrics().height() + 2);
}

QSize ElidedLabel::sizeHint() const
{
    return QSize(fontMetrics().horizontalAdvance(m_whole) + frame, fontMetrics().height() + 2);
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        elide();
}

void ElidedLabel::elide()
{
    const QString shown =
        fontMetrics().elidedText(m_whole, Qt::ElideRight, width() - (focusPolicy() == Qt::NoFocus ? 0 : frame));
    if (shown != text())
        setText(shown);
    // A tooltip guesses its format: escaped text keeps Claude's words from being read as markup.
    setToolTip(shown == m_whole ? QString() : QStringLiteral("<qt>%1</qt>").arg(m_whole.toHtmlEscaped()));
}

} // namespace parlance
