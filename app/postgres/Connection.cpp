// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgres/Connection.h"

#include "postgres/ConnectionThread.h"

#include <QPointer>

#include <algorithm>
#include <deque>

namespace parlance {

namespace {

using Kind = PostgresError::Kind;

PostgresError problem(Kind kind, const QString& message)
{
    PostgresError error;
    error.kind = kind;
    error.message = message;
    return error;
}

PostgresError cancelled()
{
    return problem(Kind::Cancelled, Connection::tr("Stopped."));
}

PostgresError tooManyAttempts()
{
    return problem(Kind::ConnectFailed, Connection::tr("Earlier attempts to connect still hang in the network. Wait a "
                                                       "moment and try again."));
}

//! A run or a read that waits or is under way.
struct Request {
    quint64 id = 0;
    bool isRun = true;
    QByteArray sql;
    QList<OwnStatement> own;
    RunLimits limits;
    std::shared_ptr<ChunkKeeper> keeper;
    bool planned = false; //!< a read: sql is described, and planned too
    bool writes = false;
};

} // namespace

//! The state machine. It decides; the worker only answers, and answers of an earlier worker (life) are dropped.
struct Connection::Private {
    Private(Connection* owner, const ConnectionParameters& given)
        : q(owner)
        , parameters(given)
    {}

    Connection* q;
    ConnectionParameters parameters;
    State state = State::Closed;
    ServerInfo info;
    ConnectionWorker* worker = nullptr; //!< used by queued calls only; nullptr as soon as it was told to close
    ConnectionThread* thread = nullptr;
    std::shared_ptr<ConnectionLink> link;
    quint64 life = 0;
    quint64 lastId = 0;
    bool openAsked = false;
    bool stopping = false;
    std::optional<Request> current;
    std::deque<Request> waiting;

    bool setState(State next);
    bool startOpening();
    void connectWorker();
    void cancelOnServer();
    void letGo(bool hangs);
    void opened(const Result<ServerInfo, PostgresError>& result);
    quint64 enqueue(Request request);
    void startNext();
    void sendCurrent();
    void answer(const Request& request, const PostgresError& error);
    bool finishAll(const PostgresError& error);
    template <typename T>
    bool openedAgain(const Outcome<T>& outcome);
    template <typename T>
    bool finished(const Outcome<T>& outcome);
    template <typename T, typename Signal>
    void done(quint64 id, const Outcome<T>& outcome, Signal signal);
    void end(State next);
};

//! False when a slot deleted the connection.
bool Connection::Private::setState(State next)
{
    if (state == next)
        return true;
    state = next;
    const QPointer<Connection> alive(q);
    emit q->stateChanged(next);
    return alive;
}

bool Connection::Private::startOpening()
{
    if (ConnectionThread::abandonedCount() >= ConnectionThread::maximumAbandoned)
        return false;
    ++life;
    link = std::make_shared<ConnectionLink>();
    worker = new ConnectionWorker(parameters, link);
    connectWorker();
    thread = ConnectionThread::startWith(worker);
    QMetaObject::invokeMethod(worker, &ConnectionWorker::open, Qt::QueuedConnection);
    return true;
}

void Connection::Private::connectWorker()
{
    const quint64 mine = life;
    const auto isCurrent = [this, mine](quint64 id) { return mine == life && current && current->id == id; };
    connect(worker, &ConnectionWorker::opened, q, [this, mine](const Result<ServerInfo, PostgresError>& result) {
        if (mine == life)
            opened(result);
    });
    connect(worker, &ConnectionWorker::columns, q, [this, isCurrent](quint64 id, const QList<ResultColumn>& columns) {
        if (isCurrent(id))
            emit q->runColumns(id, columns);
    });
    connect(worker, &ConnectionWorker::namedColumns, q,
            [this, isCurrent](quint64 id, const QList<ResultColumn>& columns) {
                if (isCurrent(id))
                    emit q->runColumnsNamed(id, columns);
            });
    connect(worker, &ConnectionWorker::notice, q, [this, isCurrent](quint64 id, const PostgresNotice& notice) {
        if (isCurrent(id))
            emit q->runNotice(id, notice);
    });
    connect(worker, &ConnectionWorker::chunk, q,
            [this, isCurrent, from = link](quint64 id, const ResultChunkPtr& chunk) {
                const bool wanted = isCurrent(id);
                from->chunkTaken();
                if (wanted)
                    emit q->runChunk(id, chunk);
            });
    connect(worker, &ConnectionWorker::held, q, [this, isCurrent](quint64 id, qint64 rows, int seconds) {
        if (isCurrent(id))
            emit q->runHeld(id, rows, seconds);
    });
    connect(worker, &ConnectionWorker::runDone, q, [this, isCurrent](quint64 id, const Outcome<RunSummary>& outcome) {
        if (isCurrent(id))
            done(id, outcome, &Connection::runFinished);
    });
    connect(worker, &ConnectionWorker::readDone, q,
            [this, isCurrent](quint64 id, const Outcome<QList<RowSet>>& outcome) {
                if (isCurrent(id))
                    done(id, outcome, &Connection::readFinished);
            });
    connect(worker, &ConnectionWorker::lost, q, [this, mine] {
        if (mine != life || current)
            return; // a request on its way to the worker is answered by it
        letGo(false);
        setState(State::Lost);
    });
}

//! A server does not notice that its client went before it has something to send.
void Connection::Private::cancelOnServer()
{
    if (link && current && state == State::Running)
        link->requestStop(current->id);
}

//! Parts with the worker: from here on nothing it says is heard.
void Connection::Private::letGo(bool hangs)
{
    if (!worker)
        return;
    ++life;
    link->cut();
    if (hangs)
        thread->abandon();
    else
        thread->retire();
    QMetaObject::invokeMethod(std::exchange(worker, nullptr), &ConnectionWorker::close, Qt::QueuedConnection);
    thread = nullptr;
    link.reset();
    stopping = false;
}

void Connection::Private::opened(const Result<ServerInfo, PostgresError>& result)
{
    const QPointer<Connection> alive(q);
    const bool asked = std::exchange(openAsked, false);
    if (!result) {
        letGo(false);
        if (!setState(State::Closed))
            return;
        if (asked)
            emit q->openFinished(result);
        if (alive)
            finishAll(result.error());
        return;
    }
    info = *result;
    if (!setState(current ? State::Running : State::Idle))
        return;
    if (asked)
        emit q->openFinished(result);
    if (alive && current)
        sendCurrent();
}

quint64 Connection::Private::enqueue(Request request)
{
    request.id = ++lastId;
    const quint64 id = request.id;
    const auto isRun = [](const Request& other) { return other.isRun; };
    const bool busy =
        request.isRun && ((current && current->isRun) || std::any_of(waiting.cbegin(), waiting.cend(), isRun));
    if (busy) {
        QMetaObject::invokeMethod(
            q,
            [this, request] {
                answer(request, problem(Kind::Protocol,
                                        Connection::tr("Another statement is still running on this connection.")));
            },
            Qt::QueuedConnection);
        return id;
    }
    waiting.push_back(std::move(request));
    // The caller must have the number before the first signal about it.
    QMetaObject::invokeMethod(
        q, [this] { startNext(); }, Qt::QueuedConnection);
    return id;
}

void Connection::Private::startNext()
{
    if (current || waiting.empty())
        return;
    current = std::move(waiting.front());
    waiting.pop_front();
    stopping = false;
    if (state == State::Idle) {
        if (setState(State::Running) && current)
            sendCurrent();
    } else if (state != State::Opening) {
        if (!startOpening())
            finishAll(tooManyAttempts());
        else
            setState(State::Opening);
    }
}

void Connection::Private::sendCurrent()
{
    if (!worker)
        return;
    if (current->isRun) {
        const RunRequest request{current->id, current->sql, current->limits, parameters.applicationName,
                                 current->keeper};
        QMetaObject::invokeMethod(
            worker, [to = worker, request] { to->run(request); }, Qt::QueuedConnection);
    } else {
        const ReadRequest request{current->id,  current->own,     current->limits, parameters.applicationName,
                                  current->sql, current->planned, current->writes};
        QMetaObject::invokeMethod(
            worker, [to = worker, request] { to->read(request); }, Qt::QueuedConnection);
    }
}

void Connection::Private::answer(const Request& request, const PostgresError& error)
{
    if (request.isRun)
        emit q->runFinished(request.id, unexpected(error));
    else
        emit q->readFinished(request.id, unexpected(error));
}

//! Answers what is under way and what waits. False when a slot deleted the connection.
bool Connection::Private::finishAll(const PostgresError& error)
{
    std::deque<Request> all = std::exchange(waiting, {});
    if (current)
        all.push_front(*std::exchange(current, std::nullopt));
    const QPointer<Connection> alive(q);
    for (const Request& request : all) {
        answer(request, error);
        if (!alive)
            return false;
    }
    return true;
}

//! The connection broke before the request was sent: opening it anew repeats nothing.
template <typename T>
bool Connection::Private::openedAgain(const Outcome<T>& outcome)
{
    if (outcome.result || outcome.result.error().kind != Kind::NotConnected || stopping)
        return false;
    letGo(false);
    if (!startOpening())
        return false;
    setState(State::Opening);
    return true;
}

//! What the end of a request means for the connection; false when a slot deleted it.
template <typename T>
bool Connection::Private::finished(const Outcome<T>& outcome)
{
    current.reset();
    stopping = false;
    if (outcome.usable && !outcome.worn)
        return setState(State::Idle);
    letGo(false);
    if (outcome.usable)
        return startOpening() ? setState(State::Opening) : setState(State::Closed);
    const bool wasCancelled = !outcome.result && outcome.result.error().kind == Kind::Cancelled;
    return setState(wasCancelled ? State::Closed : State::Lost);
}

//! \a signal tells the end of what was asked.
template <typename T, typename Signal>
void Connection::Private::done(quint64 id, const Outcome<T>& outcome, Signal signal)
{
    if (openedAgain(outcome))
        return;
    const QPointer<Connection> alive(q);
    if (finished(outcome))
        emit(q->*signal)(id, outcome.result);
    if (alive)
        startNext();
}

//! Parts with a worker that may hang, and answers everything with Cancelled.
void Connection::Private::end(State next)
{
    const QPointer<Connection> alive(q);
    letGo(state == State::Opening);
    const bool asked = std::exchange(openAsked, false);
    if (!setState(next))
        return;
    if (asked)
        emit q->openFinished(unexpected(cancelled()));
    if (alive)
        finishAll(cancelled());
}

Connection::Connection(const ConnectionParameters& parameters, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, parameters))
{}

Connection::~Connection()
{
    d->cancelOnServer();
    d->letGo(d->state == State::Opening);
}

Connection::State Connection::state() const
{
    return d->state;
}

bool Connection::hasRequests() const
{
    return d->current || !d->waiting.empty();
}

const ServerInfo& Connection::serverInfo() const
{
    return d->info;
}

const ConnectionParameters& Connection::parameters() const
{
    return d->parameters;
}

void Connection::open()
{
    if (d->state == State::Opening) {
        d->openAsked = true;
        return;
    }
    if (d->state == State::Idle || d->state == State::Running) {
        QMetaObject::invokeMethod(
            this, [this] { emit openFinished(d->info); }, Qt::QueuedConnection);
        return;
    }
    if (!d->startOpening()) {
        QMetaObject::invokeMethod(
            this, [this] { emit openFinished(unexpected(tooManyAttempts())); }, Qt::QueuedConnection);
        return;
    }
    d->openAsked = true;
    d->setState(State::Opening);
}

quint64 Connection::run(const QByteArray& sql, const RunLimits& limits, const std::shared_ptr<ChunkKeeper>& keeper)
{
    return d->enqueue({0, true, sql, {}, limits, keeper, false, false});
}

void Connection::fetchRest(quint64 run, qint64 upTo)
{
    if (d->state == State::Running && d->current && d->current->id == run)
        d->link->decideHeld(run, {HeldDecision::What::FetchRest, upTo});
}

void Connection::finishHeld(quint64 run)
{
    if (d->state == State::Running && d->current && d->current->id == run)
        d->link->decideHeld(run, {HeldDecision::What::Finish, 0});
}

quint64 Connection::read(const QList<QByteArray>& queries, const RunLimits& limits)
{
    QList<OwnStatement> own;
    for (const QByteArray& query : queries)
        own += OwnStatement{query, {}};
    return d->enqueue({0, false, {}, own, limits, {}, false, false});
}

quint64 Connection::describe(const QByteArray& sql, bool planned, const RunLimits& limits)
{
    return d->enqueue({0, false, sql, {}, limits, {}, planned, false});
}

quint64 Connection::write(const QList<OwnStatement>& statements, const RunLimits& limits)
{
    return d->enqueue({0, false, {}, statements, limits, {}, false, true});
}

void Connection::stop()
{
    if (d->state == State::Opening) {
        d->end(State::Closed);
        return;
    }
    if (d->state == State::Running && d->current && d->link) {
        d->stopping = true;
        d->link->requestStop(d->current->id);
    }
    // What only waits is answered at once.
    const std::deque<Request> waiting = std::exchange(d->waiting, {});
    const QPointer<Connection> alive(this);
    for (const Request& request : waiting) {
        d->answer(request, cancelled());
        if (!alive)
            return;
    }
}

void Connection::stopOnly(quint64 request)
{
    const auto isIt = [request](const Request& other) { return other.id == request; };
    Request stopped;
    if (d->current && isIt(*d->current)) {
        if (d->state == State::Running) {
            d->stopping = true;
            d->link->requestStop(request);
            return;
        }
        // The connection goes on opening: others may want it.
        stopped = *std::exchange(d->current, std::nullopt);
        if (!d->waiting.empty()) {
            d->current = std::move(d->waiting.front());
            d->waiting.pop_front();
        }
    } else {
        const auto found = std::find_if(d->waiting.begin(), d->waiting.end(), isIt);
        if (found == d->waiting.end())
            return;
        stopped = *found;
        d->waiting.erase(found);
    }
    d->answer(stopped, cancelled());
}

void Connection::close()
{
    d->cancelOnServer();
    d->end(State::Closed);
}

bool Connection::isStopping() const
{
    return d->stopping && d->state == State::Running;
}

void Connection::drop()
{
    d->end(State::Closed);
}

} // namespace parlance
