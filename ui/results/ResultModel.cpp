// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ResultModel.h"
#include "ui/theme/PlainToolTip.h"

#include "postgres/PostgresType.h"

#include <QLocale>

namespace parlance {

namespace {

constexpr int firstScreenRows = 200;
constexpr int quickMilliseconds = 16;
constexpr int calmMilliseconds = 50;
constexpr int displayedCharacters = 600;

//! Whether the choice is the old one with more rows behind it: a filter that looked at rows that came.
bool extends(const ShownRows& rows, const ShownRows& old)
{
    return rows.filtered && old.filtered && rows.rows && old.rows && rows.rows->size() >= old.rows->size() &&
           std::equal(old.rows->cbegin(), old.rows->cend(), rows.rows->cbegin());
}

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
    m_rows = {};
    m_windowStart = 0;
    m_shownRows = 0;
    m_complete = columns.isEmpty();
    endResetModel();
    emit began();
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
    m_complete = true;
    emit finished();
}

void ResultModel::clear()
{
    begin({});
}

int ResultModel::windowCount() const
{
    return static_cast<int>(std::clamp<qint64>(shownCount() - m_windowStart, 0, m_windowRows));
}

void ResultModel::publish()
{
    if (const int rows = windowCount(); rows > m_shownRows) {
        beginInsertRows({}, m_shownRows, rows - 1);
        m_shownRows = rows;
        endInsertRows();
    }
    emit grown();
}

void ResultModel::setRows(const ShownRows& rows)
{
    if (!extends(rows, m_rows)) {
        rearrange(rows, 0);
        return;
    }
    m_rows = rows;
    publish(); // nothing changes its place
}

void ResultModel::setWindowStart(qint64 position)
{
    const qint64 start = std::clamp<qint64>(position, 0, std::max<qint64>(0, shownCount() - m_windowRows));
    if (start != m_windowStart)
        rearrange(m_rows, start);
}

void ResultModel::rearrange(const ShownRows& rows, qint64 windowStart)
{
    emit rowsAboutToChange();
    // Not a reset: that would forget the widths and places of the columns.
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    m_rows = rows;
    m_windowStart = windowStart;
    m_shownRows = windowCount();
    const QModelIndexList old = persistentIndexList();
    changePersistentIndexList(old, QModelIndexList(old.size()));
    emit layoutChanged({}, VerticalSortHint);
    emit rowsChanged();
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
        if (isNull(index.row(), index.column()))
            return QStringLiteral("NULL");
        const QByteArrayView cell = this->cell(index.row(), index.column());
        // At most four bytes a character: enough for what a cell can show, without decoding megabytes to paint.
        return QString::fromUtf8(cell.first(std::min<qsizetype>(cell.size(), displayedCharacters * 4)));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumberColumn(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case isNullRole:
        return isNull(index.row(), index.column());
    default:
        return {};
    }
}

QVariant ResultModel::rowHeaderData(int section, int role) const
{
    if (section < 0 || section >= m_shownRows)
        return {};
    const qint64 shown = m_windowStart + section + 1;
    if (role == Qt::DisplayRole)
        return shown;
    if (role != Qt::ToolTipRole)
        return {};
    const QLocale english(QLocale::English);
    if (!m_rows.rows)
        return tr("Row %1").arg(english.toString(shown));
    return tr("Row %1 as shown, row %2 as the server sent them")
        .arg(english.toString(shown), english.toString(tableRow(section) + 1));
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return rowHeaderData(section, role);
    if (section < 0 || section >= m_table.columnCount())
        return {};
    const ResultColumn& column = m_table.columns().at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case typeNameRole:
        return column.typeName;
    case Qt::ToolTipRole:
        return plainToolTip(column.name % u'\n' % column.typeName);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumber(column.typeOid) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace parlance
