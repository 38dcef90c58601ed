// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/SampleLoader.h"

#include "postgres/ScriptSession.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace parlance {

namespace {

using Kind = LocalServerError::Kind;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(parlance::LocalServer)
};

//! Not of the sample alone, so outside of its folder.
QString createKnowledge()
{
    return QStringLiteral(":/sql/knowledge/create.sql");
}

QString closeDatabase()
{
    return QStringLiteral(":/sql/provision/close.sql");
}

struct SampleTeam {
    QString folder; //!< of sql/sample, and the team's role
    QString name;
};

const std::array<SampleTeam, 3>& sampleTeams()
{
    static const std::array<SampleTeam, 3> teams{
        SampleTeam{QStringLiteral("sales"), QStringLiteral("Sales")},
        SampleTeam{QStringLiteral("marketing"), QStringLiteral("Marketing")},
        SampleTeam{QStringLiteral("operations"), QStringLiteral("Operations")}};
    return teams;
}

unexpected<LocalServerError> loadFailure(const QString& details)
{
    return unexpected<LocalServerError>(LocalServerError{
        Kind::LoadFailed, Tr::tr("The sample data could not be loaded. Start again to make it anew."), details});
}

} // namespace

SampleLoader::SampleLoader(const LoaderAccess& access, const QString& sqlFolder, QDate today)
    : m_access(access)
    , m_sqlFolder(sqlFolder)
    , m_today(today)
{}

QString SampleLoader::hash(const QString& sqlFolder)
{
    QStringList files;
    QDirIterator iterator(sqlFolder, {QStringLiteral("*.sql"), QStringLiteral("*.json")}, QDir::Files,
                          QDirIterator::Subdirectories);
    while (iterator.hasNext())
        files << iterator.next();
    files.sort();
    files << createKnowledge() << closeDatabase();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString& name : files) {
        QFile file(name);
        hash.addData(name.startsWith(sqlFolder) ? name.mid(sqlFolder.size()).toUtf8() : name.toUtf8());
        if (file.open(QIODevice::ReadOnly))
            hash.addData(&file);
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<QString, LocalServerError> SampleLoader::text(const QString& name) const
{
    QFile file(name.startsWith(QLatin1Char(':')) ? name : m_sqlFolder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::ReadOnly))
        return loadFailure(Tr::tr("%1: %2").arg(file.fileName(), file.errorString()));
    return QString::fromUtf8(file.readAll());
}

Result<void, LocalServerError> SampleLoader::runFiles(const QString& database, const QStringList& statements) const
{
    ConnectionParameters parameters;
    parameters.host = m_access.host;
    parameters.port = QString::number(m_access.port);
    parameters.database = database;
    parameters.user = m_access.user;
    parameters.password = m_access.password;
    parameters.sslMode = QStringLiteral("disable");
    parameters.connectTimeoutSeconds = 10;
    parameters.applicationName = QStringLiteral("Parlance sample");
    const auto failure = [&database](const PostgresError& error) {
        return loadFailure(database + QStringLiteral(": ") + error.message);
    };
    const auto session = ScriptSession::open(parameters);
    if (!session)
        return failure(session.error());
    for (const QString& statement : statements) {
        if (const auto done = (*session)->execute(statement.toUtf8()); !done)
            return failure(done.error());
    }
    return {};
}

Result<void, LocalServerError> SampleLoader::prepare() const
{
    const auto roles = text(QStringLiteral("roles.sql"));
    const auto close = text(closeDatabase());
    if (!roles || !close)
        return unexpected<LocalServerError>(roles ? close.error() : roles.error());
    if (auto done = runFiles(QStringLiteral("postgres"), {*roles, *close}); !done)
        return done;
    return runFiles(QStringLiteral("template1"), {*close});
}

//! The statements that make schema parlance and fill it.
Result<QStringList, LocalServerError> SampleLoader::knowledgeOf(const QString& team) const
{
    QFile create(createKnowledge());
    if (!create.open(QIODevice::ReadOnly))
        return loadFailure(Tr::tr("%1: %2").arg(create.fileName(), create.errorString()));
    QStringList statements{QString::fromUtf8(create.readAll())};
    for (const QString& name : {QStringLiteral("glossary"), QStringLiteral("verified")}) {
        QFile file(m_sqlFolder + QLatin1Char('/') + team + QLatin1Char('/') + name + QStringLiteral(".json"));
        // A folder of this shape may go without them: the team knows nothing then.
        QString json = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QStringLiteral("[]");
        statements << QStringLiteral("SELECT set_config('parlance.%1', '%2', true)")
                          .arg(name, json.replace(QLatin1Char('\''), QLatin1String("''")));
    }
    const auto fill = text(QStringLiteral("knowledge.sql"));
    if (!fill)
        return unexpected<LocalServerError>(fill.error());
    return statements << *fill;
}

Result<void, LocalServerError> SampleLoader::fill(const QString& team, What what) const
{
    if (what == What::Create) {
        const auto create = text(team + QStringLiteral("/database.sql"));
        if (!create)
            return unexpected<LocalServerError>(create.error());
        if (auto done = runFiles(QStringLiteral("postgres"), {*create}); !done)
            return done;
    }
    QStringList statements{QStringLiteral("BEGIN")};
    for (const QString& name : what == What::Replace ? QStringList{QStringLiteral("replace.sql")} : QStringList()) {
        const auto sql = text(name);
        if (!sql)
            return unexpected<LocalServerError>(sql.error());
        statements << *sql;
    }
    const auto filling = content(team, team);
    const auto close = text(closeDatabase());
    if (!filling || !close)
        return unexpected<LocalServerError>(filling ? close.error() : filling.error());
    statements << *filling << *close << QStringLiteral("ANALYZE") << QStringLiteral("COMMIT");
    return runFiles(team + QStringLiteral("_db"), statements);
}

Result<QStringList, LocalServerError> SampleLoader::content(const QString& team, const QString& role) const
{
    const QStringList files{QStringLiteral("helpers.sql"),          team + QStringLiteral("/schema.sql"),
                            team + QStringLiteral("/data.sql"),     team + QStringLiteral("/keys.sql"),
                            team + QStringLiteral("/comments.sql"), QStringLiteral("rights.sql")};
    QString quotedRole = role;
    QStringList statements{// The superuser's own schema would come first, and it has the name of ours.
                           QStringLiteral("SET LOCAL search_path = public"),
                           QStringLiteral("SET LOCAL parlance.today = '%1'").arg(m_today.toString(Qt::ISODate)),
                           QStringLiteral("SET LOCAL standard_conforming_strings = on"),
                           QStringLiteral("SELECT set_config('parlance.team', '%1', true)")
                               .arg(quotedRole.replace(QLatin1Char('\''), QLatin1String("''")))};
    for (const QString& file : files) {
        const auto sql = text(file);
        if (!sql)
            return unexpected<LocalServerError>(sql.error());
        statements << *sql;
    }
    const auto knowledge = knowledgeOf(team);
    if (!knowledge)
        return unexpected<LocalServerError>(knowledge.error());
    return statements << *knowledge;
}

Result<void, LocalServerError> SampleLoader::load(What what, const Step& step, const std::atomic_bool* cancelled,
                                                  const std::function<void()>& abort) const
{
    const auto& teams = sampleTeams();
    std::mutex mutex;
    std::condition_variable changed;
    std::array<std::optional<Result<void, LocalServerError>>, 3> results; // guarded by mutex
    std::array<std::thread, 3> threads;
    for (size_t i = 0; i < teams.size(); ++i) {
        threads.at(i) = std::thread([&, i] {
            auto result = fill(teams.at(i).folder, what);
            const std::lock_guard guard(mutex);
            results.at(i) = std::move(result);
            changed.notify_one();
        });
    }
    // The three are loaded side by side: what is named is what is still on its way.
    const auto pendingText = [&] {
        QStringList names;
        for (size_t i = 0; i < teams.size(); ++i) {
            if (!results.at(i))
                names.append(teams.at(i).name);
        }
        return (what == What::Create ? Tr::tr("Loading %1…") : Tr::tr("Bringing %1 up to today…"))
            .arg(names.join(QStringLiteral(", ")));
    };
    bool aborted = false;
    QString said;
    for (std::unique_lock lock(mutex);;) {
        const auto isDone = [](const auto& result) { return result.has_value(); };
        if (std::all_of(results.begin(), results.end(), isDone))
            break;
        const QString now = pendingText();
        const bool stop = cancelled && cancelled->load() && !aborted;
        lock.unlock();
        if (now != said)
            step(now);
        said = now;
        if (stop) {
            abort(); // a running statement ends only with its server
            aborted = true;
        }
        lock.lock();
        changed.wait_for(lock, std::chrono::milliseconds(50));
    }
    for (std::thread& thread : threads)
        thread.join();
    if (aborted)
        return unexpected<LocalServerError>(
            LocalServerError{Kind::Cancelled, Tr::tr("Setting up the sample server was stopped."), {}});
    for (const auto& result : results) {
        if (!*result)
            return *result;
    }
    return {};
}

} // namespace parlance
