// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/TeamDirectory.h"

#include "team/ConfigurationFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace parlance {

namespace {

using Severity = ConfigurationProblem::Severity;
constexpr qint64 largestPriceList = 4 * 1024 * 1024;

QString translated(const char* text)
{
    return QCoreApplication::translate("TeamDirectory", text);
}

//! A folder's files: teams.json first, then teams.d by name.
QList<ConfigurationFile> readFolder(const QString& folder, bool machineWide)
{
    const QDir main(folder);
    QList<ConfigurationFile> files{readConfigurationFile(main.absoluteFilePath(QStringLiteral("teams.json")),
                                                         ConfigurationFile::Role::Main, machineWide)};
    const QDir additional(main.absoluteFilePath(QStringLiteral("teams.d")));
    const QStringList names = additional.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (const QString& name : names)
        files.append(
            readConfigurationFile(additional.absoluteFilePath(name), ConfigurationFile::Role::Additional, machineWide));
    return files;
}

ConfigurationProblem aboutTeam(Severity severity, const Team& team, const QString& message)
{
    return {severity, team.sourceFile, 0, 0, QString(), message};
}

void addMachineTeams(TeamDirectory& directory, const QList<ConfigurationFile>& files)
{
    for (const ConfigurationFile& file : files) {
        for (const Team& team : file.teams) {
            if (const Team* first = directory.find(team.id))
                directory.problems.append(
                    aboutTeam(Severity::Error, team,
                              translated("A team with the id \"%1\" stands in %2 already; this one is left out.")
                                  .arg(team.id, first->sourceFile)));
            else
                directory.teams.append(team);
        }
    }
}

void addUserTeam(TeamDirectory& directory, Team team)
{
    if (directory.restrictUserTeams) {
        directory.problems.append(
            aboutTeam(Severity::Warning, team,
                      translated("The team \"%1\" is left out: your administrator allows the company's teams only.")
                          .arg(team.id)));
        return;
    }
    if (const Team* first = directory.find(team.id)) {
        // An id in both is the machine's: that is a rule, not a mistake. Twice in the user's own files is one.
        directory.problems.append(
            aboutTeam(first->machineWide ? Severity::Warning : Severity::Error, team,
                      translated("A team with the id \"%1\" stands in %2 already; this one is left out.")
                          .arg(team.id, first->sourceFile)));
        return;
    }
    if (const auto bound = directory.boundPolicy(team.database); bound && *bound != team.policy) {
        directory.problems.append(
            aboutTeam(Severity::Warning, team,
                      translated("The team \"%1\" reaches a database of the company's: the company's policy holds.")
                          .arg(team.id)));
        team.policy = *bound;
    }
    directory.teams.append(team);
}

//! A file that cannot be read leaves no price at all: another list's would be wrong in silence.
void readPrices(TeamDirectory& directory, const QString& path, const QString& namedBy)
{
    directory.modelPricesFile = path;
    QFile source(path);
    Result<ModelPrices, QString> prices = unexpected(QString());
    if (!source.open(QIODevice::ReadOnly))
        prices = unexpected(source.errorString());
    else
        prices = ModelPrices::fromJson(source.read(largestPriceList));
    directory.modelPrices = prices.value_or(ModelPrices());
    if (!prices)
        directory.problems.append({Severity::Error, namedBy, 0, 0, QStringLiteral("claude.modelsFile"),
                                   translated("The prices of models in %1 cannot be read: %2")
                                       .arg(QDir::toNativeSeparators(path), prices.error())});
}

//! Takes what the file says of claude.* where nothing before it did.
void addClaude(TeamDirectory& directory, const ConfigurationFile& file, bool machineWide)
{
    const bool addressFree = directory.claudeBaseUrlFile.isEmpty() && !directory.claudeBaseUrlLocked;
    if (file.baseUrl && addressFree) {
        directory.claude.baseUrl = *file.baseUrl;
        directory.claudeBaseUrlFile = file.file;
        directory.claudeBaseUrlLocked = machineWide;
    }
    if (file.models && directory.claudeModelsFile.isEmpty()) {
        directory.claude.models = *file.models;
        directory.claudeModelsFile = file.file;
        directory.claudeModelsLocked = machineWide;
    }
    if (file.authentication && directory.claudeAuthenticationFile.isEmpty()) {
        directory.claude.authentication = *file.authentication;
        directory.claudeAuthenticationFile = file.file;
        directory.claudeAuthenticationLocked = machineWide;
    }
    if (file.keyCommand && !file.keyCommand->isEmpty() && !directory.keyCommandFile.isEmpty())
        directory.hiddenKeyCommandFiles.append(file.file);
    if (file.keyCommand && directory.keyCommandFile.isEmpty()) {
        directory.keyCommand = *file.keyCommand;
        directory.keyCommandFile = file.file;
        directory.keyCommandLocked = machineWide;
    }
    if (file.headers && !file.headers->isEmpty())
        directory.headers.append({*file.headers, file.baseUrl, file.file});
    if (file.proxy && directory.proxyFile.isEmpty()) {
        directory.proxy = *file.proxy;
        directory.proxyFile = file.file;
        directory.proxyLocked = machineWide;
    }
    if (file.caFile && directory.caFileSource.isEmpty()) {
        directory.caFile = *file.caFile;
        directory.caFileSource = file.file;
    }
    if (file.modelsFile && directory.modelPricesFile.isEmpty())
        readPrices(directory, *file.modelsFile, file.file);
}

void addSampleTeams(TeamDirectory& directory)
{
    const QList<Team> samples = sampleTeams();
    for (const Team& team : samples) {
        if (directory.find(team.id))
            directory.problems.append(
                {Severity::Warning, QString(), 0, 0, QStringLiteral("sampleWorkspace"),
                 translated("The sample team \"%1\" is left out: a team of yours has its id.").arg(team.id)});
        else
            directory.teams.append(team);
    }
}

// Every way to say "this computer" is one host, so that a policy cannot be left by spelling it another way.
QStringList hostsOf(const ConnectionParameters& database)
{
    QStringList hosts = database.host.split(u',');
    const QString address = database.extra.value(QStringLiteral("hostaddr"));
    if (!address.isEmpty())
        hosts += address.split(u',');
    for (QString& host : hosts) {
        host = host.trimmed().toLower();
        while (host.endsWith(u'.'))
            host.chop(1);
        const bool here = host.isEmpty() || host.startsWith(u'/') || host.startsWith(u'@') ||
                          host == QStringLiteral("::1") || host.startsWith(QStringLiteral("127."));
        if (here)
            host = QStringLiteral("localhost");
    }
    return hosts;
}

// libpq takes the user's name for a database that is not named.
QString databaseOf(const ConnectionParameters& parameters)
{
    return parameters.database.isEmpty() ? parameters.user : parameters.database;
}

bool sameDatabase(const ConnectionParameters& one, const ConnectionParameters& other)
{
    if (databaseOf(one) != databaseOf(other))
        return false;
    const QStringList hosts = hostsOf(one);
    const QStringList others = hostsOf(other);
    return std::any_of(hosts.cbegin(), hosts.cend(), [&others](const QString& host) { return others.contains(host); });
}

// Zero means no limit.
template <typename Number>
Number stricterLimit(Number one, Number other)
{
    if (one == 0 || other == 0)
        return std::max(one, other);
    return std::min(one, other);
}

// Less than zero means no limit.
qint64 smallerLimit(qint64 one, qint64 other)
{
    if (one < 0 || other < 0)
        return std::max(one, other);
    return std::min(one, other);
}

Budget strictestBudget(Budget budget, const Budget& other)
{
    // Amounts of two currencies cannot be weighed against each other: the first that names one holds.
    if (!budget.hasMoney())
        budget.currency = other.currency;
    if (budget.currency == other.currency) {
        budget.perDay = smallerLimit(budget.perDay, other.perDay);
        budget.perMonth = smallerLimit(budget.perMonth, other.perMonth);
    }
    budget.tokensPerDay = smallerLimit(budget.tokensPerDay, other.tokensPerDay);
    budget.tokensPerMonth = smallerLimit(budget.tokensPerMonth, other.tokensPerMonth);
    budget.warnAtPercent = std::min(budget.warnAtPercent, other.warnAtPercent);
    return budget;
}

//! A budget in another currency than the prices would never stop anything: it refuses its team, as any policy does that
//! cannot be kept.
void refuseOtherCurrencies(TeamDirectory& directory)
{
    const QString currency = directory.modelPrices.currency();
    directory.teams.removeIf([&directory, &currency](const Team& team) {
        if (!team.policy.budget.hasMoney() || team.policy.budget.currency == currency)
            return false;
        const Team::Place& place = team.budgetPlace;
        directory.problems.append(
            {Severity::Error, team.sourceFile, place.line, place.column, place.key,
             translated("The budget of the team \"%1\" is in %2, but the prices of models are in %3, so that it would "
                        "never stop anything; the team is left out. Give the budget in %3 or limit tokens.")
                 .arg(team.id, team.policy.budget.currency, currency)});
        return true;
    });
}

Policy strictest(Policy policy, const Policy& other)
{
    policy.allowWrites = policy.allowWrites && other.allowWrites;
    policy.allowAssistant = policy.allowAssistant && other.allowAssistant;
    policy.shareSampleValues = policy.shareSampleValues && other.shareSampleValues;
    policy.privateColumns += other.privateColumns;
    policy.planQueries = policy.planQueries && other.planQueries;
    policy.shareKnowledge = policy.shareKnowledge && other.shareKnowledge;
    policy.schemaTokenBudget = std::min(policy.schemaTokenBudget, other.schemaTokenBudget);
    policy.statementTimeoutSeconds = stricterLimit(policy.statementTimeoutSeconds, other.statementTimeoutSeconds);
    policy.exportTimeoutSeconds = stricterLimit(policy.exportTimeoutSeconds, other.exportTimeoutSeconds);
    policy.maximumRows = stricterLimit(policy.maximumRows, other.maximumRows);
    policy.maximumConnections = std::min(policy.maximumConnections, other.maximumConnections);
    policy.allowSpill = policy.allowSpill && other.allowSpill;
    policy.prewarm = policy.prewarm && other.prewarm;
    policy.budget = strictestBudget(policy.budget, other.budget);
    if (policy.spillFolder.isEmpty())
        policy.spillFolder = other.spillFolder;
    if (policy.timeZone.isEmpty())
        policy.timeZone = other.timeZone;
    return policy;
}

} // namespace

QString ConfigurationProblem::toString() const
{
    QString place = QDir::toNativeSeparators(file);
    if (line > 0)
        place += QStringLiteral(":%1:%2").arg(line).arg(column);
    QStringList parts;
    if (!place.isEmpty())
        parts.append(place);
    if (!key.isEmpty())
        parts.append(key);
    parts.append(message);
    return parts.join(QStringLiteral(": "));
}

TeamDirectory TeamDirectory::read(const AppPaths& paths)
{
    TeamDirectory directory;
    directory.claude.models = {QStringLiteral("claude-sonnet-4-5-20250929"), QStringLiteral("claude-sonnet-5-5")};
    const QList<ConfigurationFile> machine = readFolder(paths.machineConfigFolder, true);
    const bool sameFolder = QDir(paths.userConfigFolder) == QDir(paths.machineConfigFolder);
    const QList<ConfigurationFile> user =
        sameFolder ? QList<ConfigurationFile>() : readFolder(paths.userConfigFolder, false);

    bool configured = false;
    std::optional<bool> sample;
    for (const ConfigurationFile& file : machine + user) {
        configured = configured || file.entries > 0 || file.broken;
        if (!sample)
            sample = file.sampleWorkspace;
        directory.problems += file.problems;
        directory.restrictUserTeams |= file.restrictUserTeams;
        directory.restrictConnect |= file.restrictConnect;
        directory.restrictOtherEndpoints |= file.restrictOtherEndpoints;
    }
    for (const ConfigurationFile& file : machine)
        addClaude(directory, file, true);
    // Without an address of its own the machine-wide file means Anthropic's when it forbids all others.
    directory.claudeBaseUrlLocked |= directory.restrictOtherEndpoints;
    addMachineTeams(directory, machine);
    for (const ConfigurationFile& file : user) {
        addClaude(directory, file, false);
        for (const Team& team : file.teams)
            addUserTeam(directory, team);
    }
    refuseOtherCurrencies(directory);
    directory.sampleWorkspace = sample.value_or(!configured);
    if (directory.sampleWorkspace)
        addSampleTeams(directory);
    return directory;
}

const Team* TeamDirectory::find(const QString& id) const
{
    const auto team = std::find_if(teams.cbegin(), teams.cend(), [&id](const Team& t) { return t.id == id; });
    return team == teams.cend() ? nullptr : &*team;
}

std::optional<Policy> TeamDirectory::boundPolicy(const ConnectionParameters& database) const
{
    std::optional<Policy> bound;
    for (const Team& team : teams) {
        if (!team.machineWide || !sameDatabase(team.database, database))
            continue;
        if (team.database.user == database.user)
            return team.policy;
        bound = bound ? strictest(*bound, team.policy) : team.policy;
    }
    return bound;
}

Result<Team, PostgresError> TeamDirectory::teamForConnection(const QString& conninfo) const
{
    if (restrictConnect) {
        PostgresError error;
        error.kind = PostgresError::Kind::ConfigurationInvalid;
        error.message =
            translated("Your administrator allows the configured teams only, so --connect is not possible here.");
        return unexpected(error);
    }
    const auto parameters = ConnectionParameters::fromConnectionString(conninfo);
    if (!parameters)
        return unexpected(parameters.error());
    Team team;
    team.database = *parameters;
    team.name = databaseOf(*parameters);
    team.id = team.name;
    team.policy = boundPolicy(*parameters).value_or(Policy());
    return team;
}

} // namespace parlance
