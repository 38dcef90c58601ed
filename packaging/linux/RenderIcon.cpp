// SPDX-License-Identifier: GPL-3.0-or-later
// Draws an SVG as PNG files of given sizes: what the build installs as the program's icon, without further tools.
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

//! RenderIcon IN.svg OUT-%1.png SIZE…
int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    QSvgRenderer drawing(arguments.value(1));
    if (!drawing.isValid() || arguments.size() < 4) {
        std::fprintf(stderr, "usage: RenderIcon IN.svg OUT-%%1.png SIZE...\n");
        return 2;
    }
    for (const QString& size : arguments.mid(3)) {
        QImage image(size.toInt(), size.toInt(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        drawing.render(&painter);
        painter.end();
        if (!image.save(arguments.at(2).arg(size))) {
            std::fprintf(stderr, "cannot write %s\n", qPrintable(arguments.at(2).arg(size)));
            return 1;
        }
    }
    return 0;
}
