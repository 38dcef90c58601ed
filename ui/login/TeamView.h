// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QListView>

namespace parlance {

//! The list of teams (object name teamBox): as high as its cards where there is room, else it scrolls.
class TeamView final : public QListView {
    Q_OBJECT
public:
    explicit TeamView(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(); //!< Enter, or a click on a card

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
};

} // namespace parlance
