// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultModel.h"
#include "ui/theme/Theme.h"

namespace parlance {

//! One row of a result as a list: a line a column with its name, type and value. GUI thread.
class RecordModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Part { Name, Type, Value, PartCount };
    explicit RecordModel(const ResultModel* result, QObject* parent = nullptr);
    //! The row \a viewRow of the result (-1: none) with these of its columns, from left to right.
    void setRow(int viewRow, const QList<int>& columns);
    void setTheme(const Theme& theme);
    int columnOf(int line) const { return m_columns.value(line, -1); }
    int lineOf(int column) const { return static_cast<int>(m_columns.indexOf(column)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    const ResultModel* m_result = nullptr;
    int m_row = -1;
    QList<int> m_columns;
    Theme m_theme;
};

} // namespace parlance
