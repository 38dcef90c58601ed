// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

#include <optional>

namespace parlance {

//! The programs of one installed PostgreSQL server. A plain value.
struct ServerBinaries {
    QString folder;  //!< where initdb, pg_ctl and postgres stand, links resolved
    QString version; //!< "15.20"
    int major = 0;
    bool operator==(const ServerBinaries&) const = default;

    //! The full path of one of them, as QProcess takes it.
    QString program(const QString& name) const;

    //! The server to use: the first of PATH, else the newest of the places installers use; 13 or newer. With \a folders
    //! given, the first usable of these and nothing else. Runs "postgres --version": not for the GUI thread.
    static std::optional<ServerBinaries> find(const std::optional<QStringList>& folders = std::nullopt);
    //! A sentence that says what to install on this system.
    static QString installAdvice();
};

} // namespace parlance
