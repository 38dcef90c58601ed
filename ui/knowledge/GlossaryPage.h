// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/Knowledge.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPlainTextEdit;
class QPushButton;

namespace parlance {

//! The team's words in "Team's questions": what each means, its SQL, its synonyms; added, changed and removed. Written
//! to the team's database where the role may, else kept on this computer. GUI thread.
class GlossaryPage final : public QWidget {
    Q_OBJECT
public:
    explicit GlossaryPage(Knowledge* knowledge, QWidget* parent);
    //! True, once, when what was typed and not saved would be lost: it is said, and the next time it is let go.
    bool holdsBack();

private:
    QWidget* buildList();
    QWidget* buildFields();
    void fill();
    void filter();
    void showCurrent();
    void choose(QListWidgetItem* previous);
    void present(const GlossaryTerm& word);
    void startNew();
    void save();
    void remove();
    void take(const KnowledgeSaved& outcome);
    void typed();
    void review();
    void say(const QString& text, const char* role);
    GlossaryTerm edited() const;
    bool isEdited() const;
    const GlossaryTerm* find(const QString& term) const;

    Knowledge* m_knowledge = nullptr;
    GlossaryTerm m_shown; //!< as it is kept; term empty: a new one
    QUuid m_saving;
    bool m_adding = false; //!< the list has a row for a new word
    bool m_warned = false; //!< that something is not saved
    QString m_savedTerm;   //!< of the saving under way; empty: it removes
    QLineEdit* m_filter = nullptr;
    QListWidget* m_list = nullptr;
    QLineEdit* m_term = nullptr;
    QPlainTextEdit* m_meaning = nullptr;
    QPlainTextEdit* m_sql = nullptr;
    QLineEdit* m_synonyms = nullptr;
    QLabel* m_about = nullptr;
    QLabel* m_said = nullptr;
    QPushButton* m_new = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace parlance
