// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/RowNumbers.h"

#include <QPainter>

namespace parlance {

RowNumbers::RowNumbers(QWidget* parent)
    : QHeaderView(Qt::Vertical, parent)
{
    setSectionsClickable(true);
    setSectionResizeMode(Fixed);
    setMinimumWidth(40);
    setHighlightSections(false);
}

void RowNumbers::setTheme(const Theme& theme)
{
    m_theme = theme;
    viewport()->update();
}

void RowNumbers::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    painter->fillRect(rect, m_theme.stripe);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.line);
    painter->fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), m_theme.line);
    if (!model())
        return;
    painter->setPen(m_theme.muted);
    painter->drawText(rect.adjusted(2, 0, -6, 0), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                      model()->headerData(section, Qt::Vertical).toString());
}

} // namespace parlance
