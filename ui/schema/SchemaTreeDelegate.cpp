// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaTreeDelegate.h"

#include "ui/schema/SchemaTreeModel.h"
#include "ui/theme/RowPainting.h"

#include <QPainter>

namespace parlance {

namespace {

constexpr int padding = 5;
constexpr int gap = 8;
constexpr int rightMargin = 8;
constexpr int iconSide = 14;

SchemaTreeModel::Kind kindOf(const QModelIndex& index)
{
    return index.data(SchemaTreeModel::KindRole).value<SchemaTreeModel::Kind>();
}

} // namespace

SchemaTreeDelegate::SchemaTreeDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize SchemaTreeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int name = QFontMetrics(option.font).height();
    const int description = QFontMetrics(captionFont(option.font)).height();
    const SchemaTreeModel::Kind kind = kindOf(index);
    // Tables keep one height, so that the list stands still while descriptions differ.
    const bool second =
        kind == SchemaTreeModel::Kind::Table || !index.data(SchemaTreeModel::DescriptionRole).toString().isEmpty();
    const int air = kind == SchemaTreeModel::Kind::Column ? 3 : padding;
    return {80, name + (second ? description : 0) + 2 * air};
}

void SchemaTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const SchemaTreeModel::Kind kind = kindOf(index);
    const bool isColumn = kind == SchemaTreeModel::Kind::Column;
    const bool readable = index.data(SchemaTreeModel::ReadableRole).toBool();
    const QString iconName = index.data(SchemaTreeModel::IconRole).toString();
    const QString description = index.data(SchemaTreeModel::DescriptionRole).toString();
    QFont nameFont = option.font;
    nameFont.setWeight(isColumn ? QFont::Normal : QFont::DemiBold);
    const QFont small = captionFont(option.font);
    const QFont trailingFont = isColumn ? monoCaptionFont(option.font) : small;
    const QFontMetrics nameMetrics(nameFont);
    const QFontMetrics trailingMetrics(trailingFont);

    QRect area = option.rect.adjusted(2, isColumn ? 3 : padding, -rightMargin, 0);
    painter->save();
    painter->setClipRect(option.rect);
    if (isColumn) { // the icon's place is kept, so that names stand in one line
        if (!iconName.isEmpty())
            icon(iconName, m_theme.warning)
                .paint(painter,
                       QRect(area.left(), area.top() + (nameMetrics.height() - iconSide) / 2, iconSide, iconSide));
        area.setLeft(area.left() + iconSide + 6);
    }
    QRect line(area.left(), area.top(), area.width(), nameMetrics.height());

    const QString trailing = trailingMetrics.elidedText(index.data(SchemaTreeModel::TrailingRole).toString(),
                                                        Qt::ElideRight, line.width() / 2);
    painter->setFont(trailingFont);
    painter->setPen(m_theme.muted);
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, trailing);
    int right = line.right() - (trailing.isEmpty() ? 0 : trailingMetrics.horizontalAdvance(trailing) + gap);
    if (!isColumn && !iconName.isEmpty()) {
        right -= iconSide;
        icon(iconName, m_theme.muted)
            .paint(painter, QRect(right + 2, line.top() + (line.height() - iconSide) / 2, iconSide, iconSide));
        right -= gap / 2;
    }
    painter->setFont(nameFont);
    painter->setPen(readable ? m_theme.text : m_theme.muted);
    painter->drawText(QRect(line.left(), line.top(), right - line.left(), line.height()),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      nameMetrics.elidedText(index.data().toString(), Qt::ElideRight, right - line.left()));
    if (!description.isEmpty()) {
        const QFontMetrics smallMetrics(small);
        painter->setFont(small);
        painter->setPen(m_theme.muted);
        painter->drawText(QRect(area.left(), line.bottom() + 1, area.width(), smallMetrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          smallMetrics.elidedText(description, Qt::ElideRight, area.width()));
    }
    painter->restore();
}

} // namespace parlance
