// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "results/ResultTable.h"
#include "team/TeamSession.h"

#include <QFuture>
#include <QObject>
#include <QPointer>

class QPushButton;

namespace parlance {

class AskController;
class AskPanel;
class ResultArea;
class RunController;
class SaveSheet;

//! What one tab has to do with the team's questions: offers to save what ran, and tells whether a verified one still
//! gives the result that it gave. GUI thread.
class TeamQuestions final : public QObject {
    Q_OBJECT
public:
    TeamQuestions(TeamSession* session, const AskController* asking, AskPanel* ask, RunController* running,
                  ResultArea* results, QPushButton* saveButton, QObject* parent = nullptr);

    //! The tab holds \a question now, unchanged.
    void holds(const VerifiedQuestion& question);
    //! The tab holds \a doubtful now: what is saved corrects it.
    void corrects(const DoubtfulAnswer& doubtful);
    //! Something else came into the tab.
    void forget();
    //! Shows the button or takes it away; \a savable: SQL that may be worth it stands in the tab.
    void review(bool savable);
    //! "verified by …", "the result changed since it was verified"; empty: nothing to say.
    QString note() const { return m_note; }
    void openSheet();

signals:
    void noteChanged();

private:
    void compare();
    QFuture<std::pair<QString, qint64>> fingerprint() const;
    bool isWholeResult() const;
    bool isToVerify() const;
    VerifiedQuestion proposal(const QByteArray& sql) const;

    TeamSession* m_session = nullptr;
    const AskController* m_asking = nullptr;
    AskPanel* m_ask = nullptr;
    RunController* m_running = nullptr;
    ResultArea* m_results = nullptr;
    QPushButton* m_save = nullptr;
    QPointer<SaveSheet> m_sheet;
    VerifiedQuestion m_held; //!< null id: none
    QUuid m_corrects;
    QString m_note;
    QByteArray m_saved; //!< the SQL that was saved last
    quint64 m_round = 0;
};

} // namespace parlance
