// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultSummary.h"

#include <QObject>
#include <QTimer>

namespace parlance {

class ResultView;

//! What the selected cells of a result amount to, in words for the status bar: exact, computed on a pool thread,
//! cancelled by the next selection. Nothing for a single cell. GUI thread.
class SelectionTotals final : public QObject {
    Q_OBJECT
public:
    explicit SelectionTotals(ResultView* view, QObject* parent = nullptr);
    ~SelectionTotals() override;
    //! "12 cells · sum 27021.50 · …"; before it, of which rows, when these are not all. Empty: nothing to say.
    QString text() const;
    //! The result is not the whole of what the server has (it was capped, stopped or broke off).
    void setPartial(bool partial);
    //! Says for a while how many cells were copied, and of which rows.
    void showCopied(qsizetype cells);

signals:
    void textChanged();

private:
    void cancel();
    void onSelection();
    void saySelectionLeft();
    void start();
    QList<CellRange> selectedRanges() const;
    QString scopeText() const;

    ResultView* m_view = nullptr;
    bool m_partial = false;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    quint64 m_serial = 0;
    QTimer m_rest; //!< runs while the selection still moves
    QTimer m_slow; //!< runs while the work is too short to speak of
    QString m_totals;
    QString m_copied; //!< in place of the totals for a while: what was copied, what was left behind
    QTimer m_copiedSince;
};

//! The totals in words, without their scope. Pure.
QString totalsText(const ResultSummary& summary);

} // namespace parlance
