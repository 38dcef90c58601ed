// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultOrder.h"
#include "results/ResultSummary.h"
#include "ui/results/CopyFormat.h"
#include "ui/results/ResultCopy.h"
#include "ui/results/ResultModel.h"
#include "ui/theme/Theme.h"

#include <QTableView>

namespace parlance {

class FrozenColumns;
class ResultCellDelegate;
class ResultHeader;
class RowNumbers;

//! The result table (object name resultView): a QTableView with a delegate of our own that draws one text a cell.
//! NULL is grey, numbers stand right. Ctrl+C copies TSV (a single cell bare), Ctrl+Shift+C with headers. A click on a
//! header asks for sorting, with Ctrl it selects the column (Ctrl+Space and Shift+Space: the current column, row). Of
//! results larger than the model's window it moves the window when scrolled past its end.
class ResultView final : public QTableView {
    Q_OBJECT
public:
    explicit ResultView(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setResultModel(ResultModel* model);
    ResultModel* resultModel() const { return m_model; }
    ResultHeader* header() const { return m_header; }
    //! Fits the columns to header and first rows, with a ceiling. Called once by itself when the first rows are shown.
    void fitColumns();
    //! Fits one column to the header and the rows in sight.
    void fitColumn(int column);
    //! The columns in sight from left to right, as the table numbers them.
    QList<int> shownColumns() const;
    //! What is selected, as it is copied.
    CopiedCells selectedCells(bool withHeaders) const;
    //! Makes the cell at this position of the order (not of the window) the current one and shows it.
    void showPosition(qint64 position, int column);
    //! Position in the order of the current cell; -1: none.
    qint64 currentPosition() const;
    //! The current column, else the first one in sight.
    int currentColumn() const;
    void copySelection(bool withHeaders);
    //! The columns from the left up to this one stand still while the others scroll sideways.
    void freezeUpTo(int column);
    void unfreeze();
    int frozenCount() const;
    void setSortKeys(const QList<SortKey>& keys);
    //! Columns whose digits are grouped for the eye.
    void setGroupedColumns(const QList<bool>& columns);
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    //! Puts the selected cells on the clipboard.
    void copyAs(CopyFormat format);
    //! What INSERT statements of this result call its table, as SQL writes it; empty: a placeholder.
    void setTableName(const QString& name) { m_tableName = name; }

    //! Rows that arrive below the rows in sight change the scroll bar only; everything else is painted anew.
    void doItemsLayout() override;

signals:
    void copied(qsizetype cells);
    void sortRequested(int column, bool add);
    //! The menu of a column was asked for at a point of the screen.
    void columnMenuRequested(int column, const QPoint& at);
    //! The menu of the current cell.
    void cellMenuRequested(const QPoint& at);
    //! Shift+Enter or a double click: the whole value of the current cell.
    void lookRequested();
    void exportRequested(); //!< chosen in the menu of a cell
    void currentCellChanged();
    void selectedCellsChanged();
    //! The window moved away from part of what was selected; that part is selected no more.
    void selectionLeft();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    //! All cells at once: a call of the style and the delegate for each takes twice as long.
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void verticalScrollbarValueChanged(int value) override;

private:
    void connectHeader();
    void connectModel();
    bool pressedInSelection(QKeyEvent* event);
    bool pressedInOrder(QKeyEvent* event);
    int neededWidth(int column, int firstRow, int rows) const;
    void fitRowNumbers();
    QList<int> columnWidths() const;
    void moveWindow(qint64 start);
    void followScrolling();
    void keepPlace();
    void restorePlace();
    void restoreSelection();

    ResultModel* m_model = nullptr;
    ResultCellDelegate* m_delegate = nullptr;
    ResultHeader* m_header = nullptr;
    RowNumbers* m_rowNumbers = nullptr;
    FrozenColumns* m_frozen = nullptr; //!< made when it is first needed
    QList<SortKey> m_sortKeys;
    Theme m_theme;
    bool m_fitted = false;
    bool m_rowsCameBelow = false; //!< and nothing else changed since the last layout
    bool m_layoutChanged = true;
    QList<int> m_fittedWidths;
    QString m_tableName;
    bool m_windowMoves = false; //!< the rows change because the window moves, not their order
    bool m_followQueued = false;
    qint64 m_keptPosition = -1; //!< of the current cell while rows change
    int m_keptColumn = 0;
    QList<CellRange> m_keptRanges; //!< what was selected, while the window moves
};

} // namespace parlance
