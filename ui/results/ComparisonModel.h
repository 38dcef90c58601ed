// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultComparison.h"

#include <QAbstractTableModel>

namespace parlance {

//! One row of the differences between two results.
struct Difference {
    enum class Kind : quint8 { Changed, OnlyLeft, OnlyRight, RepeatedLeft, RepeatedRight };
    Kind kind = Kind::Changed;
    quint32 left = 0;    //!< row of the left result, where it has one
    quint32 right = 0;   //!< row of the right result, where it has one
    quint32 changed = 0; //!< of Changed: which of ResultComparison::changed
};

//! What two results differ in, kept as it was found; shared between threads, never changed once made.
struct Differences {
    ResultComparison found;
    std::vector<Difference> rows; //!< in the left one's order, then what only the right one has, then repeated keys
    qint64 repeatedRows() const;  //!< rows of both whose key stands more than once
    bool hasAny() const { return !rows.empty(); }
};

//! Lays the differences out in rows. Any thread.
std::shared_ptr<const Differences> layOut(ResultComparison found);

//! The differences as an item model: what differs, then the columns of the results; a changed cell says old and new.
//! At most 2,000,000 rows. GUI thread.
class ComparisonModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr qint64 mostRows = 2'000'000; // as ResultModel

    explicit ComparisonModel(QObject* parent = nullptr);
    void show(const ResultTable& left, const ResultTable& right, const std::shared_ptr<const Differences>& differences);
    //! Only differences of these kinds; empty: all.
    void choose(const QList<Difference::Kind>& kinds);
    void clear() { show({}, {}, nullptr); }

    const Difference& difference(int row) const;
    //! Whether the cell is one of those that differ in a row both have. \a column is the results' own.
    bool isChanged(int row, int column) const;
    //! The server's text of one side, nothing for NULL; \a column is the results' own. Only for sides that have the
    //! row.
    struct Value {
        bool exists = false;
        bool isNull = false;
        QString text; //!< at most \a bytes of it were read
    };
    Value value(int row, int column, bool left, qsizetype bytes) const;
    bool isNumberColumn(int column) const { return m_numbers.value(column); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString cellText(int row, int column) const;
    QString placeText(int row) const;

    ResultTable m_left;
    ResultTable m_right;
    std::shared_ptr<const Differences> m_differences;
    QList<Difference::Kind> m_kinds;
    std::vector<quint32> m_rows; //!< of m_differences, those that are shown
    QList<bool> m_numbers;
};

} // namespace parlance
