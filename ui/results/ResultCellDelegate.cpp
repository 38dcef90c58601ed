// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultCellDelegate.h"

#include <QPainter>

namespace parlance {

QString oneLine(const QString& text)
{
    QString line = text;
    for (QChar& c : line) {
        if (c == u'\n' || c == u'\r' || c == u'\t' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return line;
}

ResultCellDelegate::ResultCellDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize ResultCellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = oneLine(index.data().toString());
    return {option.fontMetrics.horizontalAdvance(text) + 2 * padding, option.fontMetrics.height() + 8};
}

void ResultCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect cell = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(cell, selected ? m_theme.accent.selection : m_theme.surface);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), m_theme.line);
    const bool isNull = index.data(ResultModel::isNullRole).toBool();
    QString text = oneLine(index.data().toString());
    painter->setPen(isNull ? m_theme.muted : m_theme.text);
    QFont font = option.font;
    if (isNull)
        font.setItalic(true);
    painter->setFont(font);
    const QRect inside = cell.adjusted(padding, 0, -padding, 0);
    // A number cut without a mark would be another number, so what does not fit always ends in an ellipsis.
    if (option.fontMetrics.horizontalAdvance(text) > inside.width())
        text = option.fontMetrics.elidedText(text, Qt::ElideRight, inside.width());
    const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter->drawText(inside, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(m_theme.focusRing());
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.adjusted(0, 0, -1, -1));
    }
}

} // namespace parlance
