// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ViewedValue.h"

#include "postgres/PostgresType.h"
#include "ui/results/HexDump.h"
#include "ui/results/ListText.h"
#include "ui/results/PrettyXml.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QImageReader>
#include <QTimeZone>

namespace parlance {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ViewedValue", text);
}

// The end of a piece that cuts no character in two.
qsizetype wholeCharacters(const QByteArray& text, qsizetype end)
{
    if (end >= text.size())
        return text.size();
    while (end > 0 && (static_cast<unsigned char>(text.at(end)) & 0xc0) == 0x80)
        --end;
    return end;
}

bool isPicture(QByteArrayView bytes)
{
    return bytes.startsWith("\x89PNG\r\n\x1a\n") || bytes.startsWith("\xff\xd8\xff") || bytes.startsWith("GIF87a") ||
           bytes.startsWith("GIF89a");
}

void readPicture(ViewedValue& value, QByteArrayView bytea)
{
    constexpr qsizetype largestFile = 64 * 1024 * 1024;
    constexpr qint64 mostPixels = 50'000'000;
    QByteArray bytes = bytesOf(bytea, largestFile).value_or(QByteArray());
    if (value.binaryBytes > largestFile) {
        value.note = tr("The picture is too large to be shown.");
        return;
    }
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    const QSize size = reader.size();
    if (static_cast<qint64>(size.width()) * size.height() > mostPixels) {
        value.note = tr("The picture is too large to be shown.");
        return;
    }
    value.image = reader.read();
    if (value.image.isNull())
        value.note = tr("It looks like a picture, but cannot be read as one.");
}

// "2026-03-01 12:00:00.123456+01" in the zone of this computer, with the digits of its fraction as they stand.
QString localTime(QByteArrayView text)
{
    const QString whole = QString::fromUtf8(text);
    const qsizetype sign = std::max(whole.lastIndexOf(u'+'), whole.lastIndexOf(u'-'));
    if (sign < 19 || whole.endsWith(QStringLiteral("BC")))
        return {};
    const QDateTime there = QDateTime::fromString(whole.left(19), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    const QStringList offset = whole.mid(sign + 1).split(u':');
    const int seconds = offset.value(0).toInt() * 3600 + offset.value(1).toInt() * 60 + offset.value(2).toInt();
    if (!there.isValid())
        return {};
    const QString fraction = whole.mid(19, sign - 19);
    const QDateTime instant(there.date(), there.time(), QTimeZone(whole.at(sign) == u'-' ? -seconds : seconds));
    const QDateTime here = instant.toLocalTime();
    return QString(here.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) % fraction % u' ' %
                   here.timeZoneAbbreviation());
}

PrettyText layOut(ViewedValue& value, const ResultColumn& column, QByteArrayView cell, qsizetype limit)
{
    const TypeFamily family = typeFamily(column.typeOid);
    if (family == TypeFamily::Json) {
        value.language = ViewedValue::Language::Json;
        return prettyJson(cell, limit);
    }
    if (family == TypeFamily::Xml) {
        value.language = ViewedValue::Language::Xml;
        return prettyXml(cell, limit);
    }
    if (family == TypeFamily::Bytea && cell.startsWith("\\x")) {
        value.language = ViewedValue::Language::Hex;
        value.binaryBytes = (cell.size() - 2) / 2;
        return hexDump(*bytesOf(cell, limit / 4 + 16), limit);
    }
    std::optional<PrettyText> list;
    if (family == TypeFamily::Array || column.typeName.endsWith(QStringLiteral("[]")))
        list = arrayLines(cell, limit);
    else if (family == TypeFamily::Other)
        list = compositeLines(cell, limit);
    if (list) {
        value.language = ViewedValue::Language::List;
        return *list;
    }
    const qsizetype size = std::min(cell.size(), limit);
    return {cell.first(size).toByteArray(), size < cell.size()};
}

} // namespace

ViewedValue viewValue(const ResultTable& table, qint64 row, int column, qsizetype shown, qsizetype piece)
{
    ViewedValue value;
    if (row < 0 || row >= table.rowCount() || column < 0 || column >= table.columnCount())
        return value;
    value.null = table.isNull(row, column);
    const QByteArrayView cell = table.cell(row, column);
    const ResultColumn& described = table.columns().at(column);
    value.bytes = cell.size();
    const PrettyText laidOut = layOut(value, described, cell, shown + piece);
    value.shown = wholeCharacters(laidOut.text, shown + piece);
    value.more = laidOut.more || value.shown < laidOut.text.size();
    value.text = QString::fromUtf8(
        QByteArrayView(laidOut.text).sliced(std::min(shown, value.shown), value.shown - std::min(shown, value.shown)));
    if (shown == 0 && value.binaryBytes >= 0 && isPicture(bytesOf(cell, 16).value_or(QByteArray())))
        readPicture(value, cell);
    if (typeFamily(described.typeOid) == TypeFamily::TimestampTz) {
        if (const QString here = localTime(cell); !here.isEmpty())
            value.note = tr("Here: %1").arg(here);
    }
    return value;
}

} // namespace parlance
