// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/SessionRegistry.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

namespace parlance {

namespace {

constexpr int retrySeconds = 2; // a server that wakes says so at once and costs nothing to ask

PostgresError openError(PostgresError::Kind kind, const char* message)
{
    PostgresError error;
    error.kind = kind;
    error.message = QCoreApplication::translate("SessionRegistry", message);
    return error;
}

} // namespace

struct SessionRegistry::Private {
    //! A sign-in under way.
    struct Opening {
        TeamSession* session = nullptr;
        QTimer* second = nullptr; //!< runs while the server wakes: counts, and asks again
        QElapsedTimer clock;
        int attempt = 1;
        int secondsToRetry = 0; //!< 0: an attempt is under way
    };

    QString dataFolder;

    explicit Private(SessionRegistry* registry)
        : q(registry)
    {}
    void start(quint64 request);
    void answer(quint64 request, const Result<ServerInfo, PostgresError>& result);
    void wait(quint64 request);
    void tick(quint64 request);
    void fail(quint64 request, const PostgresError& error);
    static void stop(QTimer* timer);
    static void dismiss(TeamSession* session);

    SessionRegistry* q;
    quint64 lastRequest = 0;
    QHash<quint64, Opening> openings;
    QList<TeamSession*> sessions;
};

void SessionRegistry::Private::start(quint64 request)
{
    const auto opening = openings.find(request);
    if (opening == openings.end())
        return; // cancelled before it began
    const ConnectionParameters& parameters = opening->session->pool()->shared()->parameters();
    if (parameters.host.isEmpty() && opening->session->isSample()) {
        fail(request, openError(PostgresError::Kind::ServerStarting, "The sample server is not running yet."));
        return;
    }
    if (parameters.password.isEmpty() && !parameters.allowEmptyPassword) {
        fail(request, openError(PostgresError::Kind::WrongPassword, "No password was given."));
        return;
    }
    opening->clock.start();
    opening->session->pool()->shared()->open();
}

void SessionRegistry::Private::answer(quint64 request, const Result<ServerInfo, PostgresError>& result)
{
    const auto opening = openings.find(request);
    if (opening == openings.end())
        return; // the first answer was given; this is a reconnection
    if (!result) {
        if (result.error().kind == PostgresError::Kind::ServerStarting)
            wait(request);
        else
            fail(request, result.error());
        return;
    }
    TeamSession* session = opening->session;
    stop(opening->second);
    openings.erase(opening);
    sessions.append(session);
    emit q->openFinished(request, session);
    // The signed-in window does not wait for the catalog; it may also have been closed by whoever was told.
    if (sessions.contains(session))
        session->refreshCatalog();
}

void SessionRegistry::Private::wait(quint64 request)
{
    Opening& opening = openings[request];
    opening.secondsToRetry = retrySeconds;
    if (!opening.second) {
        opening.second = new QTimer(opening.session);
        QObject::connect(opening.second, &QTimer::timeout, q, [this, request] { tick(request); });
        opening.second->start(1000);
    }
    emit q->openWaiting(request, opening.attempt, int(opening.clock.elapsed() / 1000));
}

void SessionRegistry::Private::tick(quint64 request)
{
    const auto opening = openings.find(request);
    if (opening == openings.end())
        return;
    const bool due = opening->secondsToRetry > 0 && --opening->secondsToRetry == 0;
    if (due)
        ++opening->attempt;
    const int attempt = opening->attempt;
    const int seconds = int(opening->clock.elapsed() / 1000);
    Connection* connection = opening->session->pool()->shared();
    if (due)
        connection->open();
    emit q->openWaiting(request, attempt, seconds);
}

void SessionRegistry::Private::fail(quint64 request, const PostgresError& error)
{
    const Opening opening = openings.take(request);
    stop(opening.second);
    dismiss(opening.session);
    emit q->openFinished(request, unexpected(error));
}

// Never deleted at once: this may be inside its own timeout.
void SessionRegistry::Private::stop(QTimer* timer)
{
    if (!timer)
        return;
    timer->stop();
    timer->deleteLater();
}

void SessionRegistry::Private::dismiss(TeamSession* session)
{
    session->disconnect();
    session->pool()->closeAll();
    session->deleteLater();
}

SessionRegistry::SessionRegistry(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    qRegisterMetaType<Result<TeamSession*, PostgresError>>();
}

SessionRegistry::~SessionRegistry()
{
    const QList<TeamSession*> open = sessions();
    for (TeamSession* session : open)
        session->pool()->closeAll();
}

void SessionRegistry::setDataFolder(const QString& folder)
{
    d->dataFolder = folder;
}

quint64 SessionRegistry::open(const Team& team, const QString& password)
{
    const quint64 request = ++d->lastRequest;
    ConnectionParameters parameters = team.database;
    parameters.password = password;
    auto* session = new TeamSession(team, parameters, d->dataFolder, this);
    d->openings[request].session = session;
    connect(session->pool()->shared(), &Connection::openFinished, session,
            [this, request](const Result<ServerInfo, PostgresError>& result) { d->answer(request, result); });
    // Never answered from inside this call: the caller does not know the request yet.
    QTimer::singleShot(0, session, [this, request] { d->start(request); });
    return request;
}

void SessionRegistry::cancelOpen(quint64 request)
{
    const auto opening = d->openings.constFind(request);
    if (opening == d->openings.cend())
        return;
    TeamSession* session = opening->session;
    d->stop(opening->second);
    d->openings.erase(opening);
    // The connection abandons a worker that hangs; nobody waits for it here.
    d->dismiss(session);
    QTimer::singleShot(0, this, [this, request] {
        emit openFinished(request, unexpected(openError(PostgresError::Kind::Cancelled, "Signing in was cancelled.")));
    });
}

void SessionRegistry::close(TeamSession* session)
{
    if (!d->sessions.removeOne(session))
        return;
    session->pool()->closeAll();
    emit session->closed();
    session->deleteLater();
}

QList<TeamSession*> SessionRegistry::sessions() const
{
    return d->sessions;
}

} // namespace parlance
