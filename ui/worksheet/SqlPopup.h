// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>

class QPlainTextEdit;

namespace parlance {

//! A small window with SQL to be read and copied, over a result. Esc, or a click beside it, closes and deletes it. GUI
//! thread.
class SqlPopup final : public QFrame {
    Q_OBJECT
public:
    SqlPopup(const QByteArray& sql, QWidget* parent);
    //! Shows it below \a anchor.
    void showBelow(const QWidget* anchor);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPlainTextEdit* m_text = nullptr;
};

} // namespace parlance
