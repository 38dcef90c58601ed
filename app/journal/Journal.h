// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/JournalRequest.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QUuid>

#include <memory>
#include <optional>

namespace parlance {

//! What is kept of an open tab. Never rows.
struct JournalTab {
    QUuid id;
    QUuid window;   //!< tabs of one window come back in one window
    QString team;   //!< team id; with host and database it says whose work this is
    QString server; //!< host:port/database
    int order = 0;  //!< place in the tab bar
    bool current = false;
    QString title;
    QString question;
    QString sql;
    QString sqlOrigin; //!< "claude", "claude part" (stopped, not accepted), "person", "ready", "table", "history", "";
                       //!< what the line above the editor says
    int cursor = 0;    //!< UTF-16 offset in sql
    int firstVisibleLine = 0;
    QDateTime lastRunAt;  //!< invalid: never run
    QString conversation; //!< what the next question continues, tables chosen by hand: the window's own JSON; or empty
    bool operator==(const JournalTab&) const = default;
};

//! One run that ended (or was under way when the program died: outcome "interrupted").
struct JournalRun {
    qint64 id = 0;
    QUuid tab;
    QString team;
    QString server;
    QDateTime startedAt;
    QString question;
    QString sql;
    qint64 rows = 0;
    qint64 milliseconds = 0;
    QString outcome; //!< done, stopped, failed, refused, interrupted
    QString error;   //!< SQLSTATE and message of a failed run
    bool operator==(const JournalRun&) const = default;
};

//! History, open tabs and what was sent, in SQLite (WAL, synchronous=FULL) on a thread of its own. Lives on the GUI
//! thread and never waits for the disk but in its destructor. Two programs may use one file at once.
class Journal final : public QObject {
    Q_OBJECT
public:
    //! Opens <dataFolder>/journal.sqlite in the background. A damaged file is set aside with its date and a new one
    //! made.
    explicit Journal(const QString& dataFolder, QObject* parent = nullptr);
    ~Journal() override; //!< writes what waits

    //! Keeps the tab as it is now. The journal decides when it is written: within a second of a pause in calls for this
    //! tab and at least every five seconds.
    void saveTab(const JournalTab& tab);
    void removeTab(const QUuid& id);
    //! Writes everything that waits now (window closing, sign out).
    void flush();
    //! The window was signed out or closed: its tabs stay open and wait for the next sign-in to their team, here or in
    //! another program. Until then they are in use by this window. What waits for them is written first.
    void releaseWindow(const QUuid& window);
    //! Open tabs of this team and server that no window of a living program has in use, claimed for this one; answered
    //! by tabsLoaded, always exactly once.
    void loadTabs(const QString& team, const QString& server);
    //! Notes the start of a run and returns its id at once; finishRun completes it.
    quint64 startRun(const JournalRun& run);
    void finishRun(quint64 run, qint64 rows, qint64 milliseconds, const QString& outcome, const QString& error);
    //! Notes a request to Claude as it leaves, with its exact bytes, and returns its id at once; endRequest() completes
    //! it (outcome, error, model, tokens, cost) and adds it to what the day cost.
    qint64 noteRequest(const JournalRequest& request, const QByteArray& body);
    void endRequest(const JournalRequest& request);
    //! The newest requests of the team, newest first; answered by requestsLoaded.
    void loadRequests(const QString& team, const QString& server, int limit = 2000);
    //! The bytes of one; answered by requestBodyLoaded, empty when they are kept no more.
    void loadRequestBody(qint64 id);
    //! Forgets the requests of the team, not what they cost; answered by requestsLoaded.
    void clearRequests(const QString& team, const QString& server);
    //! What the days since \a from cost at this database, in other programs too; answered by spentLoaded with the
    //! number that is returned, always.
    quint64 loadSpent(const QString& server, const QDate& from);
    //! The newest runs of the team, newest first; answered by historyLoaded.
    void loadHistory(const QString& team, const QString& server, int limit = 500);

signals:
    void tabsLoaded(const QString& team, const QString& server, const QList<parlance::JournalTab>& tabs);
    void historyLoaded(const QString& team, const QString& server, const QList<parlance::JournalRun>& runs);
    void requestsLoaded(const QString& team, const QString& server, const QList<parlance::JournalRequest>& requests);
    void requestBodyLoaded(qint64 id, const QByteArray& body);
    void spentLoaded(quint64 number, const QList<parlance::JournalSpent>& days);
    void runNoted(const parlance::JournalRun& run); //!< a run ended and is in the history
    void failed(const QString& message); //!< cannot be written (disk full, …): to be shown until saved(); once a cause
    void saved();                        //!< nothing waits any more, and the file can be written
    void setAside(const QString& message); //!< the file was damaged and a new one begun: to be shown once

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::JournalTab)
Q_DECLARE_METATYPE(parlance::JournalRun)
