// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultModel.h"

#include "postgres/PostgresType.h"

namespace parlance {

namespace {

// QTableView loops for ever past 2^31 pixels and QHeaderView keeps 8 bytes a row.
constexpr qint64 mostRowsInView = 2'000'000;
constexpr int firstScreenRows = 200;
constexpr int quickMilliseconds = 16;
constexpr int calmMilliseconds = 50;
constexpr int displayedCharacters = 600;

} // namespace

ResultModel::ResultModel(QObject* parent)
    : QAbstractTableModel(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ResultModel::publish);
}

void ResultModel::begin(const QList<ResultColumn>& columns)
{
    beginResetModel();
    m_timer.stop();
    m_table.clear();
    m_table.setColumns(columns);
    m_numbers.clear();
    for (const ResultColumn& column : columns)
        m_numbers.append(isNumber(column.typeOid));
    m_shownRows = 0;
    endResetModel();
}

void ResultModel::nameColumns(const QList<ResultColumn>& columns)
{
    if (columns.isEmpty() || columns.size() != m_table.columns().size())
        return;
    m_table.setColumns(columns);
    emit headerDataChanged(Qt::Horizontal, 0, static_cast<int>(columns.size()) - 1);
}

void ResultModel::append(const ResultChunkPtr& chunk)
{
    m_table.append(chunk);
    if (m_shownRows == 0)
        publish();
    else if (!m_timer.isActive())
        m_timer.start(m_shownRows < firstScreenRows ? quickMilliseconds : calmMilliseconds);
}

void ResultModel::finish()
{
    m_timer.stop();
    publish();
}

void ResultModel::clear()
{
    begin({});
}

void ResultModel::publish()
{
    const int rows = static_cast<int>(std::min(m_table.rowCount(), mostRowsInView));
    if (rows <= m_shownRows)
        return;
    beginInsertRows({}, m_shownRows, rows - 1);
    m_shownRows = rows;
    endInsertRows();
}

int ResultModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_shownRows;
}

int ResultModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_table.columnCount();
}

QVariant ResultModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_shownRows)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        if (m_table.isNull(index.row(), index.column()))
            return QStringLiteral("NULL");
        const QByteArrayView cell = m_table.cell(index.row(), index.column());
        // At most four bytes a character: enough for what a cell can show, without decoding megabytes to paint.
        return QString::fromUtf8(cell.first(std::min<qsizetype>(cell.size(), displayedCharacters * 4)));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumberColumn(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case isNullRole:
        return m_table.isNull(index.row(), index.column());
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= m_table.columnCount())
        return {};
    const ResultColumn& column = m_table.columns().at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case typeNameRole:
        return column.typeName;
    case Qt::ToolTipRole:
        return QString(column.name % u'\n' % column.typeName);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumber(column.typeOid) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace parlance
