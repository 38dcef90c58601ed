// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"

#include <QFrame>

class QLabel;

namespace parlance {

//! Assumptions as chips, never more than one line: what has no room is counted ("+2") and named in the tooltip.
class ChipRow final : public QWidget {
    Q_OBJECT
public:
    explicit ChipRow(QWidget* parent = nullptr);
    void setAssumptions(const QList<Assumption>& assumptions);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    QList<QFrame*> m_chips;
    QList<Assumption> m_assumptions;
    QLabel* m_more = nullptr;
};

} // namespace parlance
