// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/SentTablesModel.h"

#include "postgres/SqlScript.h"
#include "ui/theme/Theme.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace parlance {

namespace {

QString keyOf(const TableName& table)
{
    return table.schema + QLatin1Char('\n') + table.name;
}

} // namespace

SentTablesModel::SentTablesModel(QObject* parent)
    : QAbstractTableModel(parent)
{}

void SentTablesModel::setRows(const QList<Row>& rows, const SchemaSlice& slice, const QList<TableName>& pinned)
{
    beginResetModel();
    m_rows = rows;
    m_sent = slice.tables;
    m_pinned.clear();
    for (const TableName& table : pinned)
        m_pinned.insert(keyOf(table));
    endResetModel();
}

TableName SentTablesModel::table(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).table : TableName();
}

int SentTablesModel::rowOf(const TableName& table) const
{
    const auto found =
        std::find_if(m_rows.cbegin(), m_rows.cend(), [&table](const Row& row) { return row.table == table; });
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

QString SentTablesModel::whyText(const SliceTable& table)
{
    switch (table.reason) {
    case SliceTable::Reason::Whole:
        return tr("All tables fit");
    case SliceTable::Reason::Pinned:
        return tr("Pinned by you");
    case SliceTable::Reason::Used:
        return tr("The last query reads it");
    case SliceTable::Reason::Matched:
        return table.words.isEmpty() ? tr("Fits the question")
                                     : tr("The question says %1").arg(table.words.join(QStringLiteral(", ")));
    case SliceTable::Reason::Connected:
        return tr("Keys lead to it");
    case SliceTable::Reason::Neighbour:
        break;
    }
    return tr("Of the same schema; there was room");
}

int SentTablesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SentTablesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 3;
}

QString SentTablesModel::text(const Row& row, int column) const
{
    if (column == 0)
        return qualifiedName(row.table.schema, row.table.name);
    if (row.state == State::Sent && row.sent >= 0 && row.sent < m_sent.size()) {
        const SliceTable& sent = m_sent.at(row.sent);
        return column == 1 ? whyText(sent) : tr("%1 of %2").arg(sent.columns).arg(sent.columnsInAll);
    }
    if (column == 2)
        return tr("not sent");
    return row.state == State::LeftOut ? tr("Left out by you") : tr("Not chosen for this question");
}

//! In a colour of the theme: an icon as it is in its file is black.
QVariant SentTablesModel::mark(const Row& row) const
{
    const QColor colour =
        QGuiApplication::palette().color(row.state == State::Sent ? QPalette::WindowText : QPalette::PlaceholderText);
    if (m_pinned.contains(keyOf(row.table)))
        return icon(QStringLiteral("pin"), colour);
    return icon(row.state == State::Sent ? QStringLiteral("table") : QStringLiteral("eye-off"), colour);
}

QVariant SentTablesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row& row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::DecorationRole && index.column() == 0)
        return mark(row);
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1, %2, %3").arg(text(row, 0), text(row, 1), text(row, 2));
    return {};
}

QVariant SentTablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Table") : section == 1 ? tr("Why") : tr("Columns");
}

} // namespace parlance
