// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPushButton>

namespace parlance {

//! A push button that shows its key small beside its words: "Sign in Enter", "Run Ctrl+Enter". The key is only shown.
class HintButton final : public QPushButton {
    Q_OBJECT
public:
    explicit HintButton(QWidget* parent = nullptr);
    void setWords(const QString& text, const QString& hint);
    //! One of our icons before the words, in the colour of the text; empty: none.
    void setIconName(const QString& name);
    QString hint() const { return m_hint; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int contentWidth() const;
    QString m_hint;
    QString m_iconName;
};

} // namespace parlance
