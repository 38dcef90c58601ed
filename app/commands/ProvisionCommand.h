// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "commands/ConsoleCommand.h"
#include "provision/Provisioner.h"

#include <QCoreApplication>

namespace parlance {

//! `provision`: makes the databases and roles of teams on a real server, and prints the teams.json for them.
class ProvisionCommand final : public ConsoleCommand {
    Q_OBJECT
public:
    explicit ProvisionCommand(const CommandContext& context);
    ~ProvisionCommand() override;
    void start() override;
    void cancel() override;

private:
    //! What came of it, for standard output.
    struct Report {
        int status = 0;
        QByteArray output;
    };
    bool chooseAdministrator();
    bool chooseTeams();
    bool addTeam(const QString& id, bool withData);
    bool readPasswords();
    Report work();
    Report provision(const QList<ProvisionState>& states, const QMap<QString, QString>& passwords);
    Report rotate(const QMap<QString, QString>& passwords);
    //! A password for each of \a teams that needs one, by user; nothing (said) when they cannot be had.
    std::optional<QMap<QString, QString>> passwordsFor(const QList<ProvisionState>& states) const;
    void sayPasswords(const QMap<QString, QString>& passwords) const;
    QByteArray document(const QList<ProvisionState>& states, const QMap<QString, QString>& passwords) const;
    Report failure(const PostgresError& error) const;

    CommandContext m_context;
    ConnectionParameters m_administrator;
    QList<ProvisionTeam> m_teams;
    QList<Team> m_entries; //!< of m_teams, for teams.json
    QStringList m_given;   //!< passwords from standard input
    bool m_rotate = false;
    bool m_dryRun = false;
    bool m_json = false;
    std::unique_ptr<Provisioner> m_provisioner;
};

} // namespace parlance
