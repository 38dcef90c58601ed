// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/ComparisonModel.h"

#include "postgres/PostgresType.h"
#include "ui/results/ResultCellDelegate.h"
#include "ui/theme/PlainToolTip.h"

#include <QLocale>

#include <algorithm>

namespace parlance {

namespace {

using Kind = Difference::Kind;
constexpr qsizetype shownBytes = 2400; // of a value in a cell

} // namespace

qint64 Differences::repeatedRows() const
{
    std::size_t count = 0;
    for (const RepeatedKey& key : found.repeated)
        count += key.left.size() + key.right.size();
    return static_cast<qint64>(count);
}

std::shared_ptr<const Differences> layOut(ResultComparison found)
{
    auto made = std::make_shared<Differences>();
    made->found = std::move(found);
    const ResultComparison& all = made->found;
    std::vector<Difference>& rows = made->rows;
    rows.reserve(all.changed.size() + all.onlyLeft.size() + all.onlyRight.size());
    for (std::size_t i = 0; i < all.changed.size(); ++i)
        rows.push_back({Kind::Changed, all.changed[i].left, all.changed[i].right, static_cast<quint32>(i)});
    for (const quint32 row : all.onlyLeft)
        rows.push_back({Kind::OnlyLeft, row, 0, 0});
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Difference& a, const Difference& b) { return a.left < b.left; });
    for (const quint32 row : all.onlyRight)
        rows.push_back({Kind::OnlyRight, 0, row, 0});
    for (const RepeatedKey& key : all.repeated) {
        for (const quint32 row : key.left)
            rows.push_back({Kind::RepeatedLeft, row, 0, 0});
        for (const quint32 row : key.right)
            rows.push_back({Kind::RepeatedRight, 0, row, 0});
    }
    return made;
}

ComparisonModel::ComparisonModel(QObject* parent)
    : QAbstractTableModel(parent)
{}

void ComparisonModel::show(const ResultTable& left, const ResultTable& right,
                           const std::shared_ptr<const Differences>& differences)
{
    beginResetModel();
    m_left = left;
    m_right = right;
    m_differences = differences;
    m_rows.clear();
    m_numbers.clear();
    for (const ResultColumn& column : left.columns())
        m_numbers.append(isNumber(column.typeOid));
    endResetModel();
    choose(m_kinds);
}

void ComparisonModel::choose(const QList<Kind>& kinds)
{
    beginResetModel();
    m_kinds = kinds;
    m_rows.clear();
    const std::size_t count = m_differences ? m_differences->rows.size() : 0;
    for (std::size_t i = 0; i < count && m_rows.size() < mostRows; ++i) {
        if (kinds.isEmpty() || kinds.contains(m_differences->rows[i].kind))
            m_rows.push_back(static_cast<quint32>(i));
    }
    endResetModel();
}

const Difference& ComparisonModel::difference(int row) const
{
    return m_differences->rows[m_rows[static_cast<std::size_t>(row)]];
}

bool ComparisonModel::isChanged(int row, int column) const
{
    const Difference& difference = this->difference(row);
    return difference.kind == Kind::Changed &&
           m_differences->found.changed[difference.changed].columns.contains(column);
}

ComparisonModel::Value ComparisonModel::value(int row, int column, bool left, qsizetype bytes) const
{
    const Difference& difference = this->difference(row);
    const bool onLeft = difference.kind == Kind::OnlyLeft || difference.kind == Kind::RepeatedLeft;
    const bool onRight = difference.kind == Kind::OnlyRight || difference.kind == Kind::RepeatedRight;
    if ((left && onRight) || (!left && onLeft))
        return {};
    const ResultTable& table = left ? m_left : m_right;
    const quint32 tableRow = left ? difference.left : difference.right;
    const QByteArrayView cell = table.cell(tableRow, column);
    return {true, table.isNull(tableRow, column), QString::fromUtf8(cell.first(std::min(cell.size(), bytes)))};
}

QString ComparisonModel::cellText(int row, int column) const
{
    const auto words = [](const Value& value) { return value.isNull ? QStringLiteral("NULL") : value.text; };
    const Value left = value(row, column, true, shownBytes);
    const Value right = value(row, column, false, shownBytes);
    if (isChanged(row, column))
        return words(left) + QStringLiteral(" → ") + words(right);
    return words(left.exists ? left : right);
}

QString ComparisonModel::placeText(int row) const
{
    const Difference& difference = this->difference(row);
    const QLocale english(QLocale::English);
    const QString left = tr("row %1 on the left").arg(english.toString(difference.left + 1));
    const QString right = tr("row %1 on the right").arg(english.toString(difference.right + 1));
    switch (difference.kind) {
    case Kind::Changed:
        return tr("%1, %2").arg(left, right);
    case Kind::OnlyLeft:
    case Kind::RepeatedLeft:
        return left;
    case Kind::OnlyRight:
    case Kind::RepeatedRight:
        break;
    }
    return right;
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_differences ? 0 : 1 + m_left.columnCount();
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const int column = index.column() - 1;
    if (role == Qt::ToolTipRole)
        return column < 0 ? placeText(row) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (column >= 0 && isNumberColumn(column) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::AccessibleTextRole && column >= 0 && isChanged(row, column))
        return tr("changed: %1").arg(oneLine(cellText(row, column)));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (column >= 0)
        return oneLine(cellText(row, column));
    switch (difference(row).kind) {
    case Kind::Changed:
        return tr("Changed");
    case Kind::OnlyLeft:
        return tr("Only left");
    case Kind::OnlyRight:
        return tr("Only right");
    case Kind::RepeatedLeft:
        return tr("Key repeated, left");
    case Kind::RepeatedRight:
        return tr("Key repeated, right");
    }
    return {};
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section > 0 && isNumberColumn(section - 1) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (section == 0)
        return tr("Difference");
    const ResultColumn column = m_left.columns().value(section - 1);
    return role == Qt::DisplayRole ? column.name : plainToolTip(column.name + u'\n' + column.typeName);
}

} // namespace parlance
