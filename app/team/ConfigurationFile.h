// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "team/TeamDirectory.h"

#include <optional>

namespace parlance {

//! What one configuration file says, before files are weighed against each other. A value.
struct ConfigurationFile {
    enum class Role { Main, Additional }; //!< teams.json itself, or one of teams.d
    QString file;
    bool broken = false;   //!< it is there, but could not be read at all
    qsizetype entries = 0; //!< teams it names, refused ones too
    QList<Team> teams;
    std::optional<QUrl> baseUrl; //!< empty: one was meant, but it cannot be used
    std::optional<QStringList> models;
    std::optional<Endpoint::Authentication> authentication;
    std::optional<QStringList> keyCommand;
    std::optional<QList<Endpoint::Header>> headers;
    std::optional<QString> proxy;      //!< "system", "none" or an address
    std::optional<QString> caFile;     //!< absolute
    std::optional<QString> modelsFile; //!< with the prices of models; absolute
    std::optional<bool> sampleWorkspace;
    bool restrictUserTeams = false;
    bool restrictConnect = false;
    bool restrictOtherEndpoints = false;
    QList<ConfigurationProblem> problems;
};

//! Reads \a file; a file that does not exist says nothing. \a machineWide: its teams bind, and it may restrict.
ConfigurationFile readConfigurationFile(const QString& file, ConfigurationFile::Role role, bool machineWide);

//! The same from bytes; \a file is only named. Pure.
ConfigurationFile readConfiguration(const QByteArray& bytes, const QString& file, ConfigurationFile::Role role,
                                    bool machineWide);

//! A base URL as Claude clients take it: http or https with a host, without a last slash and "/v1"; nothing when it is
//! none.
std::optional<QUrl> baseUrlFromText(const QString& text);

} // namespace parlance
