// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/EndpointSource.h"

#include "base/Log.h"
#include "base/WhenFinished.h"
#include "team/EndpointChoice.h"
#include "team/KeyCommand.h"

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QPointer>
#include <QtConcurrent>
#include <QTimer>

#include <utility>

namespace parlance {

using namespace endpoint;

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("EndpointSource", text);
}

} // namespace

struct EndpointSource::Private {
    explicit Private(EndpointSource* source)
        : q(source)
    {}
    void choose();
    void chooseHeaders();
    void readCertificates();
    void readOwnHeaders();
    void findKey();
    bool takeFromEnvironment();
    void runKeyCommand();
    void readKeychain();
    bool runsCommandFirst() const { return directory.keyCommandLocked && !directory.keyCommand.isEmpty(); }
    QString addressText() const { return endpoint.baseUrl.toString(QUrl::RemoveUserInfo); }
    QString headersName() const { return QStringLiteral("Claude headers for ") + addressText(); }
    void finish(const QString& key, const QString& source);
    QString secretName() const;
    QString commandSource() const { return commandSource(directory.keyCommandFile); }
    static QString commandSource(const QString& file)
    {
        return translated("key command in %1").arg(QDir::toNativeSeparators(file));
    }

    EndpointSource* q;
    TeamDirectory directory;
    Settings* settings = nullptr;
    SecretStore* secrets = nullptr;
    Endpoint endpoint;
    QString baseUrlSource;
    QString baseUrlSetBy;
    QString baseUrlRemedy;
    QString modelsSource;
    QString keyProblem;
    QString proxySource;
    QString caFile;
    QString caFileSource;
    QString caFileProblem;
    QString trustedFile; //!< whose certificates stand in trusted
    QList<QSslCertificate> trusted;
    QList<Endpoint::Header> ownHeaders;
    QStringList hiddenKeys;
    QList<std::function<void()>> renewals; //!< whoever waits for the key command's second run
    bool baseUrlLocked = false;
    bool modelsLocked = false;
    bool proxyLocked = false;
    bool caFileLocked = false;
    bool loaded = false;
    quint64 load = 0; //!< counts loads, so that a late answer to an older one is dropped
    QHash<QString, SecretStore::Place> places;
};

// Everything but the key; known at once.
void EndpointSource::Private::choose()
{
    const Sourced<QUrl> baseUrl = chooseBaseUrl(directory, settings);
    const Sourced<QStringList> models = chooseModels(directory, settings);
    const Endpoint before = endpoint;
    endpoint = directory.claude;
    endpoint.baseUrl = baseUrl.value;
    if (before.baseUrl == endpoint.baseUrl) { // until another is found; never for another address
        endpoint.key = before.key;
        endpoint.keySource = before.keySource;
        endpoint.keyFromCommand = before.keyFromCommand;
        endpoint.authentication = before.authentication;
    }
    endpoint.models = models.value;
    baseUrlSource = baseUrl.source;
    baseUrlSetBy = baseUrl.setBy;
    baseUrlRemedy = baseUrl.remedy;
    baseUrlLocked = baseUrl.locked;
    modelsSource = models.source;
    modelsLocked = models.locked;
    const Sourced<QString> proxy = chooseProxy(directory, settings);
    useProxy(endpoint, proxy.value);
    proxySource = proxy.source;
    proxyLocked = proxy.locked;
    caFileLocked = !directory.caFileSource.isEmpty();
    caFile = caFileLocked ? directory.caFile : settings->value(Settings::Key::ClaudeCaFile).toString();
    caFileSource = caFileLocked ? QDir::toNativeSeparators(directory.caFileSource) : translated("settings");
    endpoint.certificates = caFile == trustedFile ? trusted : QList<QSslCertificate>();
    chooseHeaders();
}

// A file's headers go to the address that the file means, one's own to the address they were entered for.
void EndpointSource::Private::chooseHeaders()
{
    endpoint.headers.clear();
    for (const TeamDirectory::HeaderSet& set : std::as_const(directory.headers)) {
        if (!set.baseUrl || *set.baseUrl == endpoint.baseUrl)
            addHeaders(endpoint.headers, set.headers);
    }
    addHeaders(endpoint.headers, ownHeaders);
}

void EndpointSource::Private::readCertificates()
{
    caFileProblem.clear();
    if (caFile.isEmpty())
        return readOwnHeaders();
    whenFinished(QtConcurrent::run([path = caFile] { return readTrust(path); }), q,
                 [this, load = load, path = caFile](const Trust& trust) {
                     if (load != this->load)
                         return;
                     caFileProblem = trust.problem;
                     trustedFile = path;
                     trusted = endpoint.certificates = trust.certificates;
                     readOwnHeaders();
                 });
}

// The keychain is opened only where headers were put into it: it may ask the person for a password.
void EndpointSource::Private::readOwnHeaders()
{
    ownHeaders.clear();
    if (!settings->value(Settings::Key::ClaudeHeaderAddresses).toStringList().contains(addressText())) {
        chooseHeaders();
        return findKey();
    }
    secrets->read(headersName(), q, [this, load = load](const std::optional<QString>& text) {
        if (load != this->load)
            return;
        ownHeaders = headersFromText(text.value_or(QString()).toUtf8());
        chooseHeaders();
        findKey();
    });
}

void EndpointSource::Private::findKey()
{
    if (runsCommandFirst())
        runKeyCommand();
    else if (takeFromEnvironment())
        return;
    else if (directory.keyCommand.isEmpty())
        readKeychain();
    else
        runKeyCommand();
}

bool EndpointSource::Private::takeFromEnvironment()
{
    struct Variable {
        const char* name;
        Endpoint::Authentication authentication;
    };
    for (const Variable& variable : {Variable{"ANTHROPIC_API_KEY", Endpoint::Authentication::ApiKey},
                                     Variable{"ANTHROPIC_AUTH_TOKEN", Endpoint::Authentication::Bearer}}) {
        const QString key = qEnvironmentVariable(variable.name).trimmed();
        if (key.isEmpty())
            continue;
        if (!directory.claudeAuthenticationLocked)
            endpoint.authentication = variable.authentication;
        finish(key, variableSource(variable.name));
        return true;
    }
    return false;
}

void EndpointSource::Private::runKeyCommand()
{
    const auto run = [command = directory.keyCommand] { return keyFromCommand(command); };
    whenFinished(QtConcurrent::run(run), q, [this, load = load](const KeyAnswer& answer) {
        if (load != this->load)
            return;
        keyProblem = answer.problem;
        endpoint.keyFromCommand = !answer.key.isEmpty();
        if (!answer.key.isEmpty() || directory.keyCommandLocked)
            finish(answer.key, commandSource());
        else
            readKeychain();
    });
}

void EndpointSource::Private::readKeychain()
{
    secrets->read(secretName(), q, [this, load = load](const std::optional<QString>& key) {
        if (load != this->load)
            return;
        const bool inMemory = places.value(secretName(), SecretStore::Place::Keychain) == SecretStore::Place::Memory;
        finish(key.value_or(QString()),
               inMemory ? translated("memory, until Parlance ends") : translated("keychain of this computer"));
    });
}

void EndpointSource::Private::finish(const QString& key, const QString& source)
{
    endpoint.key = key;
    endpoint.keySource = key.isEmpty() ? QString() : source;
    loaded = true;
    const QPointer<EndpointSource> alive(q);
    emit q->changed();
    if (!alive)
        return;
    const auto waiting = std::exchange(renewals, {});
    for (const std::function<void()>& done : waiting)
        done();
}

// The key is kept under the address it was entered for: another server never gets it.
QString EndpointSource::Private::secretName() const
{
    return QStringLiteral("Claude key for ") + addressText();
}

EndpointSource::EndpointSource(const TeamDirectory& directory, Settings* settings, SecretStore* secrets,
                               QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this))
{
    d->directory = directory;
    d->settings = settings;
    d->secrets = secrets;
    d->choose();
}

EndpointSource::~EndpointSource() = default;

const Endpoint& EndpointSource::endpoint() const
{
    return d->endpoint;
}

void EndpointSource::load()
{
    ++d->load;
    d->keyProblem.clear();
    d->choose();
    const auto begin = [this, load = d->load] {
        if (load != d->load)
            return;
        if (d->endpoint.baseUrl.isEmpty()) {
            qCWarning(lcTeam) << "No usable address for Claude in" << d->baseUrlSource;
            d->finish({}, {});
        } else {
            d->readCertificates();
        }
    };
    QTimer::singleShot(0, this, begin);
}

bool EndpointSource::isLoaded() const
{
    return d->loaded;
}

void EndpointSource::renewKey(QObject* context, std::function<void(const Endpoint&)> done)
{
    const bool isUnderWay = !d->renewals.isEmpty();
    d->renewals.append([this, context = QPointer(context), done = std::move(done)] {
        if (context)
            done(d->endpoint);
    });
    if (!isUnderWay)
        load();
}

void EndpointSource::setKey(const QString& key)
{
    const QString name = d->secretName();
    d->secrets->write(name, key.trimmed(), this, [this, name](SecretStore::Place place) {
        d->places.insert(name, place);
        load();
    });
}

void EndpointSource::forgetKey()
{
    d->places.remove(d->secretName());
    d->secrets->remove(d->secretName(), this, [this] { load(); });
}

void EndpointSource::setBaseUrl(const QUrl& url)
{
    if (d->baseUrlLocked)
        return;
    d->settings->setValue(Settings::Key::ClaudeBaseUrl, url.toString());
    load();
}

void EndpointSource::setModels(const QStringList& models)
{
    if (d->modelsLocked)
        return;
    d->settings->setValue(Settings::Key::ClaudeModels, models);
    load();
}

void EndpointSource::setProxy(const QString& proxy)
{
    if (d->proxyLocked)
        return;
    d->settings->setValue(Settings::Key::ClaudeProxy, proxy);
    load();
}

void EndpointSource::setCaFile(const QString& path)
{
    if (d->caFileLocked)
        return;
    d->settings->setValue(Settings::Key::ClaudeCaFile, path);
    load();
}

void EndpointSource::setHeaders(const QList<Endpoint::Header>& headers)
{
    QStringList addresses = d->settings->value(Settings::Key::ClaudeHeaderAddresses).toStringList();
    addresses.removeAll(d->addressText());
    if (!headers.isEmpty())
        addresses.append(d->addressText());
    d->settings->setValue(Settings::Key::ClaudeHeaderAddresses, addresses);
    if (headers.isEmpty())
        d->secrets->remove(d->headersName(), this, [this] { load(); });
    else
        d->secrets->write(d->headersName(), QString::fromLatin1(headersToText(headers)), this,
                          [this](SecretStore::Place) { load(); });
}

QList<Endpoint::Header> EndpointSource::ownHeaders() const
{
    return d->ownHeaders;
}

QStringList EndpointSource::headersOfFiles() const
{
    QStringList names;
    for (const TeamDirectory::HeaderSet& set : std::as_const(d->directory.headers)) {
        for (const Endpoint::Header& header : set.headers) {
            if (!set.baseUrl || *set.baseUrl == d->endpoint.baseUrl)
                names.append(QString::fromLatin1(header.name));
        }
    }
    return names;
}

bool EndpointSource::isProxyLocked() const
{
    return d->proxyLocked;
}

bool EndpointSource::isCaFileLocked() const
{
    return d->caFileLocked;
}

QString EndpointSource::proxySource() const
{
    return d->proxySource;
}

QString EndpointSource::caFile() const
{
    return d->caFile;
}

QString EndpointSource::caFileSource() const
{
    return d->caFileSource;
}

QString EndpointSource::caFileProblem() const
{
    return d->caFileProblem;
}

QStringList EndpointSource::hiddenKeySources() const
{
    return d->hiddenKeys;
}

void EndpointSource::findHiddenKeys()
{
    // What comes after the source in use, in the order in which it would be taken.
    QStringList later;
    for (const char* name : {"ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"}) {
        if (!qEnvironmentVariable(name).trimmed().isEmpty())
            later.append(variableSource(name));
    }
    if (!d->directory.keyCommandLocked && !d->directory.keyCommand.isEmpty())
        later.append(d->commandSource());
    const qsizetype inUse = later.indexOf(d->endpoint.keySource);
    later = later.mid(inUse + 1);
    for (const QString& file : std::as_const(d->directory.hiddenKeyCommandFiles))
        later.append(d->commandSource(file));
    const QString keychain = translated("keychain of this computer");
    d->secrets->read(d->secretName(), this, [this, later, keychain](const std::optional<QString>& key) {
        const bool isOwn = d->endpoint.keySource.isEmpty() || d->endpoint.keySource == keychain ||
                           d->endpoint.keySource == translated("memory, until Parlance ends");
        d->hiddenKeys = isOwn ? QStringList() : later;
        if (key && !key->isEmpty() && !isOwn)
            d->hiddenKeys.append(keychain);
        emit hiddenKeysFound();
    });
}

bool EndpointSource::isBaseUrlLocked() const
{
    return d->baseUrlLocked;
}

bool EndpointSource::areModelsLocked() const
{
    return d->modelsLocked;
}

QString EndpointSource::baseUrlSetBy() const
{
    return d->baseUrlSetBy;
}

QString EndpointSource::baseUrlSource() const
{
    return d->baseUrlSource;
}

std::optional<EndpointSource::BaseUrlProblem> EndpointSource::baseUrlProblem() const
{
    if (!d->endpoint.baseUrl.isEmpty())
        return std::nullopt;
    // The address itself is not repeated: it may hold a password.
    return BaseUrlProblem{translated("The address of Claude cannot be used (%1).").arg(d->baseUrlSource),
                          d->baseUrlRemedy};
}

QString EndpointSource::modelsSource() const
{
    return d->modelsSource;
}

QString EndpointSource::keyProblem() const
{
    return d->keyProblem;
}

} // namespace parlance
