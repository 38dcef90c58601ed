// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryDelegate.h"

#include "ui/theme/RowPainting.h"

#include <QListView>
#include <QPainter>

namespace parlance {

namespace {
constexpr int padding = 5;
constexpr int iconSide = 14;
} // namespace

HistoryDelegate::HistoryDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {80, QFontMetrics(option.font).height() + QFontMetrics(captionFont(option.font)).height() + 2 * padding};
}

void HistoryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect row = option.rect.adjusted(2, 0, -2, 0);
    painter->save();
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    paintRowGround(painter, row, m_theme, selected, focused);
    const QString outcome = index.data(OutcomeRole).toString();
    const QColor colour = outcome == QLatin1String("done")                                          ? m_theme.ok
                        : outcome == QLatin1String("failed") || outcome == QLatin1String("refused") ? m_theme.error
                                                                                                    : m_theme.warning;
    const QFontMetrics metrics(option.font);
    const QRect line(row.left() + 10, row.top() + padding, row.width() - 18, metrics.height());
    icon(index.data(IconRole).toString(), colour)
        .paint(painter, QRect(line.left(), line.top() + (line.height() - iconSide) / 2, iconSide, iconSide));
    const QRect words = line.adjusted(iconSide + 8, 0, 0, 0);
    painter->setPen(m_theme.text);
    painter->setFont(option.font);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    const QFont small = captionFont(option.font);
    const QFontMetrics smallMetrics(small);
    painter->setFont(small);
    painter->setPen(m_theme.muted);
    painter->drawText(QRect(words.left(), line.bottom() + 1, words.width(), smallMetrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      smallMetrics.elidedText(index.data(CaptionRole).toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace parlance
