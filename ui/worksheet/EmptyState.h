// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sample/ReadyQuestions.h"

#include <QScrollArea>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace parlance {

//! What an empty tab shows: what to do next, and the ready questions of the sample, marked as such. GUI thread.
class EmptyState final : public QScrollArea {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setQuestions(const QList<ReadyQuestion>& questions);
    //! All of them under "What would you like to know?".
    void showAll(bool mayAsk);
    //! Without a key: the ones nearest to \a question.
    void showLike(const QString& question);

signals:
    void opened(const parlance::ReadyQuestion& question);
    void writeSqlRequested();

private:
    void present(const QString& title, const QString& text, const QList<ReadyQuestion>& questions, bool marked);

    QList<ReadyQuestion> m_questions;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QHBoxLayout* m_row = nullptr;
    QWidget* m_cards = nullptr;
    QPushButton* m_write = nullptr;
    QWidget* m_content = nullptr;
};

//! The \a count ready questions that share most words with \a question, best first. Pure.
QList<ReadyQuestion> readyQuestionsLike(const QList<ReadyQuestion>& questions, const QString& question, int count);

} // namespace parlance
