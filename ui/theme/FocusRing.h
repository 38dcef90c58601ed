// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFocusFrame>

namespace parlance {

//! The ring of 2 px around the button that has the focus, with a gap to it, so that it is seen on filled buttons too.
//! Style sheets cannot draw outside of a widget; a QFocusFrame can. Its colour is its "color" in the window's style
//! sheet. It becomes a child of the button's window and dies with that. GUI thread.
class FocusRing final : public QFocusFrame {
    Q_OBJECT
public:
    FocusRing();
    //! Moves the ring to \a now when that is a button with a border, else takes it away.
    void follow(QWidget* now);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
};

} // namespace parlance
