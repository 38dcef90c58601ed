// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMenu>

namespace parlance {

class ResultOrdering;
class ResultView;

//! The menu of a column (on its header, and within the cell's) and the menu of a cell. GUI thread.
class ResultMenus final : public QObject {
    Q_OBJECT
public:
    ResultMenus(ResultView* view, ResultOrdering* ordering, QObject* parent = nullptr);

signals:
    void filterRequested(int column); //!< a condition on it is to be made
    void recordRequested();           //!< the current row as a form
    //! The menu of the current cell is about to be shown: what else it offers is added here.
    void cellMenuAboutToShow(QMenu* menu);

private:
    void showColumnMenu(int column, const QPoint& at);
    void showCellMenu(const QPoint& at);
    void fillColumnMenu(QMenu* menu, int column);
    void fillSorting(QMenu* menu, int column);
    void fillColumns(QMenu* menu, int column);
    void fillValueFilters(QMenu* menu);

    ResultView* m_view = nullptr;
    ResultOrdering* m_ordering = nullptr;
};

} // namespace parlance
