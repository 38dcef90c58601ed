// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/RecordModel.h"

#include "ui/results/ResultCellDelegate.h"

#include <QFont>

namespace parlance {

RecordModel::RecordModel(const ResultModel* result, QObject* parent)
    : QAbstractTableModel(parent)
    , m_result(result)
{}

void RecordModel::setTheme(const Theme& theme)
{
    m_theme = theme;
}

void RecordModel::setRow(int viewRow, const QList<int>& columns)
{
    if (columns != m_columns || (viewRow < 0) != (m_row < 0)) {
        beginResetModel();
        m_row = viewRow;
        m_columns = viewRow < 0 ? QList<int>() : columns;
        endResetModel();
        return;
    }
    m_row = viewRow;
    if (!m_columns.isEmpty())
        emit dataChanged(index(0, Value), index(rowCount() - 1, Value));
}

int RecordModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : PartCount;
}

QVariant RecordModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || m_row < 0 || m_row >= m_result->rowCount())
        return {};
    const int column = m_columns.at(index.row());
    const bool null = index.column() == Value && m_result->isNull(m_row, column);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        if (index.column() == Name)
            return oneLine(m_result->table().columns().at(column).name);
        if (index.column() == Type)
            return m_result->table().columns().at(column).typeName;
        return oneLine(m_result->index(m_row, column).data().toString());
    case Qt::ForegroundRole:
        return null || index.column() == Type ? QVariant(m_theme.muted) : QVariant(m_theme.text);
    case Qt::FontRole: {
        QFont font;
        font.setItalic(null);
        font.setWeight(index.column() == Name ? QFont::DemiBold : QFont::Normal);
        return font;
    }
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Column") : section == Type ? tr("Type") : tr("Value");
}

} // namespace parlance
