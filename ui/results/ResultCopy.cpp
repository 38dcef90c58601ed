// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultCopy.h"

#include <set>

namespace parlance {

namespace {

QString field(const QString& value)
{
    if (!value.contains(u'\t') && !value.contains(u'\n') && !value.contains(u'\r') && !value.startsWith(u'"'))
        return value;
    QString quoted = value;
    quoted.replace(QStringLiteral("\""), QStringLiteral("\"\""));
    return QString(u'"' % quoted % u'"');
}

bool isSelected(const QItemSelection& selection, int row, int column)
{
    return std::any_of(selection.cbegin(), selection.cend(), [row, column](const QItemSelectionRange& range) {
        return row >= range.top() && row <= range.bottom() && column >= range.left() && column <= range.right();
    });
}

QList<int> selectedColumns(const CopiedCells& cells)
{
    QList<int> columns;
    for (const int column : cells.columns) {
        const bool used =
            std::any_of(cells.selection.cbegin(), cells.selection.cend(), [column](const QItemSelectionRange& range) {
                return column >= range.left() && column <= range.right();
            });
        if (used)
            columns.append(column);
    }
    return columns;
}

QString value(const ResultTable& table, qint64 row, int column)
{
    return table.isNull(row, column) ? QString() : QString::fromUtf8(table.cell(row, column));
}

} // namespace

QString tabSeparated(const ResultTable& table, const CopiedCells& cells)
{
    const QItemSelection& selection = cells.selection;
    if (selection.isEmpty())
        return {};
    const QItemSelectionRange& first = selection.first();
    if (selection.size() == 1 && first.width() == 1 && first.height() == 1 && !cells.withHeaders)
        return value(table, cells.tableRow(first.top()), first.left());

    const QList<int> columns = selectedColumns(cells);
    std::set<std::pair<int, int>> spans;
    for (const QItemSelectionRange& range : selection)
        spans.insert({range.top(), range.bottom()});
    QString text;
    if (cells.withHeaders) {
        for (qsizetype i = 0; i < columns.size(); ++i)
            text += (i ? QStringLiteral("\t") : QString()) % field(table.columns().at(columns.at(i)).name);
        text += u'\n';
    }
    const bool whole = selection.size() == 1;
    int next = 0;
    for (const auto& [top, bottom] : spans) {
        for (int row = std::max(top, next); row <= bottom; ++row) {
            for (qsizetype i = 0; i < columns.size(); ++i) {
                if (i)
                    text += u'\t';
                if (whole || isSelected(selection, row, columns.at(i)))
                    text += field(value(table, cells.tableRow(row), columns.at(i)));
            }
            text += u'\n';
        }
        next = std::max(next, bottom + 1);
    }
    text.chop(1);
    return text;
}

} // namespace parlance
