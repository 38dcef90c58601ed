// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QLineEdit>

namespace parlance {

class KeyButton;

//! The big question box (object name questionEdit) with Ask inside; Ask gives its place to Stop while Claude writes.
class QuestionEdit final : public QLineEdit {
    Q_OBJECT
public:
    explicit QuestionEdit(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setAsking(bool asking);
    //! Stands at the left, in the box, while it is shown; belongs to the box.
    void setChip(QWidget* chip);
    //! Brings chip, buttons and text in line again.
    void placeParts();
    KeyButton* askButton() const { return m_ask; }
    KeyButton* stopButton() const { return m_stop; }
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* m_chip = nullptr;
    KeyButton* m_ask = nullptr;
    KeyButton* m_stop = nullptr;
};

} // namespace parlance
