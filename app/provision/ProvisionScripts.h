// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "postgres/ScriptSession.h"
#include "provision/ProvisionTeam.h"

#include <QMap>

namespace parlance {

//! The files of sql/provision as the SQL that is sent, and that --dry-run prints: psql's variables :'name' and :"name"
//! are put in, quoted for the server.
namespace provision {

using Variables = QMap<QString, QString>;

//! :/sql/provision/NAME.sql, or a file by its whole path. A variable that is not given stays as it stands.
QByteArray script(const QString& name, const Variables& variables, const ScriptSession& session);
//! What the scripts of \a team may name.
Variables variablesOf(const ProvisionTeam& team);
//! An array as PostgreSQL reads it: {"a","b \"c\""}.
QString arrayText(const QStringList& elements);

} // namespace provision

} // namespace parlance
