// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultFilter.h"
#include "results/ResultOrder.h"
#include "ui/results/ShownRows.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace parlance {

class ResultModel;

//! How somebody looks at a result: order and conditions, for the next one of the same columns. A plain value.
struct RowChoice {
    QList<SortKey> keys;
    QList<FilterTerm> terms;
    QString quickText;
    QList<ResultColumn> columns; //!< what keys and terms count in
    bool isEmpty() const { return keys.isEmpty() && terms.isEmpty() && quickText.isEmpty(); }
};

//! Which rows of a result are shown, and in which order: keeps conditions and the columns it is sorted by, filters and
//! sorts on a pool thread and gives the rows to the model. The next request cancels the one under way, another result
//! all of them. While rows still arrive, a sorted result shows them at the end and sorts once more when all are there;
//! a filtered one looks at them every second or so. GUI thread.
class ResultOrdering final : public QObject {
    Q_OBJECT
public:
    explicit ResultOrdering(ResultModel* model, QObject* parent = nullptr);
    ~ResultOrdering() override;

    const QList<SortKey>& sortKeys() const { return m_keys; }
    void setSortKeys(const QList<SortKey>& keys);
    //! What a click on a header does: ascending, then descending, then no more. \a add keeps the other columns.
    void toggle(int column, bool add);

    const QString& quickText() const { return m_quickText; }
    //! Rows that hold this text in any column; empty: all.
    void setQuickText(const QString& text);
    const QList<FilterTerm>& terms() const { return m_terms; }
    void addTerm(const FilterTerm& term);
    void removeTerm(qsizetype index);
    //! Takes conditions and the quick text away.
    void showAllRows();
    RowChoice choice() const;
    //! Order and conditions for the next result of the model: applied when it has the same columns, else dropped.
    void keepForNext(const RowChoice& choice) { m_next = choice; }
    //! They came with the result, from the one before.
    bool isSortKept() const { return m_sortKept; }
    bool isFilterKept() const { return m_filterKept; }
    //! The zone of the run, in which a typed time without an offset is read.
    void setTimeZone(const QTimeZone& zone) { m_options.timeZone = zone; }

    bool isFiltering() const { return !m_quickText.isEmpty() || !m_terms.isEmpty(); }
    bool isBusy() const { return m_cancelled != nullptr; }
    //! "812 of 62,111 rows" while rows are left out; else empty.
    QString countText() const;
    //! What else to say of the rows shown: "Sorting…", that it will sort again, why it failed; empty most of the time.
    QString stateText() const;
    bool hasFailed() const { return !m_failure.isEmpty(); }

signals:
    void sortKeysChanged();
    void filterChanged(); //!< conditions or quick text
    void stateChanged();

private:
    struct Outcome;
    void cancel();
    void start();
    void onOutcome(const Outcome& outcome);
    void onGrown();
    void reset();
    void takeNext();
    void changeFilter();
    QList<FilterTerm> allTerms() const;

    ResultModel* m_model = nullptr;
    QList<SortKey> m_keys;
    QList<FilterTerm> m_terms;
    QString m_quickText;
    FilterOptions m_options;
    std::shared_ptr<std::atomic_bool> m_cancelled; //!< of the work under way; null: none
    quint64 m_serial = 0;                          //!< drops what was cancelled
    RowOrderPtr m_choice;                          //!< the rows m_choiceTerms hold for, before sorting
    QList<FilterTerm> m_choiceTerms;
    qint64 m_choiceOfRows = -1;
    RowChoice m_next;
    bool m_sortKept = false;
    bool m_filterKept = false;
    QString m_failure;
    QElapsedTimer m_begun; //!< the last work
    qint64 m_lasted = 0;   //!< milliseconds that it took
    QTimer m_slow;         //!< runs while the work is too short to speak of
};

} // namespace parlance
