// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/CommandRunner.h"
#include "base/Result.h"
#include "sample/LocalServer.h"
#include "sample/ServerBinaries.h"

#include <QDate>

namespace parlance {

//! Which data a cluster holds. A plain value, written beside the cluster once everything in it is whole.
struct SampleStamp {
    QDate day;     //!< the data reaches up to it
    QString hash;  //!< of sql/sample
    int major = 0; //!< of the server that made it
    bool operator==(const SampleStamp&) const = default;
    bool isValid() const { return day.isValid() && !hash.isEmpty() && major > 0; }
};

//! One PostgreSQL cluster in <dataFolder>/sample and the server on it: makes, starts, stops and removes it. Knows
//! nothing of what is inside. Blocking: for a worker thread; two programs are kept apart by SampleServer's locks.
class ServerCluster final {
public:
    //! Superuser of the cluster; its password is random and stands in the server's folder, readable by nobody else.
    static const QString superuser;

    ServerCluster(const QString& dataFolder, const std::optional<ServerBinaries>& binaries,
                  const std::atomic_bool* cancelled);

    //! Makes the folders; an error names the one that cannot be used. As root the server's user must be able to get
    //! there.
    Result<void, LocalServerError> prepareFolder();
    //! Removes what is there and makes a new, stopped cluster without data.
    Result<void, LocalServerError> create();
    //! Removes the server's folder with all that is in it.
    Result<void, LocalServerError> remove();
    enum class Care { Safe, Loading }; //!< Loading: nothing is forced to disk; only for what is made anew after a crash
    Result<void, LocalServerError> start(Care care);
    //! Forces to disk all that a server started with Care::Loading wrote.
    Result<void, LocalServerError> sync();
    Result<void, LocalServerError> stop();
    //! Ends the server without ceremony: what it was loading is lost.
    void abort();

    //! What runs now; starts nothing. A server that does not answer does not run.
    LocalServerStatus status() const;
    QString password() const;

    SampleStamp stamp() const; //!< invalid when the cluster is not there or was never finished
    Result<void, LocalServerError> writeStamp(const SampleStamp& stamp);

private:
    Result<CommandOutput, CommandError> run(const QString& program, const QStringList& arguments, int seconds) const;
    Result<void, LocalServerError> writeConfiguration(int port) const;
    Result<void, LocalServerError> checkReach() const;
    Result<void, LocalServerError> handOver(const QString& path) const;
    bool usesSocket() const;
    void removeStalePidFile() const;
    QString logTail() const;
    QString path(const QString& name) const;

    QString m_dataFolder;
    QString m_folder;     //!< <dataFolder>/sample
    QString m_cluster;    //!< PGDATA
    QString m_serverUser; //!< as root: who the server runs as; else empty
    std::optional<ServerBinaries> m_binaries;
    const std::atomic_bool* m_cancelled = nullptr;
};

} // namespace parlance
