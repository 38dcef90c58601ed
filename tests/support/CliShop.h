// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/PostgresServer.h"

#include <QHash>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace parlance::test {

//! How a call of parlance-cli ended.
struct CliOutcome {
    int status = -1; //!< -1: it did not end by itself
    QByteArray output;
    QByteArray words; //!< standard error
};

//! A PostgreSQL server with a small shop in it, teams.json for it, and parlance-cli called in an environment of its
//! own. Its teams: shop (five rows in a table), quick (three seconds for the first row), hurried (two
//! seconds on the server for a run to a file), silent (no questions to
//! Claude), unplanned (the server is not asked about queries), lost (no such database) and gone (nobody listens). The
//! password is "secret".
class CliShop final {
public:
    CliShop();

    PostgresServer& server() { return m_server; }
    //! Of the folder that is HOME and the configuration.
    QString filePath(const QString& name) const { return m_folder.filePath(name); }
    QString connection() const; //!< for --connect
    QProcessEnvironment environment(bool password = true) const;
    //! Calls parlance-cli and waits for its end; \a variables are added to the environment.
    CliOutcome cli(const QStringList& arguments, const QByteArray& input = {}, bool password = true,
                   const QHash<QString, QString>& variables = {}) const;
    //! The same through bash: \a script finds the programs as $CLI and $PROGRAM.
    CliOutcome shell(const QString& script) const;

private:
    PostgresServer m_server;
    QTemporaryDir m_folder;
};

} // namespace parlance::test
