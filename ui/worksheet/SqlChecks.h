// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/PlanOutcome.h"
#include "postgres/SqlScript.h"

#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace parlance {

class Settings;
class SqlEditor;
class TeamSession;

//! The checks of SQL that a person writes: after a short quiet the statement under the cursor and those in sight are
//! checked, here and by the server, and what is found is underlined; others when they are scrolled into sight. Once a
//! revision; never in the way of a run. GUI thread.
class SqlChecks final : public QObject {
    Q_OBJECT
public:
    SqlChecks(TeamSession* session, SqlEditor* editor, Settings* settings, QObject* parent = nullptr);
    ~SqlChecks() override;

    //! The text as it stands was checked by somebody else, who shows what was found.
    void passOver();
    //! Ends what is under way: a run does not wait for it, and what the person reads then is the run's.
    void stop();
    //! Of a text with more statements in sight only so many are checked.
    static constexpr qsizetype mostStatements = 20;

signals:
    //! All of the text as it stands that is to be checked was.
    void checked();

private:
    void begin();
    void next();
    void checkOne(qsizetype index);
    void takeOwn(quint64 round, qsizetype index, const QList<Finding>& found);
    void takeServers(quint64 check, const PlanOutcome& outcome);
    void add(const QList<Finding>& found);
    void show();
    void silence(const QString& check);
    void onScrolled();
    void review();
    bool isWanted() const;
    QList<qsizetype> statementsInSight() const;

    TeamSession* m_session = nullptr;
    SqlEditor* m_editor = nullptr;
    Settings* m_settings = nullptr;
    QTimer m_quiet;
    quint64 m_done = 0;        //!< the revision that is checked, or being checked, as far as it is in sight
    bool m_busy = false;       //!< a round is under way
    bool m_passedOver = false; //!< that revision was checked by somebody else
    quint64 m_round = 0;       //!< drops what comes back for an earlier text
    SqlScript m_script;
    QList<qsizetype> m_left;   //!< statements to be checked
    QSet<qsizetype> m_checked; //!< statements of this revision that were, or are under way
    QList<Finding> m_earlier;  //!< of statements that are still to be checked, shown until then
    qsizetype m_at = -1;       //!< the statement under way
    quint64 m_check = 0;       //!< the server's check under way; 0: none
    QList<Finding> m_own;      //!< found in the statement under way
    QList<Finding> m_found;
    QSet<QString> m_silenced; //!< checks that are not to be shown in this tab any more
};

} // namespace parlance
