// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ProvisionDocument.h"

#include "exporting/JsonWriter.h"

namespace parlance {

namespace {

QByteArray text(const QString& value)
{
    return jsonString(value.toUtf8());
}

QByteArray entryOf(const Team& team)
{
    QByteArray json = "    { \"id\": " + text(team.id) + ", \"name\": " + text(team.name) +
                      ", \"description\": " + text(team.description) + ", \"accent\": " + text(team.accent) +
                      ",\n      \"database\": { \"host\": " + text(team.database.host) +
                      ", \"port\": " + team.database.port.toUtf8() + ", \"name\": " + text(team.database.database) +
                      ", \"user\": " + text(team.database.user);
    // Parlance's own choice is stricter than libpq's "prefer", which nobody chose.
    if (team.database.sslMode != QLatin1String("prefer"))
        json += ", \"sslMode\": " + text(team.database.sslMode);
    if (!team.database.sslRootCertificate.isEmpty())
        json += ", \"sslRootCertificate\": " + text(team.database.sslRootCertificate);
    if (!team.searchPath.isEmpty()) {
        QByteArrayList schemas;
        for (const QString& schema : team.searchPath)
            schemas.append(text(schema));
        json += ", \"searchPath\": [" + schemas.join(", ") + "]";
    }
    return json + " } }";
}

} // namespace

QByteArray teamsJsonFor(const QList<Team>& entries)
{
    QByteArrayList teams;
    for (const Team& team : entries)
        teams.append(entryOf(team));
    return "{ \"format\": 1,\n  \"teams\": [\n" + teams.join(",\n") + " ] }\n";
}

QByteArray provisionJson(const QList<ProvisionTeam>& teams, const QList<Team>& entries,
                         const QList<ProvisionState>& states, const QMap<QString, QString>& passwords)
{
    QByteArrayList items;
    for (qsizetype i = 0; i < teams.size(); ++i) {
        const ProvisionTeam& team = teams.at(i);
        const ProvisionState state = states.value(i, {true, true});
        const auto password = passwords.constFind(team.user);
        items.append("{\"id\":" + text(team.id) + ",\"user\":" + text(team.user) +
                     ",\"database\":" + text(team.database) + ",\"roleMade\":" + (state.roleExists ? "false" : "true") +
                     ",\"databaseMade\":" + (state.databaseExists ? "false" : "true") +
                     ",\"password\":" + (password == passwords.cend() ? QByteArray("null") : text(*password)) + "}");
    }
    return "{\"teams\":[\n" + items.join(",\n") + "\n],\"teamsJson\":" + teamsJsonFor(entries).trimmed() + "}\n";
}

} // namespace parlance
