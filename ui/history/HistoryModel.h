// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/Journal.h"

#include <QAbstractListModel>

namespace parlance {

//! The runs of a team, newest first, in words. GUI thread.
class HistoryModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit HistoryModel(QObject* parent = nullptr);
    void setRuns(const QList<JournalRun>& runs);
    //! A run that is there already (the same id) is replaced where it stands.
    void prepend(const JournalRun& run);
    const JournalRun& run(int row) const { return m_runs.at(row); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QList<JournalRun> m_runs;
};

//! "23 ms", "1.4 s", "2 min 5 s".
QString runDuration(qint64 milliseconds);

} // namespace parlance
