// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QPushButton>

namespace parlance {

//! A button that names its key beside its word ("Run  Ctrl+Enter"); text() is the word alone. GUI thread.
class KeyButton final : public QPushButton {
    Q_OBJECT
public:
    KeyButton(const QString& text, const QString& iconName, const QString& keyHint, QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    //! Filled or outlined; at most one button of a window is filled.
    void setFilled(bool filled);
    void setFace(const QString& text, const QString& iconName, const QString& keyHint);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont hintFont() const;

    Theme m_theme;
    QString m_iconName;
    QString m_keyHint;
    bool m_filled = false;
};

} // namespace parlance
