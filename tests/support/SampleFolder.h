// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "sample/LocalServer.h"

#include <QTemporaryDir>

namespace parlance::test {

//! A data folder for a sample server in a test: the server's user can get there also when the test runs as root.
//! Stops what still runs in it at the end.
class SampleFolder final {
public:
    SampleFolder();
    ~SampleFolder();
    Q_DISABLE_COPY_MOVE(SampleFolder)

    QString dataFolder() const;
    QString serverFile(const QString& name) const; //!< in <dataFolder>/sample
    qint64 serverPid() const;                      //!< of the postmaster; 0 when there is no postmaster.pid

private:
    QTemporaryDir m_folder;
};

//! What psql said.
struct PsqlOutput {
    int exitCode = -1;
    QString out;
    QString err;
};

//! Runs one text through psql, as anyone may: rows unaligned on out, without reading ~/.psqlrc.
PsqlOutput psql(const LocalServerStatus& server, const QString& database, const QString& user, const QString& password,
                const QString& sql);
//! The same as the superuser of the sample server in \a server.dataFolder.
PsqlOutput psqlAsSuperuser(const LocalServerStatus& server, const QString& database, const QString& sql);

//! Starts \a server and waits; a failure is printed and gives a status that does not run.
LocalServerStatus startAndWait(LocalServer& server);

} // namespace parlance::test
