// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QToolButton;

namespace parlance {

class ElidedLabel;

//! Says over the question box that the next question continues the last one, and how to begin anew (object name
//! followUpChip). GUI thread.
class FollowUpChip final : public QFrame {
    Q_OBJECT
public:
    explicit FollowUpChip(QWidget* parent = nullptr);
    //! The question that is continued; empty: none, and nothing is shown.
    void setQuestion(const QString& question);
    bool isActive() const { return m_active; }

signals:
    void dropped();

private:
    ElidedLabel* m_label = nullptr;
    QToolButton* m_drop = nullptr;
    bool m_active = false;
};

} // namespace parlance
