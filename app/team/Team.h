// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "claude/ClaudeProtocol.h"
#include "postgres/Connection.h"
#include "results/ResultKeeper.h"
#include "team/Budget.h"

#include <QStringList>
#include <QUrl>

namespace parlance {

//! What a team may do; from teams.json. Only the team room reads it, the others get values of their own.
struct Policy {
    bool allowWrites = false;
    bool allowAssistant = true;
    bool shareSampleValues = false;
    QStringList privateColumns; //!< schema.table.column: of these no value is ever sent; the team's own key
    bool planQueries = true;    //!< the server plans a query (EXPLAIN) before it runs
    bool shareKnowledge = true; //!< saved questions and doubtful answers go to the team's database where the role may
    int schemaTokenBudget = 24'000; //!< for the part of the schema that goes to Claude with a question
    QString timeZone;
    int statementTimeoutSeconds = 120;
    int exportTimeoutSeconds = 0; //!< the server's own limit for a run that goes to a file; 0: none
    qint64 maximumRows = 1'000'000;
    int maximumConnections = 4;
    bool allowSpill = true; //!< rows that do not fit into memory may lie in a temporary file
    QString spillFolder;    //!< where; empty: in the data folder
    bool prewarm = false; //!< after sign-in and consent Claude reads the tables once, so that the first answer is fast
    Budget budget;
    bool operator==(const Policy&) const = default;
};

//! A team as teams.json describes it.
struct Team {
    QString id;
    QString name;
    QString description;
    QString accent = QStringLiteral("#0f766e"); //!< #rrggbb
    QString contactText;
    QUrl contactUrl;
    QString reachHint;
    ConnectionParameters database; //!< without password
    QStringList searchPath;
    QString instructions; //!< for Claude, in free text: goes along with every question
    Policy policy;
    bool machineWide = false; //!< of the machine-wide configuration: its policy binds host and database
    bool sample = false;      //!< of the sample workspace: its server is LocalServer's, host known once that runs
    QString samplePassword;   //!< shown in the sign-in window, sample only
    QString sourceFile;       //!< the file it came from
    //! Where that file gives the budget's currency, or the budget.
    struct Place {
        int line = 0;
        int column = 0;
        QString key;
        bool operator==(const Place&) const = default;
    };
    Place budgetPlace;
    bool operator==(const Team&) const = default;

    RunLimits runLimits() const;
    //! Where rows may lie on disk: in the policy's folder, else in \a usualFolder.
    SpillLimits spillLimits(const QString& usualFolder) const;
};

} // namespace parlance
