// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace parlance {

//! A team as it is to stand on a server. A value.
struct ProvisionTeam {
    QString id;
    QString database;
    QString user;
    QStringList schemas{QStringLiteral("public")};
    int connectionLimit = 50;
    QString sampleFolder; //!< of sql/sample, to fill an empty database from; empty: no data

    //! Who owns the tables and cannot sign in.
    QString owner() const { return user + QStringLiteral("_owner"); }
    bool operator==(const ProvisionTeam&) const = default;
};

//! What is there for a team before anything is done.
struct ProvisionState {
    bool roleExists = false;
    bool databaseExists = false;
    bool rolePrivileged = false; //!< may more than a team's role: an administrator's, which is left alone
    bool databaseOurs = false;   //!< made for the team, perhaps by an earlier call that did not end
    bool operator==(const ProvisionState&) const = default;
};

} // namespace parlance
