// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "postgres/ConnectionParameters.h"
#include "postgres/PostgresError.h"
#include "postgres/ResultChunk.h"

#include <QObject>

#include <memory>

namespace parlance {

//! The limits a run is kept to; the team's policy as the postgres room needs it.
struct RunLimits {
    int statementTimeoutSeconds = 120; //!< the client's clock; 0: none. The server's statement_timeout is 90 s more
    int lockTimeoutSeconds = 10;
    qint64 maximumRows = 1'000'000; //!< 0: no cap
    QString timeZone;               //!< empty: the server's
    QStringList searchPath;         //!< empty: the role's
    QString applicationName;        //!< empty: the connection's own
    //! How long a run stays open at its cap (runHeld), waiting for fetchRest(); 0: it ends there at once. Counts once
    //! for a run, however often it is held.
    int holdAtCapSeconds = 0;
    bool toFile = false;                  //!< the rows go to a file: statementTimeoutSeconds ends at the first of them
    int exportTimeoutSeconds = 0;         //!< with toFile the server's statement_timeout; 0: none
    qint64 maximumRowBytes = 800'000'000; //!< a larger row ends the run with Kind::NoRoom
    int serverTimeoutMilliseconds = 0;    //!< the server's statement_timeout as it is; 0: as said above
    bool operator==(const RunLimits&) const = default;
};

//! What is known of the server after opening.
struct ServerInfo {
    int version = 0;     //!< as PQserverVersion: 150020
    QString versionText; //!< "15.20"
    QString timeZone;    //!< the session's TimeZone
    QString user;
    QString database;
    bool superuser = false;
    bool encrypted = false;
    bool operator==(const ServerInfo&) const = default;
};

//! A whole small result, for what we ask the server ourselves (catalog, checks).
struct RowSet {
    QList<ResultColumn> columns;
    QList<QList<std::optional<QByteArray>>> rows; //!< nothing: NULL
    bool operator==(const RowSet&) const = default;
};

//! A statement of our own with its parameters $1, $2, …, which are sent apart from it.
struct OwnStatement {
    QByteArray sql;
    QList<std::optional<QByteArray>> parameters; //!< their texts; nothing: NULL
    bool operator==(const OwnStatement&) const = default;
};

//! One PostgreSQL connection with a worker thread of its own; this object lives on the thread that made it (the GUI's,
//! or the console program's) and never blocks it. Opened through QSqlDatabase("QPSQL") inside the worker.
//! Each open, run and read ends with exactly one …Finished signal, whatever happens. One request at a time:
//! canRun() tells; a run asked while another is under way is answered with Kind::Protocol.
class Connection final : public QObject {
    Q_OBJECT
public:
    enum class State { Closed, Opening, Idle, Running, Lost };
    Q_ENUM(State)

    explicit Connection(const ConnectionParameters& parameters, QObject* parent = nullptr);
    ~Connection() override; //!< closes without waiting for the server; abandons a worker that hangs

    State state() const;
    const ServerInfo& serverInfo() const; //!< filled after openFinished
    const ConnectionParameters& parameters() const;

    //! Whether a run or a read is under way or waits: true from the moment it was asked for, before state() tells.
    bool hasRequests() const;

    //! Opens (again). Answered by openFinished; a second call while it is under way joins it.
    void open();
    //! Sends \a sql byte for byte as one extended-protocol statement in BEGIN READ ONLY with the limits of law 5 and
    //! streams its rows. Not open yet or lost: opens first (without openFinished, unless open() was called). Answered
    //! by runColumns?, runChunk*, runNotice*, runColumnsNamed?, runFinished. While a read is under way it waits its
    //! turn. \a keeper decides where chunks are kept; none: in memory, without a limit.
    quint64 run(const QByteArray& sql, const RunLimits& limits, const std::shared_ptr<ChunkKeeper>& keeper = {});
    //! A run that is held at its cap goes on, in the same snapshot, up to \a upTo rows in all (0: to its end). For any
    //! other run it does nothing.
    void fetchRest(quint64 run, qint64 upTo = 0);
    //! A run that is held at its cap ends now, as capped. For any other run it does nothing.
    void finishHeld(quint64 run);
    //! Runs our own \a queries in one REPEATABLE READ READ ONLY transaction. Answered by readFinished with a RowSet
    //! each. Waits its turn behind whatever is under way; maximumRows does not count here.
    quint64 read(const QList<QByteArray>& queries, const RunLimits& limits);
    //! Prepares and describes \a sql, which runs nothing, and with \a planned has it planned (EXPLAIN), in a
    //! transaction as read()'s. Answered by readFinished: a RowSet with nothing but the columns of its result, then one
    //! with the plan as JSON. The position of an error counts in \a sql. Waits its turn as read() does.
    quint64 describe(const QByteArray& sql, bool planned, const RunLimits& limits);
    //! Runs our own \a statements (never a person's or Claude's) in one READ WRITE transaction, which is committed when
    //! all are done and rolled back at the first error. Answered by readFinished like read(). ConnectionLost leaves
    //! open whether it was committed: write only what may be written twice.
    quint64 write(const QList<OwnStatement>& statements, const RunLimits& limits);
    //! Ends what is under way (opening too: the worker is abandoned) with Kind::Cancelled. Safe at any time,
    //! repeatable.
    void stop();
    //! Ends this run or read alone, under way or waiting; does nothing when it is over.
    void stopOnly(quint64 request);
    //! Closes; a request under way ends with Kind::Cancelled first.
    void close();
    //! True from stop() until it took effect: still true after five seconds, offer to drop().
    bool isStopping() const;
    //! Drops the connection without asking the server: for a stop that has no effect.
    void drop();

signals:
    void stateChanged(parlance::Connection::State state);
    void openFinished(const parlance::Result<parlance::ServerInfo, parlance::PostgresError>& result);
    void runColumns(quint64 run, const QList<parlance::ResultColumn>& columns);
    //! The columns again, with the names of types that are not built in (enums, extensions); before runFinished.
    void runColumnsNamed(quint64 run, const QList<parlance::ResultColumn>& columns);
    void runChunk(quint64 run, const parlance::ResultChunkPtr& chunk);
    //! The run stands at its cap after \a rows rows and there are more: it waits up to \a seconds for fetchRest(),
    //! finishHeld() or stop(), reading nothing, and then ends as capped. Its clock stands still meanwhile.
    void runHeld(quint64 run, qint64 rows, int seconds);
    void runNotice(quint64 run, const parlance::PostgresNotice& notice);
    void runFinished(quint64 run, const parlance::Result<parlance::RunSummary, parlance::PostgresError>& result);
    void readFinished(quint64 read, const parlance::Result<QList<parlance::RowSet>, parlance::PostgresError>& result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace parlance

Q_DECLARE_METATYPE(parlance::ServerInfo)
Q_DECLARE_METATYPE(parlance::RowSet)
