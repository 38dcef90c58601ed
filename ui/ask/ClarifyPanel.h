// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QStringList>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace parlance {

//! What Claude asks back: the question, its options as buttons, a free answer. Plain text throughout. GUI thread.
class ClarifyPanel final : public QFrame {
    Q_OBJECT
public:
    explicit ClarifyPanel(QWidget* parent = nullptr);
    void ask(const QString& question, const QStringList& options);
    //! Whether Answer is filled.
    void setLeading(bool leading);
    void focusFirst();

signals:
    void answered(const QString& answer);

private:
    void sendFreeAnswer();

    QLabel* m_question = nullptr;
    QVBoxLayout* m_layout = nullptr;
    QWidget* m_options = nullptr;
    QLineEdit* m_answer = nullptr;
    QPushButton* m_send = nullptr;
};

} // namespace parlance
