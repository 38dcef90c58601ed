// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/Knowledge.h"
#include "ui/theme/Theme.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace parlance {

class GlossaryPage;

//! "Team's questions": all that the team has saved and all that somebody did not mean, with a filter. Opens one in a
//! tab, where it runs before who may verifies it; who may, withdraws. GUI thread.
class KnowledgeDialog final : public QDialog {
    Q_OBJECT
public:
    KnowledgeDialog(Knowledge* knowledge, const Theme& theme, QWidget* parent);

    void reject() override;

signals:
    void questionOpened(const parlance::VerifiedQuestion& question);
    void doubtfulOpened(const parlance::DoubtfulAnswer& doubtful);

private:
    enum class Show { All, Verified, Suggested, Withdrawn, Doubtful };

    QWidget* buildQuestions();
    QWidget* buildList();
    QWidget* buildDetails();
    void fill();
    void filter();
    void addQuestion(const VerifiedQuestion& question);
    void addDoubtful(const DoubtfulAnswer& doubtful);
    void showCurrent();
    void showQuestion(const VerifiedQuestion& question);
    void showDoubtful(const DoubtfulAnswer& doubtful);
    void openCurrent();
    void act(const std::function<void(const VerifiedQuestion&)>& what);
    const VerifiedQuestion* currentQuestion() const;
    const DoubtfulAnswer* currentDoubtful() const;

    Knowledge* m_knowledge = nullptr;
    QTabWidget* m_tabs = nullptr;
    GlossaryPage* m_words = nullptr;
    Theme m_theme;
    QComboBox* m_show = nullptr;
    QLineEdit* m_filter = nullptr;
    QListWidget* m_list = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_about = nullptr;
    QLabel* m_explanation = nullptr;
    QPlainTextEdit* m_sql = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_withdraw = nullptr;
    QPushButton* m_open = nullptr;
};

} // namespace parlance
