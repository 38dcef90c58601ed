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

signals:
    void copied(qsizetype cells);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void copySelection(bool withHeaders);
    ResultModel* m_model = nullptr;
    ResultCellDelegate* m_delegate = nullptr;
    ResultHeader* m_header = nullptr;
    QList<int> columnWidths() const;
    bool m_fitted = false;
    QList<int> m_fittedWidths;
};

} // namespace parlance
