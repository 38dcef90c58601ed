// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "journal/Journal.h"
#include "journal/JournalLock.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QVariantMap>

class QSqlError;
class QSqlQuery;

namespace parlance {

//! Why the journal's file could not be read or written.
struct JournalError {
    enum class Kind { Full, ReadOnly, Busy, Damaged, TooNew, NoDriver, Other };
    Kind kind = Kind::Other;
    QString detail; //!< SQLite's own words
    bool operator==(const JournalError&) const = default;
};

//! A tab with what the file must say about it.
struct JournalTabChange {
    JournalTab tab;
    bool inUse = true; //!< by this program; else it waits for the next sign-in
    bool operator==(const JournalTabChange&) const = default;
};

//! A request with its bytes.
struct JournalSent {
    JournalRequest request;
    QByteArray body;
    bool operator==(const JournalSent&) const = default;
};

//! All that one transaction writes.
struct JournalBatch {
    QList<JournalTabChange> tabs;
    QList<QUuid> removedTabs;
    QList<QUuid> releasedWindows;
    QList<JournalRun> runs;
    QList<JournalSent> sent;
    QList<JournalRequest> requestEnds;
    bool operator==(const JournalBatch&) const = default;
};

//! The SQLite file of the journal and this program's claim in it. Made, used and destroyed in the journal's thread
//! only.
class JournalFile final {
public:
    explicit JournalFile(const QString& dataFolder);
    ~JournalFile();
    JournalFile(const JournalFile&) = delete;
    JournalFile& operator=(const JournalFile&) = delete;

    //! Opens or makes the file, brings it to the newest version and notes this program in it. A damaged file is set
    //! aside; setAsidePath then names it.
    Result<void, JournalError> open();
    bool isOpen() const;
    //! False when the file was moved, removed or replaced since it was opened: what is written would be lost.
    bool isStillInPlace() const;
    //! Closes the file; the claims of this program stay.
    void close();
    //! Frees this program's claims, then closes.
    void leave();
    //! Where a damaged file went at the last open; empty when none was damaged.
    QString setAsidePath() const { return m_setAside; }
    QString path() const { return m_path; }
    //! What the disk has left for us.
    qint64 freeBytes() const;

    Result<void, JournalError> write(const JournalBatch& batch);
    //! The tabs nobody living has in use, claimed for this program.
    Result<QList<JournalTab>, JournalError> claimTabs(const QString& team, const QString& server);
    Result<QList<JournalRun>, JournalError> history(const QString& team, const QString& server, int limit);
    Result<QList<JournalRequest>, JournalError> requests(const QString& team, const QString& server, int limit);
    Result<QByteArray, JournalError> requestBody(qint64 id);
    Result<void, JournalError> clearRequests(const QString& team, const QString& server);
    Result<QList<JournalSpent>, JournalError> spent(const QString& server, const QDate& from);

private:
    Result<void, JournalError> openUnchecked();
    Result<void, JournalError> prepareFile();
    Result<void, JournalError> migrate();
    Result<void, JournalError> inspect();
    Result<void, JournalError> enter();
    Result<void, JournalError> setAside();
    Result<void, JournalError> freeTheDead();
    Result<void, JournalError> execute(const QString& sql, const QVariantMap& values = {});
    Result<void, JournalError> run(QSqlQuery& query, const QString& sql, const QVariantMap& values = {}) const;
    template <typename Work>
    auto inTransaction(Work work) -> decltype(work());
    Result<void, JournalError> writeAll(const JournalBatch& batch);
    Result<void, JournalError> writeRequests(const JournalBatch& batch);
    static QString script(const char* name);
    static JournalError errorOf(const QSqlError& error);
    QString lockPath(const QString& program) const;
    QByteArray identity() const;

    QString m_folder;
    QString m_path;
    QString m_connection; //!< name of the QSqlDatabase
    QString m_program;    //!< this program's id in the file
    QString m_setAside;
    QByteArray m_identity; //!< which file was opened: device and inode
    JournalLock m_alive;
    QSqlDatabase m_database;
};

} // namespace parlance
