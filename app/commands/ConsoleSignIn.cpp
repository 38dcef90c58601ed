// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ConsoleSignIn.h"

#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/Interrupts.h"
#include "team/SignInFailure.h"

#include <QFile>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

ConsoleSignIn::ConsoleSignIn(const CommandContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{}

ConsoleSignIn::~ConsoleSignIn()
{
    m_registry.reset(); // the connections go before the server they stand on
}

bool ConsoleSignIn::isAsked(const Arguments& arguments)
{
    return arguments.has(u"team"_s) || arguments.has(u"connect"_s);
}

void ConsoleSignIn::start()
{
    if (!chooseTeam() || !choosePassword())
        return emit failed(statusUsage);
    if (const QString problem = driverProblem(); !problem.isEmpty()) {
        console::say(problem);
        return emit failed(statusRefused);
    }
    if (m_team.sample)
        startSampleServer();
    else
        open();
}

void ConsoleSignIn::cancel()
{
    m_cancelled = true;
    if (m_registry && m_request != 0)
        m_registry->cancelOpen(m_request);
}

bool ConsoleSignIn::chooseTeam()
{
    const Arguments& arguments = m_context.arguments;
    if (arguments.has(u"team"_s) && arguments.has(u"connect"_s)) {
        console::say(tr("Give either --team or --connect, not both."));
        return false;
    }
    if (arguments.has(u"connect"_s)) {
        const Result<Team, PostgresError> team = m_context.directory.teamForConnection(arguments.value(u"connect"_s));
        if (!team) {
            console::say(team.error().message);
            return false;
        }
        m_team = *team;
        return true;
    }
    if (!arguments.has(u"team"_s)) {
        console::say(tr("Say which team: --team TEAM. `parlance-cli teams` lists them."));
        return false;
    }
    const QString id = arguments.value(u"team"_s);
    if (const Team* team = m_context.directory.find(id)) {
        m_team = *team;
        return true;
    }
    QStringList ids;
    for (const Team& team : std::as_const(m_context.directory.teams))
        ids.append(team.id);
    console::say(ids.isEmpty() ? tr("There is no team \"%1\": no team is configured.").arg(id)
                               : tr("There is no team \"%1\". There are: %2.").arg(id, ids.join(u", "_s)));
    return false;
}

bool ConsoleSignIn::choosePassword()
{
    if (m_context.arguments.has(u"password-stdin"_s)) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly)) {
            console::say(tr("The password could not be read from standard input."));
            return false;
        }
        const Interrupts::Blocking blocking;
        QByteArray line = input.readLine();
        while (line.endsWith('\n') || line.endsWith('\r'))
            line.chop(1);
        m_password = QString::fromUtf8(line);
    } else {
        m_password = qEnvironmentVariable("PARLANCE_PASSWORD");
    }
    if (m_password.isEmpty() && m_team.sample)
        m_password = m_team.samplePassword; // everybody may know it: the sign-in window shows it
    if (m_password.isEmpty() && m_context.arguments.has(u"connect"_s))
        m_team.database.allowEmptyPassword = true; // whoever writes the connection string knows how it signs in
    if (!m_password.isEmpty() || m_team.database.allowEmptyPassword)
        return true;
    sayNoPassword();
    return false;
}

void ConsoleSignIn::sayNoPassword()
{
    console::say(tr("There is no password: set PARLANCE_PASSWORD, or give it as the first line of standard input with "
                    "--password-stdin."));
}

void ConsoleSignIn::startSampleServer()
{
    m_server = std::make_unique<LocalServer>(m_context.paths.dataFolder);
    connect(m_server.get(), &LocalServer::step, this, [](const QString& text) { console::say(text); });
    connect(m_server.get(), &LocalServer::startFinished, this,
            [this](const Result<LocalServerStatus, LocalServerError>& result) {
                if (m_cancelled)
                    return;
                if (!result) {
                    console::say(result.error().message);
                    if (!result.error().details.isEmpty())
                        console::say(result.error().details);
                    return emit failed(statusRefused);
                }
                m_team.database.host = result->host;
                m_team.database.port = QString::number(result->port);
                open();
            });
    m_server->start();
}

void ConsoleSignIn::open()
{
    m_registry = std::make_unique<SessionRegistry>();
    connect(m_registry.get(), &SessionRegistry::openWaiting, this, [](quint64, int, int seconds) {
        if (seconds % 5 == 0)
            console::say(tr("The server is starting. Waiting for %1 so far…")
                             .arg(console::counted(seconds, tr("%1 second"), tr("%1 seconds"))));
    });
    connect(m_registry.get(), &SessionRegistry::openFinished, this,
            [this](quint64 request, const Result<TeamSession*, PostgresError>& result) {
                if (m_cancelled || request != m_request)
                    return;
                if (result)
                    emit signedIn(*result);
                else
                    fail(result.error());
            });
    m_passwordGiven = !m_password.isEmpty();
    m_request = m_registry->open(m_team, m_password);
    m_password.clear();
}

void ConsoleSignIn::fail(const PostgresError& error)
{
    const SignInFailure failure = describeSignInFailure(error, m_team);
    if (error.kind == PostgresError::Kind::WrongPassword && !m_passwordGiven)
        sayNoPassword();
    else
        console::say(failure.sentence + u' ' + failure.advice);
    if (!failure.details.isEmpty())
        console::say(failure.details);
    emit failed(error.kind == PostgresError::Kind::ConfigurationInvalid ? statusUsage : statusSignIn);
}

} // namespace parlance
