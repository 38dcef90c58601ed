// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPushButton>

namespace parlance {

//! An eye beside a button that asks Claude: a press shows what that button would send, and nothing is sent. Also knows
//! when one of both is pointed at or has the focus. GUI thread.
class SendsButton final : public QPushButton {
    Q_OBJECT
public:
    //! Stands beside \a action, whose text is its name here, and lives as long as its own parent.
    SendsButton(QPushButton* action, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    //! What the action sends is to be said, or no longer.
    void hinted(bool on);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void review();

    QPushButton* m_action = nullptr;
    bool m_hinted = false;
};

} // namespace parlance
