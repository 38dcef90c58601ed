// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"

#include <QWidget>

class QPushButton;

namespace parlance {

//! Claude's assumptions as chips on one line; a press on one asks for another value. What does not fit stands behind
//! "+2". GUI thread.
class ChipRow final : public QWidget {
    Q_OBJECT
public:
    explicit ChipRow(QWidget* parent = nullptr);

    void setAssumptions(const QList<Assumption>& assumptions);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    //! The person wants to change this one; \a anchor is what was pressed.
    void changeRequested(const parlance::Assumption& assumption, QWidget* anchor);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    void showHidden();

    QList<Assumption> m_assumptions;
    QList<QPushButton*> m_chips;
    QPushButton* m_more = nullptr;
    qsizetype m_shown = 0;
};

} // namespace parlance
