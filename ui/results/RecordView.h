// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;
class QTableView;
class QToolButton;

namespace parlance {

class RecordModel;
class ResultView;

//! Beside the table: its current row as a form (object name recordView), a line a column; it follows the current cell.
//! Ctrl+Up and Ctrl+Down go to the row before and after. GUI thread.
class RecordView final : public QFrame {
    Q_OBJECT
public:
    explicit RecordView(ResultView* view, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void open();

signals:
    void closeRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHead();
    void follow();
    void step(int rows);
    void copyValues();

    ResultView* m_view = nullptr;
    RecordModel* m_model = nullptr;
    QTableView* m_list = nullptr;
    QLabel* m_title = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace parlance
