// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ExportOffer.h"

#include "ui/worksheet/Words.h"

#include <QCoreApplication>

namespace parlance {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ExportOffer)
};

constexpr qsizetype longestName = 80;

//! Whether what goes out is less than what the statement gives.
bool isPartial(const ExportOffer& offer, ExportRows rows)
{
    return rows == ExportRows::Selected || (rows == ExportRows::Shown && (!offer.whole || offer.filtered));
}

QString partialSentence(const ExportOffer& offer, ExportRows rows)
{
    if (!isPartial(offer, rows))
        return {};
    QStringList parts;
    if (rows == ExportRows::Selected)
        parts.append(Words::tr("the %1 that were selected").arg(rowsText(exportRowCount(offer, rows))));
    else if (offer.filtered)
        parts.append(Words::tr("the %1 that a filter left").arg(rowsText(exportRowCount(offer, rows))));
    if (!offer.whole)
        parts.append(offer.partial.isEmpty() ? Words::tr("of the %1 fetched").arg(rowsText(offer.table.rowCount()))
                                             : offer.partial);
    return Words::tr("Partial: %1.").arg(parts.join(QStringLiteral(", ")));
}

} // namespace

QString proposedFileName(const ExportOffer& offer, ExportRows rows, const QString& suffix)
{
    QString name;
    for (const QChar c : offer.title.simplified()) {
        // What Windows, macOS or Linux do not take in a name.
        const bool taken = c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c);
        name += taken ? c : QChar(u' ');
    }
    name = name.simplified().left(longestName);
    while (!name.isEmpty() && !name.back().isLetterOrNumber() && name.back() != u')')
        name.chop(1);
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    if (name.isEmpty())
        name = Words::tr("Result");
    if (offer.origin.sample)
        name.prepend(Words::tr("Sample data – "));
    if (isPartial(offer, rows))
        name += Words::tr(" (partial)");
    return QString(name % u'.' % suffix);
}

ExportTask exportTask(const ExportOffer& offer, ExportRows rows, const QString& format, const QString& path)
{
    ExportTask task;
    task.format = format;
    task.path = path;
    task.settings.origin = offer.origin;
    task.settings.origin.partial = partialSentence(offer, rows);
    task.settings.locale = QLocale::system();
    if (rows == ExportRows::FromServer) {
        task.run = offer.run;
        task.expectedRows = exportRowCount(offer, rows);
        task.settings.origin.ranAt = QDateTime::currentDateTime();
        return task;
    }
    task.table = offer.table;
    task.order = rows == ExportRows::Selected ? offer.selected : offer.order;
    task.columns = offer.columns;
    return task;
}

qint64 exportRowCount(const ExportOffer& offer, ExportRows rows)
{
    if (rows == ExportRows::FromServer)
        return offer.whole ? offer.table.rowCount() : -1;
    const RowOrderPtr& order = rows == ExportRows::Selected ? offer.selected : offer.order;
    return order ? static_cast<qint64>(order->size()) : offer.table.rowCount();
}

} // namespace parlance
