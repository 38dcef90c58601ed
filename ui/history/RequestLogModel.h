// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/JournalRequest.h"

#include <QAbstractTableModel>

namespace parlance {

//! The log of requests as a table. GUI thread.
class RequestLogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRequests(const QList<JournalRequest>& requests);
    const QList<JournalRequest>& requests() const { return m_requests; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<JournalRequest> m_requests;
};

} // namespace parlance
