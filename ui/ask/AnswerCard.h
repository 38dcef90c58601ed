// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Answer.h"
#include "ui/theme/Theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace parlance {

class ChipRow;
class ElidedLabel;

//! What the card under the question says.
struct CardContent {
    enum class Source { Claude, Ready, Cannot };
    Source source = Source::Claude;
    QString explanation; //!< Claude's, or the ready question's own
    QList<Assumption> assumptions;
    QList<Finding> findings;
    QString notice;      //!< about the model, said once
    bool unsure = false; //!< Claude says that its confidence is low
};

//! The card under the question (object name answerCard): what the SQL is said to do, its assumptions, what the checks
//! found. Every text is shown as plain text. Folds to one line in small windows. GUI thread.
class AnswerCard final : public QFrame {
    Q_OBJECT
public:
    explicit AnswerCard(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void showContent(const CardContent& content);
    //! The SQL was edited since: the card says so.
    void setEdited(bool edited);
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }
    //! A check found an error in Claude's SQL, which was not edited since.
    bool hasFailedCheck() const;

signals:
    void whatWasSentRequested();
    void unfoldRequested();

protected:
    void mousePressEvent(QMouseEvent* event) override;

private:
    void build();
    void showChecks();
    void arrange();

    Theme m_theme;
    CardContent m_content;
    bool m_folded = false;
    bool m_edited = false;
    QLabel* m_heading = nullptr;
    QLabel* m_text = nullptr;
    QLabel* m_notice = nullptr;
    QLabel* m_editedLabel = nullptr;
    ChipRow* m_chips = nullptr;
    QWidget* m_footer = nullptr;
    QHBoxLayout* m_lineLayout = nullptr;
    QHBoxLayout* m_footerLayout = nullptr;
    QWidget* m_checkBox = nullptr; //!< in the footer, or on the one line when folded
    QLabel* m_checkIcon = nullptr;
    ElidedLabel* m_checks = nullptr;
    QPushButton* m_sent = nullptr;
    QWidget* m_line = nullptr; //!< all there is when folded
    ElidedLabel* m_summary = nullptr;
    QPushButton* m_more = nullptr;
};

} // namespace parlance
