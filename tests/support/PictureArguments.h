// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QDir>
#include <QSize>
#include <QString>

namespace parlance::test {

//! What the programs that take pictures are told: FOLDER …, then [theme width height] from argument \a optional on.
struct PictureArguments {
    QString folder; //!< made when it is not there
    QString theme = QStringLiteral("light");
    QSize size{1280, 800};

    PictureArguments(int argc, char** argv, int optional)
        : folder(QString::fromLocal8Bit(argv[1]))
    {
        QDir().mkpath(folder);
        if (argc > optional)
            theme = QString::fromLatin1(argv[optional]);
        if (argc > optional + 2)
            size = QSize(QByteArray(argv[optional + 1]).toInt(), QByteArray(argv[optional + 2]).toInt());
    }
};

} // namespace parlance::test
