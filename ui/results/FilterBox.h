// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;

namespace parlance {

class ElidedLabel;
class ResultOrdering;

//! The box "Filter rows" beside the result tabs (object name rowFilter), with how many rows are left and what is being
//! done to them. It speaks for one result at a time. GUI thread.
class FilterBox final : public QWidget {
    Q_OBJECT
public:
    explicit FilterBox(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    //! Whose rows; null: nobody's, and the box is hidden.
    void setOrdering(ResultOrdering* ordering);
    void focusEdit();

signals:
    //! Enter, Down, or Esc in an empty box.
    void leaveRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void reviewText();
    void reviewState();

    QPointer<ResultOrdering> m_ordering;
    ElidedLabel* m_state = nullptr;
    QLineEdit* m_edit = nullptr;
    QAction* m_icon = nullptr;
};

} // namespace parlance
