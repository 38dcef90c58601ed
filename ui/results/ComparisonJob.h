// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ComparisonModel.h"

#include <QObject>

namespace parlance {

//! How a comparison ended.
struct ComparisonOutcome {
    std::shared_ptr<const Differences> differences; //!< null: there is an error
    QList<int> key;                                 //!< the columns that were used in the end
    RowsError error;
};

//! Compares two results on a pool thread, one comparison at a time; the next one stops the one under way. GUI thread.
class ComparisonJob final : public QObject {
    Q_OBJECT
public:
    explicit ComparisonJob(QObject* parent = nullptr);
    ~ComparisonJob() override;
    //! \a findKey: where rows repeat the key, tries it with one or two more of the first columns, and keeps the
    //! shortest that tells all rows apart; if none does, \a key itself.
    void start(const ResultTable& left, const ResultTable& right, const QList<int>& key, bool findKey);
    void stop();
    bool isRunning() const { return m_cancelled != nullptr; }

signals:
    void finished(const parlance::ComparisonOutcome& outcome); //!< not after stop()

private:
    std::shared_ptr<std::atomic_bool> m_cancelled; //!< of the work under way; null: none
    quint64 m_serial = 0;                          //!< drops what was stopped
};

} // namespace parlance
