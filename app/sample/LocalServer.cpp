// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/LocalServer.h"

#include "sample/SampleServer.h"

#include <QThread>

namespace parlance {

struct LocalServer::Private {
    QString dataFolder;
    LocalServerSetup setup;
    std::atomic_bool cancelled = false;
    std::unique_ptr<SampleServer> server; //!< used by the worker while it runs, else by nobody
    std::unique_ptr<QThread> worker;
};

LocalServer::LocalServer(const QString& dataFolder, QObject* parent)
    : LocalServer(dataFolder, LocalServerSetup(), parent)
{}

LocalServer::LocalServer(const QString& dataFolder, const LocalServerSetup& setup, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->dataFolder = dataFolder;
    d->setup = setup;
}

LocalServer::~LocalServer()
{
    d->cancelled = true;
    if (d->worker)
        d->worker->wait();
    if (d->server)
        d->server->leave();
}

void LocalServer::start()
{
    if (d->worker)
        return;
    d->worker.reset(QThread::create([this] {
        if (!d->server) // looks for programs on the disk, so not in the constructor
            d->server = std::make_unique<SampleServer>(
                d->dataFolder, d->setup, [this](const QString& text) { emit step(text); }, &d->cancelled);
        const auto result = d->server->use();
        QMetaObject::invokeMethod(
            this,
            [this, result] {
                d->worker->wait();
                d->worker.reset();
                emit startFinished(result);
            },
            Qt::QueuedConnection);
    }));
    d->worker->setObjectName(QStringLiteral("sample server"));
    d->worker->start();
}

LocalServerStatus LocalServer::status(const QString& dataFolder, const LocalServerSetup& setup)
{
    return ServerCluster(dataFolder, ServerBinaries::find(setup.binaryFolders), nullptr).status();
}

Result<LocalServerStatus, LocalServerError> LocalServer::startAndKeep(const QString& dataFolder,
                                                                      const std::function<void(QString)>& step,
                                                                      const LocalServerSetup& setup)
{
    SampleServer server(dataFolder, setup, step, nullptr);
    const auto status = server.use();
    if (!status)
        return status;
    const auto kept = server.keep();
    server.leave();
    if (!kept)
        return unexpected<LocalServerError>(kept.error());
    return status;
}

Result<LocalServerStatus, LocalServerError> LocalServer::stop(const QString& dataFolder, const LocalServerSetup& setup)
{
    return SampleServer(
               dataFolder, setup, [](const QString&) {}, nullptr)
        .release();
}

Result<LocalServerStatus, LocalServerError>
LocalServer::reset(const QString& dataFolder, const std::function<void(QString)>& step, const LocalServerSetup& setup)
{
    return SampleServer(dataFolder, setup, step, nullptr).remake();
}

} // namespace parlance
