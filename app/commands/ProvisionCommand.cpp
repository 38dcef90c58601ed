// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/ProvisionCommand.h"

#include "base/WhenFinished.h"
#include "commands/Console.h"
#include "commands/ExitStatus.h"
#include "commands/Interrupts.h"
#include "commands/ProvisionDocument.h"
#include "team/SignInFailure.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QtConcurrent>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

//! PostgreSQL cuts longer names; the owner's is "_owner" longer than the team's.
constexpr qsizetype longestName = 63;
constexpr qsizetype longestUser = longestName - 6;

//! 24 of 57 letters and digits that are not taken for each other: 139 bits.
QString newPassword()
{
    constexpr QLatin1String letters("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789");
    QString password;
    for (int i = 0; i < 24; ++i)
        password += letters.at(QRandomGenerator::system()->bounded(int(letters.size())));
    return password;
}

bool isName(const QString& text, qsizetype longest)
{
    const auto isControl = [](QChar c) { return c.category() == QChar::Other_Control; };
    return !text.trimmed().isEmpty() && text.toUtf8().size() <= longest &&
           std::none_of(text.cbegin(), text.cend(), isControl);
}

} // namespace

ProvisionCommand::ProvisionCommand(const CommandContext& context)
    : m_context(context)
    , m_rotate(context.arguments.has(u"rotate-password"_s))
    , m_dryRun(context.arguments.has(u"dry-run"_s))
    , m_json(context.arguments.value(u"format"_s) == u"json")
{}

ProvisionCommand::~ProvisionCommand() = default;

void ProvisionCommand::start()
{
    const QString format = m_context.arguments.value(u"format"_s, u"text"_s);
    if (format != u"text" && format != u"json") {
        console::say(tr("There is no format \"%1\" here: text or json.").arg(format));
        return emit finished(statusUsage);
    }
    if (m_context.arguments.has(u"print-knowledge-sql"_s)) {
        QFile file(u":/sql/knowledge/create.sql"_s);
        return emit finished(file.open(QIODevice::ReadOnly) ? console::put(file.readAll()) : statusRefused);
    }
    if (!chooseAdministrator() || !chooseTeams() || !readPasswords())
        return emit finished(statusUsage);
    if (const QString problem = driverProblem(); !problem.isEmpty()) {
        console::say(problem);
        return emit finished(statusRefused);
    }
    m_provisioner = std::make_unique<Provisioner>(m_administrator, [](const QString& line) { console::say(line); });
    whenFinished(QtConcurrent::run([this] { return work(); }), this, [this](const Report& report) {
        const int status = report.output.isEmpty() ? statusDone : console::put(report.output);
        emit finished(report.status == statusDone ? status : report.status);
    });
}

void ProvisionCommand::cancel()
{
    if (m_provisioner)
        m_provisioner->cancel();
}

bool ProvisionCommand::chooseAdministrator()
{
    if (!m_context.arguments.has(u"admin"_s)) {
        console::say(tr("Say who makes the databases: --admin \"host=… user=…\". The password comes from "
                        "PARLANCE_PASSWORD."));
        return false;
    }
    QString conninfo = m_context.arguments.value(u"admin"_s);
    auto parameters = ConnectionParameters::fromConnectionString(conninfo);
    if (!parameters) {
        console::say(parameters.error().message);
        return false;
    }
    m_administrator = *parameters;
    if (m_administrator.database == m_administrator.user && !conninfo.contains(u"dbname"_s) &&
        !conninfo.contains(u"://"_s))
        m_administrator.database = u"postgres"_s; // there on every server
    m_administrator.password = qEnvironmentVariable("PARLANCE_PASSWORD");
    m_administrator.allowEmptyPassword = true; // whoever writes the connection string knows how it signs in
    m_administrator.applicationName = u"Parlance provision"_s;
    return true;
}

bool ProvisionCommand::chooseTeams()
{
    const bool withData = m_context.arguments.has(u"with-sample-data"_s);
    const TeamDirectory& directory = m_context.directory;
    QStringList ids;
    for (const QString& id : m_context.arguments.value(u"team"_s).split(u',', Qt::SkipEmptyParts))
        ids.append(id.trimmed());
    if (ids.isEmpty()) {
        for (const Team& team : directory.teams) {
            if (!team.sample || withData)
                ids.append(team.id);
        }
    }
    if (ids.isEmpty()) {
        console::say(tr("Say which teams to make: --team sales,marketing (each gets a database sales_db and a role "
                        "sales), or describe them in teams.json first."));
        return false;
    }
    ids.removeDuplicates();
    return std::all_of(ids.cbegin(), ids.cend(), [&](const QString& id) { return addTeam(id, withData); });
}

bool ProvisionCommand::addTeam(const QString& id, bool withData)
{
    Team entry;
    if (const Team* known = m_context.directory.find(id)) {
        entry = *known;
    } else {
        entry.id = entry.name = entry.database.user = id;
        entry.name[0] = entry.name.at(0).toUpper();
        entry.database.database = id + u"_db"_s;
    }
    if (entry.sample || entry.database.host.isEmpty()) {
        entry.database.host = m_administrator.host;
        entry.database.port = m_administrator.port;
        entry.database.sslMode = m_administrator.sslMode;
        const QString& authority = m_administrator.sslRootCertificate;
        entry.database.sslRootCertificate =
            authority.isEmpty() || authority == u"system" ? authority : QFileInfo(authority).absoluteFilePath();
    }
    if (!isName(id, longestName) || !isName(entry.database.user, longestUser) ||
        !isName(entry.database.database, longestName)) {
        console::say(tr("\"%1\": id, user and database must not be empty or hold control characters, and are at most "
                        "%2 bytes long (the user %3).")
                         .arg(id)
                         .arg(longestName)
                         .arg(longestUser));
        return false;
    }
    ProvisionTeam team;
    team.id = id;
    team.database = entry.database.database;
    team.user = entry.database.user;
    if (!entry.searchPath.isEmpty())
        team.schemas = entry.searchPath;
    const QList<Team> samples = sampleTeams();
    const auto isSample = [&id](const Team& sample) { return sample.id == id; };
    if (withData && std::none_of(samples.cbegin(), samples.cend(), isSample)) {
        console::say(tr("There is sample data for sales, marketing and operations, none for \"%1\".").arg(id));
        return false;
    }
    if (withData)
        team.sampleFolder = id;
    m_teams.append(team);
    m_entries.append(entry);
    return true;
}

bool ProvisionCommand::readPasswords()
{
    if (!m_context.arguments.has(u"password-stdin"_s))
        return true;
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        console::say(tr("The passwords could not be read from standard input."));
        return false;
    }
    const Interrupts::Blocking blocking;
    QByteArray text = input.readAll();
    if (text.endsWith('\n'))
        text.chop(1);
    for (QByteArray line : text.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        m_given.append(QString::fromUtf8(line));
    }
    if (m_given.contains(u""_s)) {
        console::say(tr("A password must not be empty: one of the lines of standard input is."));
        return false;
    }
    return true;
}

std::optional<QMap<QString, QString>> ProvisionCommand::passwordsFor(const QList<ProvisionState>& states) const
{
    QStringList users;
    for (qsizetype i = 0; i < m_teams.size(); ++i) {
        if (m_rotate || !states.at(i).roleExists)
            users.append(m_teams.at(i).user);
    }
    users.removeDuplicates();
    const bool given = m_context.arguments.has(u"password-stdin"_s);
    if (given && m_given.size() != users.size()) {
        console::say(users.isEmpty()
                         ? tr("No password is to be set: every role is there. --rotate-password sets new ones.")
                         : tr("Standard input has %1 lines, and %2 passwords are to be set, a line each in this order: "
                              "%3.")
                               .arg(m_given.size())
                               .arg(users.size())
                               .arg(users.join(u", "_s)));
        return std::nullopt;
    }
    QMap<QString, QString> passwords;
    for (qsizetype i = 0; i < users.size(); ++i)
        passwords.insert(users.at(i), given ? m_given.at(i) : newPassword());
    return passwords;
}

ProvisionCommand::Report ProvisionCommand::work()
{
    const auto states = m_provisioner->look(m_teams);
    if (!states)
        return failure(states.error());
    for (qsizetype i = 0; i < m_teams.size() && m_rotate; ++i) {
        if (states->at(i).rolePrivileged) {
            console::say(tr("Role %1 may more than a team's role may: its password is not changed here.")
                             .arg(m_teams.at(i).user));
            return {statusRefused, {}};
        }
        if (!states->at(i).roleExists) {
            console::say(tr("There is no role %1 whose password could be changed. Leave out --rotate-password to make "
                            "it.")
                             .arg(m_teams.at(i).user));
            return {statusRefused, {}};
        }
    }
    if (m_dryRun)
        return {statusDone, m_provisioner->dryRun(m_teams, *states, m_rotate, QDate::currentDate())};
    const auto passwords = passwordsFor(*states);
    if (!passwords)
        return {statusUsage, {}};
    return m_rotate ? rotate(*passwords) : provision(*states, *passwords);
}

ProvisionCommand::Report ProvisionCommand::rotate(const QMap<QString, QString>& passwords)
{
    if (const auto done = m_provisioner->setPasswords(passwords); !done)
        return failure(done.error());
    sayPasswords(passwords);
    return {statusDone, document({}, passwords)};
}

ProvisionCommand::Report ProvisionCommand::provision(const QList<ProvisionState>& states,
                                                     const QMap<QString, QString>& passwords)
{
    if (const auto made = m_provisioner->makeRoles(m_teams, passwords); !made)
        return failure(made.error());
    sayPasswords(passwords); // at once: nobody could tell them later
    for (qsizetype i = 0; i < m_teams.size(); ++i) {
        if (const auto made = m_provisioner->makeDatabase(m_teams.at(i), states.at(i), QDate::currentDate()); !made)
            return failure(made.error());
    }
    int status = statusDone;
    for (const ProvisionTeam& team : std::as_const(m_teams)) {
        const auto password = passwords.constFind(team.user);
        if (password == passwords.cend())
            continue;
        if (const auto signedIn = m_provisioner->signIn(team, *password); signedIn) {
            console::say(tr("%1 signs in to %2.").arg(team.user, team.database));
        } else {
            console::say(
                tr("%1 cannot sign in to %2 from here: %3").arg(team.user, team.database, signedIn.error().message));
            status = statusRefused;
        }
    }
    return {status, document(states, passwords)};
}

void ProvisionCommand::sayPasswords(const QMap<QString, QString>& passwords) const
{
    if (m_json || m_context.arguments.has(u"password-stdin"_s))
        return;
    for (auto entry = passwords.cbegin(); entry != passwords.cend(); ++entry)
        console::say(tr("Password of %1, shown this once: %2").arg(entry.key(), entry.value()));
}

QByteArray ProvisionCommand::document(const QList<ProvisionState>& states,
                                      const QMap<QString, QString>& passwords) const
{
    const bool given = m_context.arguments.has(u"password-stdin"_s);
    if (m_json)
        return provisionJson(m_teams, m_entries, states, given ? QMap<QString, QString>() : passwords);
    return m_rotate ? QByteArray() : teamsJsonFor(m_entries);
}

ProvisionCommand::Report ProvisionCommand::failure(const PostgresError& error) const
{
    if (error.kind == PostgresError::Kind::Cancelled) {
        console::say(error.message);
        return {statusCancelled, {}};
    }
    const bool inside = error.kind == PostgresError::Kind::Server || error.kind == PostgresError::Kind::Refused ||
                        error.kind == PostgresError::Kind::Protocol ||
                        error.kind == PostgresError::Kind::ConnectionLost;
    if (!inside) {
        Team administrator;
        administrator.database = m_administrator;
        const SignInFailure words = describeSignInFailure(error, administrator);
        console::say(words.sentence + u' ' + words.advice);
        if (!words.details.isEmpty())
            console::say(words.details);
        return {error.kind == PostgresError::Kind::ConfigurationInvalid ? statusUsage : statusSignIn, {}};
    }
    for (const QString& line : {error.message, error.detail, error.hint}) {
        if (!line.isEmpty())
            console::say(line);
    }
    if (error.kind == PostgresError::Kind::Server)
        console::say(tr("What is said above as made stays; call it again when the reason is mended, and it goes on."));
    return {statusRefused, {}};
}

} // namespace parlance
