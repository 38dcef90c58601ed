// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/Journal.h"

#include "journal/JournalWorker.h"

#include <QRandomGenerator>
#include <QThread>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace parlance {

struct Journal::Private {
    QThread thread;
    JournalWorker* worker = nullptr; //!< lives in thread, which ends its life
    qint64 lastRun = 0;
    quint64 lastQuestion = 0;

    //! Unique among the programs that share the file, and in order of time: milliseconds, then twenty random bits.
    qint64 nextRun()
    {
        const qint64 random = QRandomGenerator::global()->bounded(1 << 20);
        lastRun = std::max(lastRun + 1, (QDateTime::currentMSecsSinceEpoch() << 20) | random);
        return lastRun;
    }

    template <typename Work>
    void post(Work work)
    {
        QMetaObject::invokeMethod(worker, std::move(work), Qt::QueuedConnection);
    }
};

Journal::Journal(const QString& dataFolder, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->worker = new JournalWorker(dataFolder);
    d->worker->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    connect(d->worker, &JournalWorker::tabsLoaded, this, &Journal::tabsLoaded);
    connect(d->worker, &JournalWorker::historyLoaded, this, &Journal::historyLoaded);
    connect(d->worker, &JournalWorker::requestsLoaded, this, &Journal::requestsLoaded);
    connect(d->worker, &JournalWorker::requestBodyLoaded, this, &Journal::requestBodyLoaded);
    connect(d->worker, &JournalWorker::spentLoaded, this, &Journal::spentLoaded);
    connect(d->worker, &JournalWorker::runNoted, this, &Journal::runNoted);
    connect(d->worker, &JournalWorker::failed, this, &Journal::failed);
    connect(d->worker, &JournalWorker::saved, this, &Journal::saved);
    connect(d->worker, &JournalWorker::setAside, this, &Journal::setAside);
    d->thread.setObjectName(u"journal"_s);
    d->thread.start();
    d->post([worker = d->worker] { worker->open(); });
}

Journal::~Journal()
{
    d->post([worker = d->worker] { worker->finish(); });
    d->thread.wait();
}

void Journal::saveTab(const JournalTab& tab)
{
    d->post([worker = d->worker, tab] { worker->saveTab(tab); });
}

void Journal::removeTab(const QUuid& id)
{
    d->post([worker = d->worker, id] { worker->removeTab(id); });
}

void Journal::flush()
{
    d->post([worker = d->worker] { worker->flush(); });
}

void Journal::releaseWindow(const QUuid& window)
{
    d->post([worker = d->worker, window] { worker->releaseWindow(window); });
}

void Journal::loadTabs(const QString& team, const QString& server)
{
    d->post([worker = d->worker, team, server] { worker->loadTabs(team, server); });
}

quint64 Journal::startRun(const JournalRun& run)
{
    JournalRun started = run;
    started.id = d->nextRun();
    if (!started.startedAt.isValid())
        started.startedAt = QDateTime::currentDateTime();
    d->post([worker = d->worker, started] { worker->startRun(started); });
    return static_cast<quint64>(started.id);
}

void Journal::finishRun(quint64 run, qint64 rows, qint64 milliseconds, const QString& outcome, const QString& error)
{
    d->post([worker = d->worker, run, rows, milliseconds, outcome, error] {
        worker->finishRun(static_cast<qint64>(run), rows, milliseconds, outcome, error);
    });
}

qint64 Journal::noteRequest(const JournalRequest& request, const QByteArray& body)
{
    JournalSent sent{request, body};
    sent.request.id = d->nextRun();
    sent.request.bytes = body.size();
    if (!sent.request.sentAt.isValid())
        sent.request.sentAt = QDateTime::currentDateTime();
    d->post([worker = d->worker, sent] { worker->noteRequest(sent); });
    return sent.request.id;
}

void Journal::endRequest(const JournalRequest& request)
{
    d->post([worker = d->worker, request] { worker->endRequest(request); });
}

void Journal::loadRequests(const QString& team, const QString& server, int limit)
{
    d->post([worker = d->worker, team, server, limit] { worker->loadRequests(team, server, limit); });
}

void Journal::loadRequestBody(qint64 id)
{
    d->post([worker = d->worker, id] { worker->loadRequestBody(id); });
}

void Journal::clearRequests(const QString& team, const QString& server)
{
    d->post([worker = d->worker, team, server] { worker->clearRequests(team, server); });
}

quint64 Journal::loadSpent(const QString& server, const QDate& from)
{
    const quint64 number = ++d->lastQuestion;
    d->post([worker = d->worker, number, server, from] { worker->loadSpent(number, server, from); });
    return number;
}

void Journal::loadHistory(const QString& team, const QString& server, int limit)
{
    d->post([worker = d->worker, team, server, limit] { worker->loadHistory(team, server, limit); });
}

} // namespace parlance
