// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/TeamDirectory.h"

#include <QCoreApplication>

namespace parlance {

namespace {

Team sampleTeam(const QString& id, const QString& name, const QString& description, const QString& accent)
{
    Team team;
    team.id = id;
    team.name = name;
    team.description = description;
    team.accent = accent;
    team.sample = true;
    team.samplePassword = id + QStringLiteral("123");
    team.database.host.clear();
    team.database.port.clear();
    team.database.database = id + QStringLiteral("_db");
    team.database.user = id;
    return team;
}

QString translated(const char* text)
{
    return QCoreApplication::translate("SampleTeams", text);
}

} // namespace

QList<Team> sampleTeams()
{
    return {
        sampleTeam(QStringLiteral("sales"), translated("Sales"), translated("Customers, orders, revenue"),
                   QStringLiteral("#0f766e")),
        sampleTeam(QStringLiteral("marketing"), translated("Marketing"), translated("Campaigns, leads, ad spend"),
                   QStringLiteral("#be185d")),
        sampleTeam(QStringLiteral("operations"), translated("Operations"), translated("Stock, suppliers, shipments"),
                   QStringLiteral("#4338ca")),
    };
}

} // namespace parlance
