// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultHeader.h"

#include "ui/results/ResultCellDelegate.h"

#include <QFontDatabase>
#include <QMouseEvent>
#include <QPainter>

namespace parlance {

namespace {
constexpr int gap = 6;
}

ResultHeader::ResultHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setHighlightSections(false);
    setSectionsClickable(true);
    setSectionsMovable(true);
    setMinimumSectionSize(40);
    const auto clicked = [this](int section) {
        if (m_pressedWith & Qt::ControlModifier)
            emit selectClicked(section);
        else
            emit sortClicked(section, m_pressedWith & Qt::ShiftModifier);
    };
    connect(this, &QHeaderView::sectionClicked, this, clicked);
    connect(this, &QHeaderView::sectionDoubleClicked, this, clicked); // the second click of a fast hand
}

void ResultHeader::mousePressEvent(QMouseEvent* event)
{
    m_pressedWith = event->modifiers();
    QHeaderView::mousePressEvent(event);
}

void ResultHeader::setSortKeys(const QList<SortKey>& keys)
{
    m_keys = keys;
    viewport()->update();
}

void ResultHeader::setTheme(const Theme& theme)
{
    m_theme = theme;
    viewport()->update();
}

QFont ResultHeader::nameFont() const
{
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont ResultHeader::typeFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(std::max(7.0, this->font().pointSizeF() - 2));
    return font;
}

int ResultHeader::neededWidth(int section) const
{
    if (!model())
        return minimumSectionSize(); // asked while the view changes its model
    const QString name = oneLine(model()->headerData(section, Qt::Horizontal).toString());
    const QString type = model()->headerData(section, Qt::Horizontal, ResultModel::typeNameRole).toString();
    return QFontMetrics(nameFont()).horizontalAdvance(name) + gap + QFontMetrics(typeFont()).horizontalAdvance(type) +
           2 * ResultCellDelegate::padding + 2;
}

QSize ResultHeader::sectionSizeFromContents(int section) const
{
    return {neededWidth(section), QFontMetrics(nameFont()).height() + 10};
}

int ResultHeader::drawIndicator(QPainter* painter, const QRect& inside, int section) const
{
    const auto key = std::find_if(m_keys.cbegin(), m_keys.cend(),
                                  [section](const SortKey& candidate) { return candidate.column == section; });
    if (key == m_keys.cend())
        return 0;
    constexpr int half = 4; // half of the arrow's width
    int width = 2 * half;
    painter->setPen(m_theme.focusRing());
    if (m_keys.size() > 1) {
        const QString number = QString::number(key - m_keys.cbegin() + 1);
        painter->setFont(typeFont());
        painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, number);
        width += QFontMetrics(typeFont()).horizontalAdvance(number) + 2;
    }
    const QPointF middle(inside.right() + 1 - width + half, QRectF(inside).center().y());
    const qreal down = key->descending ? 2.5 : -2.5; // where the tip stands
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.focusRing());
    painter->drawPolygon(
        QPolygonF{middle + QPointF(-half, -down), middle + QPointF(half, -down), middle + QPointF(0, down)});
    painter->setRenderHint(QPainter::Antialiasing, false);
    return width + gap;
}

void ResultHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->fillRect(rect, m_theme.stripe);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.line);
    if (!model())
        return;
    painter->save();
    painter->setClipRect(rect);
    const QString type = model()->headerData(section, Qt::Horizontal, ResultModel::typeNameRole).toString();
    const QFontMetrics nameMetrics{nameFont()};
    const QFontMetrics typeMetrics{typeFont()};
    const QRect whole = rect.adjusted(ResultCellDelegate::padding, 0, -ResultCellDelegate::padding, 0);
    const QRect inside = whole.adjusted(0, 0, -drawIndicator(painter, whole, section), 0);
    const QString name = nameMetrics.elidedText(oneLine(model()->headerData(section, Qt::Horizontal).toString()),
                                                Qt::ElideRight, inside.width());
    const int nameWidth = nameMetrics.horizontalAdvance(name);
    const int room = inside.width() - nameWidth - gap;
    const QString shownType = room > 12 ? typeMetrics.elidedText(type, Qt::ElideRight, room) : QString();
    const int width = nameWidth + (shownType.isEmpty() ? 0 : gap + typeMetrics.horizontalAdvance(shownType));
    const auto alignment = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    const int left = (alignment & Qt::AlignRight) ? inside.right() + 1 - width : inside.left();
    painter->setFont(nameFont());
    painter->setPen(m_theme.text);
    painter->drawText(QRect(left, rect.top(), nameWidth + 1, rect.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                      name);
    painter->setFont(typeFont());
    painter->setPen(m_theme.muted);
    painter->drawText(QRect(left + nameWidth + gap, rect.top() + 1, room, rect.height()),
                      Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shownType);
    painter->restore();
}

} // namespace parlance
