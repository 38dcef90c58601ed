// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace parlance {

//! A label of one line of plain text that ends in "…" where there is no room; the whole text stands in the tooltip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void setWholeText(const QString& text);
    const QString& wholeText() const { return m_whole; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elide();
    QString m_whole;
};

} // namespace parlance
