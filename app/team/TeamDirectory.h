// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/AppPaths.h"
#include "base/Result.h"
#include "claude/ModelPrices.h"
#include "team/Team.h"

#include <QList>

#include <optional>

namespace parlance {

//! Something wrong in a configuration file; the program starts all the same.
struct ConfigurationProblem {
    enum class Severity { Warning, Error };
    Severity severity = Severity::Warning;
    QString file;
    int line = 0; //!< 1-based; 0 unknown
    int column = 0;
    QString key; //!< "teams[0].database.port"
    QString message;
    bool operator==(const ConfigurationProblem&) const = default;
    QString toString() const;
};

//! teams.json, machine-wide and the user's, read into values with the order of precedence of the contract. A value.
struct TeamDirectory {
    QList<Team> teams; //!< the sample's three when none is configured (or sampleWorkspace says so)
    Endpoint claude;   //!< base URL (empty: one was set that cannot be used), models, authentication; no key
    QStringList keyCommand;
    ModelPrices modelPrices = ModelPrices::builtIn(); //!< none at all where a file of one's own cannot be read
    QString modelPricesFile;                          //!< the file they are from; empty: compiled in
    //! Headers of a file, for the address that it means.
    struct HeaderSet {
        QList<Endpoint::Header> headers;
        std::optional<QUrl> baseUrl; //!< sent there only; nothing: the file names none, to whatever address is in force
        QString file;
        bool operator==(const HeaderSet&) const = default;
    };
    QList<HeaderSet> headers; //!< the machine-wide file's first
    QString proxy;            //!< "system", "none" or an address; empty: not said
    QString proxyFile;
    bool proxyLocked = false;
    QString caFile; //!< certificates to trust beside the system's; empty: not said
    QString caFileSource;
    QString claudeBaseUrlFile; //!< the file that set it; empty: the default
    QString claudeModelsFile;
    QString claudeAuthenticationFile;
    QString keyCommandFile;
    QStringList hiddenKeyCommandFiles; //!< others that name a key command too, which is never run
    bool claudeBaseUrlLocked = false;  //!< set by the machine-wide file
    bool claudeModelsLocked = false;
    bool claudeAuthenticationLocked = false;
    bool keyCommandLocked = false;
    bool restrictUserTeams = false;
    bool restrictConnect = false;
    bool restrictOtherEndpoints = false;
    bool sampleWorkspace = false;
    QList<ConfigurationProblem> problems;

    static TeamDirectory read(const AppPaths& paths);
    const Team* find(const QString& id) const;
    //! The policy that binds whoever reaches this host and database (a team of the machine-wide configuration does);
    //! nothing when none does. Of several teams there the one of the same user, else the strictest of all of them.
    std::optional<Policy> boundPolicy(const ConnectionParameters& database) const;
    //! A team for `--connect`: named as its database, with the policy that binds it. An error when the string is none,
    //! or when the machine-wide configuration forbids it (Kind::ConfigurationInvalid).
    Result<Team, PostgresError> teamForConnection(const QString& conninfo) const;
};

//! The three teams of the sample workspace (host and port empty until its server runs).
QList<Team> sampleTeams();

} // namespace parlance
