// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "journal/JournalFile.h"

#include <QElapsedTimer>
#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <optional>

namespace parlance {

//! Decides when what waits is written, keeps it in memory while the file cannot be written, and says so. Lives in the
//! journal's own thread; Journal is its face on the GUI thread.
class JournalWorker final : public QObject {
    Q_OBJECT
public:
    explicit JournalWorker(const QString& dataFolder);

    void open();
    //! Writes what waits, frees this program's claims and ends the thread.
    void finish();
    void saveTab(const parlance::JournalTab& tab);
    void removeTab(const QUuid& id);
    void flush();
    void releaseWindow(const QUuid& window);
    void loadTabs(const QString& team, const QString& server);
    void startRun(const parlance::JournalRun& run);
    void finishRun(qint64 id, qint64 rows, qint64 milliseconds, const QString& outcome, const QString& error);
    void noteRequest(const parlance::JournalSent& sent);
    void endRequest(const parlance::JournalRequest& request);
    void loadRequests(const QString& team, const QString& server, int limit);
    void loadRequestBody(qint64 id);
    void clearRequests(const QString& team, const QString& server);
    void loadSpent(quint64 number, const QString& server, const QDate& from);
    void loadHistory(const QString& team, const QString& server, int limit);

signals:
    void tabsLoaded(const QString& team, const QString& server, const QList<parlance::JournalTab>& tabs);
    void historyLoaded(const QString& team, const QString& server, const QList<parlance::JournalRun>& runs);
    void runNoted(const parlance::JournalRun& run);
    void requestsLoaded(const QString& team, const QString& server, const QList<parlance::JournalRequest>& requests);
    void requestBodyLoaded(qint64 id, const QByteArray& body);
    void spentLoaded(quint64 number, const QList<parlance::JournalSpent>& days);
    void failed(const QString& message);
    void saved();
    void setAside(const QString& message);

private:
    //! A tab of this program as it is now; all are kept, so that a new file can be filled after the old one was lost.
    struct Kept {
        JournalTab tab;
        bool inUse = true;
        bool waiting = false;
        qint64 firstChange = 0; //!< since the last write; ms of m_clock
        qint64 lastChange = 0;
    };

    bool somethingWaits() const;
    void writeNow();
    void schedule();
    bool ensureFile();
    JournalBatch batch() const;
    void written();
    void tell(const JournalError& reported);
    QString sentence(const JournalError& error) const;
    QList<JournalTab> freeTabsInMemory(const QString& team, const QString& server);

    JournalFile m_file;
    QElapsedTimer m_clock;
    QTimer m_timer{this};
    QHash<QUuid, Kept> m_tabs;
    QSet<QUuid> m_removed;
    QSet<QUuid> m_released;
    QHash<qint64, JournalRun> m_openRuns;
    QMap<qint64, JournalRun> m_waitingRuns;
    QList<JournalSent> m_waitingSent;
    QList<JournalRequest> m_waitingEnds;
    std::optional<JournalError::Kind> m_told; //!< the cause that people were told of and that lasts
    int m_busy = 0;                           //!< tries in a row that found the file locked
    qint64 m_notBefore = 0;                   //!< after a failure: when to try again
};

} // namespace parlance
