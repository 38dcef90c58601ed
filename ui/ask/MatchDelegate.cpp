// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/MatchDelegate.h"

#include "ui/theme/RowPainting.h"

#include <QPainter>

namespace parlance {

namespace {

constexpr int padding = 5;
constexpr int iconSide = 14;
constexpr int gap = 8;

} // namespace

MatchDelegate::MatchDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize MatchDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {80, QFontMetrics(option.font).height() + 2 * padding};
}

void MatchDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect row = option.rect.adjusted(2, 0, -2, 0);
    painter->save();
    paintRowGround(painter, row, m_theme, selected, selected && option.state.testFlag(QStyle::State_HasFocus));
    const QFontMetrics metrics(option.font);
    const QRect line(row.left() + 10, row.top() + padding, row.width() - 20, metrics.height());
    icon(QStringLiteral("check"), m_theme.ok)
        .paint(painter, QRect(line.left(), line.top() + (line.height() - iconSide) / 2, iconSide, iconSide));
    const QString mark = tr("verified");
    const QFont small = captionFont(option.font);
    const int markWidth = QFontMetrics(small).horizontalAdvance(mark);
    painter->setFont(small);
    painter->setPen(m_theme.ok);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, mark);
    const QRect words = line.adjusted(iconSide + gap, 0, -markWidth - gap, 0);
    painter->setPen(m_theme.text);
    painter->setFont(option.font);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace parlance
