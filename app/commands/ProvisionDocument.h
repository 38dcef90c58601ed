// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "provision/ProvisionTeam.h"
#include "team/Team.h"

#include <QMap>

namespace parlance {

//! A teams.json with \a entries, ready to be used.
QByteArray teamsJsonFor(const QList<Team>& entries);
//! {"teams": [{"id", "user", "database", "roleMade", "databaseMade", "password"}], "teamsJson": {…}}: what `provision
//! --format json` prints. \a states are those before; empty: nothing was made. A password that was generated stands
//! there, every other is null.
QByteArray provisionJson(const QList<ProvisionTeam>& teams, const QList<Team>& entries,
                         const QList<ProvisionState>& states, const QMap<QString, QString>& passwords);

} // namespace parlance
