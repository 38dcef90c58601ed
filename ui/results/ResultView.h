// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/results/ResultModel.h"
#include "ui/theme/Theme.h"

#include <QTableView>

namespace parlance {

class ResultCellDelegate;
class ResultHeader;

//! The result table (object name resultView): a QTableView with a delegate of our own that draws one text a cell.
//! NULL is grey, numbers stand right. Ctrl+C copies TSV (a single cell bare), Ctrl+Shift+C with headers.
class ResultView final : public QTableView {
    Q_OBJECT
public:
    explicit ResultView(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setResultModel(ResultModel* model);
    //! Fits the columns to header and first rows, with a ceiling. Called once by itself when the first rows are shown.
    void fitColumns();

    //! Rows that arrive below the rows in sight change the scroll bar only; everything else is painted anew.
    void doItemsLayout() override;

signals:
    void copied(qsizetype cells);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;

private:
    void copySelection(bool withHeaders);
    ResultModel* m_model = nullptr;
    ResultCellDelegate* m_delegate = nullptr;
    ResultHeader* m_header = nullptr;
    QList<int> columnWidths() const;
    bool m_fitted = false;
    bool m_rowsCameBelow = false; //!< and nothing else changed since the last layout
    bool m_layoutChanged = true;
    QList<int> m_fittedWidths;
};

} // namespace parlance
