// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/worksheet/Words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace parlance {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("Words", text);
}

QString grouped(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

} // namespace

QString rowsText(qint64 rows)
{
    return rows == 1 ? translated(QT_TRANSLATE_NOOP("Words", "1 row"))
                     : translated(QT_TRANSLATE_NOOP("Words", "%1 rows")).arg(grouped(rows));
}

QString tablesText(qint64 tables)
{
    return tables == 1 ? translated(QT_TRANSLATE_NOOP("Words", "1 table"))
                       : translated(QT_TRANSLATE_NOOP("Words", "%1 tables")).arg(grouped(tables));
}

QString sentTablesText(qint64 sent, qint64 inAll)
{
    return sent == inAll ? tablesText(inAll)
                         : translated(QT_TRANSLATE_NOOP("Words", "%1 of %2 tables")).arg(grouped(sent), grouped(inAll));
}

QString timeText(const QDateTime& time)
{
    return QLocale(QLocale::English).toString(time.toLocalTime(), QStringLiteral("d MMMM yyyy, HH:mm"));
}

QString elapsedText(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return translated(QT_TRANSLATE_NOOP("Words", "%1 ms")).arg(milliseconds);
    if (milliseconds < 60'000) {
        const qint64 tenths = milliseconds / 100;
        return translated(QT_TRANSLATE_NOOP("Words", "%1.%2 s")).arg(tenths / 10).arg(tenths % 10);
    }
    const qint64 seconds = milliseconds / 1000;
    return translated(QT_TRANSLATE_NOOP("Words", "%1 min %2 s")).arg(seconds / 60).arg(seconds % 60);
}

QString shortened(const QString& text, int length)
{
    const QString line = text.trimmed().section(QLatin1Char('\n'), 0, 0).simplified();
    if (line.size() <= length)
        return line;
    qsizetype cut = length - 1;
    if (line.at(cut - 1).isHighSurrogate())
        --cut;
    return line.left(cut).trimmed() + QChar(0x2026);
}

} // namespace parlance
