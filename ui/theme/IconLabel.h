// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace parlance {

//! One of our icons in the text colour that the style sheet gives it by its role (ok, warning, error, muted). GUI
//! thread.
class IconLabel final : public QLabel {
    Q_OBJECT
public:
    explicit IconLabel(const QString& name, int side, QWidget* parent = nullptr);
    void setName(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
};

} // namespace parlance
