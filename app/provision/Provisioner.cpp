// SPDX-License-Identifier: GPL-3.0-or-later
#include "provision/Provisioner.h"

#include "provision/ProvisionScripts.h"
#include "sample/SampleLoader.h"

#include <QCoreApplication>

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(parlance::Provisioner)
};

PostgresError problem(Kind kind, const QString& message)
{
    PostgresError error;
    error.kind = kind;
    error.message = message;
    return error;
}

bool isTrue(const RowSet& rows, qsizetype column)
{
    return !rows.rows.isEmpty() && rows.rows.constFirst().value(column) == QByteArray("t");
}

//! A database that was there before may hold functions of its owner's, which must not be taken for PostgreSQL's: they
//! would run with the administrator's rights.
constexpr char ownNamesOnly[] = "SET LOCAL search_path = pg_catalog, pg_temp";

//! The notices of our own scripts carry this SQLSTATE; PostgreSQL uses none that begins with PR.
bool isOurs(const PostgresNotice& notice)
{
    return notice.sqlState == QLatin1String("PRLN0");
}

} // namespace

Provisioner::Provisioner(const ConnectionParameters& administrator, Say say)
    : m_administrator(administrator)
    , m_say(std::move(say))
{}

void Provisioner::cancel()
{
    m_cancelled = true;
    const std::lock_guard lock(m_mutex);
    if (m_cancelStatement)
        m_cancelStatement();
}

Result<Provisioner::Session, PostgresError> Provisioner::open(const ConnectionParameters& parameters)
{
    if (m_cancelled)
        return unexpected(problem(Kind::Cancelled, Tr::tr("Stopped.")));
    auto session = ScriptSession::open(parameters);
    if (!session)
        return session;
    (*session)->setOnNotice([this](const PostgresNotice& notice) {
        if (isOurs(notice) || notice.severity == QLatin1String("WARNING"))
            m_say(notice.message);
    });
    return session;
}

Result<RowSet, PostgresError> Provisioner::execute(ScriptSession& session, const QByteArray& script)
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancelStatement = session.canceller();
    }
    Result<RowSet, PostgresError> result =
        m_cancelled ? unexpected(problem(Kind::Cancelled, Tr::tr("Stopped."))) : session.execute(script);
    const std::lock_guard lock(m_mutex);
    m_cancelStatement = nullptr;
    if (m_cancelled && !result)
        return unexpected(problem(Kind::Cancelled, Tr::tr("Stopped. What was under way is undone.")));
    return result;
}

Result<void, PostgresError> Provisioner::inTransaction(ScriptSession& session, const QList<QByteArray>& scripts)
{
    for (const QByteArray& script : QList<QByteArray>{"BEGIN"} + scripts + QList<QByteArray>{"COMMIT"}) {
        if (const auto done = execute(session, script); !done) {
            const PostgresError error = done.error();
            session.execute("ROLLBACK");
            return unexpected(error);
        }
    }
    return {};
}

Result<QList<ProvisionState>, PostgresError> Provisioner::look(const QList<ProvisionTeam>& teams)
{
    auto session = open(m_administrator);
    if (!session)
        return unexpected(session.error());
    m_session = std::move(*session);
    QList<ProvisionState> states;
    for (const ProvisionTeam& team : teams) {
        const auto rows =
            execute(*m_session, provision::script(QStringLiteral("look"), provision::variablesOf(team), *m_session));
        if (!rows)
            return unexpected(rows.error());
        if (!isTrue(*rows, 1))
            return unexpected(
                problem(Kind::Refused,
                        Tr::tr("%1 may not make roles and databases. Sign in as the server's administrator, or as "
                               "a role with CREATEDB and CREATEROLE.")
                            .arg(m_administrator.user)));
        ProvisionState state;
        state.roleExists = isTrue(*rows, 2);
        state.databaseExists = isTrue(*rows, 3);
        state.databaseOurs = isTrue(*rows, 4);
        state.rolePrivileged = isTrue(*rows, 5);
        states.append(state);
    }
    return states;
}

Result<void, PostgresError> Provisioner::makeRoles(const QList<ProvisionTeam>& teams,
                                                   const QMap<QString, QString>& passwords)
{
    QList<QByteArray> scripts;
    for (const ProvisionTeam& team : teams) {
        provision::Variables variables = provision::variablesOf(team);
        scripts.append(provision::script(QStringLiteral("roles"), variables, *m_session));
        if (const auto password = passwords.constFind(team.user); password != passwords.cend()) {
            const auto verifier = m_session->verifier(*password, team.user);
            if (!verifier)
                return unexpected(verifier.error());
            variables.insert(QStringLiteral("verifier"), QString::fromLatin1(*verifier));
            scripts.append(provision::script(QStringLiteral("password"), variables, *m_session));
        }
    }
    return inTransaction(*m_session, scripts);
}

Result<void, PostgresError> Provisioner::setPasswords(const QMap<QString, QString>& passwords)
{
    QList<QByteArray> scripts;
    for (auto entry = passwords.cbegin(); entry != passwords.cend(); ++entry) {
        const auto verifier = m_session->verifier(entry.value(), entry.key());
        if (!verifier)
            return unexpected(verifier.error());
        scripts.append(provision::script(
            QStringLiteral("password"),
            {{QStringLiteral("user"), entry.key()}, {QStringLiteral("verifier"), QString::fromLatin1(*verifier)}},
            *m_session));
    }
    return inTransaction(*m_session, scripts);
}

Result<QList<QByteArray>, PostgresError> Provisioner::contentOf(const ProvisionTeam& team, const ScriptSession& session,
                                                                bool withData, QDate today) const
{
    const provision::Variables variables = provision::variablesOf(team);
    QList<QByteArray> scripts{ownNamesOnly};
    if (withData) {
        const SampleLoader loader({}, QStringLiteral(":/sql/sample"), today);
        const auto content = loader.content(team.sampleFolder, team.user);
        if (!content)
            return unexpected(problem(Kind::Protocol, content.error().details));
        for (const QString& statement : *content)
            scripts.append(statement.toUtf8());
    } else {
        scripts.append(provision::script(QStringLiteral(":/sql/knowledge/create.sql"), variables, session));
    }
    scripts.append(ownNamesOnly); // the sample's tables were made in public
    scripts.append(provision::script(QStringLiteral("grants"), variables, session));
    return scripts;
}

Result<void, PostgresError> Provisioner::makeDatabase(const ProvisionTeam& team, const ProvisionState& state,
                                                      QDate today)
{
    const provision::Variables variables = provision::variablesOf(team);
    if (!state.databaseExists) {
        const auto made = execute(*m_session, provision::script(QStringLiteral("database"), variables, *m_session));
        if (!made)
            return unexpected(made.error());
        m_say(Tr::tr("Database %1 made.").arg(team.database));
    } else {
        m_say(Tr::tr("Database %1 was there.").arg(team.database));
    }
    ConnectionParameters inside = m_administrator;
    inside.database = team.database;
    const auto session = open(inside);
    if (!session)
        return unexpected(session.error());
    bool withData = !team.sampleFolder.isEmpty();
    if (withData) {
        const auto empty = execute(**session, provision::script(QStringLiteral("empty"), {}, **session));
        if (!empty)
            return unexpected(empty.error());
        withData = isTrue(*empty, 0);
        m_say(withData ? Tr::tr("Filling %1 with sample data…").arg(team.database)
                       : Tr::tr("%1 holds tables already: no sample data goes there.").arg(team.database));
    }
    auto scripts = contentOf(team, **session, withData, today);
    if (!scripts)
        return unexpected(scripts.error());
    if (!state.databaseExists || state.databaseOurs)
        scripts->append(provision::script(QStringLiteral("close"), variables, **session));
    if (withData)
        scripts->append("ANALYZE");
    return inTransaction(**session, *scripts);
}

Result<void, PostgresError> Provisioner::signIn(const ProvisionTeam& team, const QString& password)
{
    ConnectionParameters parameters = m_administrator;
    parameters.database = team.database;
    parameters.user = team.user;
    parameters.password = password;
    const auto session = open(parameters);
    return session ? Result<void, PostgresError>() : unexpected(session.error());
}

QByteArray Provisioner::dryRun(const QList<ProvisionTeam>& teams, const QList<ProvisionState>& states,
                               bool passwordsOnly, QDate today)
{
    QByteArray text = "-- For psql. Nothing was done.\n\\set ON_ERROR_STOP on\n";
    const auto part = [&text](const QByteArray& sql) {
        text += sql.trimmed() + (sql.trimmed().endsWith(';') ? "\n\n" : ";\n\n");
    };
    if (!passwordsOnly) {
        part("BEGIN");
        for (const ProvisionTeam& team : teams)
            part(provision::script(QStringLiteral("roles"), provision::variablesOf(team), *m_session));
        part("COMMIT");
    }
    for (qsizetype i = 0; i < teams.size(); ++i) {
        if (passwordsOnly || !states.at(i).roleExists)
            text += "\\password " + m_session->identifier(teams.at(i).user) + "\n\n";
    }
    for (qsizetype i = 0; i < teams.size() && !passwordsOnly; ++i) {
        const ProvisionTeam& team = teams.at(i);
        if (!states.at(i).databaseExists)
            part(provision::script(QStringLiteral("database"), provision::variablesOf(team), *m_session));
        text += "\\connect " + m_session->identifier(team.database) + "\n";
        part("BEGIN");
        if (const auto scripts = contentOf(team, *m_session, !team.sampleFolder.isEmpty(), today)) {
            for (const QByteArray& script : *scripts)
                part(script);
        }
        if (!states.at(i).databaseExists || states.at(i).databaseOurs)
            part(provision::script(QStringLiteral("close"), provision::variablesOf(team), *m_session));
        part("COMMIT");
    }
    return text;
}

} // namespace parlance
