// SPDX-License-Identifier: GPL-3.0-or-later
#include "team/TeamSession.h"

#include "assistant/KnownValuesReader.h"
#include "assistant/SampleValues.h"
#include "base/Log.h"
#include "base/WhenFinished.h"
#include "knowledge/LocalKnowledge.h"

#include <QtConcurrent>
#include <QTimeZone>

#include <optional>
#include <utility>

namespace parlance {

namespace {

//! The sample's server has another port, or socket, now and then.
QString serverName(const Team& team)
{
    const ConnectionParameters& database = team.database;
    if (team.sample)
        return QStringLiteral("sample/") + database.database;
    return QStringLiteral("%1:%2/%3").arg(database.host, database.port, database.database);
}

} // namespace

struct TeamSession::Private {
    Team team;
    QUuid id;
    ConnectionPool* pool = nullptr;
    SchemaReader* reader = nullptr;
    ServerCheck* serverCheck = nullptr;
    Knowledge* knowledge = nullptr;
    KnownValuesReader* valuesReader = nullptr;
    KnownValues known;
    bool valuesRead = false;
    QStringList unknownPrivate;           //!< private columns that the catalog does not have
    std::optional<SchemaCatalog> waiting; //!< was read, and waits for the values that go into it
    ServerInfo server;
    SchemaCatalog catalog;
    std::shared_ptr<const SchemaIndex> index;
    bool catalogRead = false;
};

TeamSession::TeamSession(const Team& team, const ConnectionParameters& parameters, const QString& dataFolder,
                         QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->team = team;
    // The password lives in the connection's parameters alone.
    d->team.database.password.clear();
    d->id = QUuid::createUuid();
    ConnectionParameters ours = parameters;
    ours.applicationName = QStringLiteral("Parlance ") + d->id.toString(QUuid::WithoutBraces).first(8);
    d->pool = new ConnectionPool(ours, team.policy.maximumConnections, this);
    d->reader = new SchemaReader(d->pool->shared(), runLimits(), this);
    d->serverCheck = new ServerCheck(d->pool->shared(), runLimits(), this);
    d->serverCheck->setAllowed(team.policy.planQueries);
    d->knowledge = new Knowledge(d->pool->shared(), runLimits(), this);
    d->knowledge->setOptions(
        {LocalKnowledge::folderFor(dataFolder, serverName(team)), team.policy.shareKnowledge, team.policy.planQueries});
    d->valuesReader = new KnownValuesReader(d->pool->shared(), runLimits(), this);
    connect(d->pool->shared(), &Connection::openFinished, this,
            [this](const Result<ServerInfo, PostgresError>& result) {
                if (result)
                    d->server = *result;
            });
    connect(d->pool->shared(), &Connection::stateChanged, this, &TeamSession::connectionStateChanged);
    connect(d->reader, &SchemaReader::readFinished, this, [this](const Result<SchemaCatalog, PostgresError>& result) {
        if (!result) {
            if (result.error().kind != PostgresError::Kind::Cancelled)
                emit catalogFailed(result.error());
            return;
        }
        takeCatalog(*result);
        d->knowledge->read(); // the connection is free now
    });
    connect(d->valuesReader, &KnownValuesReader::readFinished, this, &TeamSession::takeKnownValues);
}

TeamSession::~TeamSession() = default;

//! Values that are sent are part of the catalog that is sent; else nobody waits for them.
void TeamSession::takeCatalog(const SchemaCatalog& catalog)
{
    d->valuesRead = false;
    if (d->team.policy.allowAssistant && d->team.policy.shareSampleValues) {
        d->unknownPrivate = unknownPrivateColumns(catalog, d->team.policy.privateColumns);
        if (!d->unknownPrivate.isEmpty())
            qCWarning(lcTeam).noquote() << sampleValuesProblem();
        d->waiting = catalog;
        d->valuesReader->read();
    } else {
        buildIndex(catalog);
    }
}

void TeamSession::takeKnownValues(const KnownValues& known)
{
    d->known = known;
    d->valuesRead = true;
    emit knownValuesRead();
    if (const std::optional<SchemaCatalog> catalog = std::exchange(d->waiting, std::nullopt))
        buildIndex(*catalog, known);
}

//! Milliseconds for what most teams have; for thousands of tables not on this thread.
void TeamSession::buildIndex(const SchemaCatalog& catalog, const std::optional<KnownValues>& samples)
{
    const auto build = [catalog, samples, privateColumns = d->team.policy.privateColumns] {
        return SchemaIndex::build(samples ? withSampleValues(catalog, *samples, privateColumns) : catalog);
    };
    whenFinished(QtConcurrent::run(build), this, [this](const std::shared_ptr<const SchemaIndex>& index) {
        d->index = index;
        d->catalog = index->catalog();
        d->catalogRead = true;
        if (!d->valuesRead)
            d->valuesReader->read();
        emit catalogRead(d->catalog);
    });
}

const KnownValues& TeamSession::knownValues() const
{
    return d->known;
}

bool TeamSession::areValuesRead() const
{
    return d->valuesRead;
}

QUuid TeamSession::id() const
{
    return d->id;
}

const Team& TeamSession::team() const
{
    return d->team;
}

ConnectionPool* TeamSession::pool() const
{
    return d->pool;
}

const ServerInfo& TeamSession::server() const
{
    return d->server;
}

const SchemaCatalog& TeamSession::catalog() const
{
    return d->catalog;
}

std::shared_ptr<const SchemaIndex> TeamSession::schemaIndex() const
{
    return d->index;
}

bool TeamSession::isCatalogRead() const
{
    return d->catalogRead;
}

ServerCheck* TeamSession::serverCheck() const
{
    return d->serverCheck;
}

RunLimits TeamSession::runLimits() const
{
    return d->team.runLimits();
}

AskLimits TeamSession::askLimits() const
{
    AskLimits limits;
    limits.allowed = d->team.policy.allowAssistant;
    limits.shareSampleValues = d->team.policy.shareSampleValues && d->unknownPrivate.isEmpty();
    limits.schemaTokenBudget = d->team.policy.schemaTokenBudget;
    limits.timeZone = d->team.policy.timeZone.isEmpty() ? d->server.timeZone : d->team.policy.timeZone;
    return limits;
}

QString TeamSession::sampleValuesProblem() const
{
    if (d->unknownPrivate.isEmpty())
        return {};
    return tr("No sample values are sent: the private column %1 of the team's configuration is not among the columns "
              "that you may read. Correct its name in privateColumns.")
        .arg(d->unknownPrivate.join(QStringLiteral(", ")));
}

bool TeamSession::isSample() const
{
    return d->team.sample;
}

Knowledge* TeamSession::knowledge() const
{
    return d->knowledge;
}

Question TeamSession::completed(Question question, const QString& leaveOut) const
{
    question.glossary = d->knowledge->glossary();
    question.examples.clear();
    for (const VerifiedQuestion& near : d->knowledge->nearest(question.text, Question::mostExamples, leaveOut))
        question.examples += {near.question, near.sql};
    question.instructions = d->team.instructions;
    question.timeZone = askLimits().timeZone;
    const QTimeZone zone(question.timeZone.toUtf8());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    question.today = (zone.isValid() ? now.toTimeZone(zone) : now.toLocalTime()).date();
    question.serverVersion = d->server.versionText;
    return question;
}

void TeamSession::refreshCatalog()
{
    d->reader->read();
}

} // namespace parlance
