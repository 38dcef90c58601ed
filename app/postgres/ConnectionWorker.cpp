// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/ConnectionWorker.h"

#include "postgres/CertificateProbe.h"

#include <QSocketNotifier>
#include <QSqlError>
#include <QThread>
#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

//! Beyond this many a statement's notices are counted, not passed on: a loop can raise millions.
constexpr int maximumNotices = 1000;

PostgresError problem(Kind kind, const QString& message)
{
    PostgresError error;
    error.kind = kind;
    error.message = message;
    return error;
}

} // namespace

ConnectionWorker::ConnectionWorker(const ConnectionParameters& parameters, std::shared_ptr<ConnectionLink> link)
    : m_parameters(parameters)
    , m_link(std::move(link))
    , m_databaseName(u"parlance-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{}

ConnectionWorker::~ConnectionWorker()
{
    closeDatabase();
}

void ConnectionWorker::open()
{
    if (m_link->isCut())
        return;
    Result<ServerInfo, PostgresError> result = openDatabase();
    if (!result)
        closeDatabase();
    emit opened(result);
}

Result<ServerInfo, PostgresError> ConnectionWorker::openDatabase()
{
    if (m_parameters.password.isEmpty() && !m_parameters.allowEmptyPassword)
        return unexpected(problem(Kind::WrongPassword, Connection::tr("No password was given.")));
    const Result<QString, PostgresError> options = m_parameters.connectOptions();
    if (!options)
        return unexpected(options.error());
    m_database = QSqlDatabase::addDatabase(u"QPSQL"_s, m_databaseName);
    if (!m_database->isValid())
        return unexpected(problem(Kind::DriverMissing, driverProblem()));
    m_database->setHostName(m_parameters.host);
    m_database->setDatabaseName(m_parameters.database);
    m_database->setUserName(m_parameters.user);
    m_database->setPassword(m_parameters.password);
    m_database->setConnectOptions(*options);
    if (!m_database->open())
        return unexpected(connectError(m_database->lastError().databaseText()));
    m_connection = handleOf(*m_database);
    if (!m_connection)
        return unexpected(
            problem(Kind::DriverMissing, Connection::tr("Qt's driver for PostgreSQL does not give its connection.")));
    PQsetNoticeReceiver(
        m_connection,
        [](void* worker, const PGresult* result) { static_cast<ConnectionWorker*>(worker)->takeNotice(result); }, this);
    // The driver just sent SET bytea_output TO escape, which a pooler would keep for others.
    Conversation conversation(m_connection, *m_link, 0);
    conversation.setClock(m_parameters.connectTimeoutSeconds);
    for (const PostgresResultPtr& result : conversation.simple("RESET bytea_output")) {
        if (isError(result.get()))
            return unexpected(errorOfResult(result.get(), Kind::ConnectFailed));
    }
    if (conversation.isLost() || conversation.gaveUp())
        return unexpected(lostError(m_connection));
    m_link->setCancelHandle(PQgetCancel(m_connection));
    watch(true);
    return serverInfo();
}

PostgresError ConnectionWorker::connectError(const QString& text) const
{
    PostgresError error = connectErrorFromText(text, m_parameters.sslMode);
    // OpenSSL tells libpq only that the verification failed; whether by age is worth a look of our own.
    if (error.kind == Kind::CertificateUntrusted && isCertificateExpired(m_parameters))
        error.kind = Kind::CertificateExpired;
    return error;
}

ServerInfo ConnectionWorker::serverInfo() const
{
    const auto status = [this](const char* name) -> QString {
        return QString::fromUtf8(PQparameterStatus(m_connection, name));
    };
    ServerInfo info;
    info.version = PQserverVersion(m_connection);
    info.versionText = status("server_version").section(u' ', 0, 0);
    info.timeZone = status("TimeZone");
    info.user = QString::fromUtf8(PQuser(m_connection));
    info.database = QString::fromUtf8(PQdb(m_connection));
    info.superuser = status("is_superuser") == "on"_L1;
    info.encrypted = PQsslInUse(m_connection) != 0;
    return info;
}

void ConnectionWorker::run(const RunRequest& request)
{
    if (m_link->isCut())
        return;
    if (!m_connection) {
        emit runDone(request.id, {unexpected(problem(Kind::NotConnected, Connection::tr("There is no connection."))),
                                  false, false});
        return;
    }
    watch(false);
    m_notices = 0;
    m_run = request.id;
    Conversation conversation(m_connection, *m_link, request.id);
    const RunReceiver receiver{[this](const QList<ResultColumn>& list) { emit columns(m_run, list); },
                               [this](const QList<ResultColumn>& list) { emit namedColumns(m_run, list); },
                               [this](const ResultChunkPtr& rows) { emit chunk(m_run, rows); },
                               [this](qint64 rows, int seconds) { emit held(m_run, rows, seconds); }};
    const Outcome<RunSummary> outcome = StatementRun(conversation, request, receiver, m_typeNames).execute();
    m_run = 0;
    if (outcome.usable)
        watch(true);
    else
        closeDatabase();
    emit runDone(request.id, outcome);
}

void ConnectionWorker::read(const ReadRequest& request)
{
    if (m_link->isCut())
        return;
    if (!m_connection) {
        emit readDone(request.id, {unexpected(problem(Kind::NotConnected, Connection::tr("There is no connection."))),
                                   false, false});
        return;
    }
    watch(false);
    Conversation conversation(m_connection, *m_link, request.id);
    const Outcome<QList<RowSet>> outcome = readCatalog(conversation, request);
    if (outcome.usable)
        watch(true);
    else
        closeDatabase();
    emit readDone(request.id, outcome);
}

void ConnectionWorker::takeNotice(const PGresult* result)
{
    if (m_run == 0 || m_notices > maximumNotices)
        return;
    ++m_notices;
    PostgresNotice words = errorOfResult(result);
    if (m_notices > maximumNotices) {
        words = PostgresNotice();
        words.severity = u"NOTICE"_s;
        words.message =
            Connection::tr("There are more notices than the first %n, which are left out.", nullptr, maximumNotices);
    }
    emit notice(m_run, words);
}

void ConnectionWorker::watch(bool on)
{
    if (!on) {
        m_notifier.reset();
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(PQsocket(m_connection), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ConnectionWorker::lookAtSocket);
}

void ConnectionWorker::lookAtSocket()
{
    const bool alive = PQconsumeInput(m_connection) != 0;
    PQisBusy(m_connection); // parses what came: a FATAL that announces the end, a changed setting
    if (alive && PQstatus(m_connection) == CONNECTION_OK)
        return;
    closeDatabase();
    emit lost();
}

void ConnectionWorker::close()
{
    closeDatabase();
    thread()->quit();
}

//! A server goes on with a statement until it has something to send; a cancel of the Connection's may have come too
//! early.
void ConnectionWorker::cancelWhatIsLeft()
{
    if (!m_connection || PQtransactionStatus(m_connection) != PQTRANS_ACTIVE)
        return;
    PGcancel* cancel = PQgetCancel(m_connection);
    char error[256];
    if (cancel)
        PQcancel(cancel, error, static_cast<int>(sizeof error));
    PQfreeCancel(cancel);
}

void ConnectionWorker::closeDatabase()
{
    cancelWhatIsLeft();
    m_notifier.reset();
    m_link->setCancelHandle(nullptr);
    if (m_connection)
        PQsetNoticeReceiver(
            m_connection, [](void*, const PGresult*) {}, nullptr);
    m_connection = nullptr;
    if (!m_database)
        return;
    m_database->close();
    m_database.reset(); // the last copy goes before the name does
    QSqlDatabase::removeDatabase(m_databaseName);
}

} // namespace parlance
