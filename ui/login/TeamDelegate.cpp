// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/login/TeamDelegate.h"

#include "ui/login/TeamModel.h"
#include "ui/theme/RowPainting.h"

#include <QPainter>

namespace parlance {

namespace {
constexpr int padding = 9;
constexpr int side = 28;
} // namespace

TeamDelegate::TeamDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize TeamDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int lines = QFontMetrics(option.font).height() + QFontMetrics(captionFont(option.font)).height();
    return {120, std::max(lines, side) + 2 * padding + gap};
}

void TeamDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRectF card = QRectF(option.rect).adjusted(1, 1, -1, -1 - gap);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!option.state.testFlag(QStyle::State_Enabled))
        painter->setOpacity(0.55);
    painter->setPen(QPen(chosen ? m_theme.focusRing() : m_theme.inputBorder, chosen ? 2 : 1));
    painter->setBrush(chosen && focused    ? m_theme.accent.selection
                      : hovered && !chosen ? m_theme.stripe
                                           : m_theme.raised);
    painter->drawRoundedRect(chosen ? card : card.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);

    const Accent own = Accent::fromColor(index.data(TeamModel::AccentRole).value<QColor>(), m_theme.dark);
    const QRectF patch(card.left() + 13, card.center().y() - side / 2.0, side, side);
    QLinearGradient gradient(patch.topLeft(), patch.bottomRight());
    gradient.setColorAt(0, own.gradientStart);
    gradient.setColorAt(1, own.gradientEnd);
    painter->setPen(Qt::NoPen);
    painter->setBrush(gradient);
    painter->drawRoundedRect(patch, 8, 8);

    QFont nameFont = option.font;
    nameFont.setWeight(QFont::DemiBold);
    const QFont small = captionFont(option.font);
    const QFontMetrics nameMetrics(nameFont);
    const QFontMetrics smallMetrics(small);
    const QString description = index.data(TeamModel::DescriptionRole).toString().simplified();
    const int left = static_cast<int>(patch.right()) + 12;
    const int width = static_cast<int>(card.right()) - 12 - left;
    const int height = nameMetrics.height() + (description.isEmpty() ? 0 : smallMetrics.height());
    int top = static_cast<int>(card.center().y() - height / 2.0);
    painter->setFont(nameFont);
    painter->setPen(m_theme.text);
    painter->drawText(QRect(left, top, width, nameMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      nameMetrics.elidedText(index.data().toString(), Qt::ElideRight, width));
    top += nameMetrics.height();
    painter->setFont(small);
    painter->setPen(m_theme.muted);
    painter->drawText(QRect(left, top, width, smallMetrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      smallMetrics.elidedText(description, Qt::ElideRight, width));
    painter->restore();
}

} // namespace parlance
