// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/Result.h"
#include "sample/FileLock.h"
#include "sample/LocalServer.h"
#include "sample/SampleLoader.h"
#include "sample/ServerCluster.h"

namespace parlance {

//! The life of the sample server over all programs that share it. Two locks on files of the data folder: "users",
//! shared by everyone who uses the server, and "setup", held while someone makes, starts or stops it; always taken in
//! the order setup, users. A file "keep" there holds the server up without users. Blocking: for a worker thread.
class SampleServer final {
public:
    using Step = std::function<void(QString)>;

    SampleServer(const QString& dataFolder, const LocalServerSetup& setup, const Step& step,
                 const std::atomic_bool* cancelled);

    //! Makes, extends or starts what is needed and holds the users lock afterwards.
    Result<LocalServerStatus, LocalServerError> use();
    //! Gives the users lock back; the last one stops the server unless it is kept.
    void leave();

    //! From now on the server stays up without users.
    Result<void, LocalServerError> keep();
    //! No longer kept; stopped unless someone uses it.
    Result<LocalServerStatus, LocalServerError> release();
    //! Stops it, removes the cluster and makes it anew. An error while someone uses it.
    Result<LocalServerStatus, LocalServerError> remake();
    LocalServerStatus status() const;

private:
    Result<void, LocalServerError> lockSetup();
    bool takeUsers(FileLock::Mode mode);
    Result<LocalServerStatus, LocalServerError> bringUp(bool alone);
    Result<void, LocalServerError> bringUpStopped();
    Result<void, LocalServerError> freshen(bool alone);
    Result<void, LocalServerError> rebuild();
    Result<void, LocalServerError> extend();
    Result<LocalServerStatus, LocalServerError> runningStatus() const;
    SampleLoader loader() const;
    SampleStamp wanted() const;
    bool isKept() const;

    QString m_dataFolder;
    LocalServerSetup m_setup;
    Step m_step;
    const std::atomic_bool* m_cancelled;
    std::optional<ServerBinaries> m_binaries;
    ServerCluster m_cluster;
    FileLock m_setupLock;
    FileLock m_usersLock;
};

} // namespace parlance
