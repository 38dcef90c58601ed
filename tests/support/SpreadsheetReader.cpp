// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/SpreadsheetReader.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace parlance::test {

namespace {

//! What LibreOffice makes of \a path as a file of type \a type (fods).
QByteArray converted(const QString& path, const QString& type)
{
    QTemporaryDir folder;
    QProcess office;
    office.start(u"soffice"_s,
                 {u"-env:UserInstallation="_s + QUrl::fromLocalFile(folder.filePath(u"profile"_s)).toString(),
                  u"--headless"_s, u"--convert-to"_s, type, u"--outdir"_s, folder.filePath(u"out"_s), path});
    if (!office.waitForStarted())
        qFatal("LibreOffice is not there: install libreoffice-calc-nogui (sh tests/run.sh does).");
    const bool ended = office.waitForFinished(240'000);
    QFile file(folder.filePath(u"out/"_s + QFileInfo(path).completeBaseName() + u'.' + type));
    if (!ended || !file.open(QIODevice::ReadOnly))
        qFatal("LibreOffice could not read %s: %s", qPrintable(path), office.readAllStandardError().constData());
    return file.readAll();
}

qsizetype repeated(const QXmlStreamReader& xml, const char* what)
{
    const auto value = xml.attributes().value(QLatin1String("table:number-%1-repeated").arg(QLatin1String(what)));
    return value.isEmpty() ? 1 : value.toLongLong();
}

//! The words of the paragraphs of a cell; the reader stands on its start.
QString cellText(QXmlStreamReader& xml)
{
    QString text;
    bool first = true;
    for (int depth = 1; depth > 0;) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            ++depth;
            if (xml.qualifiedName() == u"text:p" && !std::exchange(first, false))
                text += u'\n';
            else if (xml.qualifiedName() == u"text:s")
                text += QString(std::max(1, xml.attributes().value(QLatin1String("text:c")).toInt()), u' ');
            else if (xml.qualifiedName() == u"text:tab")
                text += u'\t';
            else if (xml.qualifiedName() == u"text:line-break")
                text += u'\n';
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            break;
        case QXmlStreamReader::Characters:
            if (depth > 1)
                text += xml.text();
            break;
        case QXmlStreamReader::Invalid:
            qFatal("LibreOffice's XML cannot be read: %s", qPrintable(xml.errorString()));
        default:
            break;
        }
    }
    return text;
}

} // namespace

QStringList SpreadsheetReader::Sheet::texts(qsizetype row) const
{
    QStringList texts;
    for (const Cell& cell : rows.value(row))
        texts.append(cell.text);
    return texts;
}

QList<SpreadsheetReader::Sheet> SpreadsheetReader::sheets(const QString& path)
{
    QList<Sheet> sheets;
    const QByteArray document = converted(path, u"fods"_s);
    QXmlStreamReader xml(document);
    qsizetype emptyRows = 0;
    qsizetype emptyCells = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.qualifiedName() == u"table:table") {
            sheets.append({xml.attributes().value(QLatin1String("table:name")).toString(), {}});
            emptyRows = 0;
        } else if (xml.qualifiedName() == u"table:table-row") {
            // Rows and cells without anything stand for the rest of the sheet: they count when something follows.
            emptyRows += repeated(xml, "rows");
            emptyCells = 0;
        } else if (xml.qualifiedName() == u"table:table-cell") {
            const qsizetype count = repeated(xml, "columns");
            const Cell cell{xml.attributes().value(QLatin1String("office:value-type")).toString(), cellText(xml)};
            if (cell.type.isEmpty()) {
                emptyCells += count;
                continue;
            }
            for (; emptyRows > 0; --emptyRows)
                sheets.last().rows.append(QList<Cell>());
            sheets.last().rows.last() += QList<Cell>(std::exchange(emptyCells, 0)) + QList<Cell>(count, cell);
        }
    }
    return sheets;
}

QString SpreadsheetReader::computed(const QString& path, const QString& formula)
{
    QByteArray document = converted(path, u"fods"_s);
    const QByteArray addition =
        "<table:table table:name=\"Computed\"><table:table-column/><table:table-row><table:table-cell "
        "table:formula=\"of:=" +
        formula.toUtf8() + "\" office:value-type=\"float\"/></table:table-row></table:table></office:spreadsheet>";
    document.replace("</office:spreadsheet>", addition);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"computed.fods"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size())
        qFatal("no room for a spreadsheet");
    file.close();
    for (const Sheet& sheet : sheets(file.fileName())) {
        if (sheet.name == u"Computed")
            return sheet.text(0, 0);
    }
    return {};
}

} // namespace parlance::test
