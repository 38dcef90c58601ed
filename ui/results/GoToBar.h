// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace parlance {

class ResultView;

//! Under the table: go to a row by its number as shown. GUI thread.
class GoToBar final : public QFrame {
    Q_OBJECT
public:
    explicit GoToBar(ResultView* view, QWidget* parent = nullptr);
    void open();
    //! False: it was closed.
    bool close();

private:
    void go();

    ResultView* m_view = nullptr;
    QLineEdit* m_edit = nullptr;
    QLabel* m_state = nullptr;
};

} // namespace parlance
