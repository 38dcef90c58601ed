// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/SchemaSlice.h"

#include <QAbstractTableModel>

namespace parlance {

//! The rows of the list of tables that go to Claude: table, why, columns. As many as there are: what a row says is made
//! when it is looked at. GUI thread.
class SentTablesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class State { Sent, LeftOut, NotChosen };
    struct Row {
        TableName table;
        State state = State::NotChosen;
        int sent = -1; //!< index into the slice's tables
    };

    explicit SentTablesModel(QObject* parent = nullptr);
    //! \a rows index into \a slice.
    void setRows(const QList<Row>& rows, const SchemaSlice& slice, const QList<TableName>& pinned);
    //! The table of a row; no name: there is no such row.
    TableName table(int row) const;
    //! -1: it is not shown.
    int rowOf(const TableName& table) const;
    //! Why a table goes along, for people. Pure.
    static QString whyText(const SliceTable& table);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const Row& row, int column) const;
    QVariant mark(const Row& row) const;

    QList<Row> m_rows;
    QList<SliceTable> m_sent;
    QSet<QString> m_pinned;
};

} // namespace parlance
