// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace parlance {

namespace {

// Draws one of our SVG files in one colour, at whatever size and pixel ratio is asked for. Renders by itself: Qt's own
// SVG icon engine is a plugin that may not be installed.
class ColouredSvgEngine final : public QIconEngine {
public:
    ColouredSvgEngine(const QString& name, const QColor& colour)
        : m_name(name)
        , m_colour(colour)
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        const QPixmap drawn = render(rect.size() * ratio, mode);
        painter->drawPixmap(rect, drawn);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override { return render(size, mode); }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return render(size, mode);
    }

    QIconEngine* clone() const override { return new ColouredSvgEngine(m_name, m_colour); }

    QString key() const override { return QStringLiteral("parlance-svg"); }

private:
    QPixmap render(const QSize& size, QIcon::Mode mode) const
    {
        const QString cacheKey = QStringLiteral("parlance/%1/%2/%3x%4/%5")
                                     .arg(m_name, m_colour.name(QColor::HexArgb))
                                     .arg(size.width())
                                     .arg(size.height())
                                     .arg(mode == QIcon::Disabled);
        QPixmap pixmap;
        if (size.isEmpty() || QPixmapCache::find(cacheKey, &pixmap))
            return pixmap;
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly))
            return pixmap;
        QSvgRenderer renderer(file.readAll().replace("currentColor", m_colour.name().toLatin1()));
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(m_colour.alphaF() * (mode == QIcon::Disabled ? 0.45 : 1.0));
        const int side = std::min(size.width(), size.height());
        renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
        painter.end();
        pixmap = QPixmap::fromImage(image);
        QPixmapCache::insert(cacheKey, pixmap);
        return pixmap;
    }

    QString m_name;
    QColor m_colour;
};

} // namespace

QIcon icon(const QString& name, const QColor& colour)
{
    return QIcon(new ColouredSvgEngine(name, colour));
}

} // namespace parlance
