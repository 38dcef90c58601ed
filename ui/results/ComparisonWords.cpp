// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ComparisonWords.h"

#include "ui/worksheet/Words.h"

#include <QCoreApplication>
#include <QLocale>

namespace parlance {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("ComparisonWords", text);
}

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

//! What keeps the rows of one side from being all, and that its filter does not count.
QStringList notesOf(const ComparedResult& result, const QString& side)
{
    QStringList notes;
    if (!result.partial.isEmpty())
        notes << translated(QT_TRANSLATE_NOOP("ComparisonWords",
                                              "%1 holds %2: what seems to be missing there may stand beyond them."))
                     .arg(side, result.partial);
    if (result.filtered)
        notes << translated(QT_TRANSLATE_NOOP("ComparisonWords", "The filter of %1 does not count here: all its %2 "
                                                                 "are compared."))
                     .arg(side.toLower(), rowsText(result.table.rowCount()));
    return notes;
}

} // namespace

QString comparisonSummary(const Differences& differences)
{
    const ResultComparison& found = differences.found;
    if (!differences.hasAny())
        return translated(QT_TRANSLATE_NOOP("ComparisonWords", "Nothing differs: %1 equal.")).arg(rowsText(found.same));
    const auto count = [](std::size_t size) { return number(static_cast<qint64>(size)); };
    QStringList parts{
        translated(QT_TRANSLATE_NOOP("ComparisonWords", "%1 only left")).arg(count(found.onlyLeft.size())),
        translated(QT_TRANSLATE_NOOP("ComparisonWords", "%1 only right")).arg(count(found.onlyRight.size())),
        translated(QT_TRANSLATE_NOOP("ComparisonWords", "%1 changed")).arg(count(found.changed.size())),
        translated(QT_TRANSLATE_NOOP("ComparisonWords", "%1 equal")).arg(number(found.same))};
    if (const qint64 repeated = differences.repeatedRows(); repeated > 0)
        parts << translated(QT_TRANSLATE_NOOP("ComparisonWords", "%1 not compared")).arg(number(repeated));
    return parts.join(QStringLiteral(" · "));
}

QString comparisonNotes(const Differences& differences, const ComparedResult& left, const ComparedResult& right,
                        bool wholeRows)
{
    QStringList notes;
    if (const auto keys = static_cast<qint64>(differences.found.repeated.size()); keys > 0)
        notes << (keys == 1 ? translated(QT_TRANSLATE_NOOP("ComparisonWords", "1 key stands in several rows"))
                            : translated(QT_TRANSLATE_NOOP("ComparisonWords", "%1 keys stand in several rows"))
                                  .arg(number(keys))) +
                     translated(QT_TRANSLATE_NOOP("ComparisonWords", ", so these rows are not compared: choose more "
                                                                     "key columns."));
    if (wholeRows)
        notes << translated(QT_TRANSLATE_NOOP("ComparisonWords", "Without a key whole rows are compared: a row with "
                                                                 "a changed cell stands on both sides."));
    notes += notesOf(left, translated(QT_TRANSLATE_NOOP("ComparisonWords", "Left")));
    notes += notesOf(right, translated(QT_TRANSLATE_NOOP("ComparisonWords", "Right")));
    if (differences.rows.size() > static_cast<std::size_t>(ComparisonModel::mostRows))
        notes << translated(QT_TRANSLATE_NOOP("ComparisonWords", "The table shows the first %1 differences."))
                     .arg(number(ComparisonModel::mostRows));
    return notes.join(u'\n');
}

} // namespace parlance
