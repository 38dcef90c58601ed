// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/RowPainting.h"

#include <QFontDatabase>
#include <QPainter>
#include <QPainterPath>

namespace parlance {

void paintRowGround(QPainter* painter, const QRect& row, const Theme& theme, bool selected, bool focused)
{
    if (!selected)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter->fillPath(path, theme.accent.selection);
    painter->setClipPath(path);
    painter->fillRect(QRect(row.left(), row.top(), 3, row.height()),
                      theme.dark ? theme.focusRing() : theme.accent.button);
    painter->setClipping(false);
    if (focused) {
        painter->setPen(theme.focusRing());
        painter->drawPath(path);
    }
    painter->restore();
}

QFont captionFont(const QFont& font)
{
    QFont caption = font;
    caption.setBold(false);
    if (font.pointSizeF() > 0)
        caption.setPointSizeF(font.pointSizeF() * 0.9);
    return caption;
}

QFont monoCaptionFont(const QFont& font)
{
    QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    mono.setPointSizeF((font.pointSizeF() > 0 ? font.pointSizeF() : 10.0) * 0.9);
    return mono;
}

} // namespace parlance
