// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/theme/Theme.h"

#include <QBasicTimer>
#include <QWidget>

namespace parlance {

//! A small turning arc that says "under way"; it costs nothing while it is hidden. GUI thread.
class Spinner final : public QWidget {
    Q_OBJECT
public:
    explicit Spinner(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    Theme m_theme;
    QBasicTimer m_timer;
    int m_angle = 0;
};

} // namespace parlance
