// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QTableView>

namespace parlance {

class ResultCellDelegate;
class ResultHeader;
class ResultView;

//! The leftmost columns of a ResultView, over it, standing still while it is scrolled sideways: a second view of the
//! same model that shares selection, widths, order and vertical scrolling. GUI thread.
class FrozenColumns final : public QTableView {
    Q_OBJECT
public:
    FrozenColumns(ResultView* owner, ResultCellDelegate* delegate);
    void setTheme(const Theme& theme);
    ResultHeader* header() const { return m_header; }
    //! How many of the columns in sight stand still, from the left; 0: none, and it is hidden.
    void setCount(int count);
    int count() const { return m_count; }
    bool holds(int column) const { return m_count > 0 && !isColumnHidden(column); }
    //! Where the columns that scroll begin, in pixels of the owner's viewport; 0 without frozen ones.
    int coveredWidth() const;
    //! Columns were hidden, shown, moved or fitted, or the owner's size changed.
    void review();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void connectOwner();
    void arrange();

    ResultView* m_owner = nullptr;
    ResultCellDelegate* m_delegate = nullptr;
    ResultHeader* m_header = nullptr;
    int m_count = 0;
    bool m_reviewing = false;
    Theme m_theme;
};

} // namespace parlance
