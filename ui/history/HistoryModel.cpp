// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryModel.h"

#include "ui/history/HistoryDelegate.h"

#include <QLocale>

namespace parlance {

namespace {

QString title(const JournalRun& run)
{
    if (!run.question.trimmed().isEmpty())
        return run.question.simplified();
    const QStringList lines = run.sql.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        if (!line.trimmed().isEmpty() && !line.trimmed().startsWith(QLatin1String("--")))
            return line.simplified();
    }
    return run.sql.simplified();
}

QString when(const QDateTime& time)
{
    const QDateTime local = time.toLocalTime();
    const QLocale locale;
    // Some locales' short time has seconds; they only take room here.
    const QString clock =
        locale.toString(local.time(), locale.timeFormat(QLocale::ShortFormat).remove(QStringLiteral(":ss")));
    const qint64 days = local.date().daysTo(QDate::currentDate());
    if (days == 0)
        return clock;
    if (days == 1)
        return HistoryModel::tr("yesterday %1").arg(clock);
    return QString(locale.toString(local.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock);
}

QString outcomeText(const QString& outcome)
{
    if (outcome == QLatin1String("done"))
        return HistoryModel::tr("done");
    if (outcome == QLatin1String("stopped"))
        return HistoryModel::tr("stopped");
    if (outcome == QLatin1String("refused"))
        return HistoryModel::tr("refused");
    if (outcome == QLatin1String("interrupted"))
        return HistoryModel::tr("interrupted");
    return HistoryModel::tr("failed");
}

QString iconName(const QString& outcome)
{
    if (outcome == QLatin1String("done"))
        return QStringLiteral("check");
    if (outcome == QLatin1String("stopped"))
        return QStringLiteral("stop");
    return outcome == QLatin1String("interrupted") ? QStringLiteral("warning") : QStringLiteral("cross-circle");
}

QString caption(const JournalRun& run)
{
    QStringList parts{when(run.startedAt)};
    if (run.outcome == QLatin1String("done")) {
        parts << (run.rows == 1 ? HistoryModel::tr("1 row") : HistoryModel::tr("%L1 rows").arg(run.rows));
        parts << runDuration(run.milliseconds);
    } else {
        parts << outcomeText(run.outcome);
        if (!run.error.isEmpty())
            parts << run.error.section(QLatin1Char('\n'), 0, 0);
    }
    return parts.join(QStringLiteral(" · "));
}

QString toolTip(const JournalRun& run)
{
    constexpr int longest = 2000;
    QString sql = run.sql.trimmed();
    if (sql.size() > longest)
        sql = sql.left(longest) + QStringLiteral("…");
    const QString head = QLocale().toString(run.startedAt.toLocalTime(), QLocale::LongFormat) + QLatin1String("\n") +
                         (run.question.isEmpty() ? QString() : QString(run.question + QLatin1Char('\n'))) +
                         (run.error.isEmpty() ? QString() : QString(run.error + QLatin1Char('\n')));
    return QLatin1String("<p style=\"white-space:pre-wrap\">") + head.toHtmlEscaped() + QLatin1String("</p><pre>") +
           sql.toHtmlEscaped() + QLatin1String("</pre>");
}

} // namespace

QString runDuration(qint64 milliseconds)
{
    if (milliseconds < 1000)
        return HistoryModel::tr("%1 ms").arg(std::max<qint64>(0, milliseconds));
    if (milliseconds < 60'000)
        return HistoryModel::tr("%1 s").arg(QLocale().toString(static_cast<double>(milliseconds) / 1000.0, 'f', 1));
    return HistoryModel::tr("%1 min %2 s").arg(milliseconds / 60'000).arg(milliseconds / 1000 % 60);
}

HistoryModel::HistoryModel(QObject* parent)
    : QAbstractListModel(parent)
{}

void HistoryModel::setRuns(const QList<JournalRun>& runs)
{
    beginResetModel();
    m_runs = runs;
    endResetModel();
}

void HistoryModel::prepend(const JournalRun& run)
{
    for (int row = 0; run.id != 0 && row < m_runs.size(); ++row) {
        if (m_runs.at(row).id == run.id) {
            m_runs[row] = run;
            emit dataChanged(index(row), index(row));
            return;
        }
    }
    beginInsertRows({}, 0, 0);
    m_runs.prepend(run);
    endInsertRows();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const JournalRun& entry = m_runs.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return title(entry);
    case Qt::ToolTipRole:
        return toolTip(entry);
    case HistoryDelegate::CaptionRole:
        return caption(entry);
    case HistoryDelegate::IconRole:
        return iconName(entry.outcome);
    case HistoryDelegate::OutcomeRole:
        return entry.outcome;
    case Qt::AccessibleTextRole:
        return QString(title(entry) + QStringLiteral(", ") + outcomeText(entry.outcome) + QStringLiteral(", ") +
                       caption(entry));
    default:
        return {};
    }
}

} // namespace parlance
