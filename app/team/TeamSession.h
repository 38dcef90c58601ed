// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "assistant/KnownValues.h"
#include "assistant/SchemaIndex.h"
#include "assistant/ServerCheck.h"
#include "knowledge/Knowledge.h"
#include "postgres/ConnectionPool.h"
#include "schema/SchemaReader.h"
#include "team/SignInFailure.h"

#include <QUuid>

#include <optional>

namespace parlance {

//! A signed-in team: its connections, its catalog. One for each window. GUI thread; made by SessionRegistry::open.
class TeamSession final : public QObject {
    Q_OBJECT
public:
    //! What the team knows and its database does not take is kept in \a dataFolder; empty: nowhere.
    TeamSession(const Team& team, const ConnectionParameters& parameters, const QString& dataFolder = QString(),
                QObject* parent = nullptr);

    QUuid id() const; //!< its first eight digits stand in application_name
    const Team& team() const;
    ConnectionPool* pool() const;
    const ServerInfo& server() const;
    const SchemaCatalog& catalog() const;                   //!< empty until catalogRead
    std::shared_ptr<const SchemaIndex> schemaIndex() const; //!< of catalog(); null until catalogRead
    bool isCatalogRead() const;
    //! What the statistics know of columns with few values; empty until knownValuesRead.
    const KnownValues& knownValues() const;
    //! Whether knownValues() is what it will be for this catalog.
    bool areValuesRead() const;
    //! Asks the server about statements before they run, as far as the policy allows.
    ServerCheck* serverCheck() const;
    Knowledge* knowledge() const; //!< read after the catalog, with each refreshCatalog() again
    RunLimits runLimits() const;
    AskLimits askLimits() const;
    //! Why no sample values are sent although the policy allows them, for people; empty when nothing is wrong.
    QString sampleValuesProblem() const;
    bool isSample() const;
    //! \a question as it is asked now: today's date in the session's time zone, the server's version, the team's
    //! instructions, its words and the verified questions nearest to it are set, the rest is left as it is. \a
    //! leaveOut: not the verified question that asks this very text.
    Question completed(Question question, const QString& leaveOut = QString()) const;

    //! Reads the catalog again.
    void refreshCatalog();

signals:
    void catalogRead(const parlance::SchemaCatalog& catalog);
    void catalogFailed(const parlance::PostgresError& error);
    //! After catalogRead, or just before it where sample values go along with a question.
    void knownValuesRead();
    void connectionStateChanged(parlance::Connection::State state); //!< of the shared connection
    void closed();

private:
    friend class SessionRegistry;
    void takeCatalog(const SchemaCatalog& catalog);
    void takeKnownValues(const KnownValues& known);
    void buildIndex(const SchemaCatalog& catalog, const std::optional<KnownValues>& samples = std::nullopt);
    struct Private;
    std::unique_ptr<Private> d;

public:
    ~TeamSession() override;
};

} // namespace parlance
