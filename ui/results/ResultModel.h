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
    //! The server's text of a cell in sight (empty for NULL), without the detour over a QVariant. Valid until the next
    //! begin().
    QByteArrayView cell(int row, int column) const { return m_table.cell(row, column); }
    bool isNull(int row, int column) const { return m_table.isNull(row, column); }
    //! Whether the column stands right.
    bool isNumberColumn(int column) const { return m_numbers.at(column); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void publish();
    ResultTable m_table;
    QList<bool> m_numbers; //!< of each column: stands right
    int m_shownRows = 0;
    QTimer m_timer;
};

} // namespace parlance
