// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "schema/SchemaCatalog.h"

#include <QMenu>
#include <QTimeZone>

#include <functional>

namespace parlance {

class ResultOrdering;
class ResultView;
class Settings;

//! What a result knows of the world around it.
struct ResultSurroundings {
    Settings* settings = nullptr;
    std::function<const SchemaCatalog&()> catalog; //!< of the session; none: no rows to go to
    std::function<QTimeZone()> timeZone;           //!< of the session's runs
};

//! The menu of a column (on its header, and within the cell's) and the menu of a cell. GUI thread.
class ResultMenus final : public QObject {
    Q_OBJECT
public:
    ResultMenus(ResultView* view, ResultOrdering* ordering, QObject* parent = nullptr);
    void setSurroundings(const ResultSurroundings& surroundings) { m_surroundings = surroundings; }

signals:
    void filterRequested(int column); //!< a condition on it is to be made
    //! A query is to be opened and run in a tab of this title.
    void queryRequested(const QString& title, const QString& sql);
    void recordRequested(); //!< the current row as a form
    //! The menu of the current cell is about to be shown: what else it offers is added here.
    void cellMenuAboutToShow(QMenu* menu);

private:
    void showColumnMenu(int column, const QPoint& at);
    void showCellMenu(const QPoint& at);
    void fillColumnMenu(QMenu* menu, int column);
    void fillSorting(QMenu* menu, int column);
    void fillColumns(QMenu* menu, int column);
    void fillFreezing(QMenu* menu, int column);
    void fillDigits(QMenu* menu);
    void fillValueFilters(QMenu* menu);
    void fillReferredRows(QMenu* menu);

    ResultView* m_view = nullptr;
    ResultOrdering* m_ordering = nullptr;
    ResultSurroundings m_surroundings;
};

} // namespace parlance
