// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QLabel;
class QPushButton;
class QHBoxLayout;

namespace parlance {

//! A bar beside what failed: icon, bold sentence, what to do, buttons on the right (the first added with primary=true
//! is the next step), and a disclosure "Details" with "Copy for IT". All texts are plain text.
class InlineBar final : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Error, Warning, Info };
    explicit InlineBar(QWidget* parent = nullptr);
    void setMessage(Kind kind, const QString& title, const QString& text);
    void setDetails(const QString& details); //!< empty: no disclosure
    QPushButton* addButton(const QString& text, bool primary);
    void clearButtons();
    bool hasPrimaryButton() const;

signals:
    void copyRequested(const QString& text); //!< besides being put on the clipboard

private:
    struct Private;
    Private* d;
};

} // namespace parlance
