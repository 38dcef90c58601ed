// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/TeamsCommand.h"

#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "exporting/DisplayWidth.h"
#include "exporting/JsonWriter.h"

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

QByteArray teamsText(const QList<Team>& teams)
{
    QByteArray text;
    for (const Team& team : teams)
        text += (printable(team.id) + u'\t' + printable(team.name) + u'\t' + printable(team.database.database) + u'\n')
                    .toUtf8();
    return text;
}

QByteArray teamsJson(const QList<Team>& teams)
{
    QByteArray json = "[";
    for (const Team& team : teams) {
        json += json.size() == 1 ? "\n" : ",\n";
        json += "{\"id\":" + jsonString(team.id.toUtf8()) + ",\"name\":" + jsonString(team.name.toUtf8()) +
                ",\"database\":" + jsonString(team.database.database.toUtf8()) +
                ",\"description\":" + jsonString(team.description.toUtf8()) +
                ",\"sample\":" + (team.sample ? "true" : "false") + '}';
    }
    return json + (json.size() == 1 ? "]\n" : "\n]\n");
}

} // namespace

void TeamsCommand::start()
{
    const QString format = m_context.arguments.value(u"format"_s, u"text"_s);
    if (format != u"text" && format != u"json") {
        console::say(tr("There is no format \"%1\" here: text or json.").arg(format));
        return emit finished(statusUsage);
    }
    const QList<Team>& teams = m_context.directory.teams;
    if (teams.isEmpty())
        console::say(tr("No team is configured."));
    const int status = console::put(format == u"json" ? teamsJson(teams) : teamsText(teams));
    // A file that could not be read as a whole is a mistake in the configuration, not an empty list.
    emit finished(status == statusDone && teams.isEmpty() && !m_context.directory.problems.isEmpty() ? statusUsage
                                                                                                     : status);
}

} // namespace parlance
