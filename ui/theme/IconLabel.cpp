// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/IconLabel.h"

#include "ui/theme/Theme.h"

#include <QPainter>

namespace parlance {

IconLabel::IconLabel(const QString& name, int side, QWidget* parent)
    : QLabel(parent)
    , m_name(name)
{
    setFixedSize(side, side);
}

void IconLabel::setName(const QString& name)
{
    m_name = name;
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    icon(m_name, palette().color(foregroundRole())).paint(&painter, rect());
}

} // namespace parlance
