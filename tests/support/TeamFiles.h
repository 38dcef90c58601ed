// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/TeamDirectory.h"

#include <QByteArray>
#include <QStringList>
#include <QTemporaryDir>

namespace parlance::test {

//! A team "a" as it stands in teams.json, with more \a members and more members of its \a database.
QByteArray teamEntry(const QByteArray& members, const QByteArray& database = QByteArray());
//! A team of another id and place; \a rest are more members.
QByteArray namedTeam(const QByteArray& id, const QByteArray& host, const QByteArray& database,
                     const QByteArray& rest = {});
//! A teams.json with these \a teams; \a rest are more members of it.
QByteArray teamsFile(const QByteArray& teams, const QByteArray& rest = {});
QStringList teamIds(const TeamDirectory& directory);

//! A machine-wide and a user's configuration folder of their own.
struct TeamFolders {
    QTemporaryDir root;
    AppPaths paths{root.filePath(QStringLiteral("machine")), root.filePath(QStringLiteral("user")),
                   root.filePath(QStringLiteral("data"))};
    void machine(const QByteArray& text, const QString& name = QStringLiteral("teams.json")) const;
    void user(const QByteArray& text, const QString& name = QStringLiteral("teams.json")) const;
    TeamDirectory read() const { return TeamDirectory::read(paths); }
};

} // namespace parlance::test
