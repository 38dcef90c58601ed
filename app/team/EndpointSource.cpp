// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/EndpointSource.h"

#include "base/CommandRunner.h"
#include "base/Log.h"
#include "base/WhenFinished.h"
#include "team/ConfigurationFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QtConcurrent>

namespace parlance {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("EndpointSource", text);
}

//! A value together with who said it.
template <typename T>
struct Sourced {
    T value;
    QString source;
    bool locked = false; //!< said by more than the settings
    QString remedy = {}; //!< what to do where the value cannot be used
    QString setBy = {};  //!< a sentence that names who locked it
};

QString variableSource(const char* name)
{
    return translated("environment variable %1").arg(QString::fromLatin1(name));
}

Sourced<QUrl> chooseBaseUrl(const TeamDirectory& directory, const Settings* settings)
{
    const QString file = QDir::toNativeSeparators(directory.claudeBaseUrlFile);
    const QString mendFile = translated("Correct that file, where claude.baseUrl must begin with https:// and name a "
                                        "host, and start Parlance again.");
    if (directory.claudeBaseUrlLocked)
        return {directory.claude.baseUrl, file.isEmpty() ? translated("your administrator") : file, true, mendFile,
                file.isEmpty() ? translated("Set by your administrator.")
                               : translated("Set by your administrator (%1).").arg(file)};
    const QString fromEnvironment = qEnvironmentVariable("ANTHROPIC_BASE_URL");
    if (!fromEnvironment.isEmpty())
        return {baseUrlFromText(fromEnvironment).value_or(QUrl()), variableSource("ANTHROPIC_BASE_URL"), true,
                translated("Set it to an address that begins with https:// and names a host, or unset it, and start "
                           "Parlance again."),
                translated("Set by the environment variable %1.").arg(QStringLiteral("ANTHROPIC_BASE_URL"))};
    if (!file.isEmpty())
        return {directory.claude.baseUrl, file, true, mendFile, translated("Set by the file %1.").arg(file)};
    const QString fromSettings = settings->value(Settings::Key::ClaudeBaseUrl).toString();
    if (!fromSettings.isEmpty())
        return {baseUrlFromText(fromSettings).value_or(QUrl()), translated("settings"), false,
                translated("Enter one there that begins with https:// and names a host.")};
    return {Endpoint().baseUrl, translated("default"), false};
}

Sourced<QStringList> chooseModels(const TeamDirectory& directory, const Settings* settings)
{
    if (!directory.claudeModelsFile.isEmpty())
        return {directory.claude.models, QDir::toNativeSeparators(directory.claudeModelsFile), true};
    const QStringList fromSettings = settings->value(Settings::Key::ClaudeModels).toStringList();
    if (!fromSettings.isEmpty())
        return {fromSettings, translated("settings"), false};
    return {directory.claude.models, translated("default"), false};
}

//! The key command's answer: a key, or why there is none.
struct CommandKey {
    QString key;
    QString problem;
};

CommandKey keyFromCommand(const QStringList& command)
{
    Command run;
    run.program = command.first();
    run.arguments = command.mid(1);
    run.environment = QProcessEnvironment::systemEnvironment();
    run.environment.remove(QStringLiteral("PARLANCE_PASSWORD"));
    const auto output = runCommand(run);
    if (!output)
        return {{}, output.error().message};
    if (output->exitCode != 0)
        return {{}, translated("The key command %1 ended with status %2.").arg(run.program).arg(output->exitCode)};
    const QByteArray& text = output->standardOutput;
    const QString line = QString::fromUtf8(text.split('\n').first()).trimmed();
    if (line.isEmpty())
        return {{}, translated("The key command %1 printed no key in its first line.").arg(run.program)};
    return {line, {}};
}

} // namespace

struct EndpointSource::Private {
    explicit Private(EndpointSource* source)
        : q(source)
    {}
    void choose();
    bool takeFromEnvironment();
    void runKeyCommand();
    void readKeychain();
    void finish(const QString& key, const QString& source);
    QString secretName() const;

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
    bool baseUrlLocked = false;
    bool modelsLocked = false;
    bool loaded = false;
    quint64 load = 0; //!< counts loads, so that a late answer to an older one is dropped
    QHash<QString, SecretStore::Place> places;
};

// Everything but the key; known at once.
void EndpointSource::Private::choose()
{
    const Sourced<QUrl> baseUrl = chooseBaseUrl(directory, settings);
    const Sourced<QStringList> models = chooseModels(directory, settings);
    endpoint = directory.claude;
    endpoint.baseUrl = baseUrl.value;
    endpoint.models = models.value;
    baseUrlSource = baseUrl.source;
    baseUrlSetBy = baseUrl.setBy;
    baseUrlRemedy = baseUrl.remedy;
    baseUrlLocked = baseUrl.locked;
    modelsSource = models.source;
    modelsLocked = models.locked;
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
    whenFinished(QtConcurrent::run(run), q, [this, load = load](const CommandKey& answer) {
        if (load != this->load)
            return;
        keyProblem = answer.problem;
        const QString file = QDir::toNativeSeparators(directory.keyCommandFile);
        if (!answer.key.isEmpty() || directory.keyCommandLocked)
            finish(answer.key, translated("key command in %1").arg(file));
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
    emit q->changed();
}

// The key is kept under the address it was entered for: another server never gets it.
QString EndpointSource::Private::secretName() const
{
    return QStringLiteral("Claude key for ") + endpoint.baseUrl.toString(QUrl::RemoveUserInfo);
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
        } else if (d->directory.keyCommandLocked && !d->directory.keyCommand.isEmpty()) {
            d->runKeyCommand();
        } else if (!d->takeFromEnvironment()) {
            if (d->directory.keyCommand.isEmpty())
                d->readKeychain();
            else
                d->runKeyCommand();
        }
    };
    QTimer::singleShot(0, this, begin);
}

bool EndpointSource::isLoaded() const
{
    return d->loaded;
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
