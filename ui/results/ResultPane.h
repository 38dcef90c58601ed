// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QMenu>
#include <QWidget>

#include <memory>

class QSplitter;

namespace parlance {

class CellViewer;
class FilterBar;
class FindBar;
class GoToBar;
class RecordView;
class ResultMenus;
struct ResultSurroundings;
class ResultModel;
class ResultOrdering;
class ResultView;
class SelectionTotals;

//! A result's table with all that belongs to it: conditions over it, find and "Go to row" under it, the value of the
//! current cell or its row beside it (under it where it is narrow). Ctrl+F finds, F3 goes on, Ctrl+G goes to a row,
//! Ctrl+Alt+F filters, Shift+Enter or a double click shows the value (once more: goes into it), F4 the row, Esc closes
//! what is open. GUI thread.
class ResultPane final : public QWidget {
    Q_OBJECT
public:
    explicit ResultPane(QWidget* parent = nullptr);
    ~ResultPane() override;
    void setTheme(const Theme& theme);
    void setSurroundings(const ResultSurroundings& surroundings);
    ResultModel* model() const { return m_model; }
    ResultView* view() const { return m_view; }
    ResultOrdering* ordering() const { return m_ordering; }
    SelectionTotals* totals() const { return m_totals; }

signals:
    //! How many rows are shown of how many, or what the selected cells amount to.
    void stateChanged();
    //! A query is to be opened and run in a tab of this title.
    void queryRequested(const QString& title, const QString& sql);
    //! Ctrl+Alt+F: the box "Filter rows", which stands elsewhere.
    void filterBoxRequested();
    //! The menu of the current cell is about to be shown.
    void cellMenuAboutToShow(QMenu* menu);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectParts();
    void addKeys();
    bool hasSomethingOpen() const;
    bool closeOne();
    void openViewer();
    void openRecord();
    //! Closes it and gives the focus back to the table; false: it was closed.
    bool closePanel(QWidget* panel);
    void arrangePanels();
    void onBegan();
    void reviewDigits();

    ResultModel* m_model = nullptr;
    ResultView* m_view = nullptr;
    ResultOrdering* m_ordering = nullptr;
    ResultMenus* m_menus = nullptr;
    std::unique_ptr<ResultSurroundings> m_surroundings;
    SelectionTotals* m_totals = nullptr;
    FilterBar* m_filterBar = nullptr;
    QSplitter* m_splitter = nullptr;
    CellViewer* m_viewer = nullptr;
    RecordView* m_record = nullptr;
    FindBar* m_findBar = nullptr;
    GoToBar* m_goToBar = nullptr;
};

} // namespace parlance
