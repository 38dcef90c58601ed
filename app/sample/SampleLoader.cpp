// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/SampleLoader.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>

#include <libpq-fe.h>

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

QString createKnowledge()
{
    return QStringLiteral(":/sql/knowledge/create.sql");
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

//! QPSQL's handle; its QVariant is named after the struct, not after the typedef of libpq's header.
PGconn* handleOf(const QSqlDatabase& database)
{
    const QVariant handle = database.driver() ? database.driver()->handle() : QVariant();
    if (!handle.isValid() || qstrcmp(handle.typeName(), "pg_conn*") != 0)
        return nullptr;
    return *static_cast<PGconn* const*>(handle.constData());
}

void ignoreNotices(void*, const PGresult*) {}

//! The whole text by the simple protocol: it is ours, and several statements in it are meant to run.
QString execute(PGconn* connection, const QString& sql)
{
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, sql.toUtf8().constData()), &PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return {};
    const QString message = QString::fromUtf8(PQresultErrorMessage(result.get()));
    return message.isEmpty() ? QString::fromUtf8(PQerrorMessage(connection)) : message;
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
    files << createKnowledge(); // outside of the folder
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
    QFile file(m_sqlFolder + QLatin1Char('/') + name);
    if (!file.open(QIODevice::ReadOnly))
        return loadFailure(Tr::tr("%1: %2").arg(file.fileName(), file.errorString()));
    return QString::fromUtf8(file.readAll());
}

Result<void, LocalServerError> SampleLoader::runFiles(const QString& databaseName, const QStringList& statements) const
{
    const QString connectionName = QUuid::createUuid().toString();
    QString problem;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), connectionName);
        database.setHostName(m_access.host);
        database.setPort(m_access.port);
        database.setDatabaseName(databaseName);
        database.setUserName(m_access.user);
        database.setPassword(m_access.password);
        // hostaddr is given, though empty, so that PGHOSTADDR of the environment cannot send us elsewhere.
        database.setConnectOptions(QStringLiteral(
            "connect_timeout=10;sslmode=disable;gssencmode=disable;hostaddr='';application_name='Parlance sample'"));
        PGconn* connection = database.open() ? handleOf(database) : nullptr;
        if (!connection)
            problem = database.lastError().text().isEmpty() ? Tr::tr("The QPSQL driver gives no connection.")
                                                            : database.lastError().text();
        else
            PQsetNoticeReceiver(connection, &ignoreNotices, nullptr);
        for (const QString& statement : statements) {
            if (!problem.isEmpty())
                break;
            problem = execute(connection, statement);
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(connectionName);
    if (!problem.isEmpty())
        return loadFailure(databaseName + QStringLiteral(": ") + problem.trimmed());
    return {};
}

Result<void, LocalServerError> SampleLoader::prepare() const
{
    const auto roles = text(QStringLiteral("roles.sql"));
    const auto close = text(QStringLiteral("close.sql"));
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
    QStringList files{
        QStringLiteral("helpers.sql"),      team + QStringLiteral("/schema.sql"),   team + QStringLiteral("/data.sql"),
        team + QStringLiteral("/keys.sql"), team + QStringLiteral("/comments.sql"), QStringLiteral("rights.sql"),
        QStringLiteral("close.sql")};
    if (what == What::Replace)
        files.prepend(QStringLiteral("replace.sql"));
    QStringList statements{QStringLiteral("BEGIN"),
                           // The superuser's own schema would come first, and it has the name of ours.
                           QStringLiteral("SET LOCAL search_path = public"),
                           QStringLiteral("SET LOCAL parlance.today = '%1'").arg(m_today.toString(Qt::ISODate)),
                           QStringLiteral("SET LOCAL parlance.team = '%1'").arg(team)};
    for (const QString& file : std::as_const(files)) {
        const auto sql = text(file);
        if (!sql)
            return unexpected<LocalServerError>(sql.error());
        statements << *sql;
    }
    const auto knowledge = knowledgeOf(team);
    if (!knowledge)
        return unexpected<LocalServerError>(knowledge.error());
    statements << *knowledge;
    statements << QStringLiteral("ANALYZE") << QStringLiteral("COMMIT");
    return runFiles(team + QStringLiteral("_db"), statements);
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
