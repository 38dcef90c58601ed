// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "ui/results/ShownRows.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace parlance {

//! A ResultTable as an item model, in the order shown. Chunks are taken at once; the view is told at most 60 times a
//! second until the first screen is full, then at most 20 times. Of more than 2,000,000 rows it is a window: row r of
//! the model is position windowStart() + r of the order. GUI thread.
class ResultModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { isNullRole = Qt::UserRole, typeNameRole };
    //! QTableView loops for ever past 2^31 pixels and QHeaderView keeps 8 bytes a row.
    static constexpr qint64 mostRowsInView = 2'000'000;

    explicit ResultModel(QObject* parent = nullptr);
    void begin(const QList<ResultColumn>& columns);
    //! The same columns once the names of types that are not built in are known.
    void nameColumns(const QList<ResultColumn>& columns);
    void append(const ResultChunkPtr& chunk);
    //! No more rows come: tells the view of all at once.
    void finish();
    bool isComplete() const { return m_complete; }
    void clear();
    const ResultTable& table() const { return m_table; }

    //! Shows these rows, from the first one on; where they only add to the ones shown nothing changes its place.
    void setRows(const ShownRows& rows);
    const ShownRows& shownRows() const { return m_rows; }
    //! How many rows are shown in all, beyond the window too.
    qint64 shownCount() const { return m_rows.count(m_table.rowCount()); }
    //! The table's row that row \a viewRow of the model shows.
    qint64 tableRow(int viewRow) const { return m_rows.tableRow(m_windowStart + viewRow); }
    qint64 windowStart() const { return m_windowStart; }
    //! How many rows the window holds at most; smaller ones are for tests.
    void setWindowRows(qint64 rows) { m_windowRows = rows; }
    qint64 windowRows() const { return m_windowRows; }
    void setWindowStart(qint64 position);

    //! The server's text of a cell in sight (empty for NULL), without the detour over a QVariant. Valid until the next
    //! begin().
    QByteArrayView cell(int row, int column) const { return m_table.cell(tableRow(row), column); }
    bool isNull(int row, int column) const { return m_table.isNull(tableRow(row), column); }
    //! Whether the column stands right.
    bool isNumberColumn(int column) const { return m_numbers.at(column); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void began();    //!< another result
    void grown();    //!< rows came; as often as the view is told
    void finished(); //!< no more rows come
    //! Around every change of which row stands where; no index survives it.
    void rowsAboutToChange();
    void rowsChanged();

private:
    void publish();
    void rearrange(const ShownRows& rows, qint64 windowStart);
    int windowCount() const;
    QVariant rowHeaderData(int section, int role) const;

    ResultTable m_table;
    ShownRows m_rows;
    qint64 m_windowStart = 0;
    qint64 m_windowRows = mostRowsInView;
    bool m_complete = true;
    QList<bool> m_numbers; //!< of each column: stands right
    int m_shownRows = 0;
    QTimer m_timer;
};

} // namespace parlance
