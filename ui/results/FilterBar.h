// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultFilter.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace parlance {

class ResultModel;
class ResultOrdering;

//! Over the table: the conditions on single columns as chips that can be removed, and the line in which one more is
//! made. Hidden while there is neither. GUI thread.
class FilterBar final : public QWidget {
    Q_OBJECT
public:
    FilterBar(ResultModel* model, ResultOrdering* ordering, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    //! Opens the line for a condition on \a column.
    void edit(int column);
    //! Closes the line; false: it was closed.
    bool closeEditor();
    bool isEditing() const;

signals:
    void leaveRequested(); //!< done here: back to the table

private:
    void buildEditor();
    void addCondition();
    void reviewChips();
    void reviewEditor();
    QWidget* makeChip(qsizetype index);

    ResultModel* m_model = nullptr;
    ResultOrdering* m_ordering = nullptr;
    Theme m_theme;
    QHBoxLayout* m_chips = nullptr;
    QPushButton* m_all = nullptr;
    QWidget* m_editor = nullptr;
    QLabel* m_column = nullptr;
    QComboBox* m_kind = nullptr;
    QLineEdit* m_text = nullptr;
    int m_edited = -1; //!< the column of the line
};

} // namespace parlance
