// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample/SampleServer.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

namespace parlance {

namespace {

using Kind = LocalServerError::Kind;

//! Data older than this is brought up to today.
constexpr qint64 daysKept = 7;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(parlance::LocalServer)
};

unexpected<LocalServerError> failure(Kind kind, const QString& message, const QString& details = {})
{
    return unexpected<LocalServerError>(LocalServerError{kind, message, details});
}

} // namespace

SampleServer::SampleServer(const QString& dataFolder, const LocalServerSetup& setup, const Step& step,
                           const std::atomic_bool* cancelled)
    : m_dataFolder(QDir(dataFolder).absolutePath())
    , m_setup(setup)
    , m_step(step)
    , m_cancelled(cancelled)
    , m_binaries(ServerBinaries::find(setup.binaryFolders))
    , m_cluster(m_dataFolder, m_binaries, cancelled)
    , m_setupLock(m_dataFolder + QStringLiteral("/setup"))
    , m_usersLock(m_dataFolder + QStringLiteral("/users"))
{}

LocalServerStatus SampleServer::status() const
{
    return m_cluster.status();
}

bool SampleServer::isKept() const
{
    return QFile::exists(m_dataFolder + QStringLiteral("/keep"));
}

SampleStamp SampleServer::wanted() const
{
    const QDate today = m_setup.today.isValid() ? m_setup.today : QDateTime::currentDateTimeUtc().date();
    return {today, SampleLoader::hash(m_setup.sqlFolder), m_binaries->major};
}

SampleLoader SampleServer::loader() const
{
    const LocalServerStatus status = m_cluster.status();
    return {LoaderAccess{status.host, status.port, ServerCluster::superuser, m_cluster.password()}, m_setup.sqlFolder,
            wanted().day};
}

Result<void, LocalServerError> SampleServer::lockSetup()
{
    if (!m_binaries)
        return failure(Kind::NoBinaries, ServerBinaries::installAdvice());
    if (auto folder = m_cluster.prepareFolder(); !folder)
        return folder;
    QDeadlineTimer deadline(120000);
    for (bool said = false; !m_setupLock.tryLock(FileLock::Mode::Exclusive);) {
        if (!m_setupLock.problem().isEmpty())
            return failure(
                Kind::FolderNotUsable,
                Tr::tr("The data folder %1 cannot be written to. Choose another, or ask for the right to write there.")
                    .arg(QDir::toNativeSeparators(m_dataFolder)),
                m_setupLock.problem());
        if (m_cancelled && m_cancelled->load())
            return failure(Kind::Cancelled, Tr::tr("Starting the sample server was stopped."));
        if (deadline.hasExpired())
            return failure(Kind::StartFailed, Tr::tr("Another Parlance has been setting up the sample server for two "
                                                     "minutes. Close it, then start again."));
        if (!said)
            m_step(Tr::tr("Another Parlance is setting up the sample server…"));
        said = true;
        QThread::msleep(30);
    }
    return {};
}

bool SampleServer::takeUsers(FileLock::Mode mode)
{
    if (mode == FileLock::Mode::Exclusive)
        return m_usersLock.tryLock(mode);
    // A program that leaves looks for a moment whether it is the last one, with an exclusive lock.
    for (QDeadlineTimer deadline(5000); !m_usersLock.tryLock(mode);) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(5);
    }
    return true;
}

Result<LocalServerStatus, LocalServerError> SampleServer::use()
{
    if (auto locked = lockSetup(); !locked)
        return unexpected<LocalServerError>(locked.error());
    const bool alone = takeUsers(FileLock::Mode::Exclusive);
    auto result = bringUp(alone);
    if (result && !takeUsers(FileLock::Mode::Shared))
        result = failure(Kind::FolderNotUsable,
                         Tr::tr("The file %1 cannot be locked.")
                             .arg(QDir::toNativeSeparators(m_dataFolder + QStringLiteral("/users"))),
                         m_usersLock.problem());
    if (!result && alone && !isKept()) {
        const auto stopped = m_cluster.stop();
        Q_UNUSED(stopped) // the first error is the one to tell
    }
    if (!result)
        m_usersLock.unlock();
    m_setupLock.unlock();
    return result;
}

Result<LocalServerStatus, LocalServerError> SampleServer::bringUp(bool alone)
{
    auto done = m_cluster.status().running ? freshen(alone) : bringUpStopped();
    if (!done)
        return unexpected<LocalServerError>(done.error());
    return runningStatus();
}

Result<LocalServerStatus, LocalServerError> SampleServer::runningStatus() const
{
    const LocalServerStatus status = m_cluster.status();
    if (!status.running)
        return failure(Kind::StartFailed, Tr::tr("The sample server ended right after its start. Start again."));
    return status;
}

Result<void, LocalServerError> SampleServer::freshen(bool alone)
{
    // Others work with it: it stays as it is.
    if (!alone)
        return {};
    const SampleStamp have = m_cluster.stamp();
    const SampleStamp want = wanted();
    if (!have.isValid() || have.hash != want.hash || have.major != want.major) {
        if (auto stopped = m_cluster.stop(); !stopped)
            return stopped;
        return bringUpStopped();
    }
    if (auto prepared = loader().prepare(); !prepared)
        return prepared;
    return have.day.daysTo(want.day) > daysKept ? extend() : Result<void, LocalServerError>{};
}

Result<void, LocalServerError> SampleServer::bringUpStopped()
{
    const SampleStamp have = m_cluster.stamp();
    const SampleStamp want = wanted();
    if (!have.isValid())
        return rebuild(); // nothing there, or its making was interrupted
    if (have.hash != want.hash || have.major != want.major) {
        m_step(Tr::tr("The sample data is from another version: making it anew…"));
        return rebuild();
    }
    m_step(Tr::tr("Starting the sample server…"));
    auto started = m_cluster.start(ServerCluster::Care::Safe);
    if (!started && started.error().kind == Kind::StartFailed) {
        qCWarning(lcSample, "%s", qUtf8Printable(started.error().details));
        m_step(Tr::tr("The sample server does not start any more: making it anew…"));
        return rebuild();
    }
    if (!started)
        return started;
    return freshen(true);
}

Result<void, LocalServerError> SampleServer::rebuild()
{
    m_step(Tr::tr("Creating the sample server…"));
    if (auto stopped = m_cluster.stop(); !stopped)
        return stopped;
    if (auto created = m_cluster.create(); !created)
        return created;
    if (auto started = m_cluster.start(ServerCluster::Care::Loading); !started)
        return started;
    const SampleLoader load = loader();
    auto loaded = load.prepare();
    if (loaded)
        loaded = load.load(SampleLoader::What::Create, m_step, m_cancelled, [this] { m_cluster.abort(); });
    if (!loaded) {
        m_cluster.abort();
        return loaded;
    }
    m_step(Tr::tr("Starting the sample server…"));
    if (auto stopped = m_cluster.stop(); !stopped)
        return stopped;
    if (auto synced = m_cluster.sync(); !synced)
        return synced;
    if (auto stamped = m_cluster.writeStamp(wanted()); !stamped)
        return stamped;
    return m_cluster.start(ServerCluster::Care::Safe);
}

Result<void, LocalServerError> SampleServer::extend()
{
    if (auto loaded = loader().load(SampleLoader::What::Replace, m_step, m_cancelled, [this] { m_cluster.abort(); });
        !loaded)
        return loaded;
    return m_cluster.writeStamp(wanted());
}

void SampleServer::leave()
{
    m_usersLock.unlock();
    // Who holds the setup lock either starts using the server and will stop it, or is leaving like us. The first is
    // seen by the users lock, the second is done in a moment.
    for (QDeadlineTimer deadline(3000); !deadline.hasExpired(); QThread::msleep(10)) {
        const bool setup = m_setupLock.tryLock(FileLock::Mode::Exclusive);
        const bool alone = m_usersLock.tryLock(FileLock::Mode::Exclusive);
        if (setup && alone && !isKept()) {
            const auto stopped = m_cluster.stop();
            if (!stopped)
                qCWarning(lcSample, "%s %s", qUtf8Printable(stopped.error().message),
                          qUtf8Printable(stopped.error().details));
        }
        m_usersLock.unlock();
        m_setupLock.unlock();
        if (setup || !alone)
            return;
    }
}

Result<void, LocalServerError> SampleServer::keep()
{
    QFile file(m_dataFolder + QStringLiteral("/keep"));
    if (!file.open(QIODevice::WriteOnly))
        return failure(
            Kind::FolderNotUsable,
            Tr::tr("The data folder %1 cannot be written to. Choose another, or ask for the right to write there.")
                .arg(QDir::toNativeSeparators(m_dataFolder)),
            file.errorString());
    return {};
}

Result<LocalServerStatus, LocalServerError> SampleServer::release()
{
    if (!QDir(m_dataFolder).exists())
        return m_cluster.status(); // nothing was ever made: nothing is made now
    if (auto locked = lockSetup(); !locked)
        return unexpected<LocalServerError>(locked.error());
    QFile::remove(m_dataFolder + QStringLiteral("/keep"));
    Result<void, LocalServerError> stopped;
    if (takeUsers(FileLock::Mode::Exclusive))
        stopped = m_cluster.stop();
    m_usersLock.unlock();
    m_setupLock.unlock();
    if (!stopped)
        return unexpected<LocalServerError>(stopped.error());
    return m_cluster.status();
}

Result<LocalServerStatus, LocalServerError> SampleServer::remake()
{
    if (auto locked = lockSetup(); !locked)
        return unexpected<LocalServerError>(locked.error());
    Result<void, LocalServerError> made;
    if (takeUsers(FileLock::Mode::Exclusive))
        made = rebuild();
    else
        made = failure(
            Kind::StartFailed,
            Tr::tr("The sample server is in use. Close the other Parlance windows and programs, then reset it."));
    if (made && !isKept())
        made = m_cluster.stop();
    m_usersLock.unlock();
    m_setupLock.unlock();
    if (!made)
        return unexpected<LocalServerError>(made.error());
    return m_cluster.status();
}

} // namespace parlance
