// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace parlance {

//! A ResultTable as an item model. Chunks are taken at once; the view is told at most 60 times a second until the first
//! screen is full, then at most 20 times. GUI thread.
class ResultModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { isNullRole = Qt::UserRole, typeNameRole };

    explicit ResultModel(QObject* parent = nullptr);
    void begin(const QList<ResultColumn>& columns);
    //! The same columns once the names of types that are not built in are known.
    void nameColumns(const QList<ResultColumn>& columns);
    void append(const ResultChunkPtr& chunk);
    //! No more rows come: tells the view of all at once.
    void finish();
    void clear();
    const ResultTable& table() const { return m_table; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void publish();
    ResultTable m_table;
    int m_shownRows = 0;
    QTimer m_timer;
};

} // namespace parlance
