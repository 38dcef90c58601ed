// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ScriptSession.h"

#include "postgres/PostgresResult.h"
#include "postgres/Transaction.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(parlance::ScriptSession)
};

PostgresError problem(Kind kind, const QString& message)
{
    PostgresError error;
    error.kind = kind;
    error.message = message;
    return error;
}

//! A text that libpq allocated, as ours.
QByteArray taken(char* text)
{
    const QByteArray copy(text);
    PQfreemem(text);
    return copy;
}

} // namespace

struct ScriptSession::Private {
    QString name = u"parlance-script-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::optional<QSqlDatabase> database;
    PGconn* connection = nullptr; //!< the database's
    std::shared_ptr<PGcancel> cancel;
    std::function<void(const PostgresNotice&)> onNotice;

    ~Private()
    {
        database.reset();
        QSqlDatabase::removeDatabase(name);
    }
};

ScriptSession::ScriptSession(std::unique_ptr<Private> session)
    : d(std::move(session))
{}

ScriptSession::~ScriptSession() = default;

Result<std::unique_ptr<ScriptSession>, PostgresError> ScriptSession::open(const ConnectionParameters& parameters)
{
    const Result<QString, PostgresError> options = parameters.connectOptions();
    if (!options)
        return unexpected(options.error());
    auto session = std::make_unique<Private>();
    session->database = QSqlDatabase::addDatabase(u"QPSQL"_s, session->name);
    if (!session->database->isValid())
        return unexpected(problem(Kind::DriverMissing, driverProblem()));
    session->database->setHostName(parameters.host);
    session->database->setDatabaseName(parameters.database);
    session->database->setUserName(parameters.user);
    session->database->setPassword(parameters.password);
    session->database->setConnectOptions(*options);
    if (!session->database->open())
        return unexpected(connectErrorFromText(session->database->lastError().databaseText(), parameters.sslMode));
    session->connection = handleOf(*session->database);
    if (session->connection == nullptr)
        return unexpected(
            problem(Kind::DriverMissing, Tr::tr("Qt's driver for PostgreSQL does not give its connection.")));
    session->cancel = std::shared_ptr<PGcancel>(PQgetCancel(session->connection), &PQfreeCancel);
    PQsetNoticeReceiver(
        session->connection,
        [](void* self, const PGresult* result) {
            if (const auto& onNotice = static_cast<Private*>(self)->onNotice)
                onNotice(errorOfResult(result));
        },
        session.get());
    // Not make_unique: the constructor is ours alone.
    return std::unique_ptr<ScriptSession>(new ScriptSession(std::move(session)));
}

Result<RowSet, PostgresError> ScriptSession::execute(const QByteArray& script)
{
    const PostgresResultPtr result(PQexec(d->connection, script.constData()));
    if (!result || PQstatus(d->connection) == CONNECTION_BAD)
        return unexpected(lostError(d->connection));
    if (isError(result.get()))
        return unexpected(errorOfResult(result.get()));
    return rowSetOfResult(result.get());
}

void ScriptSession::setOnNotice(std::function<void(const PostgresNotice&)> onNotice)
{
    d->onNotice = std::move(onNotice);
}

QByteArray ScriptSession::identifier(const QString& name) const
{
    const QByteArray utf8 = name.toUtf8();
    return taken(PQescapeIdentifier(d->connection, utf8.constData(), size_t(utf8.size())));
}

QByteArray ScriptSession::literal(const QString& text) const
{
    const QByteArray utf8 = text.toUtf8();
    return taken(PQescapeLiteral(d->connection, utf8.constData(), size_t(utf8.size())));
}

Result<QByteArray, PostgresError> ScriptSession::verifier(const QString& password, const QString& role) const
{
    char* text =
        PQencryptPasswordConn(d->connection, password.toUtf8().constData(), role.toUtf8().constData(), "scram-sha-256");
    if (text == nullptr)
        return unexpected(errorOfConnection(d->connection, Kind::Server));
    return taken(text);
}

std::function<void()> ScriptSession::canceller() const
{
    return [cancel = d->cancel] {
        std::array<char, 256> error{};
        PQcancel(cancel.get(), error.data(), int(error.size()));
    };
}

} // namespace parlance
