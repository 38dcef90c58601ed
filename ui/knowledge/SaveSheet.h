// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "knowledge/Knowledge.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace parlance {

//! A small sheet that saves a question with its SQL for the team: suggests it, or, for who may, saves it as verified.
//! Stays until it is known where it is kept. GUI thread.
class SaveSheet final : public QDialog {
    Q_OBJECT
public:
    //! \a corrects: the doubtful answer that this question takes the place of; null: none.
    SaveSheet(Knowledge* knowledge, const VerifiedQuestion& question, const QUuid& corrects, QWidget* parent);
    //! The result's fingerprint is being reckoned: saving waits for it.
    void expectFingerprint() { m_expecting = true; }
    //! It is saved too.
    void setFingerprint(const QString& fingerprint, qint64 rows);

signals:
    //! It is kept; \a verified: as verified, for the team.
    void kept(const parlance::KnowledgeSaved& outcome, bool verified);

private:
    void buildFields();
    void buildButtons();
    void save(bool verified);
    void take(const KnowledgeSaved& outcome);
    void review();
    VerifiedQuestion edited() const;

    Knowledge* m_knowledge = nullptr;
    VerifiedQuestion m_question;
    QUuid m_corrects;
    QUuid m_saving;
    bool m_verified = false;
    bool m_expecting = false;
    bool m_wanted = false; //!< to be saved as soon as the fingerprint is there
    QLineEdit* m_text = nullptr;
    QPlainTextEdit* m_explanation = nullptr;
    QLineEdit* m_tags = nullptr;
    QLabel* m_where = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_suggest = nullptr;
    QPushButton* m_verify = nullptr;
};

} // namespace parlance
