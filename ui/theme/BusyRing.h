// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>
#include <QWidget>

namespace parlance {

//! A small turning ring: something is under way. Turns only while it is seen; its colour is its "color" in the window's
//! style sheet. GUI thread.
class BusyRing final : public QWidget {
    Q_OBJECT
public:
    explicit BusyRing(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QTimer m_timer;
    int m_angle = 0;
};

} // namespace parlance
