// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Question.h"

#include <QDialog>

class QButtonGroup;
class QLineEdit;

namespace parlance {

//! "Not what I meant": what is wrong with the answer, in one choice and, where wanted, words. Object name
//! notMeantSheet. GUI thread.
class NotMeantSheet final : public QDialog {
    Q_OBJECT
public:
    explicit NotMeantSheet(const QString& question, QWidget* parent = nullptr);

signals:
    //! Ask again with this.
    void corrected(const parlance::Question::Correction& correction);
    //! What asking with this would send is to be shown.
    void previewRequested(const parlance::Question::Correction& correction);

private:
    void addChoice(Question::Correction::Wrong wrong, const QString& text, const char* name);
    Question::Correction correction() const;
    void finish();

    QButtonGroup* m_choices = nullptr;
    QLineEdit* m_words = nullptr;
};

} // namespace parlance
