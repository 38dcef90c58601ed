// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "assistant/Assistant.h"
#include "assistant/SchemaIndex.h"
#include "assistant/ServerCheck.h"
#include "postgres/ConnectionPool.h"
#include "schema/SchemaReader.h"
#include "team/SignInFailure.h"

#include <QUuid>

namespace parlance {

//! A signed-in team: its connections, its catalog. One for each window. GUI thread; made by SessionRegistry::open.
class TeamSession final : public QObject {
    Q_OBJECT
public:
    TeamSession(const Team& team, const ConnectionParameters& parameters, QObject* parent = nullptr);

    QUuid id() const; //!< its first eight digits stand in application_name
    const Team& team() const;
    ConnectionPool* pool() const;
    const ServerInfo& server() const;
    const SchemaCatalog& catalog() const;                   //!< empty until catalogRead
    std::shared_ptr<const SchemaIndex> schemaIndex() const; //!< of catalog(); null until catalogRead
    bool isCatalogRead() const;
    //! Asks the server about statements before they run, as far as the policy allows.
    ServerCheck* serverCheck() const;
    RunLimits runLimits() const;
    AskLimits askLimits() const;
    bool isSample() const;
    //! \a question as it is asked now: today's date in the session's time zone, the server's version and the team's
    //! instructions are set, the rest is left as it is.
    Question completed(Question question) const;

    //! Reads the catalog again.
    void refreshCatalog();

signals:
    void catalogRead(const parlance::SchemaCatalog& catalog);
    void catalogFailed(const parlance::PostgresError& error);
    void connectionStateChanged(parlance::Connection::State state); //!< of the shared connection
    void closed();

private:
    friend class SessionRegistry;
    struct Private;
    std::unique_ptr<Private> d;

public:
    ~TeamSession() override;
};

} // namespace parlance
