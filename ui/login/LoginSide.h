// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;

namespace parlance {

//! The left side of the sign-in window: the chosen team's gradient with logo, name and line, the server named below.
class LoginSide final : public QFrame {
    Q_OBJECT
public:
    explicit LoginSide(QWidget* parent = nullptr);
    void setServer(const QString& text);

private:
    QLabel* m_server = nullptr;
};

} // namespace parlance
