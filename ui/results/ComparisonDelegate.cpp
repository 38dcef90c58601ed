// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ComparisonDelegate.h"

#include "ui/results/ComparisonModel.h"
#include "ui/results/ResultCellDelegate.h"

#include <QPainter>

namespace parlance {

namespace {

constexpr int corner = 7;               // pixels of the folded corner
constexpr qsizetype paintedBytes = 600; // of a value

QString painted(const ComparisonModel::Value& value)
{
    return value.isNull ? QStringLiteral("NULL") : oneLine(value.text);
}

//! Cut only when it does not fit: elidedText() rounds, and a number that is cut without need is another one.
QString fitted(const QFontMetrics& metrics, const QString& text, int width)
{
    return metrics.horizontalAdvance(text) <= width ? text : metrics.elidedText(text, Qt::ElideRight, width);
}

} // namespace

ComparisonDelegate::ComparisonDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
{}

QSize ComparisonDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = index.data().toString().left(static_cast<int>(paintedBytes));
    QFont bold = option.font; // the new value is wider than the plain text
    bold.setBold(true);
    return {QFontMetrics(bold).horizontalAdvance(text) + 2 * ResultCellDelegate::padding,
            option.fontMetrics.height() + 8};
}

void ComparisonDelegate::paintChange(QPainter* painter, const QRect& inside, const QFont& font,
                                     const ComparisonModel& model, int row, int column) const
{
    const ComparisonModel::Value left = model.value(row, column, true, paintedBytes);
    const ComparisonModel::Value right = model.value(row, column, false, paintedBytes);
    QFont old = font;
    old.setStrikeOut(!left.isNull);
    old.setItalic(left.isNull);
    QFont fresh = font;
    fresh.setBold(!right.isNull);
    fresh.setItalic(right.isNull);
    const QFontMetrics oldMetrics(old);
    const QFontMetrics freshMetrics(fresh);
    const QString arrow = QStringLiteral(" → ");
    const int arrowWidth = QFontMetrics(font).horizontalAdvance(arrow);
    const int room = qMax(0, inside.width() - arrowWidth);
    const int freshWhole = freshMetrics.horizontalAdvance(painted(right));
    const int oldRoom = qMin(oldMetrics.horizontalAdvance(painted(left)), qMax(room / 2, room - freshWhole));
    const QString oldText = fitted(oldMetrics, painted(left), oldRoom);
    const int oldWidth = oldMetrics.horizontalAdvance(oldText);
    const QString freshText = fitted(freshMetrics, painted(right), room - oldWidth);
    const int whole = oldWidth + arrowWidth + freshMetrics.horizontalAdvance(freshText);
    int x = model.isNumberColumn(column) ? qMax(inside.left(), inside.right() + 1 - whole) : inside.left();
    const auto draw = [&](const QFont& with, const QColor& colour, const QString& text, int width) {
        painter->setFont(with);
        painter->setPen(colour);
        painter->drawText(QRect(x, inside.top(), width + 2, inside.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                          text);
        x += width;
    };
    draw(old, m_theme.muted, oldText, oldWidth);
    draw(font, m_theme.muted, arrow, arrowWidth);
    draw(fresh, right.isNull ? m_theme.muted : m_theme.text, freshText, inside.right() - x + 1);
}

void ComparisonDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto& model = *static_cast<const ComparisonModel*>(index.model());
    const QRect cell = option.rect;
    const int column = index.column() - 1;
    const bool selected = option.state & QStyle::State_Selected;
    const bool changed = column >= 0 && model.isChanged(index.row(), column);
    painter->save();
    painter->fillRect(cell, selected ? m_theme.accent.selection : (changed ? m_theme.warningGround : m_theme.surface));
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), m_theme.line);
    const QRect inside = cell.adjusted(ResultCellDelegate::padding, 0, -ResultCellDelegate::padding, 0);
    if (changed) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.warning);
        const QPoint triangle[] = {cell.topLeft(), cell.topLeft() + QPoint(corner, 0),
                                   cell.topLeft() + QPoint(0, corner)};
        painter->drawPolygon(triangle, 3);
        paintChange(painter, inside, option.font, model, index.row(), column);
    } else {
        QString text = index.data().toString();
        QFont font = option.font;
        bool null = false;
        if (column >= 0) {
            const auto left = model.value(index.row(), column, true, 1);
            null = left.exists ? left.isNull : model.value(index.row(), column, false, 1).isNull;
        }
        font.setItalic(null);
        font.setBold(column < 0);
        painter->setFont(font);
        painter->setPen(null ? m_theme.muted : m_theme.text);
        text = fitted(QFontMetrics(font), text, inside.width());
        const Qt::Alignment side = column >= 0 && model.isNumberColumn(column) ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(inside, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine, text);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(m_theme.focusRing());
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace parlance
