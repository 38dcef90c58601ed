// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/ConfigurationFile.h"

#include "team/ClaudeSection.h"
#include "team/ConfigurationObject.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace parlance {

namespace {

using Severity = ConfigurationProblem::Severity;
constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr int aDay = 24 * 60 * 60;

QString translated(const char* text)
{
    return QCoreApplication::translate("ConfigurationFile", text);
}

bool isThisComputer(const QString& host)
{
    if (host.startsWith(u'/') || host.startsWith(u'@'))
        return true;
    return host == QStringLiteral("localhost") || host == QStringLiteral("::1") ||
           host.startsWith(QStringLiteral("127."));
}

// Silent contract, so the safe choice: what a certificate can prove when there is an authority to ask, encryption at
// least when the words travel over a network, libpq's own default when they never leave the computer.
QString defaultSslMode(const ConnectionParameters& database)
{
    if (!database.sslRootCertificate.isEmpty())
        return QStringLiteral("verify-full");
    return isThisComputer(database.host) ? QStringLiteral("prefer") : QStringLiteral("require");
}

bool hasControlCharacters(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

void require(ConfigurationObject& object, const QString& key, QString& value)
{
    if (object.read(key, value) && value.trimmed().isEmpty())
        object.refuse(key, translated("This must not be empty."));
    else if (hasControlCharacters(value))
        object.refuse(key, translated("This must not hold tabs, line ends or other control characters."));
    else if (!object.has(key))
        object.refuse(key, translated("This key is missing."));
}

bool readDatabase(ConfigurationText& text, const LocatedJson& node, const QString& path, Team& team)
{
    ConfigurationObject object(text, node, path);
    ConnectionParameters& database = team.database;
    require(object, QStringLiteral("host"), database.host);
    require(object, QStringLiteral("name"), database.database);
    require(object, QStringLiteral("user"), database.user);
    int port = 5432;
    object.read(QStringLiteral("port"), port, 1, 65535);
    database.port = QString::number(port);
    object.read(QStringLiteral("allowEmptyPassword"), database.allowEmptyPassword);
    if (object.read(QStringLiteral("sslRootCertificate"), database.sslRootCertificate) &&
        !database.sslRootCertificate.isEmpty() && database.sslRootCertificate != QStringLiteral("system"))
        database.sslRootCertificate = text.resolved(database.sslRootCertificate);
    database.sslMode = defaultSslMode(database);
    object.readWord(QStringLiteral("sslMode"), database.sslMode,
                    {QStringLiteral("disable"), QStringLiteral("allow"), QStringLiteral("prefer"),
                     QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")});
    object.read(QStringLiteral("searchPath"), team.searchPath);
    object.finish();
    return object.isValid();
}

bool readBudget(ConfigurationText& text, const LocatedJson& node, const QString& path, Budget& budget)
{
    ConfigurationObject object(text, node, path);
    constexpr double mostMoney = 1'000'000;
    constexpr qint64 mostTokens = 1'000'000'000'000;
    if (object.read(QStringLiteral("currency"), budget.currency)) {
        budget.currency = budget.currency.toUpper();
        static const QRegularExpression code(QStringLiteral("^[A-Z]{3}$"));
        if (!code.match(budget.currency).hasMatch())
            object.refuse(QStringLiteral("currency"), translated("This must be three letters, as USD."));
    }
    const auto readMoney = [&](const QString& key, qint64& limit) {
        double amount = 0;
        if (object.read(key, amount, 0, mostMoney))
            limit = costOf(amount, budget.currency).trillionths;
    };
    readMoney(QStringLiteral("perDay"), budget.perDay);
    readMoney(QStringLiteral("perMonth"), budget.perMonth);
    object.read(QStringLiteral("tokensPerDay"), budget.tokensPerDay, 0, mostTokens);
    object.read(QStringLiteral("tokensPerMonth"), budget.tokensPerMonth, 0, mostTokens);
    object.read(QStringLiteral("warnAtPercent"), budget.warnAtPercent, 1, 100);
    object.finish();
    return object.isValid();
}

//! Whether the currency fits the prices is known when all files are read: what is wrong then is said here.
Team::Place budgetPlaceOf(const ConfigurationText& text, const LocatedJson& budget, const QString& path)
{
    const QString currency = QStringLiteral("currency");
    const LocatedJson* node = budget.find(currency);
    const TextPosition position = textPosition(text.bytes, node ? node->offset : budget.offset);
    return {position.line, position.column, node ? path + u'.' + currency : path};
}

bool readPolicy(ConfigurationText& text, const LocatedJson& node, const QString& path, Team& team)
{
    Policy& policy = team.policy;
    ConfigurationObject object(text, node, path);
    object.read(QStringLiteral("allowWrites"), policy.allowWrites);
    object.read(QStringLiteral("allowAssistant"), policy.allowAssistant);
    object.read(QStringLiteral("shareSampleValues"), policy.shareSampleValues);
    object.read(QStringLiteral("planQueries"), policy.planQueries);
    object.read(QStringLiteral("shareKnowledge"), policy.shareKnowledge);
    object.read(QStringLiteral("schemaTokenBudget"), policy.schemaTokenBudget, 1000, 1'000'000);
    object.read(QStringLiteral("timeZone"), policy.timeZone);
    object.read(QStringLiteral("statementTimeoutSeconds"), policy.statementTimeoutSeconds, 0, 30 * aDay);
    object.read(QStringLiteral("exportTimeoutSeconds"), policy.exportTimeoutSeconds, 0, 30 * aDay);
    object.read(QStringLiteral("maximumRows"), policy.maximumRows, 0, 1'000'000'000);
    // One connection is shared by catalog and checks, so a tab needs a second one.
    object.read(QStringLiteral("maximumConnections"), policy.maximumConnections, 2, 100);
    object.read(QStringLiteral("allowSpill"), policy.allowSpill);
    if (object.read(QStringLiteral("spillFolder"), policy.spillFolder) && !policy.spillFolder.isEmpty())
        policy.spillFolder = text.resolved(policy.spillFolder);
    object.read(QStringLiteral("prewarm"), policy.prewarm);
    QStringList privateColumns; // beside policy, or in it: who wrote it there meant it
    if (object.read(QStringLiteral("privateColumns"), privateColumns))
        policy.privateColumns += privateColumns;
    bool valid = true;
    if (const LocatedJson* budget = object.node(QStringLiteral("budget"), LocatedJson::Type::Object)) {
        const QString where = object.pathOf(QStringLiteral("budget"));
        valid = readBudget(text, *budget, where, policy.budget);
        team.budgetPlace = budgetPlaceOf(text, *budget, where);
    }
    object.finish();
    return valid && object.isValid();
}

bool readContact(ConfigurationText& text, const LocatedJson& node, const QString& path, Team& team)
{
    ConfigurationObject object(text, node, path);
    object.read(QStringLiteral("text"), team.contactText);
    QString address;
    if (object.read(QStringLiteral("url"), address) && !address.isEmpty()) {
        const QUrl url(address, QUrl::StrictMode);
        const QStringList schemes{QStringLiteral("https"), QStringLiteral("http"), QStringLiteral("mailto")};
        if (url.isValid() && schemes.contains(url.scheme()))
            team.contactUrl = url;
        else
            object.warn(QStringLiteral("url"),
                        translated("This is no address that begins with https:, http: or mailto:; it is ignored."));
    }
    object.finish();
    return object.isValid();
}

void readAccent(ConfigurationObject& object, Team& team)
{
    static const QRegularExpression colour(QStringLiteral("^#[0-9a-fA-F]{6}$"));
    const QString key = QStringLiteral("accent");
    QString accent;
    if (!object.read(key, accent))
        return;
    if (colour.match(accent).hasMatch())
        team.accent = accent.toLower();
    else
        object.warn(key, translated("This is no colour of the form #rrggbb; the usual one is used."));
}

//! Calls \a reader for the object under \a key, if there is one of the right type.
template <typename Reader>
bool readPart(ConfigurationObject& object, const QString& key, Reader reader)
{
    const LocatedJson* node = object.node(key, LocatedJson::Type::Object);
    return node ? reader(*node, object.pathOf(key)) : true;
}

std::optional<Team> readTeam(ConfigurationText& text, const LocatedJson& node, const QString& path)
{
    if (node.type != LocatedJson::Type::Object) {
        text.report(Severity::Error, node.offset, path, translated("A team must be an object."));
        return std::nullopt;
    }
    Team team;
    team.sourceFile = text.file;
    ConfigurationObject object(text, node, path);
    require(object, QStringLiteral("id"), team.id);
    team.name = team.id;
    object.read(QStringLiteral("name"), team.name);
    object.read(QStringLiteral("description"), team.description);
    object.read(QStringLiteral("reachHint"), team.reachHint);
    object.read(QStringLiteral("instructions"), team.instructions);
    object.read(QStringLiteral("privateColumns"), team.policy.privateColumns);
    readAccent(object, team);
    // Every part is read, so that all that is wrong with a team is said at once.
    bool valid = readPart(object, QStringLiteral("contact"), [&](const LocatedJson& part, const QString& where) {
        return readContact(text, part, where, team);
    });
    valid &= readPart(object, QStringLiteral("database"), [&](const LocatedJson& part, const QString& where) {
        return readDatabase(text, part, where, team);
    });
    valid &= readPart(object, QStringLiteral("policy"), [&](const LocatedJson& part, const QString& where) {
        return readPolicy(text, part, where, team);
    });
    if (!object.has(QStringLiteral("database")))
        object.refuse(QStringLiteral("database"), translated("This key is missing."));
    object.finish();
    if (!valid || !object.isValid())
        return std::nullopt;
    return team;
}

void readTeams(ConfigurationText& text, const LocatedJson& list, bool machineWide, ConfigurationFile& result)
{
    result.entries = qsizetype(list.elements.size());
    for (std::size_t i = 0; i < list.elements.size(); ++i) {
        const QString path = QStringLiteral("teams[%1]").arg(i);
        std::optional<Team> team = readTeam(text, list.elements[i], path);
        if (!team)
            continue;
        const auto sameId = [&team](const Team& other) { return other.id == team->id; };
        if (std::any_of(result.teams.cbegin(), result.teams.cend(), sameId)) {
            const LocatedJson* id = list.elements[i].find(QStringLiteral("id"));
            text.report(Severity::Error, id->offset, path + QStringLiteral(".id"),
                        translated("A team with the id \"%1\" stands in this file already; this one is left out.")
                            .arg(team->id));
            continue;
        }
        team->machineWide = machineWide;
        result.teams.append(*team);
    }
}

void readRestrictions(ConfigurationText& text, const LocatedJson& node, ConfigurationFile& result)
{
    ConfigurationObject object(text, node, QStringLiteral("restrict"));
    // A restriction that cannot be understood restricts: the administrator wanted one.
    const auto read = [&object](const QString& key, bool& value) {
        if (object.has(key) && !object.read(key, value))
            value = true;
        else
            object.node(key, LocatedJson::Type::Boolean);
    };
    read(QStringLiteral("userTeams"), result.restrictUserTeams);
    read(QStringLiteral("connect"), result.restrictConnect);
    read(QStringLiteral("otherEndpoints"), result.restrictOtherEndpoints);
    object.finish();
}

//! Says whether this file is written for us. A format that Parlance does not know is not guessed at.
bool readFormat(ConfigurationObject& root)
{
    const QString key = QStringLiteral("format");
    if (!root.has(key)) {
        root.warn(key, translated("\"format\": 1 is missing; the file is read as format 1."));
        return true;
    }
    const LocatedJson* format = root.node(key, LocatedJson::Type::Integer);
    if (format && format->integer == 1)
        return true;
    if (format)
        root.refuse(key, translated("This Parlance reads format 1 only; the file needs another version."));
    return false;
}

//! What only teams.json itself may say.
void readMainParts(ConfigurationText& text, ConfigurationObject& root, bool machineWide, ConfigurationFile& result)
{
    bool sample = false;
    if (root.read(QStringLiteral("sampleWorkspace"), sample))
        result.sampleWorkspace = sample;
    if (const LocatedJson* claude = root.node(QStringLiteral("claude"), LocatedJson::Type::Object))
        readClaudeSection(text, *claude, result);
    else if (root.has(QStringLiteral("claude")))
        result.baseUrl = QUrl();
    const QString key = QStringLiteral("restrict");
    const LocatedJson* restrictions = root.node(key, LocatedJson::Type::Object);
    if (!root.has(key))
        return;
    if (!machineWide)
        root.warn(key, translated("Only the machine-wide file can restrict; this is ignored."));
    else if (restrictions)
        readRestrictions(text, *restrictions, result);
    else
        result.restrictUserTeams = result.restrictConnect = result.restrictOtherEndpoints = true;
}

ConfigurationFile brokenFile(ConfigurationText text, ConfigurationFile::Role role, bool machineWide)
{
    ConfigurationFile result;
    result.file = text.file;
    result.broken = true;
    // Which address it names cannot be known, and the public one is not taken in its place.
    if (role == ConfigurationFile::Role::Main)
        result.baseUrl = QUrl();
    // Nor what the administrator forbade: all of it is forbidden until the file is mended.
    if (machineWide && role == ConfigurationFile::Role::Main)
        result.restrictUserTeams = result.restrictConnect = result.restrictOtherEndpoints = true;
    result.problems = std::move(text.problems);
    return result;
}

} // namespace

std::optional<QUrl> baseUrlFromText(const QString& text)
{
    QString address = text.trimmed();
    while (address.endsWith(u'/'))
        address.chop(1);
    if (address.endsWith(QStringLiteral("/v1")))
        address.chop(3);
    while (address.endsWith(u'/'))
        address.chop(1);
    const QUrl url(address, QUrl::StrictMode);
    const bool web = url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http");
    if (!url.isValid() || !web || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return std::nullopt;
    return url;
}

ConfigurationFile readConfiguration(const QByteArray& bytes, const QString& file, ConfigurationFile::Role role,
                                    bool machineWide)
{
    ConfigurationText text{file, bytes, {}};
    const auto parsed = parseLocatedJson(bytes);
    if (!parsed) {
        text.report(Severity::Error, parsed.error().offset, QString(), parsed.error().message);
        return brokenFile(std::move(text), role, machineWide);
    }
    if (parsed->type != LocatedJson::Type::Object) {
        text.report(Severity::Error, parsed->offset, QString(), translated("The file must hold one JSON object."));
        return brokenFile(std::move(text), role, machineWide);
    }
    ConfigurationObject root(text, *parsed, QString());
    if (!readFormat(root))
        return brokenFile(std::move(text), role, machineWide);
    ConfigurationFile result;
    result.file = file;
    if (const LocatedJson* teams = root.node(QStringLiteral("teams"), LocatedJson::Type::Array))
        readTeams(text, *teams, machineWide, result);
    else if (root.has(QStringLiteral("teams")))
        result.entries = 1; // somebody meant to name teams
    if (role == ConfigurationFile::Role::Main)
        readMainParts(text, root, machineWide, result);
    root.finish();
    result.problems = std::move(text.problems);
    return result;
}

ConfigurationFile readConfigurationFile(const QString& file, ConfigurationFile::Role role, bool machineWide)
{
    QFile source(file);
    if (!source.exists())
        return {};
    ConfigurationText text{file, {}, {}};
    if (!source.open(QIODevice::ReadOnly)) {
        text.problems.append({Severity::Error, file, 0, 0, QString(),
                              translated("The file cannot be read: %1.").arg(source.errorString())});
        return brokenFile(std::move(text), role, machineWide);
    }
    const QByteArray bytes = source.read(largestFile + 1);
    if (bytes.size() > largestFile) {
        text.problems.append({Severity::Error, file, 0, 0, QString(), translated("The file is larger than 16 MB.")});
        return brokenFile(std::move(text), role, machineWide);
    }
    return readConfiguration(bytes, file, role, machineWide);
}

} // namespace parlance
