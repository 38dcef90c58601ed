// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SecretStore.h"

#include "base/Log.h"

#include <QPointer>
#include <qt6keychain/keychain.h>
#include <QTimer>

namespace parlance {

namespace {

QString service()
{
    return QStringLiteral("Parlance");
}

// Without a keychain every call ends with one of these; then memory is the only place. EntryNotFound is an answer.
bool keychainAnswered(QKeychain::Error error)
{
    return error == QKeychain::NoError || error == QKeychain::EntryNotFound;
}

} // namespace

SecretStore::SecretStore(QObject* parent)
    : QObject(parent)
{}

void SecretStore::read(const QString& name, QObject* context, std::function<void(std::optional<QString>)> done)
{
    const auto kept = m_memory.constFind(name);
    if (kept != m_memory.cend()) {
        QTimer::singleShot(0, context, [done = std::move(done), secret = *kept] { done(secret); });
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(service(), this);
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, context, [job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError)
            done(job->textData());
        else
            done(std::nullopt);
    });
    job->start();
}

void SecretStore::write(const QString& name, const QString& secret, QObject* context, std::function<void(Place)> done)
{
    auto* job = new QKeychain::WritePasswordJob(service(), this);
    job->setKey(name);
    job->setTextData(secret);
    // The secret is kept whether or not the asker still lives; only the answer is dropped with it.
    m_memory.insert(name, secret);
    connect(job, &QKeychain::Job::finished, this,
            [this, job, name, secret, asker = QPointer<QObject>(context), done = std::move(done)] {
                Place place = Place::Memory;
                if (job->error() == QKeychain::NoError) {
                    place = Place::Keychain;
                    if (m_memory.value(name) == secret)
                        m_memory.remove(name);
                } else {
                    qCInfo(lcBase) << "No keychain keeps secrets here, they stay in memory:" << job->errorString();
                }
                if (asker)
                    done(place);
            });
    job->start();
}

void SecretStore::remove(const QString& name, QObject* context, std::function<void()> done)
{
    m_memory.remove(name);
    auto* job = new QKeychain::DeletePasswordJob(service(), this);
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, this, [job, asker = QPointer<QObject>(context), done = std::move(done)] {
        if (!keychainAnswered(job->error()))
            qCInfo(lcBase) << "The keychain could not forget a secret:" << job->errorString();
        if (asker)
            done();
    });
    job->start();
}

} // namespace parlance
